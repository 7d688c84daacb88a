"""The normal distribution by table, in half the time and less: both to 1e-11."""

import numpy as np
from scipy.special import ndtr, ndtri

from sim.behaviour import cubic
from sim.behaviour.types import FloatArray, Number

_CHANCE_CELLS, _CHANCE_STEP = 2048, 1.0 / 120.0
_DISTANCE = (np.arange(_CHANCE_CELLS + 1) - _CHANCE_CELLS / 2) * _CHANCE_STEP
_DENSITY = np.exp(-0.5 * _DISTANCE * _DISTANCE) / np.sqrt(2.0 * np.pi)
_CHANCE = cubic.through(np.asarray(ndtr(_DISTANCE)).round(16), _CHANCE_STEP * _DENSITY)

_TAIL, _SCORE_CELLS = 0.01, 4096
_PART, _TO_POWERS = cubic.points(4)  # a cubic needs four times the cells, which the cache does not keep
_U = ((np.arange(_SCORE_CELLS)[:, None] + _PART) / _SCORE_CELLS).clip(0.5 * _TAIL, 1.0 - 0.5 * _TAIL)
_QUANTILE = np.einsum("ij,cj->ic", _TO_POWERS, ndtri(_U))


def chance(distance: FloatArray, sd: Number) -> FloatArray:
    """Return the chance that a normal draw of mean 0 and standard deviation `sd` stays below a distance.

    Beyond 8.5 standard deviations it is 0 or 1.

    Parameters
    ----------
    distance, sd
        Any numbers, and some above 0; they broadcast to the shape of `distance`.
    """
    at = distance * (1.0 / (_CHANCE_STEP * sd))
    return cubic.read(_CHANCE, *cubic.cell_of(at, _CHANCE_CELLS, _CHANCE_CELLS // 2))


def quantile(u: FloatArray) -> FloatArray:
    """Return standard normal quantiles; in the outer fiftieth of the draws the function is asked itself.

    Parameters
    ----------
    u
        Probabilities in (0, 1), of any shape.
    """
    flat = u.ravel()
    score = cubic.read(_QUANTILE, *cubic.split(flat * _SCORE_CELLS))
    tails = np.flatnonzero((flat < _TAIL) | (flat > 1.0 - _TAIL))
    score[tails] = ndtri(flat[tails])
    return score.reshape(u.shape)
