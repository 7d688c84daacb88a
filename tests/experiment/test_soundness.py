"""A manifest is used only as it was written: whatever was changed in it is said in one line that names the file."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fake_company
import pytest

from sim.experiment import Results, ResultsError, Study, Sweep, keeping, run, sweep
from sim.experiment.provenance import digest, manifest
from sim.experiment.soundness import flaw
from sim.scenario import Case
from sim.scenario.case import named

Change = Callable[[dict[str, Any]], Any]


def rehash(read: dict[str, Any]) -> None:
    """Give a manifest the hash of what it has become."""
    study = {"study": read["study"]["identity"]} if "study" in read else {}
    read["hash"] = digest({**read["parameters"], **study})


def spoil(folder: Path, change: Change) -> None:
    path = folder / "manifest.json"
    read = json.loads(path.read_text("utf-8"))
    change(read)
    path.write_text(json.dumps(read), "utf-8")


def refused(path: Path, open_it: Callable[[Path], Any]) -> str:
    """Return what is said of a damaged manifest, without the name of the file."""
    with pytest.raises(ResultsError) as caught:
        open_it(path)
    said = str(caught.value)
    assert said.isprintable(), "one line, and nothing that a terminal would take for an order"
    start = f"{path / 'manifest.json'} is damaged: "
    assert said.startswith(start)
    return said.removeprefix(start)


def rename(read: dict[str, Any], name: str) -> None:
    for policies in (read["policies"], read["parameters"]["policies"]):
        policies[name] = policies.pop("outcomes")
    rehash(read)


def swap(read: dict[str, Any]) -> None:
    policies = read["parameters"]["policies"]
    policies["board"], policies["outcomes"] = policies["outcomes"], policies["board"]


CHANGED: dict[str, tuple[Change, str]] = {
    "an escape sequence": (lambda read: rename(read, "red\x1b[31m"), r"parameters.policies: '\x1b' is a control"),
    "writing turned round": (lambda read: rename(read, "a\u202eb"), r"parameters.policies: '\u202e' is a control"),
    "no character": (lambda read: rename(read, "\ufffe"), r"parameters.policies: the character '\ufffe' is not"),
    "a title in red": (lambda read: read["measures"][0].update(title="\x9b31m"), r"measures[0].title: '\x9b' is a"),
    "a package in red": (lambda read: read["versions"].update(numpy="\x1b[31m"), r"versions.numpy: '\x1b' is a"),
    "half a character": (lambda read: read.update(created="\ud800"), r"created: '\ud800' is half of a character"),
    "half a character in the file": (lambda read: read.update(scenario="\ud800"), r"scenario: '\ud800' is half of"),
    "no day": (lambda read: read.update(created="yesterday"), "created: Value error, Invalid isoformat"),
    "a list as a version": (lambda read: read["versions"].update(z=[1]), "versions.z: Input should be a valid string"),
    "no list of changes": (lambda read: read["policies"].update(board=3), "policies.board: Input should be a valid"),
    "policies exchanged": (swap, "its hash is not that of its parameters"),
    "more people": (
        lambda read: read["parameters"]["company"].update(employees=100_000),
        "its hash is not that of its parameters",
    ),
    "no number": (lambda read: read["parameters"].update(weeks=float("nan")), "parameters: a number is not finite"),
    "another hash": (lambda read: read.update(hash="0" * 32), "its hash is not that of its parameters"),
    "another seed": (lambda read: read.update(seed=8), "seed: it is not that of its parameters"),
    "a policy less": (lambda read: read["policies"].pop("board"), "policies: they are not those of its parameters"),
    "a measure twice": (
        lambda read: read["measures"].append(read["measures"][1]),
        "measures: 'surplus' is there twice",
    ),
    "nested": (lambda read: read.update(more=json.loads("[" * 200 + '""' + "]" * 200)), "it is nested more than 100"),
}


@pytest.mark.parametrize(("change", "said"), CHANGED.values(), ids=CHANGED)
def test_a_changed_manifest_is_damaged(made_up: Callable[..., Results], change: Change, said: str) -> None:
    folder = made_up({}, worlds=1).folder
    spoil(folder, change)
    assert said in refused(folder, Results.open)


def test_a_version_that_is_changed_is_told_from_its_units(made_up: Callable[..., Results]) -> None:
    folder = made_up({}, worlds=1).folder
    spoil(folder, lambda read: read["versions"].update(sim="0.0.1"))
    with pytest.raises(ResultsError, match=r"00000\.parquet is damaged: it is not of the run that manifest\.json"):
        Results.open(folder).summary()
    spoil(folder, swap)
    with pytest.raises(ResultsError, match=r"was written by version 0\.0\.1"):
        Results.open(folder)


def test_a_version_is_printed_without_what_moves_a_terminal(made_up: Callable[..., Results]) -> None:
    folder = made_up({}, worlds=1).folder
    spoil(folder, lambda read: read["versions"].update(sim="\x1b[31m1\n"))
    with pytest.raises(ResultsError, match=r"was written by version \\x1b\[31m1\\n; this"):
        Results.open(folder)


IN_STUDIES: dict[str, tuple[Change, str]] = {
    "no study": (lambda read: read.update(study=None), "its hash is not that of its parameters"),
    "another identity": (
        lambda read: read["study"]["identity"].update(weeks=[1, 8]),
        "its hash is not that of its parameters",
    ),
    "a list as a text": (lambda read: read["study"].update(text=[1]), "study.text: Input should be a valid string"),
    "an escape": (lambda read: read["study"].update(title="\x1b[31m"), r"study.title: '\x1b' is a control character"),
    "something else said": (lambda read: read["study"]["says"].update(weeks=[1, 2]), "study: what it says is not what"),
}


@pytest.mark.parametrize(("change", "said"), IN_STUDIES.values(), ids=IN_STUDIES)
def test_a_changed_manifest_of_a_study_is_damaged(study: Study, tmp_path: Path, change: Change, said: str) -> None:
    folder = sweep(study.with_worlds(1), out=tmp_path / "out").folder
    spoil(folder, change)
    assert said in refused(folder, Sweep.open)


def test_what_a_scenario_may_hold_is_no_damage(tiny: Case, tmp_path: Path) -> None:
    text = "\ufeff# later: \u202e, \r\n" + fake_company.SCENARIO
    odd = named(tiny.model_copy(update={"title": "a\tb\n“c” 無 \U0001f600"}), "tiny", text)
    keeping.prepare(tmp_path / "out", manifest(odd, fake_company.MEASURES))
    assert keeping.read_manifest(tmp_path / "out")["scenario"] == text


@pytest.mark.parametrize(
    ("name", "title", "said"),
    [
        ("a\x1b[31m", "a", r"name: '\x1b' is a control"),
        ("a", "\ufffe", r"title: the character '\ufffe' is not allowed"),
    ],
)
def test_what_could_not_be_opened_again_is_not_begun(
    tiny: Case, tmp_path: Path, fake: Any, name: str, title: str, said: str
) -> None:
    case = named(tiny.model_copy(update={"title": title}), name)
    with pytest.raises(ResultsError, match=rf"^results of this cannot be kept: .*{re.escape(said)}"):
        run(case, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_is_written_has_no_flaw(tiny: Case, study: Study, tmp_path: Path) -> None:
    assert flaw(manifest(tiny, fake_company.MEASURES)) == ""
    assert flaw(sweep(study.with_worlds(1), out=tmp_path / "out").manifest) == ""
