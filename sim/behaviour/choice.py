"""Choosing efforts: a short menu, each entry judged by what the person expects of it, the best taken.

The menu holds: no padding, at one's own optimum, at the best response to the incentive and part of the way to it; the
best response with padding (the solution of the linearised problem at full step, ``H^-1 gradient`` with ``H = C`` plus
the curvature of value), and that seen from beyond each level from which a unit earns more; the cheapest mix of use and
padding that meets the target, or a level from which a unit earns less, and use alone that meets the target; and a few
amounts of padding. Inertia lies in how often people reconsider, not in partial steps. Source: discrete choice over a
menu (McKelvey and Palfrey 1995 for finite precision); the menu itself is an assumption.
"""

from collections.abc import Iterator

import numpy as np

from sim.behaviour.incentives import Incentives
from sim.behaviour.response import Response, Situation, meet, meet_by_use, respond, toward
from sim.behaviour.types import BoolArray, FloatArray, Number

OPTIONS = ("private", "honest", "best", "target", "steps")
"""Entries of the menu: one's own optimum; without padding, the best response to the incentive; with it; the cheapest
mix that meets the target, and use alone that does; a few amounts of padding. What bends pay goes with the third and
fourth."""


PARTS = (0.25, 0.5)
"""How far from one's own optimum to the best response the entries without padding lie: where the worth of the metric
bends, the full step may overshoot what a part of it would bring."""

MOST_ENTRIES = 5 + len(PARTS)
"""Entries of the menu besides the amounts of padding, and one for each level at which pay bends."""


def menu(
    at: Situation,
    incentives: Incentives | None,
    now: FloatArray,
    options: tuple[str, ...],
    steps: tuple[float, ...],
    pads: bool = True,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the menu: useful, padding and unmeasured work, each (entries, n); padding is (1, n) where it is all zero.

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
    pads
        Whether any of them may pad. Where nobody may, entries with padding would repeat those without, and are left out
        if those are there.
    """
    with_padding = pads or not {"private", "honest"}.issubset(options)
    own = respond(at, 0.0)
    none = np.zeros_like(at.skill)
    start, beside = own.rest(none)
    if incentives is None:
        return start[None], none[None], beside[None]
    marginal, bend = incentives.marginal(now), incentives.bend(now)
    drawn = toward(at, marginal, bend, now, False)
    entries = []
    if "private" in options:
        entries.append((start, none, beside))
    if "honest" in options:
        useful, unmeasured = drawn.rest(none)
        more, other = useful - start, unmeasured - beside
        entries += [(start + part * more, none, beside + part * other) for part in PARTS]
        entries.append((useful, none, unmeasured))
    if "best" in options and with_padding:
        drawn = drawn if bend is None else toward(at, marginal, bend, now, at.may_pad)
        padding = np.where(at.may_pad, drawn.padding(), 0.0)
        entries.append(_beside(drawn, padding))
    if "target" in options:
        if with_padding:
            useful, padding = meet(at, own, incentives.aim, start, np.where(at.may_pad, at.padding_yield, 0.0))
            entries.append((useful, padding, own.rest(padding)[1]))
        entries.append((meet_by_use(at, incentives.aim, start), none, beside))
    if "steps" in options and with_padding and steps:
        padding = np.where(at.may_pad, np.minimum(np.array(steps)[:, None], at.most[1]), 0.0)
        entries += zip(*_beside(own, padding), strict=True)
    entries += _where_pay_bends(at, own, start, incentives, options)
    useful, padding, unmeasured = (np.array(effort) for effort in zip(*entries, strict=True))
    if not with_padding:
        padding = padding[:1]
    if np.isinf(at.cap):
        return useful, padding, unmeasured
    return *within_cap(at.cap, at.useful_yield, at.padding_yield, useful, padding), unmeasured


def _beside(response: Response, padding: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    useful, unmeasured = response.rest(padding)
    return useful, padding, unmeasured


def _where_pay_bends(
    at: Situation, own: Response, start: FloatArray, incentives: Incentives, options: tuple[str, ...]
) -> Iterator[tuple[FloatArray, FloatArray, FloatArray]]:
    """Yield the best response on the far side of each level where pay rises faster, and what reaches where it slows."""
    for metric in incentives.beyond if "best" in options else ():
        drawn = toward(at, incentives.marginal(metric), incentives.bend(metric), metric, at.may_pad)
        yield _beside(drawn, np.where(at.may_pad, drawn.padding(), 0.0))
    for metric in incentives.up_to if "target" in options else ():
        useful, padding = meet(at, own, metric, start, np.where(at.may_pad, at.padding_yield, 0.0))
        yield useful, padding, own.rest(padding)[1]


def within_cap(
    cap: Number, useful_yield: FloatArray, padding_yield: Number, useful: FloatArray, padding: FloatArray
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
    pads = error is not None or bool(at.may_pad.any())
    useful, padding, unmeasured = menu(at, incentives, now, options, steps, pads)
    expected = at.utility(useful, padding, unmeasured, incentives)
    if error is not None:
        expected = np.where(_repeated(useful, padding, unmeasured), -np.inf, expected + error[: len(expected)])
    number = expected.shape[1]
    best = expected.argmax(axis=0) * number + np.arange(number)
    return useful.take(best), padding.take(best, mode="wrap"), unmeasured.take(best)


def tremble(
    at: Situation, incentives: Incentives | None, now: FloatArray, precision: Number, luck: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return efforts of people who choose from a continuum with error: Normal(H^-1 gradient, H^-1 / precision).

    That is the logit choice over all efforts where utility is quadratic. Who does not pad errs in the other two alone.

    Parameters
    ----------
    at, incentives, now
        As in `menu`.
    precision
        Sharpness of choice, per baseline week.
    luck
        Standard normal draws, (3, n).
    """
    pads = at.may_pad & (incentives is not None)
    bend = None if incentives is None else incentives.bend(now)
    drawn = toward(at, 0.0 if incentives is None else incentives.marginal(now), bend, now, pads)
    padding = np.where(pads, drawn.padding(), 0.0)
    useful, unmeasured = drawn.rest(padding)
    size = len(useful)
    curvature = np.zeros((size, 3, 3))
    curvature[:, 0, 0], curvature[:, 1, 1], curvature[:, 2, 2] = (
        drawn.useful_bend,
        drawn.padding_bend,
        at.cost_unmeasured,
    )
    curvature[:, 0, 2] = curvature[:, 2, 0] = drawn.useful_cross
    curvature[:, 1, 2] = curvature[:, 2, 1] = np.where(pads, drawn.padding_cross, 0.0)
    roots = np.linalg.cholesky(np.linalg.inv(curvature))
    errors = (roots * luck.T[:, None, :]).sum(axis=-1) / np.sqrt(np.broadcast_to(precision, size))[:, None]
    moved = (useful + errors[:, 0], np.where(pads, padding + errors[:, 1], padding), unmeasured + errors[:, 2])
    bounded = [np.clip(effort, low, high) for effort, low, high in zip(moved, at.least, at.most, strict=True)]
    return bounded[0], bounded[1], bounded[2]


def _repeated(useful: FloatArray, padding: FloatArray, unmeasured: FloatArray) -> BoolArray:
    """Return which options equal one before them."""
    again = np.zeros(useful.shape, dtype=np.bool_)
    for later in range(1, len(useful)):
        for earlier in range(later):
            same = useful[later] == useful[earlier]
            same &= padding[later] == padding[earlier]
            same &= unmeasured[later] == unmeasured[earlier]
            again[later] |= same
    return again
