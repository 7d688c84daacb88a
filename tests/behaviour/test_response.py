"""What people face, and their best responses to it, in closed form."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize

from sim.behaviour.incentives import Incentives
from sim.behaviour.pay import Pay
from sim.behaviour.response import Situation, meet, meet_by_use, private_optimum, respond, toward
from tests.behaviour.made import INFINITE, LUCK, Floats, facing, stakes


def test_the_private_optimum_is_the_closed_form() -> None:
    at = facing()
    useful, unmeasured = private_optimum(at)
    best = at.omega * at.skill * at.gain / (at.omega * at.skill * at.diminishing + at.cost_useful)
    np.testing.assert_allclose(useful, np.maximum(best, 0.0), rtol=1e-12)
    np.testing.assert_allclose(unmeasured, at.omega * at.skill * at.worth / at.cost_unmeasured, rtol=1e-12)


@pytest.mark.parametrize("substitution", [0.0, 0.15, 0.6])
def test_nothing_is_better_than_the_private_optimum_where_nobody_counts(substitution: float) -> None:
    at = facing(substitution=substitution)
    useful, unmeasured = private_optimum(at)
    best = at.utility(useful, np.zeros(100), unmeasured, None)
    for efforts in np.random.default_rng(2).random((300, 3, 100)):
        assert (at.utility(efforts[0], 0.2 * efforts[1], efforts[2], None) <= best + 1e-12).all()
        moved = 0.02 * (efforts - 0.5)
        near = np.maximum([useful + moved[0], unmeasured + moved[2]], 0.0)
        assert (at.utility(near[0], np.zeros(100), near[1], None) <= best + 1e-12).all()


def test_costs_too_large_to_be_multiplied_leave_no_effort_and_no_warning() -> None:
    dear = np.full(100, 1e300)
    at = facing(cost_useful=dear, cost_padding=dear, cost_unmeasured=dear, substitution=0.15, scruple=np.zeros(100))
    efforts = (*private_optimum(at), respond(at, 0.5).padding())
    np.testing.assert_allclose(efforts, 0.0, atol=1e-290)
    np.testing.assert_allclose(at.utility(efforts[0], efforts[2], efforts[1], None), at.omega * at.skill)


def test_qualms_and_fines_weigh_on_padding_alone_and_not_on_what_is_below_nothing() -> None:
    bound = facing(fine=0.01, fine_bend=0.7)
    free = replace(bound, scruple=np.zeros(100), scruple_per_unit=np.zeros(100), fine=0.0, fine_bend=0.0)
    useful, unmeasured = private_optimum(bound)
    for padding in (-0.1, 0.0):
        efforts = useful, np.full(100, padding), unmeasured
        assert np.array_equal(bound.utility(*efforts, None), free.utility(*efforts, None))
    efforts = useful, np.full(100, 0.1), unmeasured
    cost = bound.scruple + 0.01 + 0.1 * bound.scruple_per_unit + 0.5 * 0.7 * 0.1**2
    np.testing.assert_allclose(free.utility(*efforts, None) - bound.utility(*efforts, None), cost, rtol=1e-9)


@pytest.mark.parametrize("least", [0.0, -INFINITE])
@pytest.mark.parametrize("substitution", [0.0, 0.15, 0.5])
def test_the_best_response_solves_the_linearised_problem(substitution: float, least: float) -> None:
    at = facing(
        3000, substitution=substitution, weight=0.2, unmeasured_yield=0.1, fine_bend=0.7, least=(least, least, least)
    )
    drawn = respond(at, np.random.default_rng(3).random(3000) * 0.5)
    matrix = np.zeros((3000, 3, 3))
    for place, bend in enumerate((drawn.useful_bend, at.cost_padding + 0.7, at.cost_unmeasured)):
        matrix[:, place, place] = bend
    matrix[:, 0, 2] = matrix[:, 2, 0] = at.useful_cross
    matrix[:, 1, 2] = matrix[:, 2, 1] = at.padding_cross
    pull = np.stack([drawn.useful_pull, drawn.padding_pull, drawn.unmeasured_pull], axis=-1)
    best = np.linalg.solve(matrix, pull[..., None])[..., 0]
    inside = (best > max(least, -1e9)).all(axis=1)
    assert inside.sum() > 100
    assert inside.all() == (least < 0.0)
    padding = drawn.padding()
    useful, unmeasured = drawn.rest(padding)
    found = np.stack([useful, padding, unmeasured], axis=-1)
    np.testing.assert_allclose(found[inside], best[inside], rtol=1e-8, atol=1e-12)


@pytest.mark.parametrize("fine_bend", [0.0, 1.5])
def test_at_the_best_response_no_small_step_is_worth_its_cost(fine_bend: float) -> None:
    """The gradient of own utility plus a piece rate on the metric is nothing there, in all three directions."""
    rate, h = 0.2, 1e-6
    at = facing(
        3000, substitution=0.1, weight=0.3, unmeasured_yield=0.2, scruple=np.zeros(3000), fine=0.0, fine_bend=fine_bend
    )
    drawn = respond(at, rate)
    padding = drawn.padding()
    useful, unmeasured = drawn.rest(padding)
    inside = (np.minimum(useful, unmeasured) > 0.001) & (padding > 0.001)
    assert inside.sum() > 100

    def worth(*steps: float) -> Floats:
        efforts = useful + steps[0], padding + steps[1], unmeasured + steps[2]
        return at.utility(*efforts, None) + rate * at.metric(*efforts)

    for direction in np.eye(3) * h:
        gradient = (worth(*direction) - worth(*-direction)) / (2 * h)
        np.testing.assert_allclose(gradient[inside], 0.0, atol=1e-6)


def test_padding_is_best_where_unmeasured_work_is_at_its_bound() -> None:
    """U = r/2 + 3 u/10 - cost + .8 (r + .875 m), unit costs, substitution 1/2: u = 0, so r = 1.3 and m = .7."""
    ones = np.ones(1)
    costs = dict.fromkeys(("cost_useful", "cost_padding", "cost_unmeasured"), ones)
    at = facing(
        1, omega=1.0, skill=ones, gain=0.5 * ones, diminishing=0.0, worth=0.3, loss=0.0, substitution=0.5,
        useful_yield=ones, padding_yield=0.875 * ones, scruple_per_unit=0.0 * ones, **costs
    )  # fmt: skip
    drawn = respond(at, 0.8)
    np.testing.assert_allclose(drawn.padding(), 0.7)
    np.testing.assert_allclose(drawn.rest(drawn.padding()), [[1.3], [0.0]])


def test_the_best_response_is_where_marginal_worth_and_cost_meet() -> None:
    """Tokenmaxxing: V = v r - d m, M = p r + q m, piece rate b: r = (v + b p)/c_r and m = (b q - d)/c_m."""
    at = facing(omega=1.0, skill=np.ones(100), diminishing=0.0, scruple_per_unit=np.zeros(100))
    drawn = respond(at, 0.3)
    padding = drawn.padding()
    expected = np.maximum(0.3 * at.padding_yield - at.loss, 0) / at.cost_padding
    np.testing.assert_allclose(padding, expected, rtol=1e-12)
    expected = np.maximum(at.gain + 0.3 * at.useful_yield, 0) / at.cost_useful
    np.testing.assert_allclose(drawn.rest(padding)[0], expected, rtol=1e-12)


def cheapest(at: Situation, person: int, metric: float, start: float, padding_yield: float) -> tuple[float, float]:
    """The cheapest use and padding that reach a metric, by a general optimiser."""
    bend: Any = at.cost_useful[person] + at.omega * at.skill[person] * at.diminishing
    dislike = at.omega * at.skill[person] * at.loss + at.scruple_per_unit[person]
    tiring = at.cost_padding[person] + at.fine_bend
    p, q = at.useful_yield[person], padding_yield

    def cost(mix: Floats) -> float:
        return float(bend * (mix[0] - start) ** 2 / 2 + tiring * mix[1] ** 2 / 2 + dislike * mix[1])

    bounds: Any = [(start, min(at.most[0], 1e3)), (0.0, min(at.most[1], 1e3) if q else 0.0)]
    reach: Any = {"type": "ineq", "fun": lambda mix: p * mix[0] + q * mix[1] - metric}
    guess = np.array([start + max(metric - p * start, 0.0) / p, 0.0])
    found = minimize(cost, guess, bounds=bounds, constraints=reach, method="SLSQP", options={"ftol": 1e-14})
    return found.x[0], found.x[1]


@pytest.mark.parametrize(
    ("most_useful", "most_padding", "fine_bend"),
    [(INFINITE, INFINITE, 0.0), (INFINITE, 0.02, 0.0), (0.3, INFINITE, 0.0), (INFINITE, INFINITE, 3.0)],
)
def test_the_mix_that_meets_a_metric_is_the_cheapest(most_useful: float, most_padding: float, fine_bend: float) -> None:
    among = np.random.default_rng(4)
    at = facing(60, most=(most_useful, most_padding, INFINITE), fine_bend=fine_bend)
    pads = among.random(60) < (0.8 if most_useful == INFINITE else 1.0)
    padding_yield = np.where(pads, at.padding_yield, 0.0)
    start, _ = private_optimum(at)
    metric = among.lognormal(-1.0, 1.0, 60)
    useful, padding = meet(at, respond(at, 0.0), metric, start, padding_yield)
    for person in range(60):
        best = cheapest(at, person, metric[person], start[person], padding_yield[person])
        assert (useful[person], padding[person]) == pytest.approx(best, abs=2e-5)
    assert (at.metric(useful, padding, np.zeros(60)) >= metric - 1e-9).all()
    assert (padding > 0).sum() > 15
    assert (padding == 0).sum() > 10


def test_use_alone_meets_a_metric_as_the_mix_does_for_those_whom_padding_brings_nothing() -> None:
    at, among = facing(60, weight=0.2), np.random.default_rng(4)
    start, metric = private_optimum(at)[0], among.lognormal(-1.0, 1.0, 60)
    useful, padding = meet(at, respond(at, 0.0), metric, start, np.zeros(60))
    assert not padding.any()
    assert np.array_equal(meet_by_use(at, metric, start), useful)
    assert (useful > start).any()


@pytest.mark.parametrize("most_useful", [INFINITE, 0.3])
def test_rounding_makes_nobody_pad(most_useful: float) -> None:
    among = np.random.default_rng(4)
    at = facing(5000, most=(most_useful, INFINITE, INFINITE))
    start, _ = private_optimum(at)
    _, padding = meet(at, respond(at, 0.0), among.lognormal(-1.0, 1.0, 5000), start, at.padding_yield)
    assert (padding == 0).sum() > 1000
    assert padding[padding > 0].min() > 1e-9


def test_where_value_is_a_loss_to_the_person_its_curvature_bends_nothing() -> None:
    """A high enough price on value would otherwise turn the best response into the worst."""
    at = facing(weight=1.0, diminishing=3.0)
    drawn = respond(at, -3.0)
    np.testing.assert_array_equal(drawn.useful_bend, at.cost_useful)
    np.testing.assert_array_equal(respond(at, -0.8).useful_bend, at.cost_useful)
    np.testing.assert_array_equal(respond(at, 0.5).useful_bend, at.cost_useful + 1.3 * at.skill * 3.0)
    helped = at.gain > 0
    assert (drawn.rest(np.zeros(100))[0][helped] == 0.0).all()


def test_a_target_that_is_met_anyway_changes_nothing() -> None:
    at = facing()
    start, _ = private_optimum(at)
    useful, padding = meet(at, respond(at, 0.0), 0.9 * at.useful_yield * start, start, at.padding_yield)
    assert np.array_equal(useful, start)
    assert not padding.any()


def test_the_utility_is_reward_less_cost_scruples_and_fine_plus_stakes() -> None:
    at, incentives = facing(substitution=0.15, fine=0.02, fine_bend=0.4), stakes()
    r, m, u = np.random.default_rng(6).random((3, 100)) * 0.3
    value = at.skill * (1 + at.gain * r - 0.6 * r**2 + 0.3 * u - 0.11 * m)
    crossed = 0.15 * np.sqrt(at.cost_unmeasured) * u * (np.sqrt(at.cost_useful) * r + np.sqrt(at.cost_padding) * m)
    cost = (at.cost_useful * r**2 + at.cost_padding * m**2 + at.cost_unmeasured * u**2) / 2 + crossed
    expected = 0.8 * value - cost - at.scruple - at.scruple_per_unit * m - 0.02 - 0.4 * m**2 / 2
    np.testing.assert_allclose(at.utility(r, m, u, None), expected)
    metric = at.useful_yield * r + at.padding_yield * m
    np.testing.assert_allclose(at.utility(r, m, u, incentives), expected + incentives.worth(metric))
    nothing = at.utility(r, np.zeros(100), u, None) - at.utility(r, np.full(100, 1e-12), u, None)
    np.testing.assert_allclose(nothing, at.scruple + 0.02, atol=1e-9)


def effort_cost(at: Situation, *efforts: Floats) -> Floats:
    return -replace(at, omega=0.0, scruple=0.0, scruple_per_unit=0.0).utility(*efforts, None)


def test_effort_costs_half_its_square_in_every_direction() -> None:
    at, effort = facing(substitution=0.15), np.array([0.3, 0.05, 0.2])
    cost = effort_cost(at, *np.repeat(effort[:, None], 100, axis=1))
    for person in range(100):
        own = np.array([at.cost_useful[person], np.asarray(at.cost_padding)[person], at.cost_unmeasured[person]])
        matrix = np.diag(own)
        for measured in (0, 1):
            matrix[measured, 2] = matrix[2, measured] = 0.15 * np.sqrt(own[measured] * own[2])
        assert cost[person] == pytest.approx(effort @ matrix @ effort / 2)


def test_no_effort_is_rewarded_by_the_cost_of_effort() -> None:
    """The matrix is positive definite up to the largest substitution that a case may have."""
    at, efforts = facing(2000, substitution=0.699), np.random.default_rng(1).normal(size=(3, 2000))
    assert (effort_cost(at, *efforts) > 0).all()


@pytest.mark.parametrize("pads", [False, True])
def test_where_risk_makes_units_worth_less_one_step_finds_the_best_from_anywhere(pads: bool) -> None:
    at = facing(substitution=0.3, least=(-INFINITE, -INFINITE, -INFINITE))
    paid = Incentives((Pay(2.0, (), 0.0, 1.0, 1.5, LUCK),), np.zeros(100))
    found = []
    for now in np.random.default_rng(4).random((2, 100)) * 3.0:
        drawn = toward(at, *paid.marginal_and_bend(now), now, pads)
        padding = np.where(pads, drawn.padding(), 0.0)
        useful, unmeasured = drawn.rest(padding)
        found.append((useful, padding, unmeasured))
    np.testing.assert_allclose(found[0], found[1], rtol=1e-9, atol=1e-9)
    metric = at.metric(*found[0])
    here = respond(at, paid.marginal(metric))
    assert (paid.marginal(np.zeros(100)) - paid.marginal(metric) > 0.1).any(), "the premium bends"
    best = np.where(pads, here.padding(), 0.0)
    np.testing.assert_allclose(found[0], [here.rest(best)[0], best, here.rest(best)[1]], rtol=1e-9, atol=1e-9)


def test_where_a_unit_stays_worth_what_it_is_one_goes_by_that() -> None:
    at, flat = facing(), np.full(100, 0.3)
    expected = respond(at, flat)
    for bend in (None, np.zeros(100)):
        drawn = toward(at, flat, bend, np.ones(100), True)
        np.testing.assert_array_equal(drawn.useful_pull, expected.useful_pull)
        np.testing.assert_array_equal(drawn.padding_pull, expected.padding_pull)
