"""Targets: the worth of meeting or reaching a level, alone or as one of a team."""

from itertools import product
from math import comb
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm

from sim.behaviour.metric_luck import MetricLuck
from sim.behaviour.target import Meeting, Reaching, chance_of_being_pivotal
from sim.behaviour.work import lucky_metric

PEOPLE = 40
STAKE = np.random.default_rng(1).random(PEOPLE)
LEVEL = np.linspace(0.05, 0.5, PEOPLE)
METRICS = np.random.default_rng(2).lognormal(-1.5, 1.0, (3, PEOPLE))
KINDS = pytest.mark.parametrize("multiplicative", [True, False])


@KINDS
def test_the_chance_of_meeting_the_target_is_that_of_luck(multiplicative: bool) -> None:
    meeting = Meeting(STAKE, LEVEL, MetricLuck(0.77, multiplicative))
    missing = np.log(LEVEL / METRICS) + 0.77**2 / 2 if multiplicative else LEVEL - METRICS
    np.testing.assert_allclose(meeting.worth(METRICS), STAKE * norm.sf(missing / 0.77), rtol=0, atol=1e-9)


@KINDS
def test_without_luck_the_target_is_met_by_just_reaching_it(multiplicative: bool) -> None:
    sure = Meeting(STAKE, LEVEL, MetricLuck(0.0, multiplicative))
    metric = LEVEL * np.where(np.arange(PEOPLE) % 2, 1.0, 0.999)
    np.testing.assert_array_equal(sure.worth(metric), np.where(np.arange(PEOPLE) % 2, STAKE, 0.0))
    assert not sure.marginal(metric).any()


@KINDS
def test_the_aim_meets_the_target_with_one_deviation_of_luck_to_spare(multiplicative: bool) -> None:
    luck = MetricLuck(0.77, multiplicative)
    np.testing.assert_allclose(
        Meeting(STAKE, LEVEL, luck).worth(luck.to_spare(LEVEL)), norm.cdf(1.0) * STAKE, rtol=1e-9
    )


@KINDS
@pytest.mark.parametrize("noise", [0.0, 0.77])
def test_reaching_pays_the_share_of_the_level_and_nothing_beyond(multiplicative: bool, noise: float) -> None:
    luck = MetricLuck(noise, multiplicative)
    draws = norm.ppf((np.arange(100_000)[:, None] + 0.5) / 100_000)
    share = np.minimum(lucky_metric(METRICS[0], draws, noise, multiplicative) / LEVEL, 1.0).mean(axis=0)
    np.testing.assert_allclose(Reaching(STAKE, LEVEL, luck).worth(METRICS[0]), STAKE * share, rtol=1e-3, atol=1e-4)


@KINDS
@pytest.mark.parametrize("kind", [Meeting, Reaching])
def test_the_marginal_worth_is_a_derivative(kind: Any, multiplicative: bool) -> None:
    term, metric, h = kind(STAKE, LEVEL, MetricLuck(0.77, multiplicative)), METRICS[0], 1e-7
    slope = (term.worth(metric + h) - term.worth(metric - h)) / (2 * h)
    np.testing.assert_allclose(term.marginal(metric), slope, rtol=1e-4, atol=1e-5)


def by_enumeration(chances: list[float], needed: int) -> float:
    """The chance that exactly one is missing, over every way in which mates may meet the target or miss it."""
    total = 0.0
    for met in product([True, False], repeat=len(chances)):
        if sum(met) == needed - 1:
            total += float(np.prod([chance if hit else 1 - chance for chance, hit in zip(chances, met, strict=True)]))
    return total


def test_oneself_decides_when_exactly_one_is_missing() -> None:
    among = np.random.default_rng(3)
    chances, others = among.random((60, 8)), among.random((60, 8)) < 0.7
    others[0], others[1] = False, [True] * 7 + [False]
    needed = among.integers(1, 9, 60)
    found = chance_of_being_pivotal(chances, others, needed)
    for person in range(60):
        expected = by_enumeration(chances[person][others[person]].tolist(), int(needed[person]))
        assert found[person] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("needed", [1, 4, 6])
def test_among_equals_the_number_who_meet_it_is_binomial(needed: int) -> None:
    others = np.array([[True] * 5 + [False]])
    found = chance_of_being_pivotal(np.full((1, 6), 0.3), others, np.array([needed]))
    assert found == pytest.approx(comb(5, needed - 1) * 0.3 ** (needed - 1) * 0.7 ** (6 - needed))


def test_whoever_is_alone_or_among_sure_mates_decides_or_does_not() -> None:
    alone = chance_of_being_pivotal(np.full((1, 3), 0.4), np.zeros((1, 3), np.bool_), np.array([1]))
    assert alone == 1.0
    sure = np.array([[1.0, 1.0, 0.0]])
    others = np.ones((1, 3), np.bool_)
    assert [float(chance_of_being_pivotal(sure, others, np.array([needed]))[0]) for needed in (1, 2, 3, 4)] == [
        0,
        0,
        1,
        0,
    ]


def test_some_number_of_others_meets_it_for_certain() -> None:
    chances, others = np.random.default_rng(4).random((30, 6)), np.ones((30, 6), np.bool_)
    total = sum(chance_of_being_pivotal(chances, others, np.full(30, needed)) for needed in range(1, 8))
    np.testing.assert_allclose(total, 1.0)
