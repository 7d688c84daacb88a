"""The best lever settings, on a front that is known."""

import sys
from functools import partial
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.experiment import ResultsError, Study, load_study, sweep
from sim.experiment.asking.front import optimise, unbeaten

PUSH, WEIGHT = "policies.board[0].target.push", "policies.board[0].review.actual"
STUDY = f"""\
title: t
scenario: tiny.yaml
settings: {{"policies.board[0].target": {{share: 0.8}}}}
vary:
  {PUSH}: {{low: 0, high: 1}}
  {WEIGHT}: {{low: 0, high: 1}}
design: {{sobol: 4}}
worlds: 4
"""


@pytest.fixture
def levers(study_file: Any, fake: Any) -> Study:
    study_file.write_text(STUDY, encoding="utf-8")
    return load_study(study_file)


def run(study: Study) -> Any:
    """More push brings value and padding; any weight in reviews costs value. Companies differ by their number."""
    x = np.array(study.points, dtype=float)
    luck = 0.01 * np.sin(np.arange(study.case.worlds))
    value = (x[:, 0] - x[:, 1])[:, None] + luck
    padding = x[:, :1] ** 2 + 0 * luck
    cubes = {"real value": value[:, None], "padding share": padding[:, None]}
    return SimpleNamespace(cube=cubes.__getitem__)


def test_the_front_is_found_and_confirmed_in_fresh_companies(levers: Study) -> None:
    asked: list[Study] = []

    def noted(study: Study) -> Any:
        asked.append(study)
        return run(study)

    found = optimise(levers, goals=("real value", "padding share"), members=24, generations=10, run=noted)
    front = found.table[found.table["on_front"]]
    assert len(front) >= 5
    assert front[WEIGHT].mean() < 0.1
    assert front[PUSH].max() > 0.85
    assert front[PUSH].min() < 0.3
    assert front["real value"].is_monotonic_decreasing
    fresh = 0.01 * np.sin(np.arange(4, 36)).mean()
    assert front["real value"].to_numpy() == pytest.approx((front[PUSH] - front[WEIGHT]).to_numpy() + fresh)
    assert (found.table["real value_low"] < found.table["real value"]).all()
    assert [len(study.case.policies) for study in asked] == [1] * 11
    assert all(set(one.points) <= set(two.points) for one, two in pairwise(asked[:-1]))
    assert (asked[-1].case.worlds, asked[0].case.worlds) == (36, 4)
    assert found.sentence.startswith("The most real value, ")
    assert "fresh companies" in found.sentence


def test_the_same_search_again_is_the_same(levers: Study) -> None:
    one, two = (
        optimise(levers, goals=("real value", "padding share"), members=8, generations=3, run=run) for _ in "ab"
    )
    assert one.table.equals(two.table)


def test_a_search_goes_on_where_it_was(levers: Study, fake: Any, tmp_path: Any) -> None:
    given: Any = {"members": 4, "generations": 2, "fresh": 2, "goals": ("real value", "padding share")}
    run_there = partial(sweep, out=tmp_path / "out")
    whole = optimise(levers, run=run_there, **given)

    def nothing_is_run(*words: Any) -> Any:
        raise AssertionError("run again")

    fake(nothing_is_run)
    assert optimise(levers, run=run_there, **given).table.equals(whole.table)
    assert whole.tried == 8


def test_the_chart_gets_the_front_of_two_goals(levers: Study) -> None:
    found = optimise(levers, goals=("real value", "padding share"), members=8, generations=3, run=run)
    table = found.chart("padding share", "real value")
    assert list(table) == ["point", "x", "x_low", "x_high", "y", "y_low", "y_high", "on_front"]
    assert table["point"].is_unique
    with pytest.raises(ResultsError, match="no goal called 'quits'"):
        found.chart("quits", "real value")


def test_only_what_is_not_beaten_is_on_the_front() -> None:
    values = np.array([[1.0, 1.0], [2.0, 0.0], [0.0, 0.5], [1.0, 1.0], [2.0, -1.0]])
    assert unbeaten(values).tolist() == [True, True, False, True, False]


def test_lists_are_searched_too(study: Study) -> None:
    def of_lists(asked: Study) -> Any:
        value = np.array([fade - (who == "company") for fade, who in asked.points])
        cube = np.repeat(value[:, None, None], asked.case.worlds, axis=2)
        return SimpleNamespace(cube=lambda measure: cube)

    found = optimise(study, goals=("real value",), members=12, generations=4, run=of_lists)
    assert found.table.loc[0, ["behaviour.belief.fade", "who"]].tolist() == [0.03, "team"]
    assert found.tried <= 6


def test_what_cannot_be_searched_is_refused(levers: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ResultsError, match="neither more nor less"):
        optimise(levers, goals=("claimed value",))
    with pytest.raises(ResultsError, match="at least 4 members"):
        optimise(levers, members=2)
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(ResultsError, match=r"pip install 'goodhart-sim\[search\]'"):
        optimise(levers, run=run)
