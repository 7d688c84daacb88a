"""A week's luck in the metric, and what to expect over it."""

import math
from typing import NamedTuple

from sim.plain.arithmetic import DENSITY, ROOT_HALF, bell, normal_chance
from sim.scenario import Metric

LEAST = 1e-3
"""Metric below which a week counts as no use at all where boards compare logarithms."""
A_HAIR = 1e-12
"""By how much, as a share of it, a level may be missed and still be reached: rounding."""


class MetricLuck(NamedTuple):
    """Luck that multiplies the metric, `noise` its log standard deviation, or adds to it, `noise` its own.

    Boards compare places: logarithms where luck multiplies, the metric itself where it adds. Whatever is expected of a
    place or a mean metric comes with its slope: what one more unit of it does to what is expected.
    """

    noise: float
    multiplicative: bool

    def axis(self, metric: float) -> float:
        """Return the place of a metric."""
        return math.log(max(metric, LEAST)) if self.multiplicative else metric

    def centre(self, mean: float) -> float:
        """Return the middle of where a mean metric will stand."""
        return math.log(max(mean, LEAST)) - 0.5 * self.noise * self.noise if self.multiplicative else mean

    def slope(self, mean: float) -> float:
        """Return how far one more unit of mean metric moves the place."""
        return 1.0 / max(mean, LEAST) if self.multiplicative else 1.0

    def of_week(self, mean: float, draw: float) -> float:
        """Return the metric of a week from a standard normal draw."""
        if self.multiplicative:
            return mean * math.exp(self.noise * draw - 0.5 * self.noise * self.noise)
        return mean + self.noise * draw

    def ahead(self, place: float, other: float) -> tuple[float, float]:
        """Return the chance that luck puts a place ahead of another, ties half, and its slope along the places."""
        if self.noise == 0.0:
            return 0.5 * ((place > other) + (place >= other)), 0.0
        distance = (place - other) / self.noise
        return 0.5 * math.erfc(-distance * ROOT_HALF), DENSITY * math.exp(-0.5 * distance * distance) / self.noise

    def reaches(self, place: float, edge: float) -> tuple[float, float]:
        """Return the chance that luck brings a place to an edge, just reaching it included, and its slope likewise."""
        return (float(place >= edge - A_HAIR), 0.0) if self.noise == 0.0 else self.ahead(place, edge)

    def excess(self, mean: float, level: float) -> tuple[float, float]:
        """Return by how much the metric is expected to exceed a level, where below it counts as nothing."""
        if self.noise == 0.0:
            return max(mean - level, 0.0), float(mean > level)
        if not self.multiplicative:
            distance = (mean - level) / self.noise
            above = normal_chance(distance)
            return (mean - level) * above + self.noise * bell(distance), above
        distance = (math.log(max(mean, LEAST)) - math.log(max(level, LEAST))) / self.noise
        above = normal_chance(distance + 0.5 * self.noise)
        return mean * above - level * normal_chance(distance - 0.5 * self.noise), above

    def variance(self, mean: float) -> tuple[float, float]:
        """Return the variance of the metric."""
        if not self.multiplicative:
            return self.noise * self.noise, 0.0
        relative = math.expm1(self.noise * self.noise)
        return mean * mean * relative, 2.0 * mean * relative

    def to_spare(self, level: float) -> float:
        """Return the mean metric that reaches a level with one standard deviation of luck left."""
        if self.multiplicative:
            return level * math.exp(self.noise + 0.5 * self.noise * self.noise)
        return level + self.noise


def luck_in(row: Metric) -> MetricLuck:
    """Return the luck in a metric."""
    return MetricLuck(row.noise, row.noise_kind == "multiplicative")


def who_reach(metrics: list[float], level: float) -> list[bool]:
    """Return whose metric reaches a level, rounding aside."""
    least = level * (1.0 - A_HAIR)
    return [metric >= least for metric in metrics]
