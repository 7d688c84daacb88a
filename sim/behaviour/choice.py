"""Choosing efforts: a short menu, each entry judged by what the person expects of it, the best taken.

The menu holds: no padding, at one's own optimum, at the best response to the incentive and part of the way to it; the
best response with padding (the solution of the linearised problem at full step, ``H^-1 gradient`` with ``H = C`` plus
the curvature of value); the cheapest mix of use and padding that meets the target, and use alone that does; and a few
amounts of padding. Inertia lies in how often people reconsider, not in partial steps. Source: discrete choice over a
menu (McKelvey and Palfrey 1995 for finite precision); the menu itself is an assumption.
"""

from dataclasses import dataclass

import numpy as np

from sim.behaviour.incentives import Incentives
from sim.behaviour.types import BoolArray, FloatArray, Number
from sim.behaviour.work import effort_cost, mean_metric, own_value

OPTIONS = ("private", "honest", "best", "target", "steps")
"""Entries of the menu: one's own optimum; without padding, the best response to the incentive; with it; the cheapest
mix that meets the target, and use alone that does; a few amounts of padding."""


PARTS = (0.25, 0.5, 1.0)
"""How far from one's own optimum to the best response the entries without padding lie: where the worth of the metric
bends, the full step may overshoot what a part of it would bring."""

MOST_ENTRIES = 4 + len(PARTS)
"""Entries of the menu besides the amounts of padding."""


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
    cost_padding: FloatArray
    cost_unmeasured: FloatArray
    substitution: Number
    useful_yield: FloatArray
    padding_yield: FloatArray
    unmeasured_yield: Number
    weight: Number
    scruple: FloatArray
    scruple_per_unit: FloatArray
    fine: Number
    fine_bend: Number
    may_pad: BoolArray
    cap: Number
    least: tuple[Number, Number, Number]
    most: tuple[Number, Number, Number]

    def metric(self, useful: FloatArray, padding: FloatArray, unmeasured: FloatArray) -> FloatArray:
        """Return the mean metric of efforts (..., n)."""
        value = self.value(useful, padding, unmeasured)
        return mean_metric(
            self.useful_yield,
            self.padding_yield,
            self.unmeasured_yield,
            self.weight,
            value,
            useful,
            padding,
            unmeasured,
        )

    def value(self, useful: FloatArray, padding: FloatArray, unmeasured: FloatArray) -> FloatArray:
        """Return own value of efforts (..., n)."""
        return own_value(self.skill, self.gain, self.diminishing, self.worth, self.loss, useful, padding, unmeasured)

    def utility(
        self, useful: FloatArray, padding: FloatArray, unmeasured: FloatArray, incentives: Incentives | None
    ) -> FloatArray:
        """Return what people expect of efforts (..., n): own reward, less effort, scruples and fines, plus stakes."""
        value = self.value(useful, padding, unmeasured)
        cost = effort_cost(
            self.cost_useful, self.cost_padding, self.cost_unmeasured, self.substitution, useful, padding, unmeasured
        )
        linear = self.scruple + self.fine + self.scruple_per_unit * padding
        qualms = np.where(padding > 0.0, linear + 0.5 * self.fine_bend * padding * padding, 0.0)
        own = self.omega * value - cost - qualms
        if incentives is None:
            return own
        metric = mean_metric(
            self.useful_yield,
            self.padding_yield,
            self.unmeasured_yield,
            self.weight,
            value,
            useful,
            padding,
            unmeasured,
        )
        return own + incentives.worth(metric)


