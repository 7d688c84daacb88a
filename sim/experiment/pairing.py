"""Two policies in the same worlds: the difference is the policy's, and the interval says how sure.

Everything here takes plain arrays with one value a world; worlds without a finite value are left out. Values so
large that their squares are beyond all numbers have no interval.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

Floats = NDArray[np.float64]


class Mean(NamedTuple):
    """A mean over worlds and its 95 % interval."""

    mean: float
    low: float
    high: float


class Paired(NamedTuple):
    """What a policy changes against another in the same worlds.

    Attributes
    ----------
    mean, low, high
        Mean difference and its 95 % interval.
    same_sign
        Share of worlds whose difference has the sign of the mean difference; ties do not count.
    correlation
        Of the two policies' values over worlds; NaN where one of them does not vary.
    variance_reduction
        How many times more unpaired worlds the same precision would take; infinite where the difference never varies.
    """

    mean: float
    low: float
    high: float
    same_sign: float
    correlation: float
    variance_reduction: float


@np.errstate(over="ignore", invalid="ignore")
def mean_of(values: Floats, alpha: float = 0.05) -> Mean:
    """Return the mean over worlds and its t interval; one world has no interval (NaN), none has no mean.

    Parameters
    ----------
    values
        One value a world, shape (worlds,).
    alpha
        How often the interval may err: 95 % of intervals hold the mean unless told otherwise.
    """
    values = values[np.isfinite(values)]
    n = len(values)
    if n == 0:
        return Mean(np.nan, np.nan, np.nan)
    mean = float(values.mean())
    variance = _variance(values)
    if n == 1 or not np.isfinite(variance):
        return Mean(mean, np.nan, np.nan)
    half = float(stdtrit(n - 1, 1.0 - alpha / 2.0)) * np.sqrt(variance / n)
    return Mean(mean, float(mean - half), float(mean + half))


@np.errstate(over="ignore", divide="ignore", invalid="ignore")
def paired(policy: Floats, against: Floats) -> Paired:
    """Compare two policies world by world.

    Parameters
    ----------
    policy, against
        One value a world, the same worlds in the same order, shape (worlds,).

    Raises
    ------
    ValueError
        If the two do not have the same worlds.
    """
    if policy.shape != against.shape:
        raise ValueError(f"only the same worlds can be paired: {policy.shape} against {against.shape}")
    both = np.isfinite(policy) & np.isfinite(against)
    policy, against = policy[both], against[both]
    difference = policy - against
    mean = mean_of(difference)
    if len(difference) < 2:
        return Paired(*mean, _share_with_sign(difference, mean.mean), np.nan, np.nan)
    of_policy, of_against, of_difference = _variance(policy), _variance(against), _variance(difference)
    spread = np.sqrt(of_policy) * np.sqrt(of_against)
    together = float(np.sum((policy - policy.mean()) * (against - against.mean()))) / (len(policy) - 1)
    reduction = np.divide(of_policy + of_against, of_difference)
    return Paired(
        *mean,
        same_sign=_share_with_sign(difference, mean.mean),
        correlation=float(np.clip(together / spread, -1, 1)) if spread > 0 else np.nan,
        variance_reduction=float(reduction),
    )


def mean_of_defined(values: Floats, axis: int = -1) -> Floats:
    """Return the mean over the values that are there; NaN where there are none."""
    there = np.isfinite(values)
    count = there.sum(axis=axis)
    total = np.where(there, values, 0.0).sum(axis=axis)
    mean: Floats = np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)
    return mean


def _variance(values: Floats) -> float:
    """Sample variance; exactly zero where all values are the same."""
    return 0.0 if np.ptp(values) == 0 else float(values.var(ddof=1))


def _share_with_sign(difference: Floats, mean: float) -> float:
    if len(difference) == 0:
        return np.nan
    return float(np.mean(np.sign(difference) == np.sign(mean))) if mean else 0.0
