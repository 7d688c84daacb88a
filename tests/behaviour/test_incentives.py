"""Stakes on the metric: score in reviews, standing among those who see it, the pushed target."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm

from sim.behaviour.incentives import Incentives, Mates
from sim.behaviour.standing import publish
from sim.behaviour.work import on_axis

PEOPLE = 40


def stakes(noise: float = 0.77, multiplicative: bool = True, seed: int = 1, **given: Any) -> Incentives:
    """Random stakes of the 40 people of one company."""
    among = np.random.default_rng(seed)
    place = on_axis(among.lognormal(-1.5, 1.2, PEOPLE), multiplicative)
    made: dict[str, Any] = {
        "score": among.random(PEOPLE),
        "status": among.normal(0.1, 0.2, PEOPLE),
        "target": among.random(PEOPLE),
        "level": among.uniform(0.05, 0.5, PEOPLE),
        "noise": noise,
        "multiplicative": multiplicative,
        "table": publish(place[None], noise),
        "world": np.zeros(PEOPLE, np.int64),
        "own_place": place,
        "mates": None,
    }
    return Incentives(**(made | given))


def mates(seed: int = 1) -> Mates:
    """Teams of eight, of which some places are empty or oneself."""
    among = np.random.default_rng(seed)
    return Mates(among.normal(-1.5, 1.2, (PEOPLE, 8)), among.random((PEOPLE, 8)) < 0.7)


NOTHING = np.zeros(PEOPLE)
METRICS = np.random.default_rng(2).lognormal(-1.5, 1.0, (3, PEOPLE))


@pytest.mark.parametrize("multiplicative", [True, False])
def test_the_chance_of_meeting_the_target_is_that_of_luck(multiplicative: bool) -> None:
    level = np.linspace(0.05, 0.5, PEOPLE)
    sure = stakes(multiplicative=multiplicative, score=NOTHING, status=NOTHING, level=level)
    missing = np.log(level / METRICS) + 0.77**2 / 2 if multiplicative else level - METRICS
    np.testing.assert_allclose(sure.worth(METRICS), sure.target * norm.sf(missing / 0.77), rtol=1e-9)


@pytest.mark.parametrize("multiplicative", [True, False])
def test_without_luck_the_target_is_met_by_just_reaching_it(multiplicative: bool) -> None:
    sure = stakes(noise=0.0, multiplicative=multiplicative, score=NOTHING, status=NOTHING)
    metric = sure.level * np.where(np.arange(PEOPLE) % 2, 1.0, 0.999)
    np.testing.assert_array_equal(sure.worth(metric), np.where(np.arange(PEOPLE) % 2, sure.target, 0.0))
    assert not sure.marginal(metric).any()


@pytest.mark.parametrize("multiplicative", [True, False])
def test_the_sure_metric_meets_the_target_with_one_deviation_of_luck_to_spare(multiplicative: bool) -> None:
    sure = stakes(multiplicative=multiplicative, score=NOTHING, status=NOTHING)
    np.testing.assert_allclose(sure.worth(sure.sure_metric()), norm.cdf(1.0) * sure.target, rtol=1e-9)


@pytest.mark.parametrize("multiplicative", [True, False])
@pytest.mark.parametrize("among", ["company", "team"])
def test_the_marginal_worth_is_a_derivative(multiplicative: bool, among: str) -> None:
    all_stakes = stakes(multiplicative=multiplicative, mates=mates() if among == "team" else None)
    metric, h = METRICS[0], 1e-7
    slope = (all_stakes.worth(metric + h) - all_stakes.worth(metric - h)) / (2 * h)
    np.testing.assert_allclose(all_stakes.marginal(metric), slope, rtol=1e-4, atol=1e-5)


def test_worth_is_the_sum_of_the_stakes() -> None:
    whole = stakes()
    parts = (
        replace(whole, status=NOTHING, target=NOTHING),
        replace(whole, score=NOTHING, target=NOTHING),
        replace(whole, score=NOTHING, status=NOTHING),
    )
    np.testing.assert_allclose(whole.worth(METRICS), sum(part.worth(METRICS) for part in parts))


def test_without_a_target_there_is_nothing_to_meet() -> None:
    none, worthless = stakes(level=None), stakes(target=NOTHING)
    np.testing.assert_allclose(none.worth(METRICS), worthless.worth(METRICS))
    np.testing.assert_allclose(none.marginal(METRICS[0]), worthless.marginal(METRICS[0]))
    assert not none.sure_metric().any()


def test_no_stakes_are_worth_nothing() -> None:
    none = stakes(score=NOTHING, status=NOTHING, target=NOTHING)
    assert not none.worth(METRICS).any()
    assert not none.marginal(METRICS[0]).any()


def test_rank_among_team_mates_is_the_mean_chance_of_beating_one() -> None:
    team = mates()
    place = np.random.default_rng(3).normal(-1.5, 1.0, PEOPLE)
    rank, slope = team.rank(place, 0.77)
    for person in range(PEOPLE):
        distance = (place[person] - team.places[person][team.others[person]]) / 0.77
        assert rank[person] == pytest.approx(norm.cdf(distance).mean())
        assert slope[person] == pytest.approx(norm.pdf(distance).mean() / 0.77)


def test_a_team_of_one_has_no_rank() -> None:
    alone = Mates(np.zeros((PEOPLE, 1)), np.zeros((PEOPLE, 1), np.bool_))
    assert not np.any(alone.rank(np.zeros(PEOPLE), 0.77))
    only_status = stakes(score=NOTHING, target=NOTHING, mates=alone)
    assert not only_status.worth(METRICS).any()


def test_more_metric_is_worth_more_unless_comparison_puts_off() -> None:
    ahead, reversed_ = (stakes(status=np.full(PEOPLE, sign * 0.1), score=NOTHING, target=NOTHING) for sign in (1, -1))
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
