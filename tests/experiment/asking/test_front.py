"""The best lever settings, on a front that is known."""

import sys
from functools import partial
from itertools import pairwise
from types import SimpleNamespace
from typing import Any
from zlib import crc32

import numpy as np
import pytest

from sim.experiment import ResultsError, Study, load_study, sweep
from sim.experiment.asking.confirming import unbeaten
from sim.experiment.asking.front import optimise

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


def test_lists_are_searched_too(study_file: Any, fake: Any) -> None:
    study_file.write_text(
        f"title: t\nscenario: tiny.yaml\nvary:\n  {WEIGHT}: [0.01, 0.02, 0.03]\n"
        '  who: {at: "policies.board[0].audience", values: [team, company]}\nworlds: 4\n',
        encoding="utf-8",
    )
    study = load_study(study_file)

    def of_lists(asked: Study) -> Any:
        value = np.array([weight - (who == "company") for weight, who in asked.points])
        cube = np.repeat(value[:, None, None], asked.case.worlds, axis=2)
        return SimpleNamespace(cube=lambda measure: cube)

    found = optimise(study, goals=("real value",), members=12, generations=4, run=of_lists)
    assert found.table.loc[0, [WEIGHT, "who"]].tolist() == [0.03, "team"]
    assert found.tried <= 6


def luck_alone(seed: int) -> Any:
    """No lever does anything: every setting has luck of its own in every company."""

    def run_it(study: Study) -> Any:
        def cube(goal: str) -> Any:
            rows = [
                np.random.default_rng([seed, crc32(f"{goal}{point}".encode())]).normal(size=200)
                for point in study.points
            ]
            return np.array(rows)[:, None, : study.case.worlds]

        return SimpleNamespace(cube=cube)

    return run_it


def test_among_equals_none_falls_behind_and_the_interval_of_the_best_holds(levers: Study) -> None:
    fell, held, told = [], [], []
    for seed in range(20):
        found = optimise(levers, goals=("real value", "padding share"), members=16, generations=2, run=luck_alone(seed))
        best = found.table.iloc[0]
        fell.append(not found.table["on_front"].all())
        held.append(best["real value_low"] <= 0 <= best["real value_high"])
        told.append(found.table["may_be_best"].all())
        assert "surely fell behind" not in found.sentence or fell[-1]
    assert np.mean(fell) <= 0.1
    assert np.mean(held) >= 0.9
    assert np.mean(told) >= 0.9


def test_settings_are_compared_in_the_same_companies(levers: Study) -> None:
    """Companies differ by far more than settings do: unpaired, nothing could be told."""

    def run_it(study: Study) -> Any:
        push = np.array(study.points, dtype=float)[:, :1]
        company = 5.0 * np.sin(np.arange(study.case.worlds) ** 2)
        value = push + company
        padding = np.where(np.arange(study.case.worlds) < 4, push, 0.0) + company
        cubes = {"real value": value[:, None], "padding share": padding[:, None]}
        return SimpleNamespace(cube=cubes.__getitem__)

    found = optimise(levers, goals=("real value", "padding share"), members=12, generations=4, run=run_it)
    best, *others = found.table.to_dict("records")
    assert len(others) >= 5
    assert best["real value_high"] - best["real value_low"] > 3
    assert [best["on_front"], *(row["on_front"] for row in others)] == [True] + [False] * len(others)
    assert not any(row["may_be_best"] for row in others)
    assert f"{len(others)} of {len(others) + 1} settings that looked as good surely fell behind there" in found.sentence
    rows = found.differences[found.differences["goal"] == "real value"]
    assert (rows["low"] > 0).all()
    assert len(found.as_json()["differences"]) == len(found.differences) == len(others) * (len(others) + 1)
    assert found.chart("padding share", "real value")["on_front"].tolist() == found.table["on_front"].tolist()


def test_only_levers_of_the_policy_are_searched(study: Study, study_file: Any, levers: Study) -> None:
    with pytest.raises(ResultsError, match="is no lever of 'board': it belongs to what is given"):
        optimise(study, run=run)
    with pytest.raises(ResultsError, match="is no lever of 'outcomes': it is one of 'board'"):
        optimise(levers, policy="outcomes", run=run)
    study_file.write_text(STUDY.replace("policies.board[0]", "policies.outcomes[0]"), encoding="utf-8")
    other = optimise(load_study(study_file), goals=("real value",), members=4, generations=1, fresh=2, run=run)
    assert other.policy == "outcomes"


def test_what_cannot_be_searched_is_refused(levers: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ResultsError, match="neither more nor less"):
        optimise(levers, goals=("claimed value",))
    with pytest.raises(ResultsError, match="at least 4 members"):
        optimise(levers, members=2)
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(ResultsError, match=r"pip install 'goodhart-sim\[search\]'"):
        optimise(levers, run=run)
