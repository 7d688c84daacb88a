"""Sums over people, and the normal distribution."""

import math
from collections.abc import Sequence
from operator import mul

ROOT_HALF = math.sqrt(0.5)
DENSITY = 1.0 / math.sqrt(2.0 * math.pi)


def mean(values: Sequence[float]) -> float:
    """Return the average."""
    return sum(values) / len(values)


def spread(values: Sequence[float]) -> float:
    """Return the standard deviation of all there are."""
    middle = mean(values)
    off = [value - middle for value in values]
    return math.sqrt(sum(map(mul, off, off)) / len(values))


def places(values: Sequence[float]) -> list[float]:
    """Return everybody's place, 0 last to 1 first, ties sharing their middle; alone, one half."""
    if len(values) == 1:
        return [0.5]
    ordered, highest = sorted(values), len(values) - 1
    last = dict(zip(ordered, range(highest + 1), strict=True))
    if len(last) > highest:
        return [last[value] / highest for value in values]
    first = dict(zip(reversed(ordered), range(highest, -1, -1), strict=True))
    return [0.5 * (first[value] + last[value]) / highest for value in values]


def correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the correlation; not a number where one of the two does not vary."""
    one_mean, other_mean = mean(one), mean(other)
    a, b = [value - one_mean for value in one], [value - other_mean for value in other]
    size = math.sqrt(mean([*map(mul, a, a)]) * mean([*map(mul, b, b)]))
    return mean([*map(mul, a, b)]) / size if size > 1e-14 else math.nan


def fitted(x: Sequence[float], y: Sequence[float]) -> tuple[float, float]:
    """Return the least-squares slope of y on x, 0 where x does not vary, and its standard error if it can be told."""
    x_mean, y_mean = mean(x), mean(y)
    off = [value - x_mean for value in x]
    squares, freedom = sum(map(mul, off, off)), len(off) - 2
    if squares <= 0.0:
        return 0.0, math.nan
    slope = sum([a * (value - y_mean) for a, value in zip(off, y, strict=True)]) / squares
    rest = sum([(value - y_mean - slope * a) ** 2 for a, value in zip(off, y, strict=True)])
    return slope, math.sqrt(rest / freedom / squares) if freedom > 0 else math.nan


def between(low: float, value: float, high: float) -> float:
    """Return the value, or the bound that it oversteps."""
    return low if value < low else high if value > high else value


def normal_chance(distance: float) -> float:
    """Return the chance that a standard normal draw stays below."""
    return 0.5 * math.erfc(-distance * ROOT_HALF)


def bell(distance: float) -> float:
    """Return the density of a standard normal draw."""
    return DENSITY * math.exp(-0.5 * distance * distance)


def log_odds(probability: float) -> float:
    """Return the log-odds of a probability."""
    return math.log(probability) - math.log1p(-probability)


def probability(log_odds: float) -> float:
    """Return the probability of log-odds."""
    return 1.0 / (1.0 + math.exp(-log_odds))


def lognormal_factor(draw: float, log_sd: float) -> float:
    """Return a factor of mean one from a standard normal draw."""
    return math.exp(log_sd * draw - 0.5 * log_sd * log_sd)
