"""Patterns over time: when padding sets in, how fast it takes off, when value turns, how much outlives a policy.

Everything here takes plain arrays whose last axis is the weeks (worlds may stand before it: a policy's part of
`Results.cube`) and gives one value a world. Weeks count from 1; what never happens is not a number.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiment.pairing import Floats

ONSET, LASTING = 0.1, 3
"""Prevalence from which padding has set in, and for how many weeks in a row it must stand there."""


class Loop(NamedTuple):
    """A loop of what a stake brings about, as the stake rises and falls again.

    `area` is positive where the way down lies above the way up, in units of stake times outcome; `share` is its part
    of the rectangle around the loop, 0 where the outcome never moves.
    """

    area: Floats
    share: Floats


def onset_week(prevalence: Floats, threshold: float = ONSET, lasting: int = LASTING) -> Floats:
    """Return the first of `lasting` weeks in a row with a prevalence of at least `threshold`.

    Parameters
    ----------
    prevalence
        Share of people who pad, (..., weeks).
    """
    weeks = prevalence.shape[-1]
    if weeks < lasting:
        return np.full(prevalence.shape[:-1], np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(prevalence >= threshold, lasting, axis=-1)
    return _first(np.asarray(windows.all(axis=-1)))


def takeoff_weeks(prevalence: Floats, low: float = 0.1, high: float = 0.5) -> Floats:
    """Return how many weeks prevalence takes from a share `low` to a share `high` of the most it ever reaches.

    Between two weeks it is taken to move evenly, so that the result need not be whole.
    """
    most = prevalence.max(axis=-1, keepdims=True)
    return np.where(most[..., 0] > 0.0, _reached(prevalence, high * most) - _reached(prevalence, low * most), np.nan)


def peak_week(value: Floats) -> Floats:
    """Return the week in which something is highest, the first of several."""
    there = np.isfinite(value)
    week = np.where(there, value, -np.inf).argmax(axis=-1) + 1.0
    return np.where(there.any(axis=-1), week, np.nan)


def turning_point(metric: Floats, value: Floats, window: int = 8) -> Floats:
    """Return the last week of the first `window` weeks over which the metric rises while value falls.

    Rising and falling are slopes of least-squares lines over the window, so noise alone turns some windows: give the
    weeks from launch on, means over worlds, or a longer window. A number at all is the strong form of Goodhart's law.
    """
    if metric.shape[-1] < window:
        return np.full(metric.shape[:-1], np.nan)
    return _first((_slopes(metric, window) > 0.0) & (_slopes(value, window) < 0.0)) + (window - 1)


def loop(stake: Floats, outcome: Floats) -> Loop:
    """Return the loop of a stake swept up and down again in small steps, the outcome settled at each.

    Parameters
    ----------
    stake
        In the order of the sweep, (steps,); it must end where it began.
    outcome
        What it brings about, (..., steps).

    Raises
    ------
    ValueError
        If the stake ends elsewhere than it began, or never moves.
    """
    if stake[0] != stake[-1] or np.ptp(stake) == 0.0:
        raise ValueError("a loop takes a stake that moves away and comes back to where it began")
    area = np.asarray(-np.trapezoid(outcome, stake, axis=-1))
    around = np.asarray(np.ptp(outcome, axis=-1) * np.ptp(stake))
    return Loop(area, np.divide(area, around, out=np.zeros_like(area), where=around > 0.0))


def remaining(padding: Floats, launch: int, withdrawal: int) -> Floats:
    """Return what is left of padding after a policy is withdrawn, as a share of what the policy had added at most.

    It is ``(m - m_before) / (m_peak - m_before)``: 1 where nothing has gone back, 0 where all has. The last week is
    the residual.

    Parameters
    ----------
    padding
        Padding, its share or its prevalence, (..., weeks).
    launch, withdrawal
        Weeks from which the policy stood and no longer stood; the weeks before launch give what was there without it.

    Returns
    -------
    (..., weeks from the withdrawal on) array
        Not a number where the policy had added nothing.

    Raises
    ------
    ValueError
        If there is no week before launch, or none from the withdrawal on.
    """
    if not 1 < launch < withdrawal <= padding.shape[-1]:
        raise ValueError(f"launch ({launch}) and withdrawal ({withdrawal}) must lie inside the weeks, in this order")
    before = padding[..., : launch - 1].mean(axis=-1, keepdims=True)
    added = padding[..., launch - 1 : withdrawal - 1].max(axis=-1, keepdims=True) - before
    left = padding[..., withdrawal - 1 :] - before
    share: Floats = np.divide(left, added, out=np.full(left.shape, np.nan), where=added > 0.0)
    return share


def half_life(remaining: Floats) -> Floats:
    """Return after how many weeks without the policy at most half is left, 1 in the first of them."""
    return _first(remaining <= 0.5)


def responsiveness(strength: Floats, outcome: Floats) -> Floats:
    """Return by how much an outcome moves with one unit of what policies differ in: a least-squares slope.

    With the strength of a denial and the prevalence under it, it is the credibility elasticity.

    Parameters
    ----------
    strength
        Of each policy, (policies,).
    outcome
        What each brings about, (..., policies).

    Raises
    ------
    ValueError
        If all policies are equally strong.
    """
    off = strength - strength.mean()
    squares = float((off * off).sum())
    if squares == 0.0:
        raise ValueError("to tell how much strength does takes policies of different strength")
    return np.asarray((outcome * off).sum(axis=-1) / squares)


def _first(there: NDArray[np.bool_]) -> Floats:
    """Return the number, from 1, of the first true entry on the last axis."""
    return np.where(there.any(axis=-1), there.argmax(axis=-1) + 1.0, np.nan)


def _reached(values: Floats, level: Floats) -> Floats:
    """Return when values first reach a positive level (..., 1), moving evenly from week to week, from 0 before."""
    at = (values >= level).argmax(axis=-1)[..., None]
    before = np.where(at > 0, np.take_along_axis(values, np.maximum(at - 1, 0), axis=-1), 0.0)
    now = np.take_along_axis(values, at, axis=-1)
    rise = np.where(now > before, now - before, 1.0)
    return np.asarray((at + (level - before) / rise)[..., 0])


def _slopes(values: Floats, window: int) -> Floats:
    """Return the slopes of least-squares lines over each `window` weeks, (..., weeks - window + 1)."""
    time = np.arange(window) - 0.5 * (window - 1)
    windows = np.lib.stride_tricks.sliding_window_view(values, window, axis=-1)
    return np.asarray((windows * time).sum(axis=-1) / (time * time).sum())
