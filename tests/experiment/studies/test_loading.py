"""Reading a study: each mistake at its place, all at once, and nothing written."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fake_company
import pytest

from sim.experiment import load_study
from sim.scenario import ScenarioError
from sim.scenario.bundled import bundled_studies

HEAD = "title: A study\nscenario: tiny.yaml\n"
WHO = "policies.board[0].audience"
MISTAKES: dict[str, tuple[str, str]] = {
    "a path that is not there": (
        "vary:\n  people.honset: [0.1]\n",
        "4:19: .*unknown key 'honset'; did you mean 'honest'",
    ),
    "a policy that is not there": (
        "vary:\n  policies.bord[0].audience: [self]\n",
        "4:31: .*no list 'bord'; did you mean 'board'",
    ),
    "a change that is not there": ("vary:\n  policies.board[3].audience: [self]\n", r"4:32: .*the first is \[0\]"),
    "a metric that is not there": ("vary:\n  metrics.tokns.noise: [0.4]\n", "4:25: .*did you mean 'tokens'"),
    "no path": ("vary:\n  a[x: [0.4]\n", "4:3: .*this is no path"),
    "a value out of range": (
        "vary:\n  people.honest: [0.5,\n    1.5]\n",
        r"5:5: vary.\"people.honest\"\[1\]: found 1.5; expected a number from 0 to 1",
    ),
    "a word that is none of them": (
        f"vary:\n  who: {{at: '{WHO}', values: [self, tem]}}\n",
        r"4:\d+: vary.who.values\[1\]: .*did you mean 'team'",
    ),
    "a range beyond the parameter's": (
        "vary:\n  people.honest: {low: 0.5, high: 1.5}\ndesign: {sobol: 8}\n",
        "4:3: .*expected a number from 0 to 1",
    ),
    "a distribution beyond the parameter's": (
        "vary:\n  people.honest: {normal: {mean: 0.5, sd: 2.0}}\ndesign: {sobol: 8}\n",
        "4:3: .*expected a number from 0 to 1",
    ),
    "a range without steps in a grid": (
        "vary:\n  people.honest: {low: 0.5, high: 0.6}\n",
        "4:3: .*a range with steps",
    ),
    "low above high": ("vary:\n  people.honest: {low: 0.5, high: 0.4, steps: 3}\n", "4:.*low below high"),
    "ratio from 0": ("vary:\n  people.honest: {low: 0, high: 0.4, steps: 3, log: true}\n", "4:.*begin above 0"),
    "a range wider than any number": (
        "vary:\n  people.honest: {low: -1.0e308, high: 1.0e308, steps: 3}\n",
        "4:.*narrower than the largest number",
    ),
    "a ratio greater than any number": (
        "vary:\n  people.honest: {low: 1.0e-300, high: 1.0e300, log: true}\ndesign: {sobol: 4}\n",
        "4:.*narrower than the largest number",
    ),
    "steps without end": (
        f"vary:\n  people.honest: {{low: 0, high: 1, steps: 1{'0' * 200}}}\n",
        "4:.*expected a whole number from 2 to 1,?000,?000",
    ),
    "a grid that is too large": (
        "vary:\n  people.honest: {low: 0, high: 1, steps: 1000000}\n  behaviour.belief.fade: [0.1, 0.2]\n",
        "3:1: vary: a grid has at most 1,000,000 points; the values given here make 2,000,000",
    ),
    "too many points of a sequence": (
        "vary:\n  people.honest: {low: 0, high: 1}\ndesign: {sobol: 1000001}\n",
        "5:17: design.sobol: found 1000001; expected a whole number",
    ),
    "too many points of a hypercube": (
        "vary:\n  people.honest: {low: 0, high: 1}\ndesign: {latin hypercube: 1000001}\n",
        "5:27: .*found 1000001; expected a whole number",
    ),
    "two forms": ("vary:\n  people.honest: {values: [0.1], low: 0, high: 1}\n", "4:.*found low and high and values"),
    "steps alone": ("vary:\n  people.honest: {values: [0.1], steps: 3}\n", "4:.*belong to a range"),
    "no values": ("vary:\n  people.honest: {at: people.honest}\n", "4:.*expected values, a range"),
    "nothing varied": ("worlds: 3\n", "1:1: nothing is varied"),
    "what cannot be varied": ("vary:\n  seed: [1, 2]\n", "4:3: .*'seed' cannot be varied"),
    "all policies": (
        "vary:\n  policies: [{no metric: []}]\n",
        "4:3: .*'policies' cannot be varied as a whole; .*one of them",
    ),
    "the same path twice": (
        "vary:\n  people.honest: [0.1]\n  other: {at: people.honest, values: [0.2]}\n",
        "5:3: .*'people.honest' is varied twice",
    ),
    "a path inside another": (
        f"vary:\n  {WHO}: [self]\n  policies.board[0].audience.who: [team]\n",
        "5:3: .*is varied twice",
    ),
    "the name of a measure": ("vary:\n  surplus: {at: people.honest, values: [0.1]}\n", "4:3: .*name of a column"),
    "the name of a column": ("vary:\n  point: {at: people.honest, values: [0.1]}\n", "4:3: .*name of a column"),
    "an unknown design": ("vary:\n  people.honest: [0.1]\ndesign: latin\n", "5:9: .*found text 'latin'"),
    "two designs": ("vary:\n  people.honest: [0.1]\ndesign: {sobol: 4, latin hypercube: 4}\n", "5:1: .*exactly one"),
    "points that differ in names": (
        "design:\n  points: [{people.honest: 0.1}, {people.skill: 1}]\n",
        "4:34: .*the same param",
    ),
    "a point out of range": ("design:\n  points: [{people.honest: 0.1}, {people.honest: 3}]\n", "4:50: .*from 0 to 1"),
    "a point after one that is there twice": (
        "design:\n  points:\n  - people.honest: 0.5\n  - people.honest: 0.5\n  - people.honest: -7\n",
        r"7:\d+: design.points\[2\].*found -7",
    ),
    "true among points, where 1 is allowed": (
        "design:\n  points:\n  - people.honest: 1\n  - people.honest: true\n",
        r"6:\d+: design.points\[1\].*found true",
    ),
    "true among values, where 1 is allowed": (
        "vary:\n  people.honest: [1,\n    true, 0.5]\n",
        r"5:5: vary.\"people.honest\"\[1\]: found true",
    ),
    "below what is not there": (
        "vary:\n  company.nope.x.y: [1]\n",
        r"4:22: vary.\"company.nope.x.y\"\[0\]: company.nope: unknown key",
    ),
    "values besides points": (
        "vary: {people.honest: [1]}\ndesign:\n  points: [{people.honest: 0.1}]\n",
        "3:8: .*leave them out",
    ),
    "an unknown policy": (
        "vary: {people.honest: [0.1]}\npolicies: [bord]\n",
        r"4:12: policies\[0\]: .*did you mean 'board'",
    ),
    "an unknown measure": ("vary: {people.honest: [0.1]}\nmeasures: [surpuls]\n", "4:12: .*did you mean 'surplus'"),
    "weeks beyond the last": ("vary: {people.honest: [0.1]}\nweeks: [4, 9]\n", "4:8: .*there are 8 weeks"),
    "weeks the wrong way": ("vary: {people.honest: [0.1]}\nweeks: [4, 3]\n", "4:1: .*earlier to a later"),
    "a setting that is not there": (
        "settings: {company.employes: 9}\nvary: {people.honest: [0.1]}\n",
        "3:12: settings.*did you mean 'employees'",
    ),
    "a setting that is no path": (
        'settings: {"company[": 3}\nvary: {people.honest: [0.1]}\n',
        "3:12: settings.*: this is no path",
    ),
    "an unknown key": ("vary: {people.honest: [0.1]}\nworld: 3\n", "4:1: .*did you mean 'worlds'"),
}


@pytest.mark.parametrize(("text", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_has_its_place(text: str, said: str, study_file: Path, fake: Callable[[Any], None]) -> None:
    study_file.write_text(HEAD + text)
    with pytest.raises(ScenarioError) as refused:
        load_study(study_file)
    assert re.match(f"{re.escape(str(study_file))}:{said}", str(refused.value)), str(refused.value)


@pytest.mark.parametrize("name", ["measure", "mean", "low", "high"])
def test_what_the_summary_has_cannot_be_a_name(name: str, study_file: Path, fake: Callable[[Any], None]) -> None:
    study_file.write_text(f"{HEAD}vary:\n  {name}: {{at: people.honest, values: [0.1]}}\n")
    with pytest.raises(ScenarioError, match=f":4:3: .*'{name}' is the name of a column"):
        load_study(study_file)


def test_every_mistake_is_said_at_once(study_file: Path, fake: Callable[[Any], None]) -> None:
    study_file.write_text(
        HEAD + "measures: [surpuls]\nvary:\n  people.honset: [0.1]\n  people.honest: [2]\n  metrics.tokns.noise: [1]\n"
    )
    with pytest.raises(ScenarioError) as refused:
        load_study(study_file)
    assert [mistake.line for mistake in refused.value.mistakes] == [3, 5, 6, 7]


def test_a_scenario_that_is_not_there_is_said_at_its_place(study_file: Path, fake: Callable[[Any], None]) -> None:
    study_file.write_text("title: t\nscenario: amazon_meshclow\nvary: {people.honest: [0.1]}\n")
    with pytest.raises(ScenarioError, match=r":2:11: scenario: .*did you mean 'amazon_meshclaw'"):
        load_study(study_file)
    with pytest.raises(ScenarioError, match="did you mean 'small'"):
        load_study("smal")


def test_a_mistake_in_the_scenario_is_said_where_it_is(
    scenario: Path, study_file: Path, fake: Callable[[Any], None]
) -> None:
    scenario.write_text(fake_company.SCENARIO.replace("weeks: 8", "weaks: 8"))
    with pytest.raises(ScenarioError, match=r"tiny\.yaml:4:1: .*did you mean 'weeks'"):
        load_study(study_file)


def test_options_lie_over_the_file(study_file: Path, fake: Callable[[Any], None]) -> None:
    study_file.write_text(
        fake_company.STUDY.replace("[0.01, 0.02, 0.03]", "{low: 0, high: 1}")
        + "design: {sobol: 4}\nsettings: {people.honest: 0.1, weeks: 10, company.employees: 96, company.ties: 1}\n"
    )
    study = load_study(study_file, settings={"people.honest": 0.9}, worlds=3, points=8, weeks=9, seed=5, employees=80)
    assert (study.case.people.honest, study.case.worlds, len(study.points)) == (0.9, 3, 8)
    assert study.case.company.ties == 1
    assert (study.case.weeks, study.case.seed, study.case.company.employees) == (9, 5, 80)
    study_file.write_text(fake_company.STUDY)
    with pytest.raises(ScenarioError, match="--points: only a Latin hypercube"):
        load_study(study_file, points=8)


def test_more_points_than_a_file_can_say_are_refused(study_file: Path, fake: Callable[[Any], None]) -> None:
    study_file.write_text(HEAD + "vary: {people.honest: {low: 0, high: 1}}\ndesign: {sobol: 4}\n")
    with pytest.raises(ScenarioError, match=r"design\.sobol: found 1000001; expected a whole number"):
        load_study(study_file, points=1_000_001)


def test_defaults_and_bundled_rows_are_reached_by_their_paths(study_file: Path, fake: Callable[[Any], None]) -> None:
    study_file.write_text(HEAD + "vary:\n  people.skill.lognormal.log_sd: [0.2]\n  metrics.tokens.noise: [0.5]\n")
    study = load_study(study_file)
    case = study.case_at(study.points[0])
    assert case.people.skill.lognormal is not None
    assert (case.people.skill.lognormal.mean, case.people.skill.lognormal.log_sd) == (1.0, 0.2)
    tokens, before = case.all_metrics()["tokens"], study.case.all_metrics()["tokens"]
    assert tokens == before.model_copy(update={"noise": 0.5})


def test_a_study_runs_the_policies_that_it_names(study_file: Path, fake: Callable[[Any], None]) -> None:
    study_file.write_text(fake_company.STUDY + "policies: [outcomes, board]\n")
    case = load_study(study_file).case
    assert (list(case.policies), case.baseline, case.facts) == (["outcomes", "board"], "outcomes", ())


@pytest.mark.parametrize("name", bundled_studies())
def test_a_bundled_study_reads(name: str) -> None:
    study = load_study(name)
    assert study.points
    assert name != "small" or len(study.points) <= 24
