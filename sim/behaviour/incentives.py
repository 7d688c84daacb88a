"""What the metric is worth to a person: score in reviews, standing among those who see it, the pushed target."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from sim.behaviour.standing import Table, among_others, beats, read
from sim.behaviour.types import BoolArray, FloatArray, IntArray, Number
from sim.behaviour.work import centre_on_axis, slope_on_axis

_DENSITY = 1.0 / np.sqrt(2.0 * np.pi)


@dataclass(frozen=True)
class Mates:
    """Last week's places of the people one is compared with in a team: (n, team size), and which of them are others."""

    places: FloatArray
    others: BoolArray

    def rank(self, place: FloatArray, noise: Number) -> tuple[FloatArray, FloatArray]:
        """Return the expected share of team-mates beaten and its slope; alone in a team, 0."""
        count = np.maximum(self.others.sum(axis=-1), 1)
        rank, slope = np.zeros_like(place), np.zeros_like(place)
        for mate in range(self.places.shape[-1]):
            beaten, density = beats(place, self.places[:, mate], noise)
            rank += np.where(self.others[:, mate], beaten, 0.0)
            slope += np.where(self.others[:, mate], density, 0.0)
        return rank / count, slope / count


@dataclass(frozen=True)
class Incentives:
    """Stakes on the metric for n people, each in baseline weeks a week; all may be 0.

    `score` is the worth of a top against a bottom place in the company's distribution (reviews), `status` of a first
    against a last place in the group that the audience sees (may be negative), `target` of meeting `level` in a week.
    """

    score: FloatArray
    status: FloatArray
    target: FloatArray
    level: FloatArray | None
    noise: Number
    multiplicative: bool
    table: Table
    world: IntArray
    own_place: FloatArray
    mates: Mates | None

    def worth(self, mean_metric: FloatArray) -> FloatArray:
        """Return what people expect of a mean metric (..., n), over their own luck."""
        place = centre_on_axis(mean_metric, self.noise, self.multiplicative)
        company, group = self._ranks(place)
        chance, _ = self._meeting(place)
        return self.score * company[0] + self.status * group[0] + self.target * chance

    def marginal(self, mean_metric: FloatArray) -> FloatArray:
        """Return what one more unit of mean metric is worth at a mean metric (n,)."""
        place = centre_on_axis(mean_metric, self.noise, self.multiplicative)
        company, group = self._ranks(place)
        _, density = self._meeting(place)
        slope = self.score * company[1] + self.status * group[1] + self.target * density
        return slope * slope_on_axis(mean_metric, self.multiplicative)

    def _ranks(self, place: FloatArray) -> tuple[tuple[FloatArray, FloatArray], tuple[FloatArray, FloatArray]]:
        rank, slope = read(self.table, self.world, place)
        company = among_others(rank, slope, self.own_place, place, self.noise, self.table.seats)
        return company, company if self.mates is None else self.mates.rank(place, self.noise)

    def _meeting(self, place: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the chance of meeting the target's level, just reaching it included, and its slope."""
        if self.level is None:
            return np.zeros_like(place), np.zeros_like(place)
        level = np.log(self.level) if self.multiplicative else self.level
        if np.all(np.asarray(self.noise) == 0.0):
            return (place >= level - 1e-12).astype(np.float64), np.zeros_like(place)
        distance = (place - level) / self.noise
        return ndtr(distance), _DENSITY * np.exp(-0.5 * distance * distance) / self.noise

    def sure_metric(self) -> FloatArray:
        """Return the mean metric that meets the target's level with one standard deviation of luck to spare.

        Without a target that is nothing.
        """
        if self.level is None:
            return np.zeros_like(self.own_place)
        if self.multiplicative:
            return np.asarray(self.level * np.exp(self.noise + 0.5 * self.noise * self.noise))
        return np.asarray(self.level + self.noise)
