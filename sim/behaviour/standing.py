"""Expected rank: what share of the others one's metric will beat, over one's own luck.

The board publishes one table a world: last week's metrics smoothed by a person's own luck, on a grid, with the slope at
each grid point; anybody's expected rank is read from it by cubic interpolation. One's own entry is left out of it.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from sim.behaviour.types import FloatArray, IntArray, Number

GRID = 128
_TAIL = 4.0
_DENSITY = 1.0 / np.sqrt(2.0 * np.pi)


class Table(NamedTuple):
    """Expected rank among all seats of a world, by place on the board's axis.

    `low` and `step` (worlds,) place the grid; `rank` and `slope` (worlds, GRID) are the share beaten and its
    derivative; `noise` is the luck that smoothed them, on the axis; `seats` how many entries they hold.
    """

    low: FloatArray
    step: FloatArray
    rank: FloatArray
    slope: FloatArray
    noise: Number
    seats: int


def publish(places: FloatArray, noise: Number) -> Table:
    """Make the table from last week's places.

    Parameters
    ----------
    places
        Last week's metrics on the board's axis, (worlds, seats).
    noise
        Luck on that axis, a number or (worlds, 1); 0 gives a staircase.
    """
    worlds, seats = places.shape
    smooth = np.broadcast_to(np.asarray(noise, dtype=np.float64).reshape(-1, 1), (worlds, 1))
    low = places.min(axis=1, keepdims=True) - _TAIL * smooth
    high = places.max(axis=1, keepdims=True) + _TAIL * smooth
    step = np.maximum((high - low) / (GRID - 1), 1e-9)
    counts = _shares(places, low, step)
    offsets = np.arange(1 - GRID, GRID) * step
    safe = np.maximum(smooth, 1e-100)
    kernel = ndtr(offsets / safe)
    bell = np.where(smooth > 0.0, _DENSITY * np.exp(-0.5 * (offsets / safe) ** 2) / safe, 0.0)
    return Table(low[:, 0], step[:, 0], _smoothed(counts, kernel), _smoothed(counts, bell), noise, seats)


def _shares(places: FloatArray, low: FloatArray, step: FloatArray) -> FloatArray:
    """Return the share of entries at each grid point, an entry between two split in proportion to nearness."""
    worlds, seats = places.shape
    at = (places - low) / step
    cell = np.minimum(at.astype(np.int64), GRID - 2)
    right = at - cell
    cell += np.arange(worlds)[:, None] * GRID
    flat = cell.ravel()
    size = worlds * GRID
    upper = np.bincount(flat, right.ravel(), size)
    whole = np.bincount(flat, minlength=size)
    shares = whole - upper
    shares[1:] += upper[:-1]
    return np.asarray(shares.reshape(worlds, GRID) / seats)


def _smoothed(shares: FloatArray, kernel: FloatArray) -> FloatArray:
    """Return sum over entries b of shares[b] * kernel[g - b], for every grid point g."""
    windows = np.lib.stride_tricks.sliding_window_view(kernel, GRID, axis=1)
    return np.asarray((windows * shares[:, None, ::-1]).sum(axis=-1))


def read(table: Table, world: IntArray, place: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return expected rank and its slope at places on the axis.

    Parameters
    ----------
    table
        The published table.
    world
        World of each person, (n,).
    place
        Places asked for, (..., n); beyond the grid the rank is that of its end.
    """
    at = np.clip((place - table.low[world]) / table.step[world], 0.0, GRID - 1.0)
    cell = np.minimum(at.astype(np.int64), GRID - 2)
    t = at - cell
    cell += world * GRID
    step = table.step[world]
    rank, slope = table.rank.ravel(), table.slope.ravel()
    left, right = rank[cell], rank[cell + 1]
    rise = right - left
    a = slope[cell] * step - rise
    b = rise - slope[cell + 1] * step
    rest = 1.0 - t
    value = left + t * rise + t * rest * (a * rest + b * t)
    tangent = (rise + (1.0 - 2.0 * t) * (a * rest + b * t) + t * rest * (b - a)) / step
    return value, tangent


def among_others(
    rank: FloatArray, slope: FloatArray, own: FloatArray, place: FloatArray, noise: Number, seats: int
) -> tuple[FloatArray, FloatArray]:
    """Leave one's own entry out of an expected rank and its slope; alone, both are 0.

    Parameters
    ----------
    rank, slope
        Among all entries, one's own included, at `place`.
    own
        One's own entry on the axis.
    place
        Place at which rank and slope were read.
    noise, seats
        Luck on the axis; entries in the table.
    """
    if seats == 1:
        return np.zeros_like(rank), np.zeros_like(slope)
    beaten, density = beats(place, own, noise)
    return (seats * rank - beaten) / (seats - 1), (seats * slope - density) / (seats - 1)


def beats(place: FloatArray, other: FloatArray, noise: Number) -> tuple[FloatArray, FloatArray]:
    """Return the chance that luck puts `place` ahead of the entry `other`, ties half, and its slope."""
    safe = np.maximum(noise, 1e-100)
    distance = (place - other) / safe
    slope = np.where(np.asarray(noise) > 0.0, _DENSITY * np.exp(-0.5 * distance * distance) / safe, 0.0)
    return ndtr(distance), slope
