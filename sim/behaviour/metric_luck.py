"""A week's luck in the metric, and what people expect over it."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.behaviour import normal
from sim.behaviour.types import FloatArray, Number
from sim.behaviour.work import LEAST, on_axis

_DENSITY = 1.0 / np.sqrt(2.0 * np.pi)
_NEARLY_NONE = 1e-100


def bell(distance: FloatArray) -> FloatArray:
    """Return the standard normal density."""
    return np.asarray(_DENSITY * np.exp(-0.5 * distance * distance))


def _above(mean: FloatArray, level: Number) -> FloatArray:
    """Return how far a mean lies above a level, as logarithms."""
    return np.asarray(on_axis(mean, True) - np.log(np.clip(level, LEAST, np.inf)))


@dataclass(frozen=True)
class MetricLuck:
    """Luck of one metric: `noise` is the log standard deviation, or the standard deviation where it is additive.

    Places are on the board's axis: logarithms where luck multiplies, levels where it adds.
    """

    noise: Number
    multiplicative: bool

    @cached_property
    def _sd(self) -> Number:
        """Standard deviation on the axis, and next to nothing where there is none."""
        return np.maximum(self.noise, _NEARLY_NONE)

    def centre(self, mean: FloatArray) -> FloatArray:
        """Return the middle of what a mean metric will read, as a place."""
        return on_axis(mean, True) - 0.5 * self.noise * self.noise if self.multiplicative else mean

    def slope(self, mean: FloatArray) -> FloatArray:
        """Return how far one more unit of mean metric moves the place."""
        return 1.0 / np.maximum(mean, LEAST) if self.multiplicative else np.ones_like(mean)

    def variance(self, mean: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the variance of the metric at a mean, and its slope in the mean."""
        if self.multiplicative:
            relative = np.expm1(self.noise * self.noise)
            return np.asarray(mean * mean * relative), np.asarray(2.0 * mean * relative)
        return np.asarray(np.broadcast_to(self.noise * self.noise, mean.shape)), np.zeros_like(mean)

    def curvature_of_variance(self) -> Number:
        """Return how fast the slope of `variance` grows with the mean."""
        return 2.0 * np.expm1(self.noise * self.noise) if self.multiplicative else 0.0

    def ahead(self, place: FloatArray, other: Number) -> FloatArray:
        """Return the chance that luck puts `place` ahead of a fixed place, ties half, to 1e-9."""
        return normal.chance(place - other, self._sd)

    def density(self, place: FloatArray, other: Number) -> FloatArray:
        """Return the slope of `ahead` along the axis; without luck, 0."""
        sd = self._sd
        return bell((place - other) / sd) * (np.asarray(self.noise > 0.0) / sd)

    def edge(self, level: FloatArray) -> FloatArray:
        """Return where a level lies on the axis."""
        return np.log(level) if self.multiplicative else level

    def reaches(self, place: FloatArray, level: FloatArray) -> FloatArray:
        """Return the chance that luck brings `place` to a level, just reaching it included; its slope is `density`."""
        edge = self.edge(level)
        if not np.any(self.noise):
            return (place >= edge - 1e-12).astype(np.float64)
        return self.ahead(place, edge)

    def excess(self, mean: FloatArray, level: Number) -> tuple[FloatArray, FloatArray]:
        """Return by how much the metric is expected to exceed a level, nothing below it; and its slope in the mean."""
        if not np.any(self.noise):
            return np.maximum(mean - level, 0.0), self.slope_of_excess(mean, level)
        if self.multiplicative:
            above, half = _above(mean, level), 0.5 * self.noise * self.noise
            slope = normal.chance(above + half, self._sd)
            return mean * slope - level * normal.chance(above - half, self._sd), slope
        slope = self.ahead(mean, level)
        return (mean - level) * slope + self._sd * bell((mean - level) / self._sd), slope

    def slope_of_excess(self, mean: FloatArray, level: Number) -> FloatArray:
        """Return the slope of `excess` in the mean."""
        if not np.any(self.noise):
            return (mean > level).astype(np.float64)
        if self.multiplicative:
            return normal.chance(_above(mean, level) + 0.5 * self.noise * self.noise, self._sd)
        return self.ahead(mean, level)

    def to_spare(self, level: FloatArray) -> FloatArray:
        """Return the mean metric that reaches a level with one standard deviation of luck to spare."""
        if self.multiplicative:
            return np.asarray(level * np.exp(self.noise + 0.5 * self.noise * self.noise))
        return np.asarray(level + self.noise)


class ByPlace(ABC):
    """Something at stake that goes by where the metric stands alone; terms of the same luck share the way there."""

    luck: MetricLuck

    @abstractmethod
    def expected(self, place: FloatArray) -> FloatArray:
        """Return what people expect of a place before luck, (..., n), in an array of its own."""

    @abstractmethod
    def slope(self, place: FloatArray) -> FloatArray:
        """Return the slope of `expected` along the axis at places (n,)."""

    def worth(self, mean: FloatArray) -> FloatArray:
        """Return what people expect of a mean metric (..., n)."""
        return self.expected(self.luck.centre(mean))

    def marginal(self, mean: FloatArray) -> FloatArray:
        """Return what one more unit of mean metric is worth at a mean metric (n,)."""
        return self.slope(self.luck.centre(mean)) * self.luck.slope(mean)
