"""Shares of the variance (Sobol), luck as one factor more, with intervals over both samples and companies.

Samples and companies are crossed: every point is run in the same companies. Shares are estimated without bias for each
of the two (what a company adds to a mean over companies is taken off), and their intervals draw both again:

- samples are drawn with replacement, as Archer et al. do (Archer, Saltelli & Sobol 1997, Sensitivity measures,
  ANOVA-like techniques and the use of bootstrap, J. Stat. Comput. Simul. 58);
- companies are a handful, of which a bootstrap sees too little (that of both, Owen 2007, The pigeonhole bootstrap, Ann.
  Appl. Stat. 1, needs many of both). So the variance between them is drawn from its own distribution, on companies - 1
  degrees of freedom, and their mean from Student's (generalized intervals: Weerahandi 1993, J. Am. Stat. Assoc. 88);
  luck that adds and luck that acts otherwise at each point apart, as they are independent. This is exact where luck is
  normal and adds, and wide where it acts otherwise at each point.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.special import chdtri, ndtr, ndtri, stdtrit

from sim.company.decisions import Decision
from sim.company.luck import Luck
from sim.experiment.pairing import Floats

_DRAWN_AGAIN = 1000


class _Parts(NamedTuple):
    """What one of the samples adds to each share: arrays of (samples, ...); companies' covariances have W - 1 below.

    Attributes
    ----------
    moves, with_b
        Of each factor: variance over companies of A - AB, and its covariance with B; (samples, names).
    spread
        Variance over companies at A and B, their mean; (samples,).
    """

    moves: Floats
    with_b: Floats
    spread: Floats


def shares(values: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the shares of the variance and the ends of their 95 % intervals.

    First-order shares are those of Saltelli et al. 2010 (Comput. Phys. Commun. 181, table 2 b), total ones Jansen's
    (there, f).

    Parameters
    ----------
    values
        Shape (samples, 1 + names + 1, companies): at A, at A with each column of B, at B; samples and companies 2 or
        more.

    Returns
    -------
    tuple
        Shares and their low and high ends, each (names + 1, 2): first and total; luck is the last row. An estimate may
        lie below 0, or an end beyond 1.
    """
    samples, _, companies = values.shape
    means = values.mean(axis=2)
    apart = values - means[..., None]
    scale = np.ptp(values)
    if scale == 0.0:
        nothing = np.zeros((values.shape[1] - 1, 2))
        return nothing, nothing, nothing
    means, apart = (means - means.mean()) / scale, apart / scale
    parts = _parts(apart)
    found = _shares(means, apart, parts, noise=1.0 / companies)
    drawn = np.array(
        [
            _shares(
                means[one] + np.sqrt(wide[1]) * (apart[one] @ moved),
                apart[one],
                _Parts(*(part[one] for part in parts)),
                wide=wide,
                noise=(1.0 + wide[1]) / companies,
            )
            for one, wide, moved in _drawn_again(samples, companies)
        ]
    )
    beyond = ndtr(stdtrit(samples - 1, 0.025) * np.sqrt(samples / (samples - 1)))
    low, high = np.quantile(drawn, (beyond, 1.0 - beyond), axis=0)
    return found, low, high


def _parts(apart: Floats) -> _Parts:
    degrees = apart.shape[2] - 1
    moves = apart[:, :1] - apart[:, 1:-1]
    return _Parts(
        (moves**2).sum(axis=2) / degrees,
        (moves * apart[:, -1:]).sum(axis=2) / degrees,
        (apart[:, [0, -1]] ** 2).sum(axis=2).mean(axis=1) / degrees,
    )


def _shares(
    means: Floats, apart: Floats, parts: _Parts, *, noise: float, wide: Sequence[float] | Floats = (1.0, 1.0)
) -> Floats:
    """Return shares, (names + 1, 2), from means over companies and what each company is apart from them.

    `wide` is how many times larger the variances of luck are taken to be that adds, and that acts otherwise at each
    point; `noise` is which part of the latter, as it was seen, is in the means as well, and is taken off them.
    """
    adding, acting = wide
    a, mixed, b = means[:, :1], means[:, 1:-1], means[:, -1:]
    first = (b * (mixed - a)).mean(axis=0) + noise * parts.with_b.mean(axis=0)
    moved = parts.moves.mean(axis=0)
    total = 0.5 * (((a - mixed) ** 2).mean(axis=0) + (acting - noise) * moved)
    at_a, at_b = apart[:, 0].mean(axis=0), apart[:, -1].mean(axis=0)
    luck_first = (at_a @ at_b) / (len(at_a) - 1)
    otherwise = parts.spread.mean() - luck_first
    luck_total = adding * luck_first + acting * otherwise
    variance = np.concatenate([a, b]).var(ddof=1) - noise * otherwise + luck_total
    found = np.column_stack([np.append(first, adding * luck_first), np.append(total, luck_total)])
    return found / variance if variance > 0.0 else np.zeros_like(found)


def _drawn_again(samples: int, companies: int) -> Iterator[tuple[Any, Floats, Floats]]:
    """Yield for each drawing which samples, how wide companies lie (2), and their weights in the shift of the mean."""
    luck = Luck(0, 0, 1, samples)
    again = np.arange(_DRAWN_AGAIN)[:, None]
    which = (luck.of_pairs(Decision.UNCERTAIN, 0, again, np.arange(samples))[..., 0] * samples).astype(np.int64)
    of_company = luck.of_pairs(Decision.UNCERTAIN, 0, again, np.arange(companies), sub=1)
    degrees = companies - 1
    wide = degrees / chdtri(degrees, of_company[:, 0, 1:3])
    moved = ndtri(of_company[..., 0]) / np.sqrt(companies * degrees)
    yield from zip(which, wide, moved, strict=True)
