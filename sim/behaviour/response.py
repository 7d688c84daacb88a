"""What people who choose face, and their best responses to it.

The linearised problem is solved at full step, ``H^-1 gradient`` with ``H = C`` plus the curvature of value: without
that curvature the step diverges where value bends faster than effort costs.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.behaviour.incentives import Incentives
from sim.behaviour.types import BoolArray, FloatArray, Number
from sim.behaviour.work import counts, mean_metric, own_value


@dataclass(frozen=True)
class Situation:
    """What n people who reconsider face; every field is (n,) or a number.

    Efforts are shares of the week; value, costs, scruples and fines are in baseline weeks.
    """

    omega: Number
    skill: FloatArray
    gain: FloatArray
    diminishing: Number
    worth: Number
    loss: Number
    cost_useful: FloatArray
    cost_padding: Number
    cost_unmeasured: FloatArray
    substitution: Number
    useful_yield: FloatArray
    padding_yield: Number
    unmeasured_yield: Number
    weight: Number
    scruple: Number
    scruple_per_unit: Number
    fine: Number
    fine_bend: Number
    may_pad: BoolArray
    cap: float
    least: tuple[Number, Number, Number]
    most: tuple[Number, Number, Number]

    @cached_property
    def _root(self) -> FloatArray:
        """The part of C's entries beside its diagonal that unmeasured work has, rho sqrt(c_u)."""
        return self.substitution * np.sqrt(self.cost_unmeasured)

    @cached_property
    def useful_cross(self) -> FloatArray:
        """Entry of C beside its diagonal: what useful use adds to the cost of unmeasured work.

        Measured effort of either kind crowds out unmeasured work (Holmstrom and Milgrom 1991).
        """
        return self._root * np.sqrt(self.cost_useful)

    @cached_property
    def padding_cross(self) -> FloatArray:
        """What padding adds to the cost of unmeasured work, likewise."""
        return self._root * np.sqrt(self.cost_padding)

    @cached_property
    def padding_bend(self) -> Number:
        """How fast one more unit of padding comes to cost more, by itself and in fines."""
        return self.cost_padding + self.fine_bend

    @cached_property
    def private_metric(self) -> FloatArray:
        """Mean metric at the private optimum, (n,)."""
        return _reached(respond(self, 0.0), pads=False)

    def metric(self, useful: FloatArray, padding: FloatArray, unmeasured: FloatArray) -> FloatArray:
        """Return the mean metric of efforts (..., n)."""
        efforts = useful, padding, unmeasured
        value: Number = 0.0
        if counts(self.weight):
            value = own_value(self.skill, self.gain, self.diminishing, self.worth, self.loss, *efforts)
        return mean_metric(self.useful_yield, self.padding_yield, self.unmeasured_yield, self.weight, value, *efforts)

    def utility(
        self, useful: FloatArray, padding: FloatArray, unmeasured: FloatArray, incentives: Incentives | None
    ) -> FloatArray:
        """Return what people expect of efforts (..., n): own reward, less effort, scruples and fines, plus stakes.

        Reward and the cost of effort, (r, m, u)' C (r, m, u) / 2, are added up by effort.
        """
        reward = self.omega * self.skill
        tires = 0.5 * (self.cost_useful + reward * self.diminishing)
        expected = useful * (reward * self.gain - tires * useful - self.useful_cross * unmeasured)
        expected += unmeasured * (reward * self.worth - 0.5 * self.cost_unmeasured * unmeasured)
        expected += reward
        if padding.any():
            takes = reward * self.loss + 0.5 * self.cost_padding * padding + self.padding_cross * unmeasured
            qualms = self.scruple + self.fine + (self.scruple_per_unit + 0.5 * self.fine_bend * padding) * padding
            expected -= padding * takes + np.where(padding > 0.0, qualms, 0.0)
        if incentives is not None:
            expected += incentives.worth(self.metric(useful, padding, unmeasured))
        return expected


@dataclass(frozen=True)
class Response:
    """The linearised problem at a marginal worth of the metric: gradient terms and curvature."""

    at: Situation
    marginal: Number
    reward: FloatArray
    useful_pull: FloatArray
    unmeasured_pull: FloatArray
    useful_bend: FloatArray

    @cached_property
    def padding_pull(self) -> FloatArray:
        """Gradient in padding, which is not asked for where nobody may pad."""
        at = self.at
        return _and(-at.loss * self.reward - at.scruple_per_unit, self.marginal, at.padding_yield)

    @cached_property
    def _beside_useful(self) -> tuple[FloatArray, FloatArray]:
        """How far unmeasured work gives way to useful use, and how much it costs once useful use moves along."""
        cross = self.at.useful_cross
        through = cross / self.useful_bend
        return through, self.at.cost_unmeasured - through * cross

    def padding(self) -> FloatArray:
        """Return the best padding, useful and unmeasured work moving along."""
        at = self.at
        through_useful, bend = self._beside_useful
        through_padding = at.padding_cross / at.padding_bend
        pull = self.unmeasured_pull - through_useful * self.useful_pull - through_padding * self.padding_pull
        unmeasured = (pull / (bend - through_padding * at.padding_cross)).clip(at.least[2], at.most[2])
        best = (self.padding_pull - at.padding_cross * unmeasured) / at.padding_bend
        return np.asarray(best.clip(at.least[1], at.most[1]))

    def rest(self, padding: FloatArray | None = None) -> tuple[FloatArray, FloatArray]:
        """Return the best useful and unmeasured work given padding (..., n), or without any."""
        at, (through, bend) = self.at, self._beside_useful
        pull = self.unmeasured_pull if padding is None else self.unmeasured_pull - at.padding_cross * padding
        free = ((pull - through * self.useful_pull) / bend).clip(at.least[2], at.most[2])
        useful = ((self.useful_pull - at.useful_cross * free) / self.useful_bend).clip(at.least[0], at.most[0])
        # beside useful use at a bound this is the best; else it is what was free, or its bound, once more
        return useful, ((pull - at.useful_cross * useful) / at.cost_unmeasured).clip(at.least[2], at.most[2])


