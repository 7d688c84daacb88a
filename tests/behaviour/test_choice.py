"""Choosing efforts: the entries of the menu, the best of them, caps, and choice with error."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.behaviour.choice import OPTIONS, PARTS, choose, menu, tremble, within_cap
from sim.behaviour.incentives import Incentives
from sim.behaviour.response import private_optimum, respond
from sim.behaviour.target import Meeting
from tests.behaviour.made import INFINITE, LUCK, STEPS, facing, of_people, piece_rate, stakes

ENTRIES = {"private": [0], "honest": [1, 2, 3], "target": [4, 6], "best": [5], "steps": [7, 8, 9]}
NOW = np.full(100, 0.2)


def test_a_target_can_be_met_by_use_alone() -> None:
    """Whoever shrinks from padding at all has the choice of none, however little of it the cheapest mix would hold."""
    at = facing(60, scruple=np.full(60, 9.0), gain=np.full(60, 0.1), useful_yield=np.ones(60))
    level = np.random.default_rng(1).uniform(0.05, 0.5, 60)
    incentives = Incentives((Meeting(np.full(60, 2.0), level, LUCK),), LUCK.to_spare(level))
    useful, padding, _ = choose(at, incentives, np.full(60, 0.05), OPTIONS, STEPS, None)
    alone = replace(at, may_pad=np.zeros(60, np.bool_))
    assert not padding.any()
    assert np.array_equal(useful, choose(alone, incentives, np.full(60, 0.05), OPTIONS, STEPS, None)[0])


@pytest.mark.parametrize("size", [0.1, 1.0])
def test_the_best_of_the_menu_is_taken(size: float) -> None:
    at, incentives = facing(substitution=0.15, weight=0.1), stakes(size=size)
    now = at.metric(*np.random.default_rng(5).random((3, 100)) * 0.2)
    options = menu(at, incentives, now, OPTIONS, STEPS)[1]
    chosen = choose(at, incentives, now, OPTIONS, STEPS, None)
    taken = set()
    for person in range(100):
        alone, own = of_people(at, [person]), of_people(incentives, [person])
        worth = [alone.utility(*(effort[option, [person]] for effort in options), own)[0] for option in range(10)]
        best = int(np.argmax(worth))
        taken.add(best)
        assert [effort[person] for effort in chosen] == [effort[best, person] for effort in options]
    assert len(taken) >= 4


def test_the_menu_holds_its_entries_in_their_order() -> None:
    at, incentives = facing(substitution=0.15, weight=0.1), stakes()
    useful, padding, unmeasured = menu(at, incentives, NOW, OPTIONS, STEPS)[1]
    own, drawn, none = respond(at, 0.0), respond(at, incentives.marginal(NOW)), np.zeros(100)
    assert len(useful) == 10
    for place, response in ((0, own), (3, drawn)):
        expected = response.rest(none)
        assert np.array_equal(useful[place], expected[0])
        assert np.array_equal(unmeasured[place], expected[1])
    for place, part in enumerate(PARTS, start=1):
        np.testing.assert_allclose(useful[place], (1 - part) * useful[0] + part * useful[3])
        np.testing.assert_allclose(unmeasured[place], (1 - part) * unmeasured[0] + part * unmeasured[3])
    assert np.array_equal(padding[5], drawn.padding())
    assert np.array_equal(useful[5], drawn.rest(padding[5])[0])
    assert not padding[:5].any()
    assert padding[6].any()
    assert (padding[7:] == np.array(STEPS)[:, None]).all()


def test_the_entry_for_the_target_reaches_it_with_luck_to_spare() -> None:
    at, incentives = facing(), stakes()
    useful, padding, unmeasured = menu(at, incentives, NOW, ("target",), ())[1]
    for entry in (0, 1):
        assert (at.metric(useful[entry], padding[entry], unmeasured[entry]) >= incentives.aim - 1e-9).all()
    assert not padding[0].any()
    assert padding[1].any()


@pytest.mark.parametrize("off", OPTIONS)
def test_an_entry_that_is_switched_off_is_gone_and_the_others_stay(off: str) -> None:
    at, incentives = facing(substitution=0.15), stakes()
    _, whole = menu(at, incentives, NOW, OPTIONS, STEPS)
    numbers, without = menu(at, incentives, NOW, tuple(option for option in OPTIONS if option != off), STEPS)
    stay = sorted(place for option, places in ENTRIES.items() if option != off for place in places)
    assert numbers == stay
    for all_of_them, fewer in zip(whole, without, strict=True):
        assert np.array_equal(all_of_them[stay], fewer)


def test_who_knows_nothing_but_the_private_optimum_stays_there() -> None:
    at = facing()
    useful, padding, unmeasured = choose(at, stakes(size=5.0), NOW, ("private",), STEPS, None)
    assert [useful.tolist(), unmeasured.tolist()] == [effort.tolist() for effort in private_optimum(at)]
    assert not padding.any()


def test_where_nothing_is_counted_the_private_optimum_is_the_only_option() -> None:
    at = facing()
    useful, padding, unmeasured = menu(at, None, np.zeros(100), OPTIONS, STEPS)[1]
    assert useful.shape == padding.shape == unmeasured.shape == (1, 100)
    assert np.array_equal(useful[0], private_optimum(at)[0])
    assert not padding.any()


def test_those_who_may_not_pad_are_offered_none() -> None:
    may_pad = np.arange(100) % 2 == 0
    _, padding, _ = menu(facing(may_pad=may_pad), stakes(), NOW, OPTIONS, STEPS)[1]
    assert not padding[:, ~may_pad].any()
    assert (padding[7:, may_pad] == np.array(STEPS)[:, None]).all()


def test_efforts_stay_within_their_bounds() -> None:
    at = facing(most=(0.2, 0.02, 0.05))
    options = menu(at, stakes(size=5.0), NOW, OPTIONS, STEPS)[1]
    for effort, most in zip(options, (0.2, 0.02, 0.05), strict=True):
        assert effort.min() >= 0
        assert effort.max() == most


def test_efforts_may_be_bounded_from_below_elsewhere_than_at_nothing() -> None:
    at = facing(least=(-0.1, -0.02, 0.1), gain=np.full(100, -0.9), worth=0.0, scruple_per_unit=np.full(100, 9.0))
    useful, padding, unmeasured = menu(at, piece_rate(0.001), NOW, ("best",), STEPS)[1]
    assert useful.min() == -0.1
    assert (padding == -0.02).all()
    assert (unmeasured == 0.1).all()


def test_choice_with_errors_is_logit_over_distinct_options() -> None:
    """Beside somebody who may pad, who may not has some options several times, and they are no likelier for it."""
    people, precision = 40_000, 8.0
    one = facing(1, seed=11, may_pad=np.array([False]))
    same = np.zeros(people, np.int64)
    at, many = of_people(one, same), of_people(stakes(), np.full(people, 35))
    now = np.full(people, 0.2)
    options = menu(at, many, now, OPTIONS, STEPS)[1]
    distinct = {tuple(effort[option, 0] for effort in options): option for option in reversed(range(10))}
    assert sorted(distinct.values()) == [0, 1, 2, 3, 4]
    utility = np.array([at.utility(*(e[o] for e in options), many)[0] for o in distinct.values()])
    expected = np.exp(precision * (utility - utility.max()))
    expected /= expected.sum()
    error = -np.log(-np.log(np.random.default_rng(7).random((10, people)))) / precision
    useful, _, _ = choose(at, many, now, OPTIONS, STEPS, lambda numbers: error[numbers])
    for option, share in zip(distinct.values(), expected, strict=True):
        assert (useful == options[0][option, 0]).mean() == pytest.approx(share, abs=0.012)
    assert expected.min() > 0.1
    assert expected.max() > 0.22
    beside = choose(
        replace(at, may_pad=np.arange(people) == 0), many, now, OPTIONS, STEPS, lambda numbers: error[numbers]
    )
    assert np.array_equal(beside[0][1:], useful[1:])


CAPPED = {"no cap": INFINITE, "a loose cap": 0.8, "a tight cap": 0.05}


@pytest.mark.parametrize("cap", CAPPED)
def test_a_cap_takes_padding_first_and_then_use(cap: str) -> None:
    most = CAPPED[cap]
    among = np.random.default_rng(8)
    p, q, r, m = among.lognormal(0, 0.5, 300), among.lognormal(2, 0.5, 300), among.random(300), 0.2 * among.random(300)
    m[:100], q[100:150], r[150:200] = 0.0, 0.0, 0.0
    useful, padding = within_cap(most, p, q, r, m)
    fits = p * r + q * m <= most
    assert (p * useful + q * padding <= most + 1e-12).all()
    assert np.array_equal(useful[fits], r[fits])
    assert np.array_equal(padding[fits], m[fits])
    too_much = ~fits & (q * m > 0)
    np.testing.assert_allclose((p * useful + q * padding)[too_much], most)
    assert (padding[useful < r] * q[useful < r] <= 1e-12).all()
    if cap == "no cap":
        assert fits.all()
    elif cap == "a loose cap":
        assert (padding[too_much] > 0).any()
        assert 0 < fits.sum() < 300


def test_a_cap_lets_be_what_is_not_metered() -> None:
    useful, padding = within_cap(0.1, np.zeros(2), np.zeros(2), np.array([0.9, -0.3]), np.array([0.5, -0.2]))
    assert (useful.tolist(), padding.tolist()) == ([0.9, -0.3], [0.5, -0.2])


def test_a_yield_of_next_to_nothing_is_held_by_no_cap() -> None:
    useful, padding = within_cap(1e15, np.array([1e-310]), np.array([1e-310]), np.array([0.9]), np.array([0.5]))
    assert (useful.tolist(), padding.tolist()) == ([0.9], [0.5])


def test_every_entry_of_the_menu_is_held_to_the_cap() -> None:
    free, held = (menu(facing(cap=cap), stakes(), NOW, OPTIONS, STEPS)[1] for cap in (INFINITE, 0.15))
    at = facing()
    assert (at.metric(*free) > 0.15).any()
    assert (at.metric(*held) <= 0.15 + 1e-12).all()
    expected = within_cap(0.15, at.useful_yield, at.padding_yield, free[0], free[1])
    assert all(np.array_equal(*pair) for pair in zip(expected, held[:2], strict=True))
    assert np.array_equal(free[2], held[2])


def hessian(at: Any, rate: float, efforts: list[float]) -> np.ndarray:
    """The curvature of what one person expects, by differences."""
    h, point = 1e-3, np.array(efforts)
    steps = np.eye(3) * h

    def worth(effort: np.ndarray) -> float:
        r, m, u = (np.array([e]) for e in effort)
        return float((at.utility(r, m, u, None) + rate * at.metric(r, m, u))[0])

    def bend(i: np.ndarray, j: np.ndarray) -> float:
        apart = worth(point + i + j) - worth(point + i - j) - worth(point - i + j) + worth(point - i - j)
        return apart / (4 * h * h)

    return np.array([[bend(i, j) for j in steps] for i in steps])


@pytest.mark.parametrize("may_pad", [True, False])
def test_a_continuum_chosen_from_with_error_is_normal_around_the_best_response(may_pad: bool) -> None:
    """Where utility is quadratic the logit choice over all efforts has covariance H^-1 / precision."""
    people, precision, rate = 60_000, 40.0, 0.5
    given: dict[str, Any] = {"substitution": 0.4, "weight": 0.3, "scruple": np.zeros(1), "fine_bend": 0.8}
    given |= {"least": (-INFINITE, -INFINITE, -INFINITE), "may_pad": np.array([may_pad])}
    one = facing(1, seed=3, **given)
    at = of_people(one, np.zeros(people, np.int64))
    luck = np.random.default_rng(9).standard_normal((3, people))
    efforts = tremble(at, piece_rate(rate), np.full(people, 0.2), precision, luck)
    drawn = respond(one, rate)
    padding = drawn.padding() if may_pad else np.zeros(1)
    useful, unmeasured = drawn.rest(padding)
    best = [useful[0], padding[0], unmeasured[0]]
    assert best[1] > 0.05 or not may_pad
    moving = [0, 1, 2] if may_pad else [0, 2]
    curvature = -hessian(one, rate, [useful[0], max(padding[0], 0.1), unmeasured[0]])[np.ix_(moving, moving)]
    expected = np.linalg.inv(curvature) / precision
    spread = np.sqrt(np.diag(expected))
    for place, effort in enumerate(efforts):
        assert effort.mean() == pytest.approx(best[place], abs=0.002)
    found = np.cov([efforts[place] for place in moving])
    np.testing.assert_allclose(found / np.outer(spread, spread), expected / np.outer(spread, spread), atol=0.02)
    assert efforts[1].any() == may_pad


def test_people_who_lose_by_every_value_err_as_well() -> None:
    at = facing(weight=1.0, diminishing=3.0, substitution=0.6)
    efforts = tremble(at, piece_rate(-3.0), NOW, 20.0, np.random.default_rng(12).standard_normal((3, 100)))
    for effort in efforts:
        assert np.isfinite(effort).all()
    assert efforts[0].any()


def test_infinite_precision_errs_nowhere() -> None:
    at, incentives = facing(substitution=0.2), stakes()
    useful, padding, unmeasured = tremble(at, incentives, NOW, INFINITE, np.ones((3, 100)))
    best = menu(at, incentives, NOW, ("best",), ())[1]
    for effort, expected in zip((useful, padding, unmeasured), best, strict=True):
        assert np.array_equal(effort, expected[0])


def test_errors_stay_within_the_bounds_and_pad_for_nobody_who_may_not() -> None:
    may_pad = np.arange(100) % 2 == 0
    at = facing(may_pad=may_pad, most=(0.5, 0.1, 0.4))
    luck = np.random.default_rng(10).standard_normal((3, 100))
    for incentives in (stakes(), None):
        useful, padding, unmeasured = tremble(at, incentives, NOW, 2.0, luck)
        for effort, most in ((useful, 0.5), (padding, 0.1), (unmeasured, 0.4)):
            assert effort.min() >= 0
            assert effort.max() <= most
        assert not padding[~may_pad].any()
        assert padding.any() == (incentives is not None)


def test_precision_may_differ_between_people() -> None:
    at, luck = facing(), np.random.default_rng(11).standard_normal((3, 100))
    precision = np.where(np.arange(100) < 50, 5.0, 50.0)
    mixed = tremble(at, stakes(), NOW, precision, luck)
    for value, who in ((5.0, slice(0, 50)), (50.0, slice(50, 100))):
        for one, other in zip(mixed, tremble(at, stakes(), NOW, value, luck), strict=True):
            assert np.array_equal(one[who], other[who])
