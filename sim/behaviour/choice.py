"""Choosing efforts: a short menu, each entry judged by what the person expects of it, the best taken.

The menu holds: no padding, at one's own optimum, at the best response to the incentive and part of the way to it; use
alone that meets the target; the best response with padding (the solution of the linearised problem at full step,
``H^-1 gradient`` with ``H = C`` plus the curvature of value); the cheapest mix of use and padding that meets the
target; a few amounts of padding; the best response seen from beyond each level from which a unit earns more, and the
cheapest mix that meets a level from which it earns less. Inertia lies in how often people reconsider, not in partial
steps. Source: discrete choice over a menu (McKelvey and Palfrey 1995 for finite precision); the menu itself is an
assumption.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np

from sim.behaviour.incentives import Incentives
from sim.behaviour.response import Response, Situation, meet, meet_by_use, respond, toward
from sim.behaviour.types import BoolArray, FloatArray, IntArray, Number

OPTIONS = ("private", "honest", "best", "target", "steps")
"""Entries of the menu: one's own optimum; without padding, the best response to the incentive; with it; the cheapest
mix that meets the target, and use alone that does; a few amounts of padding. What bends pay goes with the third and
fourth."""

PARTS = (0.25, 0.5)
"""How far from one's own optimum to the best response the entries without padding lie: where the worth of the metric
bends, the full step may overshoot what a part of it would bring."""

PRIVATE, PARTLY, BY_USE, BEST, MIXED, STEPS = 0, 1, 4, 5, 6, 7
"""Numbers of the entries, which those keep whatever else there is; levels at which pay bends follow after the steps."""

NEXT_TO_NOTHING = 1e-290
"""Yield up to which no share of the week comes near any cap."""

Efforts = tuple[FloatArray, FloatArray, FloatArray]
"""Useful, padding and unmeasured work."""


def menu(
    at: Situation,
    incentives: Incentives | None,
    now: FloatArray,
    options: tuple[str, ...],
    steps: tuple[float, ...],
    pads: bool = True,
) -> tuple[list[int], Efforts]:
    """Return the menu: the entries' numbers, and efforts, (entries, n) each; padding is (1, n) where it is all zero.

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
    own, none = respond(at, 0.0), np.zeros_like(at.skill)
    start, beside = own.rest()
    if incentives is None:
        return [PRIVATE], (start[None], none[None], beside[None])
    with_padding = pads or not {"private", "honest"}.issubset(options)
    marginal, bend = incentives.marginal_and_bend(now)
    entries: dict[int, Efforts] = {}
    drawn = toward(at, marginal, bend, now, False)
    if "private" in options:
        entries[PRIVATE] = start, none, beside
    if "honest" in options:
        useful, unmeasured = drawn.rest()
        more, other = useful - start, unmeasured - beside
        partly = [(start + part * more, none, beside + part * other) for part in PARTS]
        entries |= enumerate([*partly, (useful, none, unmeasured)], PARTLY)
    if "target" in options:
        entries[BY_USE] = meet_by_use(at, incentives.aim, start), none, beside
    if "best" in options and with_padding:
        drawn = drawn if bend is None else toward(at, marginal, bend, now, at.may_pad)
        entries[BEST] = _best(at, drawn)
    if "target" in options and with_padding:
        entries[MIXED] = _mixed(at, own, incentives.aim, start)
    if "steps" in options and with_padding and steps:
        padding = np.where(at.may_pad, np.minimum(np.array(steps)[:, None], at.most[1]), 0.0)
        entries |= enumerate(zip(*_beside(own, padding), strict=True), STEPS)
    entries |= enumerate(_where_pay_bends(at, own, start, incentives, options), STEPS + len(steps))
    efforts = [*zip(*entries.values(), strict=True)]
    if not with_padding:
        efforts[1] = efforts[1][:1]
    useful, padding, unmeasured = map(np.array, efforts)
    if np.isfinite(at.cap):
        useful, padding = within_cap(at.cap, at.useful_yield, at.padding_yield, useful, padding)
    return list(entries), (useful, padding, unmeasured)


def _beside(response: Response, padding: FloatArray) -> Efforts:
    useful, unmeasured = response.rest(padding)
    return useful, padding, unmeasured


def _best(at: Situation, drawn: Response) -> Efforts:
    return _beside(drawn, np.where(at.may_pad, drawn.padding(), 0.0))