def respond(at: Situation, marginal: Number) -> Response:
    """Set up the linearised problem; where value is a loss to the person, its curvature holds nobody back.

    Parameters
    ----------
    at
        What the people face.
    marginal
        Worth of one more unit of mean metric; 0 gives the private optimum.
    """
    reward = at.skill * _and(at.omega, marginal, at.weight)
    return Response(
        at,
        marginal,
        reward,
        useful_pull=_and(reward * at.gain, marginal, at.useful_yield),
        unmeasured_pull=_and(reward * at.worth, marginal, at.unmeasured_yield),
        useful_bend=at.cost_useful + reward.clip(0.0, np.inf) * at.diminishing,
    )


def _and(own: Number, marginal: Number, metered: Number) -> FloatArray:
    """Return what something is worth by itself and by what is metered of it, if anything is."""
    return np.asarray(own + marginal * metered if counts(marginal) and counts(metered) else own)


def toward(
    at: Situation, marginal: Number, bend: FloatArray | None, now: FloatArray, pads: BoolArray | bool
) -> Response:
    """Set up the problem at what a unit of metric is worth at its solution, where the worth of a unit falls on the way.

    How far the metric moves with the worth of a unit is taken first from the private optimum, then from the solution
    that this leads to; between bounds on efforts that is Newton's step on quadratic utility.

    Parameters
    ----------
    at
        What the people face.
    marginal, bend
        Worth of one more unit of mean metric now, and how fast it falls; no `bend` where it stays.
    now
        Mean metric now, (n,).
    pads
        Whose padding moves along.
    """
    if bend is None:
        return respond(at, marginal)
    there = _reached(respond(at, marginal), pads)

    def fall(before: FloatArray, step: FloatArray) -> FloatArray:
        moved = np.divide(there - before, step, out=np.zeros_like(step), where=step != 0.0)
        return np.asarray(-bend * (now - there) / (1.0 + bend * moved.clip(0.0, np.inf)))

    first = fall(at.private_metric, np.broadcast_to(marginal, at.skill.shape))
    return respond(at, marginal - fall(_reached(respond(at, marginal - first), pads), first))


def _reached(drawn: Response, pads: BoolArray | bool) -> FloatArray:
    padding = np.zeros_like(drawn.at.skill) if pads is False else np.where(pads, drawn.padding(), 0.0)
    useful, unmeasured = drawn.rest(padding)
    return drawn.at.metric(useful, padding, unmeasured)


def private_optimum(at: Situation) -> tuple[FloatArray, FloatArray]:
    """Return useful and unmeasured work of people on whom no metric weighs."""
    return respond(at, 0.0).rest()


def meet(
    at: Situation, own: Response, metric: FloatArray, start: FloatArray, padding_yield: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the cheapest mix of useful use and padding that brings the mean metric to a level.

    Parameters
    ----------
    at, own
        What the people face, and their private problem.
    metric
        Mean metric to reach, (n,).
    start
        Useful use at the private optimum, (n,).
    padding_yield
        What padding yields to those who would pad, 0 for use alone, (n,).
    """
    useful_yield, missing = _missing(at, metric, start)
    per_useful = useful_yield**2 / own.useful_bend
    per_padding = padding_yield**2 / at.padding_bend
    reluctance = -own.padding_pull
    total = per_useful + per_padding
    price = (missing + reluctance * padding_yield / at.padding_bend) / np.where(total > 0.0, total, 1.0)
    padding = np.clip((price * padding_yield - reluctance) / at.padding_bend, 0.0, at.most[1])
    pads = (padding_yield > 0.0) & (missing > 0.0)
    padding = np.where(pads, padding, 0.0)
    left = np.maximum(missing - padding_yield * padding, 0.0)
    useful = _more_use(at, useful_yield, left, start)
    left = np.maximum(missing - padding_yield * padding - useful_yield * (useful - start), 0.0)
    held = pads & (useful >= at.most[0])
    made_up = np.where(held, left / np.where(held, padding_yield, 1.0), 0.0)
    return useful, np.minimum(padding + made_up, at.most[1])


def meet_by_use(at: Situation, metric: FloatArray, start: FloatArray) -> FloatArray:
    """Return the useful use that alone brings the mean metric to a level; the arguments are those of `meet`."""
    useful_yield, missing = _missing(at, metric, start)
    return _more_use(at, useful_yield, missing, start)


def _missing(at: Situation, metric: FloatArray, start: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return what useful use yields, value counted, and what is missing to a level."""
    useful_yield, missing = at.useful_yield, metric
    if counts(at.weight):
        useful_yield, missing = useful_yield + at.weight * at.skill * at.gain, metric - at.weight * at.skill
    return useful_yield, (missing - useful_yield * start).clip(0.0, np.inf)


def _more_use(at: Situation, useful_yield: FloatArray, missing: FloatArray, start: FloatArray) -> FloatArray:
    more = np.divide(missing, useful_yield, out=np.zeros_like(missing), where=useful_yield > 0.0)
    return np.minimum(start + more, at.most[0])
