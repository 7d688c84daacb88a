"""Pay on the metric: pieces, quotas, pools and prizes, and what risk and foresight do to it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm

from sim.behaviour.metric_luck import MetricLuck
from sim.behaviour.pay import Pay, left_after_ratchet
from sim.behaviour.work import lucky_metric

PEOPLE = 40
METRICS = np.random.default_rng(2).lognormal(-1.5, 1.0, (3, PEOPLE))
STEPS = ((0.1, 0.4), (0.5, -0.2))
LUCK = MetricLuck(0.77, True)
PLAIN = Pay(0.3, (), 0.0, 1.0, 0.0, LUCK)
KINDS = pytest.mark.parametrize("multiplicative", [True, False])


def read(luck: MetricLuck) -> Any:
    """What 100 000 equally likely draws of luck make of a mean metric, (draws, n)."""
    draws = norm.ppf((np.arange(100_000)[:, None] + 0.5) / 100_000)
    return lucky_metric(METRICS[0], draws, luck.noise, luck.multiplicative)


def test_a_piece_rate_pays_every_unit() -> None:
    np.testing.assert_allclose(PLAIN.worth(METRICS), 0.3 * METRICS, rtol=1e-14)
    np.testing.assert_allclose(PLAIN.marginal(METRICS[0]), 0.3)


def test_a_rate_of_nothing_is_worth_nothing() -> None:
    nothing = Pay(0.0, (), np.full(PEOPLE, 0.3), 1.0, 5.0, LUCK)
    assert not nothing.worth(METRICS).any()
    assert not nothing.marginal(METRICS[0]).any()


@KINDS
@pytest.mark.parametrize("quota", [0.0, 0.2])
def test_steps_pay_what_is_expected_above_them(multiplicative: bool, quota: float) -> None:
    luck = MetricLuck(0.5, multiplicative)
    over = read(luck) - quota
    pay = 0.3 * over + sum(rate * np.maximum(over - above, 0.0) for above, rate in STEPS)
    worth = Pay(0.3, STEPS, quota, 1.0, 0.0, luck).worth(METRICS[0])
    np.testing.assert_allclose(worth, pay.mean(axis=0), rtol=1e-3, atol=1e-4)


@KINDS
def test_the_marginal_worth_is_a_derivative(multiplicative: bool) -> None:
    stepped = Pay(0.3, STEPS, np.full(PEOPLE, 0.05), 0.6, 0.0, MetricLuck(0.5, multiplicative))
    risky = Pay(0.3, (), 0.0, 1.0, 2.0, MetricLuck(0.5, multiplicative))
    shared = Pay(0.3, (), 0.0, 0.6, 0.0, LUCK, pot=3.0, others=OTHERS)
    for pay in (stepped, risky, shared):
        metric, h = METRICS[0], 1e-7
        slope = (pay.worth(metric + h) - pay.worth(metric - h)) / (2 * h)
        np.testing.assert_allclose(pay.marginal(metric), slope, rtol=1e-5, atol=1e-6)


@KINDS
def test_risk_costs_half_of_risk_aversion_times_the_variance_of_pay(multiplicative: bool) -> None:
    """The certainty equivalent of Holmstrom and Milgrom (1991); with luck that adds, of exponential utility."""
    luck = MetricLuck(0.2, multiplicative)
    pay = 0.3 * read(luck)
    risky = Pay(0.3, (), 0.0, 1.0, 4.0, luck)
    np.testing.assert_allclose(risky.premium(METRICS[0]), 2.0 * pay.var(axis=0), rtol=1e-3)
    if not multiplicative:
        certain = -np.log(np.exp(-4.0 * pay).mean(axis=0)) / 4.0
        np.testing.assert_allclose(risky.worth(METRICS[0]), certain, rtol=1e-3)


OTHERS = np.linspace(0.1, 5.0, PEOPLE)


def test_a_pot_is_shared_in_proportion_to_the_metric() -> None:
    shared = Pay(0.0, (), 0.7, 0.5, 0.0, LUCK, pot=3.0, others=OTHERS)
    np.testing.assert_allclose(shared.worth(METRICS), 3.0 * METRICS / (METRICS + OTHERS))
    assert not shared.worth(-METRICS).any()


def test_who_is_alone_has_the_pot_whatever_the_metric() -> None:
    alone = Pay(0.0, (), 0.0, 1.0, 0.0, LUCK, pot=3.0, others=0.0)
    np.testing.assert_array_equal(alone.worth(METRICS), 3.0)
    assert not alone.marginal(METRICS[0]).any()
    assert not alone.marginal_and_bend(METRICS[0])[1].any()


@KINDS
def test_what_bends_in_pay_is_a_derivative(multiplicative: bool) -> None:
    luck = MetricLuck(0.5, multiplicative)
    metric, h = METRICS[0], 1e-6
    for pay in (Pay(0.3, (), 0.0, 1.0, 2.0, luck), Pay(0.3, (), 0.0, 1.0, 0.0, luck, pot=3.0, others=OTHERS)):
        fall = (pay.marginal(metric - h) - pay.marginal(metric + h)) / (2 * h)
        np.testing.assert_allclose(pay.marginal_and_bend(metric)[1], fall, rtol=1e-5, atol=1e-6)
    assert not Pay(0.3, STEPS, 0.0, 1.0, 0.0, luck).marginal_and_bend(metric)[1].any()


def test_who_does_not_mind_risk_pays_no_premium() -> None:
    assert not PLAIN.premium(METRICS).any()
    averse = replace(PLAIN, risk_aversion=1.0)
    assert (averse.worth(METRICS) < PLAIN.worth(METRICS)).all()
    assert (averse.marginal(METRICS[0]) < PLAIN.marginal(METRICS[0])).all()


def test_foresight_leaves_a_part_of_pay() -> None:
    np.testing.assert_allclose(replace(PLAIN, foreseen=0.25).worth(METRICS), 0.25 * PLAIN.worth(METRICS))
    np.testing.assert_allclose(replace(PLAIN, foreseen=0.25).marginal(METRICS[0]), 0.25 * 0.3)


def one_unit_more(speed: float, discount: float, weeks: int = 1040) -> float:
    """Pay in all from one unit more in the first week, the quota moving after it, week by week."""
    quota, worth = 0.0, 0.0
    for week in range(weeks + 1):
        reached = 1.0 if week == 0 else 0.0
        worth += (reached - quota) / (1.0 + discount) ** week
        quota += speed * (reached - quota)
    return worth


@pytest.mark.parametrize("discount", [0.001, 0.02])
@pytest.mark.parametrize("speed", [0.02, 0.1, 0.5, 1.0])
def test_foresight_sees_what_a_unit_more_takes_off_later_pay(speed: float, discount: float) -> None:
    left = left_after_ratchet(speed, discount)
    assert left == pytest.approx(one_unit_more(speed, discount), abs=1e-12)
    assert left == pytest.approx(discount / (discount + speed), rel=1e-6)


def test_a_quota_that_never_moves_takes_nothing_off() -> None:
    assert left_after_ratchet(0.0, 0.01) == 1.0


def test_whoever_cares_for_the_present_alone_loses_nothing_to_a_ratchet() -> None:
    assert left_after_ratchet(0.5, 1e6) == pytest.approx(1.0, abs=1e-6)


def test_what_a_ratchet_leaves_may_differ_by_world() -> None:
    discounts = np.array([[0.001], [0.02]])
    together = left_after_ratchet(0.1, discounts)
    assert np.shape(together) == (2, 1)
    assert np.ravel(together).tolist() == [left_after_ratchet(0.1, 0.001), left_after_ratchet(0.1, 0.02)]


NEUTRAL: dict[str, dict[str, Any]] = {
    "pays nothing": {},
    "has no prize": {"winners": 0.5, "prize": 0.0},
    "has an empty pool": {"pool": 0.0},
    "has a step of nothing": {"schedule": [{"above": 0.0, "rate": 0.0}, {"above": 0.3, "rate": 0.0}]},
}


@pytest.mark.parametrize("bonus", NEUTRAL)
def test_a_bonus_changes_no_byte_if_it(bonus: str, small: Any, ran: Any, state: Any, board: Any) -> None:
    settings = {"behaviour.idea.own": 0.1, "behaviour.choice.risk_aversion": 1.0, "people.foresight": 0.5}
    none, some = (state(ran(small([board | more], settings))) for more in ({}, {"bonus": NEUTRAL[bonus]}))
    assert none["padding"].any()
    assert all(none[name].tobytes() == some[name].tobytes() for name in none)


RATE = {"schedule": [{"above": 0.0, "rate": 0.2}]}
ABOVE = {"schedule": [{"above": 0.3, "rate": 0.2}]}
MORE: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a piece rate": ({}, RATE),
    "a rate above a level": ({}, ABOVE),
    "a prize": ({}, {"prize": 0.5}),
    "a pool": ({}, {"pool": 0.05}),
}


@pytest.mark.parametrize("pay", MORE)
def test_padding_is_commoner_with(pay: str, late: Any) -> None:
    less, more = MORE[pay]
    assert (late("padding share", bonus=less) < late("padding share", bonus=more)).all()


def test_dislike_of_risk_makes_pay_move_people_less(late: Any) -> None:
    calm, averse = (late("metric", {"behaviour.choice.risk_aversion": dislike}, bonus=RATE) for dislike in (0.0, 4.0))
    assert (averse < calm).all()


def test_a_quota_of_ones_own_past_changes_nobody_without_foresight_where_pay_is_straight(
    small: Any, ran: Any, state: Any, board: Any
) -> None:
    """Taking a number off everybody's metric leaves what one more unit earns as it is."""
    fixed, moving = (
        ran(small([board | {"bonus": RATE | {"over_own_past": speed}}], {"behaviour.idea.own": 0.1})).people
        for speed in (0.0, 0.2)
    )
    assert moving.quota.any()
    assert fixed.padding.any()
    for name in ("useful", "padding", "unmeasured"):
        np.testing.assert_allclose(getattr(fixed, name), getattr(moving, name), atol=1e-12)


