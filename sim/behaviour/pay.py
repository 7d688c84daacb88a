"""Pay on the metric: linear in pieces, a share of a pool, a charge; and what risk and foresight do to it."""

from dataclasses import dataclass

import numpy as np

from sim.behaviour.metric_luck import MetricLuck
from sim.behaviour.types import FloatArray, Number

HORIZON = 1040
"""Weeks that people with foresight look ahead, twenty years."""


@dataclass(frozen=True)
class Pay:
    """Pay of n people, baseline weeks a week.

    `rate` is earned on every unit, also below 0 where luck is additive; `steps` are (above, further rate) on units
    above a level. `quota` is taken off the metric first, (n,); `foreseen` is the part of a unit's pay that is left once
    the quota that it raises is thought of, (n,). `pot` is shared out in proportion to the metric, of which the others
    have `others` in all, (n,), more than nothing unless nobody else is there; who is alone has the pot whatever the
    metric (Tullock 1980).
    """

    rate: Number
    steps: tuple[tuple[float, float], ...]
    quota: Number
    foreseen: Number
    risk_aversion: Number
    luck: MetricLuck
    pot: float = 0.0
    others: Number = 0.0

    def worth(self, mean: FloatArray) -> FloatArray:
        """Return what people expect of a mean metric (..., n), less the premium for its risk."""
        pay, slope = self.rate * (mean - self.quota), self.rate
        for above, rate in self.steps:
            excess, beyond = self.luck.excess(mean, self.quota + above)
            pay, slope = pay + rate * excess, slope + rate * beyond
        part, more = self._of_pot(mean)
        share = 1.0 if self._alone else mean.clip(0.0, np.inf) * part
        return self.foreseen * pay + self.pot * share - self._premium(mean, slope + more)

    def marginal(self, mean: FloatArray) -> FloatArray:
        """Return what one more unit of mean metric is worth at a mean metric (n,)."""
        return self.marginal_and_bend(mean)[0]

    def marginal_and_bend(self, mean: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return what one more unit is worth, and how fast that falls by risk and in the share of a pot, (n,) each.

        The slope of pay is taken to stay where it is in the premium for risk.
        """
        slope, (part, shared) = self._slope(mean), self._of_pot(mean)
        dislike = self._dislike(slope + shared)
        marginal = self.foreseen * slope + shared - dislike * self.luck.variance(mean)[1]
        return np.asarray(marginal), np.asarray(2.0 * part * shared + dislike * self.luck.curvature_of_variance())

    def premium(self, mean: FloatArray) -> FloatArray:
        """Return what the risk in pay takes off it for the person, half of risk aversion times its variance, (..., n).

        The variance is that of the metric times the squared slope of pay.
        """
        return np.asarray(self._premium(mean, self._slope(mean) + self._of_pot(mean)[1]))

    def _premium(self, mean: FloatArray, slope: Number) -> Number:
        return self._dislike(slope) * self.luck.variance(mean)[0] if np.any(self.risk_aversion) else 0.0

    def _dislike(self, slope: Number) -> Number:
        return 0.5 * self.risk_aversion * slope * slope

    @property
    def _alone(self) -> bool:
        return not np.any(self.others)

    def _of_pot(self, mean: FloatArray) -> tuple[Number, Number]:
        """Return the part of the pot that a unit of the metric brings, and what one more unit is worth."""
        if self._alone:
            return 0.0, 0.0
        part = 1.0 / (mean.clip(0.0, np.inf) + self.others)
        return part, self.pot * self.others * part * part

    def _slope(self, mean: FloatArray) -> FloatArray:
        slope = np.zeros_like(mean) + self.rate
        for above, rate in self.steps:
            slope = slope + rate * self.luck.slope_of_excess(mean, self.quota + above)
        return slope


def left_after_ratchet(speed: Number, discount: Number) -> Number:
    """Return what is left of a unit's worth to somebody who foresees the quota that it raises.

    One unit more this week is one unit of pay now; it raises the quota of week t from now by
    ``speed * (1 - speed)^(t - 1)``, which takes as much off pay then. The present value is added up week by week.
    Weitzman (1980): over an endless horizon it comes to discount/(discount + speed).

    Parameters
    ----------
    speed
        Share of the distance to what was reached by which the quota moves in a week.
    discount
        Weekly rate at which people discount.
    """
    weeks = np.arange(1, HORIZON + 1)
    lost = np.asarray(speed)[..., None] * (1.0 - np.asarray(speed)[..., None]) ** (weeks - 1)
    value = 1.0 - (lost * (1.0 / (1.0 + np.asarray(discount)[..., None])) ** weeks).sum(axis=-1)
    return float(value) if value.ndim == 0 else np.asarray(value)
