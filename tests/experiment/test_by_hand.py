"""What was set over a file: kept with the results, and said again by options that give the same parameters."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.experiment import Results, by_hand, keeping, run
from sim.experiment.prior import made_uncertain
from sim.experiment.provenance import digest, parameters
from sim.scenario import Case, bundled, small_case
from sim.scenario.case import named
from sim.scenario.reading import parse_setting

AMAZON = "amazon_meshclaw"
BELIEF = {"behaviour.belief.fade": {"uniform": {"low": 0.01, "high": 0.02}}}
SETTINGS: list[dict[str, Any]] = [
    {"company.replacement": 5},
    {"company.replacement": 5, "weeks": 30, "seed": 7, "company.employees": 50},
    {"company": {"team_size": 6}},
    {"policies.as it happened[0].target.share": 0.9},
    {"policies.board taken down[1].target": {"share": 0.5}},
    {"policies.as it happened[0].target.level": 2.0, "policies.as it happened[0].target.share": 0.9},
    {"policies.board kept": []},
    {'policies."it\'s a [b]oard"': [{"week": 3, "metric": "tokens"}]},
    {"policies": {"no metric": [], "other": [{"week": 3, "metric": "tokens", "audience": "team"}]}, "facts": []},
    {"people.skill": {"lognormal": {"mean": 1.0, "log_sd": 0.3}}},
    {"facts[0].weeks": [5, 6]},
    {"uncertain": BELIEF},
    {"uncertain": "posterior"},
    {"title": "In $HOME,\n`as is`", "sources": []},
]


def again(scenario: str | Path, options: str) -> Case:
    """The case that `goodhart run SCENARIO` makes of the options."""
    settings: dict[str, Any] = {}
    sizes: dict[str, int] = {}
    words = iter(shlex.split(options))
    anew = False
    for word in words:
        if word == "--set":
            path, value = parse_setting(next(words))
            settings[path] = value
        elif word == "--uncertain":
            anew = True
        else:
            sizes[word.removeprefix("--")] = int(next(words))
    case = sim.load(scenario, settings=settings, **sizes)  # type: ignore[arg-type]
    return made_uncertain(case) if anew else case


@pytest.mark.parametrize("anew", [False, True])
@pytest.mark.parametrize("settings", SETTINGS, ids=lambda settings: " ".join(settings))
def test_the_options_give_the_same_parameters(settings: dict[str, Any], anew: bool) -> None:
    case = sim.load(AMAZON, settings=settings)
    case = made_uncertain(case) if anew else case
    found = by_hand.changed(case)
    assert found
    repeated = again(AMAZON, " ".join(each.option for each in found))
    assert digest(parameters(repeated)) == digest(parameters(case))
    assert by_hand.changed(repeated) == found
    assert by_hand.kept(json.loads(json.dumps({"changed": by_hand.as_json(found)}, allow_nan=False))) == found


def test_a_change_is_said_with_both_values_where_it_was_made() -> None:
    case = sim.load(AMAZON, employees=500, settings={"company.replacement": 5, "company.team_size": 8})
    assert [each.words for each in by_hand.changed(case)] == [
        "company.employees = 500 (the file: 1000)",
        "company.replacement = 5 (the file: 20)",
    ]
    assert [each.option for each in by_hand.changed(case)] == ["--employees 500", "--set company.replacement=5"]


def test_what_is_quoted_stays_one_word_and_what_is_infinite_is_said() -> None:
    assert by_hand.Changed("policies.as it happened[0].note", None, "it's").option == (
        """--set 'policies.as it happened[0].note="it'"'"'s"'"""
    )
    assert parse_setting(by_hand.Changed("a.b", 1.0, [float("inf"), True, None, 1e-7]).setting) == (
        "a.b",
        [float("inf"), True, None, 1e-7],
    )


def test_what_draws_anew_is_one_change() -> None:
    (anew,) = by_hand.changed(made_uncertain(sim.load(AMAZON)))
    assert anew.option == "--uncertain"
    assert "drawn anew in each company" in anew.words


def test_a_case_changed_in_python_counts_as_changed() -> None:
    case = sim.load(AMAZON)
    case = case.model_copy(update={"company": case.company.model_copy(update={"team_size": 5})})
    assert [each.option for each in by_hand.changed(case)] == ["--set company.team_size=5"]


@pytest.mark.parametrize("name", bundled())
def test_nothing_is_changed_in_a_case_as_it_stands(name: str) -> None:
    assert by_hand.changed(sim.load(name)) == ()
    assert by_hand.changed(sim.load(name, worlds=3)) == ()


@pytest.mark.parametrize("text", ["", "title: [", "title: no case"])
def test_without_a_file_nothing_is_changed(text: str) -> None:
    assert by_hand.changed(named(small_case(), "small", text)) == ()


def test_a_run_keeps_it_and_the_hash_is_that_of_the_parameters(
    fake: Callable[..., None], scenario: Path, tmp_path: Path
) -> None:
    case = sim.load(scenario, settings={"company.team_size": 4})
    results = run(case, out=tmp_path / "out")
    assert [each.option for each in results.changed] == ["--set company.team_size=4"]
    assert results.manifest["hash"] == digest(parameters(case))
    assert results.manifest["scenario"] == scenario.read_text("utf-8")


def test_a_folder_that_did_not_keep_it_opens(fake: Callable[..., None], tiny: Case, tmp_path: Path) -> None:
    folder = run(tiny, out=tmp_path / "out").folder
    manifest = keeping.read_manifest(folder)
    del manifest["changed"]
    (folder / keeping.MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    assert Results.open(folder).changed == ()
    assert run(tiny, out=folder).changed == ()


def test_a_damaged_entry_is_refused_in_words(fake: Callable[..., None], tiny: Case, tmp_path: Path) -> None:
    folder = run(tiny, out=tmp_path / "out").folder
    manifest = keeping.read_manifest(folder) | {"changed": [{"path": 3}]}
    (folder / keeping.MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(keeping.ResultsError, match="damaged"):
        Results.open(folder)
