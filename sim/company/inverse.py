"""Inverses of distribution functions that are slow to work out, by polynomials over cells of normal scores."""

from collections.abc import Callable
from functools import cache, lru_cache

import numpy as np
from numpy.polynomial.chebyshev import chebvander
from scipy.special import ndtr, ndtri

from sim.behaviour import cubic
from sim.behaviour.types import FloatArray, IntArray, Number

_CELLS, _DEGREE = 256, 5
_NODES = 160
_END = 4.0
_TOLERANCE = 1e-12
_NEAR_AN_END = 1e-6  # of the range: a table's errors come to little beside what is farther from an end of it


def inverse(exact: Callable[..., FloatArray], u: FloatArray, world: IntArray, *shape: Number) -> FloatArray:
    """Return ``exact(*shape, u)``, to 1e-11 of its range or better.

    One table serves all who draw from the same distribution: an incomplete beta function takes a microsecond to invert,
    a look at the table a fiftieth of that. Where the shape is too steep for a table, the exact function is asked, as it
    is beyond four standard deviations, and next to the ends of the range, which what is drawn may not leave.

    Parameters
    ----------
    exact
        Inverse of a distribution function, of its shape's parameters and a probability.
    u
        Probabilities in (0, 1), of any shape.
    world
        World of each, as many.
    shape
        Parameters of the distribution's shape: numbers, or all of them one a world, (worlds, 1).
    """
    shapes = np.array(shape, np.float64).reshape(len(shape), -1)
    table, low, high = _tables(exact, shapes.tobytes(), len(shape))
    several = low.size > 1
    score = ndtri(u)
    cell, part = cubic.cell_of((score + _END) * (_CELLS / (2.0 * _END)), _CELLS)
    if several:
        cell += world * _CELLS
    value = cubic.read(table, cell, part)
    beyond = np.abs(score) >= _END
    beyond |= (value < (low[world] if several else low)) | (value > (high[world] if several else high))
    if beyond.any():
        value[beyond] = exact(*(shapes[:, world[beyond]] if several else shapes), u[beyond])
    return value


@lru_cache(maxsize=16)
def _tables(exact: Callable[..., FloatArray], shapes: bytes, parameters: int) -> tuple[FloatArray, ...]:
    """Return coefficients by powers for every cell of every world, (6, worlds * cells), and between what they hold.

    Each is interpolated over the whole range at Chebyshev nodes, which takes a hundredth of the inversions that as many
    cells would. A shape is too steep if its last coefficients are not next to nothing.
    """
    nodes, to_series, to_cells = _interpolation()
    values = exact(*np.frombuffer(shapes).reshape(parameters, -1, 1), ndtr(_END * nodes))
    series = [np.einsum("ij,j->i", to_series, value) for value in values]  # one by one: the same in every block
    tables = [np.einsum("ij,j->i", to_cells, each).reshape(_DEGREE + 1, _CELLS) for each in series]
    last = np.abs(series)[:, -_NODES // 8 :].max(axis=1)
    least, most = values.min(axis=1), values.max(axis=1)
    near, smooth = _NEAR_AN_END * (most - least), last <= _TOLERANCE * (most - least)
    return np.concatenate(tables, axis=1), np.where(smooth, least + near, np.inf), most - near


@cache
def _interpolation() -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return Chebyshev nodes on -1..1, what makes a series of values there, and cells' coefficients of a series."""
    nodes = np.cos(np.pi * (np.arange(_NODES) + 0.5) / _NODES)
    to_series = chebvander(nodes, _NODES - 1).T * np.where(np.arange(_NODES) > 0, 2.0, 1.0)[:, None] / _NODES
    part, to_powers = cubic.points(_DEGREE)
    at = 2.0 * (np.arange(_CELLS)[:, None] + part) / _CELLS - 1.0
    powers = np.einsum("ij,cjk->cik", to_powers, chebvander(at, _NODES - 1))
    return nodes, to_series, np.ascontiguousarray(np.moveaxis(powers, 1, 0)).reshape(-1, _NODES)
