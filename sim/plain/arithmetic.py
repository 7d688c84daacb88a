"""Sums over people, and the normal distribution."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

_DENSITY = 1.0 / math.sqrt(2.0 * math.pi)


def mean(values: Sequence[float]) -> float:
    """Return the average."""
    return sum(values) / len(values)


def spread(values: Sequence[float]) -> float:
    """Return the standard deviation of all there are."""
    middle = mean(values)
    return math.sqrt(mean([(value - middle) ** 2 for value in values]))


def places(values: Sequence[float]) -> list[float]:
    """Return everybody's place, 0 last to 1 first, ties sharing their middle; alone, one half."""
    if len(values) == 1:
        return [0.5]
    ordered = sorted(values)
    return [
        0.5 * (bisect_left(ordered, value) + bisect_right(ordered, value) - 1) / (len(values) - 1) for value in values
    ]


def correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the correlation; not a number where one of the two does not vary."""
    a, b = mean(one), mean(other)
    size = math.sqrt(sum((x - a) ** 2 for x in one) * sum((y - b) ** 2 for y in other))
    if size <= 1e-12:
        return math.nan
    return sum((x - a) * (y - b) for x, y in zip(one, other, strict=True)) / size


def between(low: float, value: float, high: float) -> float:
    """Return the value, or the bound that it oversteps."""
    return min(max(value, low), high)


def chance_below(distance: float) -> float:
    """Return the probability that a standard normal draw is below a distance."""
    return 0.5 * math.erfc(-distance / math.sqrt(2.0))


def bell(distance: float) -> float:
    """Return the density of the standard normal distribution."""
    return _DENSITY * math.exp(-0.5 * distance * distance)


def ahead(place: float, other: float, noise: float) -> tuple[float, float]:
    """Return the chance that luck of size `noise` puts a place ahead of another, ties half, and its slope."""
    if noise == 0.0:
        return 0.5 * ((place > other) + (place >= other)), 0.0
    distance = (place - other) / noise
    return chance_below(distance), bell(distance) / noise


def lognormal_factor(draw: float, log_sd: float) -> float:
    """Return a factor of mean one from a standard normal draw."""
    return math.exp(log_sd * draw - 0.5 * log_sd * log_sd)
