"""Inverses of distribution functions that are slow to work out, by polynomials over cells of normal scores."""

from collections.abc import Callable
from functools import cache, lru_cache

import numpy as np
from numpy.polynomial.chebyshev import chebvander
from scipy.special import betaincinv, expit, logit, ndtr, ndtri

from sim.behaviour import cubic
from sim.behaviour.types import BoolArray, FloatArray, IntArray, Number

_CELLS, _DEGREE = 256, 5
_NODES = 160
_END = 4.0
_TOLERANCE = 5e-13


def inverse(exact: Callable[..., FloatArray], u: FloatArray, world: IntArray, *shape: Number) -> FloatArray:
    """Return ``exact(*shape, u)``, to 1e-11 of its range or better, and to 1e-10 of itself.

    One table serves all who draw from the same distribution: an incomplete beta function takes a microsecond to invert,
    a look at the table a fiftieth of that. It holds logarithms, of a beta's odds, which are smooth to the very ends of
    the range and never leave it. Where the shape is too steep for a table, the exact function is asked, as it is beyond
    four standard deviations.

    Parameters
    ----------
    exact
        `betaincinv` or `gammaincinv`, the inverse of a distribution function, of its shape and a probability.
    u
        Probabilities in (0, 1), of any shape.
    world
        World of each, as many.
    shape
        Parameters of the distribution's shape: numbers, or all of them one a world, (worlds, 1).
    """
    shapes = np.array(shape, np.float64).reshape(len(shape), -1)
    table, steep = _tables(exact, shapes.tobytes(), len(shape))
    several = steep.size > 1
    score = ndtri(u)
    cell, part = cubic.cell_of((score + _END) * (_CELLS / (2.0 * _END)), _CELLS)
    if several:
        cell += world * _CELLS
    value = cubic.read(table, cell, part)
    value = expit(value) if exact is betaincinv else np.exp(value)
    beyond = (np.abs(score) >= _END) | (steep[world] if several else steep)
    if beyond.any():
        value[beyond] = exact(*(shapes[:, world[beyond]] if several else shapes), u[beyond])
    return value


@lru_cache(maxsize=16)
def _tables(exact: Callable[..., FloatArray], shapes: bytes, parameters: int) -> tuple[FloatArray, BoolArray]:
    """Return coefficients by powers for every cell of every world, (6, worlds * cells), and which are too steep for it.

    Each is interpolated over the whole range at Chebyshev nodes, which takes a hundredth of the inversions that as many
    cells would. A shape is too steep if its last coefficients are not next to nothing.
    """
    nodes, to_series, to_cells = _interpolation()
    shape = np.frombuffer(shapes).reshape(parameters, -1, 1)
    bounded = exact is betaincinv
    with np.errstate(divide="ignore", invalid="ignore"):
        if bounded:  # each half from its own end, where next to nothing is told from nothing
            half = ndtr(_END * nodes[_NODES // 2 :])
            values = np.append(-logit(exact(*shape[::-1], half))[:, ::-1], logit(exact(*shape, half)), axis=1)
        else:
            values = np.log(exact(*shape, ndtr(_END * nodes)))
        middle = values[:, _NODES // 2, None]  # taken off on the way, or a narrow range is lost in its rounding
        apart = values - middle
        series = [np.einsum("ij,j->i", to_series, value) for value in apart]  # one by one: the same in every block
        tables = [np.einsum("ij,j->i", to_cells, each).reshape(_DEGREE + 1, _CELLS) for each in series]
        for table, at in zip(tables, middle, strict=True):
            table[0] += at
    smooth = np.abs(series)[:, -_NODES // 8 :].max(axis=1) <= _TOLERANCE  # which what is no number is not
    return np.concatenate(tables, axis=1), ~smooth


@cache
def _interpolation() -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return Chebyshev nodes on -1..1, what makes a series of values there, and cells' coefficients of a series."""
    nodes = np.cos(np.pi * (np.arange(_NODES) + 0.5) / _NODES)
    to_series = chebvander(nodes, _NODES - 1).T * np.where(np.arange(_NODES) > 0, 2.0, 1.0)[:, None] / _NODES
    part, to_powers = cubic.points(_DEGREE)
    at = 2.0 * (np.arange(_CELLS)[:, None] + part) / _CELLS - 1.0
    powers = np.einsum("ij,cjk->cik", to_powers, chebvander(at, _NODES - 1))
    return nodes, to_series, np.ascontiguousarray(np.moveaxis(powers, 1, 0)).reshape(-1, _NODES)
