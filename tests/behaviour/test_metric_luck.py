"""A week's luck, and what people expect over it: chances, excesses and variances against integrals."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from scipy.stats import norm

from sim.behaviour import work
from sim.behaviour.metric_luck import MetricLuck, bell

Floats = npt.NDArray[np.float64]
MEAN = np.array([0.02, 0.3, 4.0])
LEVEL = np.array([0.05, 0.25, 3.0])
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(150)
KINDS = pytest.mark.parametrize("multiplicative", [True, False])
NOISY = pytest.mark.parametrize("noise", [0.2, 0.77])


def metrics(luck: MetricLuck, mean: Floats, draws: Floats) -> Floats:
    """What a mean reads under each of some standard draws, (draws, n)."""
    return work.lucky_metric(
        np.broadcast_to(mean, (len(draws), len(mean))), draws[:, None], luck.noise, luck.multiplicative
    )


def expected(luck: MetricLuck, mean: Floats, of: Callable[[Floats], Floats]) -> Floats:
    """The mean of a function of the metric over luck, by adding up 200 000 quantiles."""
    draws = norm.ppf((np.arange(200_000) + 0.5) / 200_000)
    return np.asarray(of(metrics(luck, mean, draws)).mean(axis=0))


def slope_of(function: Callable[[Floats], Any], at: Floats, h: float = 1e-6) -> Floats:
    return np.asarray((function(at + h) - function(at - h)) / (2 * h))


@KINDS
def test_the_centre_is_the_median_of_the_metric(multiplicative: bool) -> None:
    mean = np.array([0.05, 0.3, 4.0])
    median = work.lucky_metric(mean, np.zeros(3), 0.77, multiplicative)
    np.testing.assert_allclose(MetricLuck(0.77, multiplicative).centre(mean), work.on_axis(median, multiplicative))


@KINDS
def test_the_slope_of_the_centre_is_a_derivative(multiplicative: bool) -> None:
    luck = MetricLuck(0.77, multiplicative)
    np.testing.assert_allclose(luck.slope(MEAN), slope_of(luck.centre, MEAN, 1e-7), rtol=1e-6)


@NOISY
@KINDS
def test_the_variance_is_that_of_the_metric(multiplicative: bool, noise: float) -> None:
    luck = MetricLuck(noise, multiplicative)
    value, slope = luck.variance(MEAN)
    read = metrics(luck, MEAN, NODES)
    second = (WEIGHTS[:, None] * (read - MEAN) ** 2).sum(axis=0) / WEIGHTS.sum()
    np.testing.assert_allclose(value, second, rtol=1e-9)
    np.testing.assert_allclose(slope, slope_of(lambda mean: luck.variance(mean)[0], MEAN), rtol=1e-6, atol=1e-9)


def test_ties_count_half() -> None:
    for noise in (0.0, 0.77):
        assert MetricLuck(noise, False).ahead(np.array([1.0]), np.array([1.0])) == 0.5
    places = np.array([2.0, 0.0]), np.array([1.0, 1.0])
    assert MetricLuck(0.0, False).ahead(*places).tolist() == [1.0, 0.0]
    assert MetricLuck(0.0, False).density(*places).tolist() == [0.0, 0.0]


def test_who_is_ahead_is_a_matter_of_luck() -> None:
    place, other = np.linspace(-7.0, 7.0, 5001), 0.3
    luck = MetricLuck(0.77, False)
    np.testing.assert_allclose(luck.ahead(place, other), norm.sf((other - place) / 0.77), rtol=0, atol=1e-9)
    np.testing.assert_allclose(luck.density(place, other), norm.pdf((other - place) / 0.77) / 0.77, rtol=1e-12)
    np.testing.assert_allclose(bell(place), norm.pdf(place), rtol=1e-14)


@NOISY
@KINDS
def test_the_chance_of_reaching_a_level_is_that_of_luck(multiplicative: bool, noise: float) -> None:
    luck = MetricLuck(noise, multiplicative)
    reached = expected(luck, MEAN, lambda read: read >= LEVEL)
    np.testing.assert_allclose(luck.reaches(luck.centre(MEAN), LEVEL), reached, atol=1e-5)
    slope = slope_of(lambda mean: luck.reaches(luck.centre(mean), LEVEL), MEAN)
    found = luck.density(luck.centre(MEAN), luck.edge(LEVEL)) * luck.slope(MEAN)
    np.testing.assert_allclose(found, slope, rtol=1e-5, atol=1e-7)


@KINDS
def test_without_luck_a_level_is_reached_by_just_reaching_it(multiplicative: bool) -> None:
    level = np.linspace(0.05, 0.5, 40)
    reached = np.arange(40) % 2 == 1
    mean, luck = level * np.where(reached, 1.0, 0.999), MetricLuck(0.0, multiplicative)
    np.testing.assert_array_equal(luck.reaches(luck.centre(mean), level), reached)
    assert not luck.density(luck.centre(mean), luck.edge(level)).any()


def excess_of(luck: MetricLuck, mean: Floats, level: Any) -> Floats:
    excess, slope = luck.excess(mean, level)
    np.testing.assert_array_equal(slope, luck.slope_of_excess(mean, level))
    return excess


@NOISY
@KINDS
def test_the_excess_is_what_is_expected_above_a_level(multiplicative: bool, noise: float) -> None:
    luck = MetricLuck(noise, multiplicative)
    excess, slope = excess_of(luck, MEAN, LEVEL), luck.slope_of_excess(MEAN, LEVEL)
    found = expected(luck, MEAN, lambda read: np.maximum(read - LEVEL, 0.0))
    np.testing.assert_allclose(excess, found, rtol=2e-4, atol=1e-6)
    np.testing.assert_allclose(slope, slope_of(lambda mean: excess_of(luck, mean, LEVEL), MEAN), rtol=1e-6, atol=1e-9)


@KINDS
def test_over_a_level_of_nothing_all_of_a_multiplied_metric_is_excess(multiplicative: bool) -> None:
    luck = MetricLuck(0.3, multiplicative)
    np.testing.assert_allclose(excess_of(luck, np.array([4.0]), 0.0), 4.0, rtol=1e-9)


@KINDS
def test_without_luck_the_excess_is_the_difference(multiplicative: bool) -> None:
    luck = MetricLuck(0.0, multiplicative)
    excess, slope = excess_of(luck, MEAN, LEVEL), luck.slope_of_excess(MEAN, LEVEL)
    np.testing.assert_array_equal(excess, np.maximum(MEAN - LEVEL, 0.0))
    assert slope.tolist() == [0.0, 1.0, 1.0]


@KINDS
def test_little_luck_is_nearly_none(multiplicative: bool) -> None:
    none, little = MetricLuck(0.0, multiplicative), MetricLuck(1e-9, multiplicative)
    found, expected = (luck.reaches(luck.centre(MEAN), LEVEL) for luck in (none, little))
    np.testing.assert_allclose(found, expected, atol=1e-8)
    for of in (excess_of, MetricLuck.slope_of_excess):
        np.testing.assert_allclose(of(none, MEAN, LEVEL), of(little, MEAN, LEVEL), atol=1e-8)


@KINDS
def test_a_metric_with_luck_to_spare_reaches_the_level_with_one_deviation(multiplicative: bool) -> None:
    luck = MetricLuck(0.77, multiplicative)
    np.testing.assert_allclose(luck.reaches(luck.centre(luck.to_spare(LEVEL)), LEVEL), norm.cdf(1.0), rtol=1e-9)
    np.testing.assert_array_equal(MetricLuck(0.0, multiplicative).to_spare(LEVEL), LEVEL)


@KINDS
def test_luck_may_differ_between_people(multiplicative: bool) -> None:
    noises = np.array([0.2, 0.77, 1.5])
    of_each = MetricLuck(noises, multiplicative)
    for person, noise in enumerate(noises):
        alone, who = MetricLuck(float(noise), multiplicative), [person]
        of = MetricLuck.reaches, MetricLuck.ahead, MetricLuck.density, MetricLuck.slope_of_excess, excess_of
        for function in of:
            one, other = function(of_each, MEAN, LEVEL), function(alone, MEAN, LEVEL)
            np.testing.assert_allclose(one[who], other[who], rtol=1e-13)
        for one, other in zip(of_each.variance(MEAN), alone.variance(MEAN), strict=True):
            np.testing.assert_allclose(one[who], other[who], rtol=1e-13)
        assert of_each.centre(MEAN)[who] == alone.centre(MEAN)[who]
        assert of_each.to_spare(LEVEL)[who] == pytest.approx(alone.to_spare(LEVEL)[who])