def test_those_who_foresee_their_quota_hold_back(late: Any) -> None:
    """Weitzman (1980): of a piece rate discount/(discount + speed) is left."""
    quota = RATE | {"over_own_past": 0.2}
    blind, seeing = (late("padding share", {"people.foresight": foresight}, bonus=quota) for foresight in (0.0, 1.0))
    assert (seeing < blind).all()


def test_a_quota_follows_what_was_reached(small: Any, ran: Any, board: Any) -> None:
    case = small([board | {"bonus": RATE | {"over_own_past": 0.25}}], {"company.quits_a_year": 0.0})
    company = ran(case, weeks=10)
    assert not ran(case, weeks=4).people.quota.any()
    before = company.people.quota.copy()
    company.step()
    np.testing.assert_allclose(company.people.quota, before + 0.25 * (company.people.metric - before))


def test_foresight_without_a_quota_changes_nobody(small: Any, ran: Any, state: Any, board: Any) -> None:
    levers = [board | {"bonus": RATE}]
    blind, seeing = (state(ran(small(levers, {"people.foresight": foresight}))) for foresight in (0.0, 1.0))
    assert {name for name in blind if blind[name].tobytes() != seeing[name].tobytes()} == {"foresight"}


def test_pay_moves_people_without_any_board(small: Any, ran: Any, board: Any) -> None:
    quiet = {"week": 5, "metric": "tokens", "bonus": RATE}
    company = ran(small([quiet], {"behaviour.idea.own": 0.1}), worlds=2)
    assert not company.exposed
    assert not company.people.aware.any()
    assert company.people.padding.any()
