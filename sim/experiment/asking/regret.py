"""Regret: what a policy falls short of the best one of a setting, told by companies that had no say in which is best.

The best of several policies that differ by luck alone looks better than they do, the more so the fewer companies there
are. So which policy is best, and which setting is a policy's worst, is chosen by every other company, and what is lost
there is told by those between them; then the other way round (cross-validation, Stone 1974). Where nothing differs, it
is 0 on average; where something does, it is no more than the true regret, and nears it as companies are added.

Settings and companies are both samples, and the same companies are run under every setting. So an interval of a mean
over both holds both (two-way variances, Owen 2007, with Satterthwaite's degrees of freedom, 1946).
"""

from itertools import combinations

import numpy as np
from scipy.special import betaincinv, stdtrit

from sim.experiment.pairing import Floats, Mean, mean_of, mean_of_defined


def regret(values: Floats) -> Floats:
    """Return what each policy falls short of the best one of each setting, by company.

    Parameters
    ----------
    values
        More is better, (settings, policies, companies); not a number where a company is left out of a setting.

    Returns
    -------
    (settings, policies, companies) array
        Below 0 where the best one was the worse one in this company. Not a number where the other half is not there.
    """
    short: Floats = np.full(values.shape, np.nan)
    for half, others in enumerate(_by_others(values)):
        chosen, told = _best(others)[..., None], _whole(values)[..., half::2]
        best = np.where(chosen == 0, 0.0, chosen * told).sum(axis=1, keepdims=True)
        short[..., half::2] = best - told
    return short


def worst_regret(values: Floats) -> Floats:
    """Return what each policy falls short of the best one in its worst setting, by company, (companies, policies).

    `values` are those of `regret`.
    """
    told = regret(values)
    found: Floats = np.full(values.shape[1:], np.nan)
    for half, others in enumerate(_by_others(values)):
        there = np.isfinite(told[..., half::2]).any(axis=2)
        short = np.where(there, others, -np.inf).max(axis=1, keepdims=True) - others
        worst = _best(np.where(there, short, np.nan).T)[..., None]
        of_half = told[..., half::2].transpose(1, 0, 2)
        counts = np.where(np.isfinite(of_half) & (worst > 0), worst, 0.0)
        total = np.where(counts > 0, counts * of_half, 0.0).sum(axis=1)
        np.divide(total, counts.sum(axis=1), out=found[:, half::2], where=counts.sum(axis=1) > 0)
    return found.T


def may_be_least(values: Floats, alpha: float = 0.05) -> list[bool]:
    """Return which columns may have the least mean, (companies, columns): those that are not surely above another.

    Differences are paired, and their intervals hold all at once (Bonferroni).
    """
    columns = values.shape[1]
    may = [True] * columns
    for one, other in combinations(range(columns), 2):
        difference = mean_of(values[:, one] - values[:, other], alpha / (columns * (columns - 1) / 2))
        may[one] &= not difference.low > 0
        may[other] &= not difference.high < 0
    return may


def mean_of_both(values: Floats) -> Mean:
    """Return the mean over settings of means over companies, (settings, companies), and its 95 % interval.

    The interval holds that both are samples; of a single company, that settings are.
    """
    error, degrees = _error(values)
    mean = float(mean_of_defined(mean_of_defined(values), axis=0))
    if not degrees:
        return Mean(mean, np.nan, np.nan)
    half = float(stdtrit(degrees, 0.975)) * error
    return Mean(mean, mean - half, mean + half)


def share_of_both(values: Floats) -> Mean:
    """Return the mean of what is 0 to 1, (settings, companies), and its 95 % interval, which stays inside.

    It is that of as many independent settings as would leave it as uncertain (Korn & Graubard 1998), at most those that
    there are.
    """
    by_setting = mean_of_defined(values)
    settings = int(np.isfinite(by_setting).sum())
    share = float(mean_of_defined(by_setting, axis=0))
    if not settings:
        return Mean(np.nan, np.nan, np.nan)
    variance = _error(values)[0] ** 2
    worth = min(settings, 1 + share * (1 - share) / variance) if variance > 0 else settings
    return Mean(share, *share_between(share, worth))


def share_between(share: float, settings: float) -> tuple[float, float]:
    """Return the 95 % interval of a share over so many settings (Jeffreys; Brown, Cai & DasGupta 2001)."""
    count = share * settings
    low = 0.0 if share <= 0 else float(betaincinv(count + 0.5, settings - count + 0.5, 0.025))
    high = 1.0 if share >= 1 else float(betaincinv(count + 0.5, settings - count + 0.5, 0.975))
    return low, high


def _by_others(values: Floats) -> list[Floats]:
    """Return for each half of the companies the means over the other half, (settings, policies)."""
    return [mean_of_defined(_whole(values)[..., 1 - half :: 2]) for half in (0, 1)]


def _whole(values: Floats) -> Floats:
    """Return values without companies that have none under some policy of a setting."""
    whole: Floats = np.where(np.isfinite(values).all(axis=1, keepdims=True), values, np.nan)
    return whole


def _best(values: Floats) -> Floats:
    """Return 1 for the highest along the second axis, shared out among equals, else 0; NaN where none is there."""
    there = np.isfinite(values)
    filled = np.where(there, values, -np.inf)
    best = (there & (filled == filled.max(axis=1, keepdims=True))).astype(np.float64)
    count = best.sum(axis=1, keepdims=True)
    shared: Floats = np.divide(best, count, out=np.full(values.shape, np.nan), where=count > 0)
    return shared


def _error(values: Floats) -> tuple[float, float]:
    """Return the standard error of a mean over settings and companies, and its degrees of freedom; 0 where none."""
    rows, columns = mean_of_defined(values), mean_of_defined(values, axis=0)
    settings, companies = int(np.isfinite(rows).sum()), int(np.isfinite(columns).sum())
    between = [(_variance(rows) / settings, settings - 1)] if settings > 1 else []
    between += [(_variance(columns) / companies, companies - 1)] if companies > 1 else []
    if not between:
        return 0.0, 0.0
    shares = list(between)
    if len(between) == 2:
        left = values - rows[:, None] - columns + mean_of_defined(rows, axis=0)
        degrees = (settings - 1) * (companies - 1)
        shares.append((float(np.nansum(left * left)) / degrees / (settings * companies), degrees))
    variance = sum(share for share, _ in between) - sum(share for share, _ in shares[2:])
    variance = max(variance, *(share for share, _ in between), 0.0)
    if variance <= 0:
        return 0.0, float(max(degrees for _, degrees in between))
    return float(np.sqrt(variance)), variance**2 / sum(share**2 / degrees for share, degrees in shares)


def _variance(values: Floats) -> float:
    """Sample variance of what is there; exactly 0 where all values are the same."""
    values = values[np.isfinite(values)]
    return 0.0 if np.ptp(values) == 0 else float(values.var(ddof=1))
