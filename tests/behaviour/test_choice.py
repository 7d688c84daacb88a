"""Choosing efforts: closed forms of the menu's entries, and the best of the menu."""

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from scipy.optimize import minimize

from sim.behaviour.choice import Situation, choose, meet, menu, private_optimum, respond
from sim.behaviour.incentives import Incentives
from sim.behaviour.standing import publish

Floats = npt.NDArray[np.float64]
STEPS = (0.01, 0.03, 0.1)
INFINITE = float("inf")


def facing(people: int = 100, seed: int = 1, **given: Any) -> Situation:
    """What some random people face: no bounds on efforts, no substitution, a metric of activity."""
    among = np.random.default_rng(seed)
    made: dict[str, Any] = {
        "omega": 0.8,
        "skill": among.lognormal(0.0, 0.4, people),
        "gain": among.normal(0.5, 0.4, people),
        "diminishing": 1.2,
        "worth": 0.3,
        "loss": 0.11,
        "cost_useful": among.lognormal(0.5, 0.3, people),
        "cost_padding": among.lognormal(1.8, 0.7, people),
        "cost_unmeasured": among.lognormal(0.7, 0.3, people),
        "substitution": 0.0,
        "useful_yield": among.lognormal(0.0, 0.8, people),
        "padding_yield": among.lognormal(2.5, 0.7, people),
        "unmeasured_yield": 0.0,
        "weight": 0.0,
        "scruple": among.random(people) * 0.03,
        "scruple_per_unit": among.random(people) * 0.2,
        "fine": 0.0,
        "may_pad": np.ones(people, np.bool_),
        "most_useful": INFINITE,
        "most_padding": INFINITE,
        "most_unmeasured": INFINITE,
    }
    return Situation(**(made | given))


def stakes(people: int = 100, seed: int = 1, size: float = 1.0) -> Incentives:
    """Random stakes of people in one company."""
    among = np.random.default_rng(seed)
    board = among.normal(-1.5, 1.2, people)
    return Incentives(
        score=size * among.random(people),
        status=size * among.normal(0.1, 0.2, people),
        target=size * among.random(people),
        level=among.uniform(0.05, 0.5, people),
        noise=0.77,
        multiplicative=True,
        table=publish(board[None], 0.77),
        world=np.zeros(people, np.int64),
        own_place=board,
        mates=None,
    )


def of_people(thing: Any, people: Any) -> Any:
    """What some of the people face, or their stakes."""
    return replace(thing, **{name: part[people] for name, part in vars(thing).items() if isinstance(part, np.ndarray)})


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


@pytest.mark.parametrize("substitution", [0.0, 0.15, 0.5])
def test_the_best_response_solves_the_linearised_problem(substitution: float) -> None:
    at = facing(3000, substitution=substitution, weight=0.2, unmeasured_yield=0.1)
    drawn = respond(at, np.random.default_rng(3).random(3000) * 0.5)
    matrix = np.zeros((3000, 3, 3))
    for place, bend in enumerate((drawn.useful_bend, at.cost_padding, at.cost_unmeasured)):
        matrix[:, place, place] = bend
    matrix[:, 0, 2] = matrix[:, 2, 0] = drawn.useful_cross
    matrix[:, 1, 2] = matrix[:, 2, 1] = drawn.padding_cross
    pull = np.stack([drawn.useful_pull, drawn.padding_pull, drawn.unmeasured_pull], axis=-1)
    best = np.linalg.solve(matrix, pull[..., None])[..., 0]
    inside = (best > 0).all(axis=1)
    assert inside.sum() > 100
    padding = drawn.padding()
    useful, unmeasured = drawn.rest(padding)
    np.testing.assert_allclose(np.stack([useful, padding, unmeasured], axis=-1)[inside], best[inside], rtol=1e-9)


def test_at_the_best_response_no_small_step_is_worth_its_cost() -> None:
    """The gradient of own utility plus a piece rate on the metric is nothing there, in all three directions."""
    rate, h = 0.2, 1e-6
    at = facing(3000, substitution=0.1, weight=0.3, unmeasured_yield=0.2, scruple=np.zeros(3000), fine=0.0)
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
    p, q = at.useful_yield[person], padding_yield

    def cost(mix: Floats) -> float:
        return float(bend * (mix[0] - start) ** 2 / 2 + at.cost_padding[person] * mix[1] ** 2 / 2 + dislike * mix[1])

    bounds: Any = [(start, min(at.most_useful, 1e3)), (0.0, min(at.most_padding, 1e3) if q else 0.0)]
    reach: Any = {"type": "ineq", "fun": lambda mix: p * mix[0] + q * mix[1] - metric}
    guess = np.array([start + max(metric - p * start, 0.0) / p, 0.0])
    found = minimize(cost, guess, bounds=bounds, constraints=reach, method="SLSQP", options={"ftol": 1e-14})
    return found.x[0], found.x[1]


@pytest.mark.parametrize(("most_useful", "most_padding"), [(INFINITE, INFINITE), (INFINITE, 0.02), (0.3, INFINITE)])
def test_the_mix_that_meets_a_metric_is_the_cheapest(most_useful: float, most_padding: float) -> None:
    among = np.random.default_rng(4)
    at = facing(60, most_useful=most_useful, most_padding=most_padding)
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


