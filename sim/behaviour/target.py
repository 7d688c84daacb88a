"""Targets: what meeting a level is worth, alone or as one of a team whose share must meet it."""

from dataclasses import dataclass

import numpy as np

from sim.behaviour.metric_luck import ByPlace, MetricLuck
from sim.behaviour.types import BoolArray, FloatArray, IntArray


@dataclass(frozen=True)
class Meeting(ByPlace):
    """Worth of meeting a level in a week, for n people: `stake` if it is met."""

    stake: FloatArray
    level: FloatArray
    luck: MetricLuck

    def expected(self, place: FloatArray) -> FloatArray:
        """Return what people expect of a place before luck, (..., n)."""
        return self.stake * self.luck.reaches(place, self.level)

    def slope(self, place: FloatArray) -> FloatArray:
        """Return the slope of `expected` along the axis at places (n,)."""
        return self.stake * self.luck.density(place, self.luck.edge(self.level))


@dataclass(frozen=True)
class Reaching:
    """Worth of the share of a level that is reached, at most all of it, for n people: `stake` times min(M/level, 1)."""

    stake: FloatArray
    level: FloatArray
    luck: MetricLuck

    def worth(self, mean: FloatArray) -> FloatArray:
        """Return what people expect of a mean metric (..., n)."""
        return self.stake * (mean - self.luck.excess(mean, self.level)[0]) / self.level

    def marginal(self, mean: FloatArray) -> FloatArray:
        """Return what one more unit of mean metric is worth at a mean metric (n,)."""
        return self.stake * (1.0 - self.luck.slope_of_excess(mean, self.level)) / self.level


def chance_of_being_pivotal(chances: FloatArray, others: BoolArray, needed: IntArray) -> FloatArray:
    """Return the chance that exactly one is missing among the others, so that oneself decides.

    The number of others who meet a target is Poisson-binomial; with equal chances p it is binomial and the answer
    C(n-1, K-1) p^(K-1) (1-p)^(n-K).

    Parameters
    ----------
    chances
        Chance of each place in the team to meet it, (n, size).
    others
        Which places hold somebody else, (n, size).
    needed
        How many of the team, oneself included, must meet it, (n,).
    """
    people, size = chances.shape
    number = np.zeros((people, size + 1))
    number[:, 0] = 1.0
    for mate in range(size):
        chance = np.where(others[:, mate], chances[:, mate], 0.0)[:, None]
        moved = number * (1.0 - chance)
        moved[:, 1:] += number[:, :-1] * chance
        number = moved
    return np.take_along_axis(number, np.maximum(needed - 1, 0)[:, None], axis=1)[:, 0]
