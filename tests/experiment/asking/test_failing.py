"""Where it fails: a corner that is known is found, and none where there is none."""

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