def test_a_target_can_be_met_by_use_alone() -> None:
    """Whoever shrinks from padding at all has the choice of none, however little of it the cheapest mix would hold."""
    at = facing(60, scruple=np.full(60, 9.0), gain=np.full(60, 0.1), useful_yield=np.ones(60))
    incentives = replace(stakes(60), score=np.zeros(60), status=np.zeros(60), target=np.full(60, 2.0))
    useful, padding, _ = choose(at, incentives, np.full(60, 0.05), STEPS, None)
    alone = replace(at, may_pad=np.zeros(60, np.bool_))
    assert not padding.any()
    assert np.array_equal(useful, choose(alone, incentives, np.full(60, 0.05), STEPS, None)[0])


def test_a_target_that_is_met_anyway_changes_nothing() -> None:
    at = facing()
    start, _ = private_optimum(at)
    useful, padding = meet(at, respond(at, 0.0), 0.9 * at.useful_yield * start, start, at.padding_yield)
    assert np.array_equal(useful, start)
    assert not padding.any()


@pytest.mark.parametrize("size", [0.1, 1.0])
def test_the_best_of_the_menu_is_taken(size: float) -> None:
    at, incentives = facing(substitution=0.15, weight=0.1), stakes(size=size)
    now = at.metric(*np.random.default_rng(5).random((3, 100)) * 0.2)
    options = menu(at, incentives, now, STEPS)
    chosen = choose(at, incentives, now, STEPS, None)
    taken = set()
    for person in range(100):
        alone, own = of_people(at, [person]), of_people(incentives, [person])
        worth = [alone.utility(*(effort[option, [person]] for effort in options), own)[0] for option in range(8)]
        best = int(np.argmax(worth))
        taken.add(best)
        assert [effort[person] for effort in chosen] == [effort[best, person] for effort in options]
    assert len(taken) >= 4


def test_the_utility_is_reward_less_cost_scruples_and_fine_plus_stakes() -> None:
    at, incentives = facing(substitution=0.15, fine=0.02), stakes()
    r, m, u = np.random.default_rng(6).random((3, 100)) * 0.3
    value = at.skill * (1 + at.gain * r - 0.6 * r**2 + 0.3 * u - 0.11 * m)
    crossed = 0.15 * np.sqrt(at.cost_unmeasured) * u * (np.sqrt(at.cost_useful) * r + np.sqrt(at.cost_padding) * m)
    cost = (at.cost_useful * r**2 + at.cost_padding * m**2 + at.cost_unmeasured * u**2) / 2 + crossed
    expected = 0.8 * value - cost - at.scruple - at.scruple_per_unit * m - 0.02
    np.testing.assert_allclose(at.utility(r, m, u, None), expected)
    metric = at.useful_yield * r + at.padding_yield * m
    np.testing.assert_allclose(at.utility(r, m, u, incentives), expected + incentives.worth(metric))
    nothing = at.utility(r, np.zeros(100), u, None) - at.utility(r, np.full(100, 1e-12), u, None)
    np.testing.assert_allclose(nothing, at.scruple + 0.02, atol=1e-9)


def test_where_nothing_is_counted_the_private_optimum_is_the_only_option() -> None:
    at = facing()
    useful, padding, unmeasured = menu(at, None, np.zeros(100), STEPS)
    assert useful.shape == padding.shape == unmeasured.shape == (1, 100)
    assert np.array_equal(useful[0], private_optimum(at)[0])
    assert not padding.any()


def test_those_who_may_not_pad_are_offered_none() -> None:
    may_pad = np.arange(100) % 2 == 0
    _, padding, _ = menu(facing(may_pad=may_pad), stakes(), np.full(100, 0.2), STEPS)
    assert not padding[:, ~may_pad].any()
    assert (padding[5:, may_pad] == np.array(STEPS)[:, None]).all()


def test_efforts_stay_within_their_bounds() -> None:
    at = facing(most_useful=0.2, most_padding=0.02, most_unmeasured=0.05)
    for effort, most in zip(menu(at, stakes(size=5.0), np.full(100, 0.2), STEPS), (0.2, 0.02, 0.05), strict=True):
        assert effort.min() >= 0
        assert effort.max() == most


def test_choice_with_errors_is_logit_over_distinct_options() -> None:
    """Who may not pad has one option four times and another twice, and they are no likelier for it."""
    people, precision = 40_000, 15.0
    one = facing(1, seed=11, may_pad=np.array([False]))
    same = np.zeros(people, np.int64)
    at, many = of_people(one, same), of_people(replace(stakes(1, seed=11), table=stakes().table), same)
    now = np.full(people, 0.2)
    options = menu(at, many, now, STEPS)
    distinct = {tuple(effort[option, 0] for effort in options): option for option in reversed(range(8))}
    assert sorted(distinct.values()) == [0, 1, 3]
    utility = np.array([at.utility(*(e[o] for e in options), many)[0] for o in distinct.values()])
    expected = np.exp(precision * (utility - utility.max()))
    expected /= expected.sum()
    error = -np.log(-np.log(np.random.default_rng(7).random((8, people)))) / precision
    useful, _, _ = choose(at, many, now, STEPS, error)
    for option, share in zip(distinct.values(), expected, strict=True):
        assert (useful == options[0][option, 0]).mean() == pytest.approx(share, abs=0.012)
    assert expected.min() > 0.1