@dataclass(frozen=True)
class Response:
    """The linearised problem at a marginal worth of the metric: gradient terms, curvature and couplings."""

    at: Situation
    useful_pull: FloatArray
    padding_pull: FloatArray
    unmeasured_pull: FloatArray
    useful_bend: FloatArray
    padding_bend: FloatArray
    useful_cross: FloatArray
    padding_cross: FloatArray

    def padding(self) -> FloatArray:
        """Return the best padding, useful and unmeasured work moving along."""
        at = self.at
        through_useful = self.useful_cross / self.useful_bend
        through_padding = self.padding_cross / self.padding_bend
        pull = self.unmeasured_pull - through_useful * self.useful_pull - through_padding * self.padding_pull
        bend = at.cost_unmeasured - through_useful * self.useful_cross - through_padding * self.padding_cross
        best = (self.padding_pull - self.padding_cross * pull / bend) / self.padding_bend
        return np.clip(best, at.least[1], at.most[1])

    def rest(self, padding: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the best useful and unmeasured work given padding (..., n)."""
        at = self.at
        through = self.useful_cross / self.useful_bend
        pull = self.unmeasured_pull - self.padding_cross * padding
        free = (pull - through * self.useful_pull) / (at.cost_unmeasured - through * self.useful_cross)
        unmeasured = np.clip(free, at.least[2], at.most[2])
        wanted = (self.useful_pull - self.useful_cross * unmeasured) / self.useful_bend
        useful = np.clip(wanted, at.least[0], at.most[0])
        held = np.clip((pull - self.useful_cross * useful) / at.cost_unmeasured, at.least[2], at.most[2])
        return useful, np.where(useful == wanted, unmeasured, held)


def respond(at: Situation, marginal: Number) -> Response:
    """Set up the linearised problem.

    Parameters
    ----------
    at
        What the people face.
    marginal
        Worth of one more unit of mean metric; 0 gives the private optimum.
    """
    reward = (at.omega + marginal * at.weight) * at.skill
    root = at.substitution * np.sqrt(at.cost_unmeasured)
    return Response(
        at,
        useful_pull=reward * at.gain + marginal * at.useful_yield,
        padding_pull=marginal * at.padding_yield - reward * at.loss - at.scruple_per_unit,
        unmeasured_pull=reward * at.worth + marginal * at.unmeasured_yield,
        useful_bend=at.cost_useful + reward * at.diminishing,
        padding_bend=at.cost_padding + at.fine_bend,
        useful_cross=root * np.sqrt(at.cost_useful),
        padding_cross=root * np.sqrt(at.cost_padding),
    )


def private_optimum(at: Situation) -> tuple[FloatArray, FloatArray]:
    """Return useful and unmeasured work of people on whom no metric weighs."""
    return respond(at, 0.0).rest(np.zeros_like(at.skill))


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
    useful_yield = at.useful_yield + at.weight * at.skill * at.gain
    missing = np.maximum(metric - useful_yield * start - at.weight * at.skill, 0.0)
    per_useful = useful_yield**2 / own.useful_bend
    per_padding = padding_yield**2 / own.padding_bend
    reluctance = -own.padding_pull
    total = per_useful + per_padding
    price = (missing + reluctance * padding_yield / own.padding_bend) / np.where(total > 0.0, total, 1.0)
    padding = np.clip((price * padding_yield - reluctance) / own.padding_bend, 0.0, at.most[1])
    pads = (padding_yield > 0.0) & (missing > 0.0)
    padding = np.where(pads, padding, 0.0)
    left = np.maximum(missing - padding_yield * padding, 0.0)
    more = np.where(useful_yield > 0.0, left / np.where(useful_yield > 0.0, useful_yield, 1.0), 0.0)
    useful = np.minimum(start + more, at.most[0])
    left = np.maximum(missing - padding_yield * padding - useful_yield * (useful - start), 0.0)
    held = pads & (useful >= at.most[0])
    made_up = np.where(held, left / np.where(held, padding_yield, 1.0), 0.0)
    return useful, np.minimum(padding + made_up, at.most[1])


def menu(
    at: Situation, incentives: Incentives | None, now: FloatArray, options: tuple[str, ...], steps: tuple[float, ...]
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the menu: useful, padding and unmeasured work, each (entries, n).

    Parameters
    ----------
    at
        What the people face.
    incentives
        Stakes on the metric, or none; then the private optimum is the only entry.
    now
        Mean metric of their present efforts, where the incentive is linearised, (n,).
    options
        Which entries there are, of `OPTIONS`.
    steps
        Amounts of padding to try.
    """
    own = respond(at, 0.0)
    none = np.zeros_like(at.skill)
    if incentives is None:
        useful, unmeasured = own.rest(none)
        return useful[None], none[None], unmeasured[None]
    drawn = respond(at, incentives.marginal(now))
    entries = []
    if "private" in options:
        entries.append((own.rest(none)[0], none, own.rest(none)[1]))
    if "honest" in options:
        entries += [_part_way(own.rest(none), drawn.rest(none), part) for part in PARTS]
    if "best" in options:
        padding = np.where(at.may_pad, drawn.padding(), 0.0)
        entries.append((drawn.rest(padding)[0], padding, drawn.rest(padding)[1]))
    if "target" in options:
        start, beside = own.rest(none)
        useful, padding = meet(at, own, incentives.aim, start, np.where(at.may_pad, at.padding_yield, 0.0))
        entries.append((useful, padding, own.rest(padding)[1]))
        entries.append((meet(at, own, incentives.aim, start, none)[0], none, beside))
    for step in steps if "steps" in options else ():
        padding = np.where(at.may_pad, np.minimum(step, at.most[1]), 0.0)
        entries.append((own.rest(padding)[0], padding, own.rest(padding)[1]))
    useful, padding, unmeasured = (np.stack(effort) for effort in zip(*entries, strict=True))
    if np.all(np.isinf(at.cap)):
        return useful, padding, unmeasured
    return *within_cap(at.cap, at.useful_yield, at.padding_yield, useful, padding), unmeasured


def _part_way(
    start: tuple[FloatArray, FloatArray], end: tuple[FloatArray, FloatArray], part: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return useful and unmeasured work part of the way from one entry without padding to another."""
    useful, unmeasured = (a + part * (b - a) for a, b in zip(start, end, strict=True))
    return useful, np.zeros_like(useful), unmeasured


def within_cap(
    cap: Number, useful_yield: FloatArray, padding_yield: FloatArray, useful: FloatArray, padding: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return useful use and padding held to a cap on what is metered of them: padding gives way first.

    Parameters
    ----------
    cap
        Most that can be metered in a week, useful-week equivalents.
    useful_yield, padding_yield
        Metric per share of the week; broadcast with the efforts.
    useful, padding
        Efforts, shares of the week.
    """
    room = np.maximum(cap - useful_yield * useful, 0.0)
    too_much = padding_yield * np.maximum(padding, 0.0) > room
    padding = np.where(too_much, room / np.where(too_much, padding_yield, 1.0), padding)
    too_much = useful_yield * np.maximum(useful, 0.0) > cap
    return np.where(too_much, cap / np.where(too_much, useful_yield, 1.0), useful), padding


def choose(
    at: Situation,
    incentives: Incentives | None,
    now: FloatArray,
    options: tuple[str, ...],
    steps: tuple[float, ...],
    error: FloatArray | None,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the chosen useful, padding and unmeasured work, each (n,).

    Parameters
    ----------
    at, incentives, now, options, steps
        As in `menu`.
    error
        Extreme-value errors in utility, (at least as many as entries, n), where choice is imprecise; identical entries
        count once.
    """
    useful, padding, unmeasured = menu(at, incentives, now, options, steps)
    expected = at.utility(useful, padding, unmeasured, incentives)
    if error is not None:
        expected = np.where(_repeated(useful, padding, unmeasured), -np.inf, expected + error[: len(expected)])
    best = expected.argmax(axis=0)[None]
    chosen = [np.take_along_axis(effort, best, axis=0)[0] for effort in (useful, padding, unmeasured)]
    return chosen[0], chosen[1], chosen[2]


def tremble(
    at: Situation, incentives: Incentives | None, now: FloatArray, precision: Number, luck: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return efforts of people who choose from a continuum with error: Normal(H^-1 gradient, H^-1 / precision).

    That is the logit choice over all efforts where utility is quadratic.

    Parameters
    ----------
    at, incentives, now
        As in `menu`.
    precision
        Sharpness of choice, per baseline week.
    luck
        Standard normal draws, (3, n).
    """
    drawn = respond(at, 0.0 if incentives is None else incentives.marginal(now))
    padding = np.where(at.may_pad, drawn.padding(), 0.0)
    useful, unmeasured = drawn.rest(padding)
    size = len(useful)
    curvature = np.zeros((size, 3, 3))
    curvature[:, 0, 0], curvature[:, 1, 1], curvature[:, 2, 2] = (
        drawn.useful_bend,
        drawn.padding_bend,
        at.cost_unmeasured,
    )
    curvature[:, 0, 2] = curvature[:, 2, 0] = drawn.useful_cross
    curvature[:, 1, 2] = curvature[:, 2, 1] = drawn.padding_cross
    roots = np.linalg.cholesky(np.linalg.inv(curvature))
    errors = (roots * luck.T[:, None, :]).sum(axis=-1) / np.sqrt(np.broadcast_to(precision, size))[:, None]
    moved = (useful + errors[:, 0], np.where(at.may_pad, padding + errors[:, 1], padding), unmeasured + errors[:, 2])
    bounded = [np.clip(effort, low, high) for effort, low, high in zip(moved, at.least, at.most, strict=True)]
    return bounded[0], bounded[1], bounded[2]


def _repeated(*efforts: FloatArray) -> BoolArray:
    """Return which options equal one before them."""
    options = len(efforts[0])
    again = np.zeros(efforts[0].shape, dtype=np.bool_)
    for later in range(1, options):
        for earlier in range(later):
            again[later] |= np.logical_and.reduce([effort[later] == effort[earlier] for effort in efforts])
    return again