def _where_pay_bends(
    at: Situation, own: Response, start: FloatArray, incentives: Incentives, options: tuple[str, ...]
) -> Iterator[Efforts]:
    """Yield the best response on the far side of each level where pay rises faster, and what reaches where it slows."""
    for metric in incentives.beyond if "best" in options else ():
        drawn = toward(at, *incentives.marginal_and_bend(metric), metric, at.may_pad)
        yield _best(at, drawn)
    for metric in incentives.up_to if "target" in options else ():
        yield _mixed(at, own, metric, start)


def _mixed(at: Situation, own: Response, metric: FloatArray, start: FloatArray) -> Efforts:
    useful, padding = meet(at, own, metric, start, np.where(at.may_pad, at.padding_yield, 0.0))
    return useful, padding, own.rest(padding)[1]


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
    if padding.any():
        room = (cap - useful_yield * useful).clip(0.0, np.inf)
        padding = np.minimum(padding, _at_most(room, padding_yield))
    return np.minimum(useful, _at_most(cap, useful_yield)), padding


def _at_most(metered: Number, by_share: Number) -> FloatArray:
    """Return the largest share of the week of which no more than so much is metered."""
    metered, by_share = np.broadcast_arrays(metered, by_share)
    most: FloatArray = np.full(metered.shape, np.inf)
    np.divide(metered, by_share, out=most, where=by_share > NEXT_TO_NOTHING)
    return most


def choose(
    at: Situation,
    incentives: Incentives | None,
    now: FloatArray,
    options: tuple[str, ...],
    steps: tuple[float, ...],
    errors: Callable[[list[int]], FloatArray] | None,
) -> Efforts:
    """Return the chosen useful, padding and unmeasured work, each (n,).

    Parameters
    ----------
    at, incentives, now, options, steps
        As in `menu`.
    errors
        Extreme-value errors in utility by the entries' numbers, (entries, n), where choice is imprecise; identical
        entries count once.
    """
    numbers, (useful, padding, unmeasured) = menu(at, incentives, now, options, steps, bool(at.may_pad.any()))
    expected = at.utility(useful, padding, unmeasured, incentives)
    if errors is not None:
        expected += errors(numbers)
        expected[_repeated(useful, padding, unmeasured)] = -np.inf
    best = _places_of_highest(expected)
    return useful.take(best), padding.take(best, mode="wrap"), unmeasured.take(best)


def _places_of_highest(expected: FloatArray) -> IntArray:
    """Return where the first highest entry of each column lies in the flattened array; a third of argmax's time."""
    number = expected.shape[1]
    lower = expected < expected.max(axis=0)
    for before, entry in pairwise(lower):
        entry &= before
    first = lower.view(np.uint8).sum(axis=0, dtype=np.uint16)
    return np.asarray(first * np.intp(number) + np.arange(number))


def tremble(
    at: Situation, incentives: Incentives | None, now: FloatArray, precision: Number, luck: FloatArray
) -> Efforts:
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
    marginal, bend = (0.0, None) if incentives is None else incentives.marginal_and_bend(now)
    drawn = toward(at, marginal, bend, now, pads)
    padding = np.where(pads, drawn.padding(), 0.0)
    useful, unmeasured = drawn.rest(padding)
    size = len(useful)
    curvature = np.zeros((size, 3, 3))
    curvature[:, 0, 0], curvature[:, 1, 1], curvature[:, 2, 2] = (
        drawn.useful_bend,
        at.padding_bend,
        at.cost_unmeasured,
    )
    curvature[:, 0, 2] = curvature[:, 2, 0] = at.useful_cross
    curvature[:, 1, 2] = curvature[:, 2, 1] = np.where(pads, at.padding_cross, 0.0)
    roots = np.linalg.cholesky(np.linalg.inv(curvature))
    errors = (roots * luck.T[:, None, :]).sum(axis=-1) / np.sqrt(np.broadcast_to(precision, size))[:, None]
    moved = (useful + errors[:, 0], np.where(pads, padding + errors[:, 1], padding), unmeasured + errors[:, 2])
    bounded = [np.clip(effort, low, high) for effort, low, high in zip(moved, at.least, at.most, strict=True)]
    return bounded[0], bounded[1], bounded[2]


def _repeated(useful: FloatArray, padding: FloatArray, unmeasured: FloatArray) -> BoolArray:
    """Return which entries equal one before them, (entries, n)."""
    again, padding = np.zeros(useful.shape, np.bool_), np.broadcast_to(padding, useful.shape)
    for entry in range(1, len(useful)):
        same = useful[:entry] == useful[entry]
        same &= padding[:entry] == padding[entry]
        same &= unmeasured[:entry] == unmeasured[entry]
        same.any(axis=0, out=again[entry])
    return again
