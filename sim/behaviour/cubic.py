"""Smooth functions by table: a cubic in every cell of a grid, a few times as fast as what it stands for."""

import numpy as np

from sim.behaviour.types import FloatArray, IntArray

_JUST_BELOW = 1.0 - 2.0**-53  # times a number, the next lower one
_IN_BITS = 2.0**52  # plus a whole number, holds it in its lowest bits
_LOWEST_BITS = 2**51 - 1


def through(value: FloatArray, slope: FloatArray) -> FloatArray:
    """Return the coefficients of cubics that meet values, and slopes by the cell, at grid points.

    Parameters
    ----------
    value, slope
        At the grid points, (..., points).

    Returns
    -------
    (4, ..., points - 1) float array
        Coefficients by powers of the part of the cell passed.
    """
    rise = value[..., 1:] - value[..., :-1]
    start, end = slope[..., :-1] - rise, rise - slope[..., 1:]
    return np.array([value[..., :-1], slope[..., :-1], end - 2.0 * start, start - end])


def points(degree: int) -> tuple[FloatArray, FloatArray]:
    """Return where in a cell, 0..1, a polynomial meets a function, and what makes its coefficients of the values there.

    The places are Chebyshev's, ends included, so that neighbouring cells meet; the second is (degree + 1, degree + 1).
    """
    places = 0.5 - 0.5 * np.cos(np.pi * np.arange(degree + 1) / degree)
    by_place = np.zeros((degree + 1, degree + 1))
    by_place[0] = 1.0
    for place, powers in zip(places, by_place.T, strict=True):  # 1 at this place, 0 at all others
        for other in places[places != place]:
            powers[:] = (np.append(0.0, powers[:-1]) - other * powers) / (place - other)
    return places, by_place


def cell_of(at: FloatArray, cells: int, before: int = 0) -> tuple[IntArray, FloatArray]:
    """Return in which cells places lie and the part of them passed, 0..1; beyond the grid, its ends.

    Parameters
    ----------
    at
        Places in cells from a grid point, (..., n); overwritten by the part.
    cells
        How many there are.
    before
        How many of them lie before that grid point.
    """
    return split(at.clip(-before, (cells - before) * _JUST_BELOW, out=at), before)


def split(at: FloatArray, before: int = 0) -> tuple[IntArray, FloatArray]:
    """Return what `cell_of` does of places that are known to lie on the grid; `at` is overwritten by the part."""
    whole = np.floor(at)
    at -= whole
    whole += _IN_BITS + before  # half the time of a cast
    cell = whole.view(np.int64)
    cell &= _LOWEST_BITS  # the part of NumPy's nan is none, its cell the first
    return cell, at


def read(table: FloatArray, cell: IntArray, part: FloatArray) -> FloatArray:
    """Return the values of a table in some cells, (..., n): coefficients by powers, (4, cells), or of any degree."""
    *lower, highest = table
    value: FloatArray = highest.take(cell)
    for coefficients in reversed(lower):
        value *= part
        value += coefficients.take(cell)
    return value


def slope(table: FloatArray, cell: IntArray, part: FloatArray) -> FloatArray:
    """Return the slopes by the cell of a table (4, cells) in some cells, (..., n)."""
    c1, c2, c3 = (powers.take(cell) for powers in table[1:])
    return np.asarray(c1 + part * (2.0 * c2 + part * 3.0 * c3))
