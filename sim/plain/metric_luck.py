"""A week's luck in the metric, and what to expect over it."""

from dataclasses import dataclass, field, replace
from math import erfc, exp, expm1, log, sqrt

from sim.plain.arithmetic import DENSITY, ROOT_HALF, bell, normal_chance
from sim.scenario import Metric

LEAST = 1e-3
"""Metric below which a week counts as no use at all where boards compare logarithms."""
A_HAIR = 1e-12
"""By how much, as a share of it, a level may be missed and still be reached: rounding."""


@dataclass(frozen=True, slots=True)
class MetricLuck:
    """Luck that multiplies the metric, `noise` its log standard deviation, or adds to it, `noise` its own.

    Boards compare places: logarithms where luck multiplies, the metric itself where it adds. Whatever is expected of a
    place or a mean metric comes with its slope: what one more unit of it does to what is expected.
    """

    noise: float
    multiplicative: bool
    shift: float = field(init=False)
    """How far the middle of a week's place lies below the place of the mean metric."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "shift", 0.5 * self.noise * self.noise)

    def axis(self, metric: float) -> float:
        """Return the place of a metric."""
        return log(metric if metric > LEAST else LEAST) if self.multiplicative else metric

    def edge(self, level: float) -> float:
        """Return the place of a level that is to be reached."""
        return log(level) if self.multiplicative else level

    def centre(self, mean: float) -> tuple[float, float]:
        """Return the middle of where a mean metric will stand, and how far one more unit of it moves that."""
        if not self.multiplicative:
            return mean, 1.0
        at_least = mean if mean > LEAST else LEAST
        return log(at_least) - self.shift, 1.0 / at_least

    def of_week(self, mean: float, draw: float) -> float:
        """Return the metric of a week from a standard normal draw."""
        if self.multiplicative:
            return mean * exp(self.noise * draw - self.shift)
        return mean + self.noise * draw

    def ahead(self, place: float, other: float) -> tuple[float, float]:
        """Return the chance that luck puts a place ahead of another, ties half, and its slope along the places."""
        if self.noise == 0.0:
            return 0.5 * ((place > other) + (place >= other)), 0.0
        noise = self.noise
        distance = (place - other) / noise
        return 0.5 * erfc(-distance * ROOT_HALF), DENSITY * exp(-0.5 * distance * distance) / noise

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
        distance = (self.axis(mean) - self.axis(level)) / self.noise
        above = normal_chance(distance + 0.5 * self.noise)
        return mean * above - level * normal_chance(distance - 0.5 * self.noise), above

    def variance(self, mean: float) -> tuple[float, float, float]:
        """Return the variance of the metric, how fast it grows with the mean, and how fast that does."""
        if not self.multiplicative:
            return self.noise * self.noise, 0.0, 0.0
        relative = expm1(self.noise * self.noise)
        return mean * mean * relative, 2.0 * mean * relative, 2.0 * relative

    def to_spare(self, level: float) -> float:
        """Return the mean metric that reaches a level with one standard deviation of luck left."""
        if self.multiplicative:
            return level * exp(self.noise + self.shift)
        return level + self.noise

    def of_team(self, headcount: int) -> "MetricLuck":
        """Return the luck in a team's mean: it is smaller."""
        return replace(self, noise=self.noise / sqrt(headcount))


def luck_in(row: Metric) -> MetricLuck:
    """Return the luck in a metric."""
    return MetricLuck(row.noise, row.noise_kind == "multiplicative")


def who_reach(metrics: list[float], level: float) -> list[bool]:
    """Return whose metric reaches a level, rounding aside."""
    least = level * (1.0 - A_HAIR)
    return [metric >= least for metric in metrics]
