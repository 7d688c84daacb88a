"""Stakes on the metric: the sum of its terms; who is moved by which of them."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from sim.behaviour.incentives import Incentives, Term
from sim.behaviour.metric_luck import MetricLuck
from sim.behaviour.pay import Pay
from sim.behaviour.standing import AmongAll, AmongMates, OnTop, publish
from sim.behaviour.target import Meeting, Reaching
from sim.behaviour.work import on_axis

PEOPLE = 40
NOTHING = np.zeros(PEOPLE)
METRICS = np.random.default_rng(2).lognormal(-1.5, 1.0, (3, PEOPLE))


def terms(multiplicative: bool = True, seed: int = 1) -> dict[str, Term]:
    """Random stakes of every kind that the 40 people of one company may have."""
    among, luck = np.random.default_rng(seed), MetricLuck(0.77, multiplicative)
    place = on_axis(among.lognormal(-1.5, 1.2, PEOPLE), multiplicative)
    stake, level = among.random(PEOPLE), among.uniform(0.05, 0.5, PEOPLE)
    mates, others = among.normal(-1.5, 1.2, (PEOPLE, 8)), among.random((PEOPLE, 8)) < 0.7
    return {
        "career": AmongAll(stake, publish(place[None], 0.77), np.zeros(PEOPLE, np.int64), place, luck),
        "status": AmongMates(among.normal(0.1, 0.2, PEOPLE), mates, others, luck),
        "prize": OnTop(stake, place.max() + NOTHING, luck),
        "target": Meeting(stake, level, luck),
        "quota": Reaching(stake, level, luck),
        "pay": Pay(0.1, ((0.2, 0.3),), 0.05, 0.7, 0.0, luck),
    }


def all_of(parts: dict[str, Term]) -> Incentives:
    return Incentives(tuple(parts.values()), NOTHING)


@pytest.mark.parametrize("multiplicative", [True, False])
@pytest.mark.parametrize("name", [*terms(), "all of them"])
def test_the_marginal_worth_is_a_derivative(multiplicative: bool, name: str) -> None:
    parts = terms(multiplicative)
    whole = all_of(parts if name == "all of them" else {name: parts[name]})
    metric, h = METRICS[0], 1e-7
    slope = (whole.worth(metric + h) - whole.worth(metric - h)) / (2 * h)
    np.testing.assert_allclose(whole.marginal(metric), slope, rtol=1e-4, atol=1e-5)


def test_worth_is_the_sum_of_the_stakes() -> None:
    parts = terms()
    np.testing.assert_allclose(all_of(parts).worth(METRICS), sum(part.worth(METRICS) for part in parts.values()))
    slopes = sum(part.marginal(METRICS[0]) for part in parts.values())
    np.testing.assert_allclose(all_of(parts).marginal(METRICS[0]), slopes)


def test_no_stakes_are_worth_nothing() -> None:
    stakes: list[Any] = [part for part in terms().values() if not isinstance(part, Pay)]
    none = Incentives(tuple(replace(part, stake=NOTHING) for part in stakes), NOTHING)
    assert not none.worth(METRICS).any()
    assert not none.marginal(METRICS[0]).any()


def test_more_metric_is_worth_more_unless_comparison_puts_off() -> None:
    status: Any = terms()["career"]
    ahead, reversed_ = (replace(status, stake=np.full(PEOPLE, sign * 0.1)) for sign in (1, -1))
    assert (ahead.marginal(METRICS[0]) > 0).all()
    assert (reversed_.marginal(METRICS[0]) < 0).all()


@pytest.mark.parametrize("audience", ["company", "team", "manager"])
def test_a_company_of_one_person_has_no_rank(audience: str, small: Any, ran: Any, board: Any) -> None:
    """However much standing is worth, one who has nobody to beat behaves as one who does not care for it."""
    levers = [board | {"week": 1, "audience": audience}]
    alone = {"company.employees": 1, "behaviour.idea.own": 1.0, "behaviour.noticing.rate": 1.0}
    vain, plain = (ran(small(levers, alone | {"people.status": worth}), worlds=20).people for worth in (9.0, 0.0))
    for name in ("useful", "padding", "unmeasured"):
        assert np.array_equal(getattr(vain, name), getattr(plain, name))


def test_without_stakes_everybody_stays_at_the_private_optimum(small: Any, ran: Any) -> None:
    settings = {"behaviour.choice.career": 0.0, "people.status": 0.0, "behaviour.choice.job": 0.0}
    settings |= {"behaviour.idea.own": 1.0, "behaviour.choice.redo": 1.0, "behaviour.noticing.rate": 1.0}
    case = small(settings=settings | {"company.review_every": 100, "company.quits_a_year": 0.0})
    free, watched = (ran(case, policy, worlds=3).people for policy in ("none", "policy"))
    assert watched.idea.all()
    assert not watched.last_padded.any()
    for name in ("useful", "unmeasured", "value"):
        assert np.array_equal(getattr(free, name), getattr(watched, name))


def test_a_number_that_only_oneself_sees_confers_no_standing(small: Any, ran: Any, state: Any, board: Any) -> None:
    plain, vain = (
        state(ran(small([board | {"audience": "self"}], {"behaviour.idea.own": 0.1, "people.status": worth})))
        for worth in (0.0, 9.0)
    )
    assert {name for name in plain if plain[name].tobytes() != vain[name].tobytes()} == {"status"}


@pytest.mark.parametrize("audience", ["team", "manager"])
def test_an_audience_without_weight_confers_no_standing(
    audience: str, small: Any, ran: Any, state: Any, board: Any
) -> None:
    settings = {"behaviour.idea.own": 0.1, f"behaviour.standing.{audience}": 0.0}
    plain, vain = (
        state(ran(small([board | {"audience": audience}], settings | {"people.status": worth}))) for worth in (0.0, 9.0)
    )
    assert {name for name in plain if plain[name].tobytes() != vain[name].tobytes()} == {"status"}


def test_status_raises_padding(late: Any) -> None:
    low, high = (late("padding share", {"people.status": worth}) for worth in (0.0, 0.2))
    assert (low < high).all()


def test_those_whom_comparison_puts_off_pad_less(late: Any) -> None:
    indifferent, put_off = (late("padding share", {"people.status": worth}) for worth in (0.0, -0.2))
    assert (put_off < indifferent).all()


def test_the_more_see_it_the_more_is_padded(late: Any) -> None:
    vain = {"people.status": 0.4, "behaviour.standing.team": 0.5, "behaviour.standing.manager": 0.1}
    seen_by = [late("padding share", vain, audience=who) for who in ("self", "manager", "team", "company")]
    assert all((fewer < more).all() for fewer, more in pairwise(seen_by))


def test_fear_for_the_job_raises_adoption(late: Any) -> None:
    calm = {"people.status": 0.0, "behaviour.choice.career": 0.0}
    low, high = (late("reported adoption", calm | {"behaviour.choice.job": worth}) for worth in (0.0, 1.0))
    assert (low < high).all()


def test_noticing_faster_raises_padding(late: Any) -> None:
    low, high = (late("padding share", {"behaviour.noticing.rate": rate}) for rate in (0.05, 1.0))
    assert (low < high).all()


def test_nobody_who_has_not_noticed_is_moved(small: Any, ran: Any) -> None:
    settings = {"behaviour.noticing.rate": 0.0, "behaviour.turnover.passed_over": 0.0, "company.dismissed": 0.0}
    case = small(settings=settings)
    free, unaware = (ran(case, policy, worlds=3).people for policy in ("none", "policy"))
    assert not unaware.aware.any()
    for name in ("useful", "padding", "unmeasured"):
        assert np.array_equal(getattr(free, name), getattr(unaware, name))


def test_where_noticing_is_immediate_everybody_knows_at_once(small: Any, ran: Any) -> None:
    case = small(settings={"behaviour.noticing.rate": 1.0, "company.quits_a_year": 0.0})
    assert not ran(case, weeks=4).people.aware.any()
    assert ran(case, weeks=5).people.aware.all()
