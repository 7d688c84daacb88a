"""Where it fails: a corner that is known is found, and none where there is none."""

from itertools import product
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.company.decisions import Decision
from sim.company.luck import Luck
from sim.experiment import ResultsError, Study
from sim.experiment.asking.failing import corner
from sim.experiment.asking.outcome import Outcome

OUTCOME = Outcome("surplus", "board", "no metric")


def swept(study: Study, fails: Any, n: int = 400, seed: int = 1) -> Any:
    u = Luck(seed, 0, 1, n).of_pairs(Decision.UNCERTAIN, 0, np.arange(n), 0)
    points = pd.DataFrame({"honest": u[:, 0], "fear": 2 * u[:, 1], "who": np.where(u[:, 2] < 0.5, "team", "company")})
    cube = np.zeros((n, 3, 4))
    cube[:, 1] = np.where(fails(points), -1.0, 1.0)[:, None]
    return SimpleNamespace(study=study, points=points, cube=lambda measure: cube)


def test_a_corner_that_is_there_is_found_with_its_bounds(study: Study) -> None:
    found = corner(swept(study, lambda p: (p["honest"] < 0.3) & (p["who"] == "team")), OUTCOME)
    rows = found.table.set_index("parameter")
    assert set(rows.index) == {"honest", "who"}
    assert rows.loc["honest", "high"] == pytest.approx(0.3, abs=0.04)
    assert rows.loc["who", "values"] == "team"
    assert found.inside > 0.9
    assert found.low < found.inside <= found.high
    assert found.anywhere == pytest.approx(0.15, abs=0.05)
    assert found.covered > 0.85
    assert "“honest” is at most 0." in found.sentence
    assert "“who” is team" in found.sentence


def test_luck_makes_no_corner(study: Study) -> None:
    sure = 0
    for seed in range(2, 9):
        coins = Luck(seed, 1, 1, 400).of_pairs(Decision.UNCERTAIN, 0, np.arange(400), 0)[:, 0] < 0.3
        found = corner(swept(study, lambda p, coins=coins: coins, seed=seed), OUTCOME)
        sure += "no corner was found" not in found.sentence
    assert sure <= 1


@pytest.mark.parametrize(("fails", "share"), [(lambda p: p["honest"] < 2, 1.0), (lambda p: p["honest"] > 2, 0.0)])
def test_what_fails_always_or_never_has_no_corner(study: Study, fails: Any, share: float) -> None:
    found = corner(swept(study, fails), OUTCOME)
    assert found.anywhere == share
    assert "no corner was found" in found.sentence
    assert found.as_json()["table"] == []


def test_it_takes_many_points(study: Study) -> None:
    with pytest.raises(ResultsError, match="at least 40 points; there are 30"):
        corner(swept(study, lambda p: p["fear"] > 1, n=30), OUTCOME)


def on_a_grid(study: Study, fails: Any, times: int = 1) -> Any:
    """Five audiences, four weights, four pushes, in the order of a grid, each `times` times."""
    rows = product(("self", "manager", "team", "board", "company"), range(4), (0.0, 0.4, 0.8, 1.2))
    points = pd.DataFrame(list(rows) * times, columns=["who", "weight", "push"])
    cube = np.zeros((len(points), 3, 4))
    cube[:, 1] = np.where(fails(points), -1.0, 1.0)[:, None]
    return SimpleNamespace(study=study, points=points, cube=lambda measure: cube)


@pytest.mark.parametrize("push", [0.0, 1.2])
def test_a_corner_of_a_grid_is_found_at_each_end_of_its_last_factor(study: Study, push: float) -> None:
    found = corner(on_a_grid(study, lambda p: p["push"] == push), OUTCOME)
    assert found.table["parameter"].tolist() == ["push"]
    assert (found.table.loc[0, "low"], found.table.loc[0, "high"]) == (push, push)
    assert (found.inside, found.anywhere, found.covered) == (1.0, 0.25, 1.0)
    assert "“push” is at" in found.sentence


def test_a_point_that_is_there_several_times_is_in_one_half_and_counted_once(study: Study) -> None:
    coins = np.random.default_rng(3).random(80) < 0.25
    once, often = (
        corner(on_a_grid(study, lambda p, n=n: np.tile(coins, n), n), OUTCOME) for n in (1, 6)
    )  # fmt: skip
    assert "no corner was found" in once.sentence
    assert "no corner was found" in often.sentence
    grid = on_a_grid(study, lambda p: p["weight"] > 1, times=9)
    grid.points = grid.points[["who"]]
    with pytest.raises(ResultsError, match="at least 40 points; there are 5"):
        corner(grid, OUTCOME)


def test_companies_without_a_value_are_left_out_and_said_and_their_points_are_kept(study: Study) -> None:
    grid = on_a_grid(study, lambda p: p["push"] == 0)
    cube = grid.cube("surplus")
    cube[::4, 1, 2] = np.nan
    found = corner(grid, OUTCOME)
    assert (found.inside, found.left_out) == (1.0, 20)
    assert found.as_json()["left_out"] == 20
    assert found.sentence.endswith("20 companies have no value and are left out.")
