"""Inverses of distribution functions that are slow to work out, by cubic interpolation over normal scores."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from scipy.special import ndtr, ndtri

from sim.behaviour import cubic
from sim.behaviour.types import FloatArray, Number

_CELLS = 2048
_END = 4.0
_STEP = 2.0 * _END / _CELLS
_TOLERANCE = 1e-11


def inverse(exact: Callable[..., FloatArray], u: FloatArray, *shape: Number) -> FloatArray:
    """Return ``exact(*shape, u)``, to 1e-11 of its range or better.

    One table serves all who draw from the same distribution: an incomplete beta function takes a microsecond to invert,
    a look at the table a fiftieth of that. Where the shape differs by world, or is too steep for a table, the exact
    function is asked, as it is beyond four standard deviations.

    Parameters
    ----------
    exact
        Inverse of a distribution function, of its shape's parameters and a probability.
    u
        Probabilities in (0, 1), of any shape.
    shape
        Parameters of the distribution's shape; those that differ broadcast with `u`.
    """
    numbers = [float(number) for number in shape if not isinstance(number, np.ndarray)]
    table = _table(exact, *numbers) if len(numbers) == len(shape) else None
    if table is None:
        return np.asarray(exact(*shape, u))
    score = ndtri(u)
    value = cubic.read(table, *cubic.cell_of((score + _END) / _STEP, _CELLS))
    beyond = np.abs(score) >= _END
    if beyond.any():
        value[beyond] = exact(*shape, u[beyond])
    return value


@lru_cache(maxsize=256)
def _table(exact: Callable[..., FloatArray], *shape: float) -> FloatArray | None:
    """Return coefficients of a cubic for every cell, (4, cells), or none if they miss the middle of a cell."""
    place = np.arange(-2, _CELLS + 3)
    value = exact(*shape, ndtr(place * _STEP - _END))
    slope = (value[:-4] - 8.0 * value[1:-3] + 8.0 * value[3:-1] - value[4:]) / 12.0
    table = cubic.through(value[2:-2], slope)
    middle = exact(*shape, ndtr((place[2:-3] + 0.5) * _STEP - _END))
    off = np.abs(table.T @ (0.5 ** np.arange(4)) - middle).max()
    return table if off <= _TOLERANCE * max(float(np.ptp(value)), 1e-300) else None
