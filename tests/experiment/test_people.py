"""People of one company: simulated again with the same luck, so that they are the people of the kept numbers."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim
from sim.experiment import Results, ResultsError, companies, people, run, runner, ties
from sim.experiment.people import COLUMNS
from sim.experiment.simulating import Record, simulate
from sim.scenario import Case

SCENARIO = """\
title: A small company
company: {employees: 44, quits_a_year: 0.9, review_every: 5}
weeks: 16
worlds: 3
seed: 5
baseline: no metric
behaviour: {idea: {own: 0.3}, choice: {redo: 0.4}}
policies:
  no metric: []
  board: [{week: 4, metric: tokens, audience: company, target: {share: 0.8}, review: {actual: 0.5}}]
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    folder = tmp_path_factory.mktemp("people")
    path = folder / "small.yaml"
    path.write_text(SCENARIO)
    return run(sim.load(path), out=folder / "out")


@pytest.mark.parametrize("world", [0, 2])
def test_they_are_the_people_of_the_kept_numbers(results: Results, world: int) -> None:
    table = people(results, "board", world)
    means = table.groupby("week")[["metric", "value", "padded"]].mean()
    assert list(means["metric"]) == pytest.approx(list(results.cube("metric")[1, world]), rel=1e-12)
    assert list(means["value"]) == pytest.approx(list(results.cube("real value")[1, world]), rel=1e-12)
    share = means["padded"] / means["metric"]
    assert list(share) == pytest.approx(list(results.cube("padding share")[1, world]), rel=1e-9, abs=1e-12)


def test_a_row_is_a_person_and_week(results: Results) -> None:
    table = people(results, "board")
    assert list(table.columns) == ["week", "seat", "generation", "team", *COLUMNS]
    assert len(table) == 16 * 44
    assert not table.duplicated(["week", "seat"]).any()
    assert list(table["team"][:44]) == [seat // 8 for seat in range(44)]


def test_rows_of_a_week_are_those_who_worked_in_it(results: Results) -> None:
    table = people(results, "board", columns=["left", "skill"])
    wide = {name: table.pivot(index="week", columns="seat", values=name).to_numpy() for name in ("left", "generation")}
    assert wide["left"].any()
    assert (np.diff(wide["generation"], axis=0) == wide["left"][:-1]).all()
    assert table.groupby(["seat", "generation"])["skill"].nunique().max() == 1


def test_some_weeks_are_those_weeks_of_all(results: Results) -> None:
    part = people(results, "board", 1, (6, 9), ["value", "belief"])
    whole = people(results, "board", 1, columns=["value", "belief"]).query("6 <= week <= 9")
    pd.testing.assert_frame_equal(part, whole.reset_index(drop=True))
    pd.testing.assert_frame_equal(part, results.people("board", 1, (6, 9), ["value", "belief"]))


def test_several_companies_come_out_as_each_alone(results: Results) -> None:
    for worlds in ([0, 1, 2], [0, 2]):
        together = companies(results, "board", worlds)
        assert len(together) == len(worlds)
        for world, table in zip(worlds, together, strict=True):
            pd.testing.assert_frame_equal(table, people(results, "board", world))
    for policy in results.policies:
        assert len(companies(results, policy, [1, 2], (2, 9))) == 2


def test_what_a_manager_does_and_the_target_are_there_while_there_is_a_metric(results: Results) -> None:
    table = people(results, "board", columns=["manager's weight", "target"])
    for name in ("manager's weight", "target"):
        there = table.groupby("week")[name].count()
        assert list(there) == [0] * 3 + [44] * 13


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"policy": "bored"}, "there is no policy 'bored' here"),
        ({"world": 3}, "there is no world 3 here; there are 0 to 2"),
        ({"weeks": (3, 17)}, "there are no weeks 3 to 17 here; there are 1 to 16"),
        ({"columns": ["wealth"]}, "people have no column 'wealth'; they have honest, skill"),
    ],
)
def test_what_is_not_there_is_refused(asked: dict[str, object], says: str, results: Results) -> None:
    with pytest.raises(ResultsError, match=says):
        people(results, **{"policy": "board", **asked})  # type: ignore[arg-type]


def test_another_programs_numbers_are_not_passed_off_as_these_people(
    results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def as_it_was(case: Case, *rest: Any) -> Record:
        own = case.behaviour.idea.model_copy(update={"own": 0.9})
        return simulate(case.model_copy(update={"behaviour": case.behaviour.model_copy(update={"idea": own})}), *rest)

    with monkeypatch.context() as patch:
        patch.setattr(sim, "__version__", "0.0.7")
        patch.setattr(runner, "simulate", as_it_was)
        run(results.case, out=tmp_path / "out")
    other = Results.open(tmp_path / "out")
    assert len(people(other, "board", weeks=(1, 3))) == 3 * 44
    with pytest.raises(ResultsError, match=r"world 0 under “board” does not come out .* version 0\.0\.7 wrote them"):
        people(other, "board")


def test_ties_run_across_teams(results: Results) -> None:
    found = ties(results, 1)
    assert (found["seat"] // 8 != found["other"] // 8).all()
    assert not found.duplicated().any()
    assert set(found["seat"]) | set(found["other"]) <= set(range(44))
    assert len(found) > 20
    assert not ties(results, 0).equals(found)
