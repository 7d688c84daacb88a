"""Where pay by the unit bends, people find the best response on the far side: held against a fine grid of efforts."""

from typing import Any

import numpy as np
import pytest

from sim.behaviour.choice import menu
from sim.behaviour.response import respond
from sim.company.situation import situation
from sim.company.stakes import incentives

SETTINGS = {"behaviour.idea.own": 0.3, "behaviour.choice.redo": 0.3, "company.employees": 48}
ROWS = {
    "calm": {"noise": 0.1, "padding": 4.0},
    "exact": {"noise": 0.0, "padding": 4.0},
    "sum": {"noise": 0.1, "noise_kind": "additive", "padding": 3.0, "weight": 0.2},
}
FASTER = [{"above": 0.8, "rate": 0.6}]
TWICE = [{"above": 0.3, "rate": 0.3}, {"above": 0.9, "rate": 1.0}]
SLOWER = [{"above": 0.0, "rate": 0.5}, {"above": 0.4, "rate": -0.5}]
RAMP = [{"above": 0.8, "rate": 2.0}, {"above": 1.0, "rate": -2.0}]


def paid(metric: str, schedule: list[dict[str, float]]) -> dict[str, Any]:
    return {"week": 5, "metric": metric, "bonus": {"schedule": schedule}}


def missed(company: Any) -> float:
    """What people miss: by how much a fine grid's best beats the menu's, over what responding at all is worth."""
    flat = np.arange(company.worlds * company.seats)
    at, at_stake, choice = situation(company, flat), incentives(company, flat), company.case.behaviour.choice
    own, none = respond(at, 0.0), np.zeros(len(flat))
    now = company.people.mean_metric.ravel()
    entries = at.utility(*menu(at, at_stake, now, choice.options, choice.steps)[1], at_stake)
    padded = np.concatenate([[0.0], np.geomspace(1e-3, 1.0, 31)])
    useful, padding = (grid.ravel()[:, None] for grid in np.meshgrid(np.linspace(0.0, 1.0, 81), padded))
    padding = np.where(at.may_pad, padding, 0.0)
    free = (own.unmeasured_pull - at.useful_cross * useful - at.padding_cross * padding) / at.cost_unmeasured
    best = at.utility(np.broadcast_to(useful, padding.shape), padding, np.clip(free, 0.0, 1.0), at_stake).max(axis=0)
    best, alone = np.maximum(best, entries.max(axis=0)), own.rest(none)
    of_nothing = at.utility(alone[0], none, alone[1], at_stake)
    return float((best - entries.max(axis=0)).sum() / (best - of_nothing).sum())


@pytest.mark.parametrize("week", [6, 20])
@pytest.mark.parametrize("schedule", [FASTER, TWICE], ids=["once", "twice"])
@pytest.mark.parametrize("metric", ["tokens", *ROWS])
def test_where_units_come_to_earn_more_hardly_anything_is_missed(
    metric: str, schedule: Any, week: int, small: Any, ran: Any
) -> None:
    company = ran(small([paid(metric, schedule)], SETTINGS, metrics=ROWS), weeks=week, worlds=2)
    assert missed(company) < 0.01


@pytest.mark.parametrize("schedule", [SLOWER, RAMP], ids=["slower", "ramp"])
@pytest.mark.parametrize("metric", ROWS)
def test_where_units_come_to_earn_less_little_is_missed(metric: str, schedule: Any, small: Any, ran: Any) -> None:
    company = ran(small([paid(metric, schedule)], SETTINGS, metrics=ROWS), weeks=20, worlds=2)
    assert missed(company) < 0.08


def test_pay_that_never_bends_adds_nothing_to_the_menu(small: Any, ran: Any) -> None:
    numbers = []
    for schedule in ([{"above": 0.0, "rate": 0.1}], TWICE, RAMP):
        company = ran(small([paid("tokens", schedule)], SETTINGS), weeks=8)
        flat, choice = np.arange(company.seats), company.case.behaviour.choice
        at, at_stake = situation(company, flat), incentives(company, flat)
        assert at_stake is not None
        numbers.append(menu(at, at_stake, np.ones(len(flat)), choice.options, choice.steps)[0])
    assert numbers == [[*range(10)], [*range(12)], [*range(12)]]


def test_a_level_that_nobody_comes_near_changes_nobodys_errors(small: Any, ran: Any) -> None:
    """Its entry, taken by one in twenty, has a draw of its own; all others keep theirs."""
    err = SETTINGS | {"behaviour.choice.precision": 50.0, "company.employees": 300}
    linear = [{"above": 0.0, "rate": 0.1}]
    without, with_it = (
        ran(small([paid("tokens", schedule)], err), weeks=9).people
        for schedule in (linear, [*linear, {"above": 1e6, "rate": 1e-9}])
    )
    alike = without.padding == with_it.padding
    assert alike.mean() > 0.9
    assert (without.padding[alike] > 0.0).mean() > 0.05
