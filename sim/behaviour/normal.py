"""The normal distribution's quantile by table, in under half the time of the function itself."""

import numpy as np
from scipy.special import ndtri

from sim.behaviour import cubic
from sim.behaviour.types import FloatArray

_CELLS, _TAIL = 4096, 0.03
_GRID = np.linspace(0.5 * _TAIL, 1.0 - 0.5 * _TAIL, _CELLS + 1)
_STEP = float(_GRID[1] - _GRID[0])
_SCORE = np.asarray(ndtri(_GRID))
_QUANTILE = cubic.through(_SCORE, _STEP * np.sqrt(2.0 * np.pi) * np.exp(0.5 * _SCORE * _SCORE))


def quantile(u: FloatArray) -> FloatArray:
    """Return standard normal quantiles, to 1e-10; in the outer twentieth of the draws the function is asked itself.

    Parameters
    ----------
    u
        Probabilities in (0, 1), of any shape.
    """
    flat = u.ravel()
    score = cubic.read(_QUANTILE, *cubic.cell_of((flat - _GRID[0]) / _STEP, _CELLS))
    tails = np.flatnonzero(np.abs(flat - 0.5) > 0.5 - _TAIL)
    score[tails] = ndtri(flat[tails])
    return score.reshape(u.shape)
