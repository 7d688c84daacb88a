"""Bunching: more people at the target than a smooth distribution would have there."""

from typing import Any

import numpy as np
import pytest
from scipy.special import ndtri

from sim.measures import all_measures
from sim.measures.bunching import mass

BUNCHING = next(measure for measure in all_measures() if measure.name == "bunching")
BINS = np.arange(-15, 16)


def people(counts: Any) -> np.ndarray:
    """So many people in the middle of each bin."""
    return np.repeat(BINS + 0.4, counts)[None]


def test_where_people_are_spread_smoothly_there_is_neither_excess_nor_hole() -> None:
    polynomial = 5000 + 20 * BINS - 3 * BINS**2 + BINS**3
    found = mass(people(polynomial))
    assert found.excess == pytest.approx(0.0, abs=1e-12)
    assert found.missing == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("at", [0, 1])
def test_those_who_come_to_the_target_are_counted(at: int) -> None:
    polynomial = 5000 - 3 * BINS**2
    more, total = 400 * (at == BINS), polynomial.sum()
    assert mass(people(polynomial + more)).excess == pytest.approx(400 / (total + 400), rel=1e-9)


def test_those_who_left_the_place_below_it_are_counted() -> None:
    polynomial = 5000 - 3 * BINS**2
    moved = 300 * (BINS == -3) + 200 * (BINS == -1)
    found = mass(people(polynomial - moved + 500 * (BINS == 0)))
    assert found.missing == pytest.approx(500 / polynomial.sum(), rel=1e-9)
    assert found.excess == pytest.approx(500 / polynomial.sum(), rel=1e-9)


def test_excess_is_also_told_in_bins_as_full_as_usual() -> None:
    found = mass(people(np.full(31, 2000) + 500 * (BINS == 0)))
    assert found.times == pytest.approx(0.25, rel=1e-9)
    assert np.isnan(mass(np.full((1, 50), 40.0)).times).all()


@pytest.mark.parametrize(("emptied", "width"), [([], 0), ([-1], 1), ([-1, -2, -3], 3), ([-2, -3], 0), ([-1, -3], 1)])
def test_the_hole_is_as_wide_as_the_bins_below_the_target_that_are_half_empty(emptied: list[int], width: int) -> None:
    counts = np.where(np.isin(BINS, emptied), 900, 2000)
    assert mass(people(counts)).hole.tolist() == [width]


def test_people_far_from_the_target_are_only_part_of_all() -> None:
    near = people(5000 - 3 * BINS**2 + 400 * (BINS == 0))
    far = np.full((1, near.size), 40.0)
    far[0, ::2] = -np.inf
    assert mass(np.hstack([near, far])).excess == pytest.approx(mass(near).excess / 2, rel=1e-9)


def test_worlds_are_counted_apart() -> None:
    polynomial = 5000 - 3 * BINS**2
    with_some = people(polynomial + 400 * (BINS == 0))
    without = people(polynomial + 400 * (BINS == 12))[:, np.random.default_rng(1).permutation(with_some.size)]
    both = mass(np.vstack([without, with_some])).excess
    assert both[1] == pytest.approx(400 / with_some.size, rel=1e-9)
    assert abs(both[0]) < both[1] / 4


def test_a_notch_is_filled_from_below() -> None:
    """Desired use is normal; whoever lies less than D below the target goes to it: F(T) - F(T - D) bunch."""
    desired = 1.0 + 0.4 * ndtri((np.arange(200_000) + 0.5) / 200_000)
    target, reach, width = 1.1, 0.12, 0.04
    moved = (desired < target) & (desired >= target - reach)
    found = mass(((np.where(moved, target, desired) - target) / width)[None])
    assert moved.mean() == pytest.approx(0.119, abs=0.001)
    further = (moved & (desired < target - 0.1 * width)).mean()
    assert found.excess == pytest.approx(further, abs=0.003)
    assert found.missing == pytest.approx(further, abs=0.003)


def test_in_a_company_distance_from_the_target_is_in_logarithms(small: Any, ran: Any, board: Any) -> None:
    settings = {"company.employees": 1000, "company.quits_a_year": 0.0}
    company = ran(small([board], settings), weeks=5)
    level = company.level[0, 0]
    spread = np.exp(np.linspace(-1.5, 1.5, 900)) * level
    for factor, excess in ((1.0, 0.1), (0.995, 0.1), (1.15, 0.1), (6.0, 0.0)):
        company.people.metric[:] = np.append(spread, np.full(100, factor * level))
        company.people.place[:] = np.log(company.people.metric)
        company.this_week.clear()
        assert BUNCHING.of(company)[0] == pytest.approx(excess, abs=0.03)


def test_without_a_target_nobody_bunches(small: Any, ran: Any, board: Any) -> None:
    assert np.isnan(BUNCHING.of(ran(small([board | {"target": None}]), weeks=8, worlds=2))).all()
    assert np.isnan(BUNCHING.of(ran(small([board]), weeks=4, worlds=2))).all()


def test_rounding_does_not_decide_who_is_at_the_target() -> None:
    spread = people(5000 - 3 * BINS**2)
    for nearly in (-1e-9, 0.0, 1e-9):
        assert mass(np.hstack([spread, np.full((1, 500), nearly)])).excess == pytest.approx(500 / (spread.size + 500))


def test_people_who_aim_at_a_target_without_luck_bunch_at_it(small: Any, ran: Any, board: Any) -> None:
    settings = {"company.employees": 400, "people.fear": 1.0, "behaviour.choice.job": 0.5, "behaviour.noticing.rate": 1}
    settings |= {"people.status": 0.0, "behaviour.choice.career": 0.0, "behaviour.choice.redo": 1.0}
    change = board | {"metric": "sure", "audience": "nobody", "target": {"level": 0.3, "push": 1.0}}
    case = small([change], settings, metrics={"sure": {"noise": 0.0}})
    after, before = (ran(case, policy, weeks=12, measures=[BUNCHING]) for policy in ("policy", "none"))
    assert after.record["bunching"][11, 0] > 0.2
    before.levers, before.level = after.levers, after.level
    before.this_week.clear()
    assert abs(BUNCHING.of(before)[0]) < 0.06
