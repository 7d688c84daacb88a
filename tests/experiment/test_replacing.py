"""What replacing leavers does to a lead is arithmetic: another cost, simulated, gives what was reckoned."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.experiment import Results, run
from sim.experiment.choosing import choose
from sim.experiment.replacing import LINE, replacing
from tests.charts import made

SETTINGS = {"company.employees": 60, "weeks": 40, "worlds": 4, "company.quits_a_year": 0.9}


def at(cost: float, folder: Path) -> Results:
    case = sim.load("amazon_meshclaw", settings={**SETTINGS, "company.replacement": cost})
    policies = {
        name: case.policies[name] for name in ("no metric", "as it happened", "outcome metric", "use is forced")
    }
    return run(case.model_copy(update={"policies": policies, "facts": ()}), out=folder)


def test_another_cost_moves_the_surplus_by_its_line_and_nothing_else(tmp_path: Path) -> None:
    dear, cheap = at(40.0, tmp_path / "dear"), at(4.0, tmp_path / "cheap")
    for policy in dear.policies:
        saved = 0.9 * dear.cube(LINE)[dear.policies.index(policy)] / dear.case.company.wage
        expected = dear.cube("surplus")[dear.policies.index(policy)] - saved
        np.testing.assert_allclose(cheap.cube("surplus")[cheap.policies.index(policy)], expected, atol=1e-12)


def test_below_the_cost_another_policy_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = made.results(tmp_path, ("no metric", "board", "outcomes"), worlds=3)
    wage, cost = results.case.company.wage, results.case.company.replacement
    leavers = {"no metric": 0.001, "board": 0.003, "outcomes": 0.004}
    others = {"no metric": 1.0, "board": 1.01, "outcomes": 1.009}

    def per_world(policy: str, measure: str, weeks: Any = None) -> Any:
        left = cost * leavers[policy]
        return np.full(3, others[policy] - left if measure == "surplus" else -wage * left)

    monkeypatch.setattr(results, "per_world", per_world)
    choice = choose(results)
    found = replacing(results, choice)
    assert found is not None
    assert (choice.best, found.instead) == ("no metric", "board")
    assert found.below == pytest.approx(0.01 / 0.002)


def test_a_cost_of_nothing_turns_nothing(tmp_path: Path) -> None:
    results = at(0.0, tmp_path)
    assert replacing(results, choose(results)) is None


def test_where_the_best_loses_most_people_no_lower_cost_turns_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = made.results(tmp_path, ("no metric", "board"), worlds=3)
    given = {("no metric", "surplus"): 1.0, ("board", "surplus"): 0.5, ("no metric", LINE): -9.0, ("board", LINE): -8.0}
    monkeypatch.setattr(results, "per_world", lambda policy, measure, weeks=None: np.full(3, given[policy, measure]))
    found = replacing(results, choose(results))
    assert found is not None
    assert math.isnan(found.below)
    assert found.instead == ""
