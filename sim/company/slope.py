"""What one unit of something went with over people: least squares on people's means over some weeks."""

from typing import NamedTuple

import numpy as np

from sim.behaviour.types import FloatArray, IntArray


class Fit(NamedTuple):
    """A least-squares line over people, one a world, each (worlds,).

    `slope` is 0 where people do not differ; `error` is its standard error, not a number where it cannot be told;
    `x` and `y` are the means over people.
    """

    slope: FloatArray
    error: FloatArray
    x: FloatArray
    y: FloatArray


class Slope:
    """Two quantities of everybody, summed up week by week.

    Parameters
    ----------
    worlds, seats
        Shape of the block.
    """

    def __init__(self, worlds: int, seats: int) -> None:
        self._weeks = np.zeros((worlds, seats))
        self._x = np.zeros((worlds, seats))
        self._y = np.zeros((worlds, seats))

    def take_in(self, x: FloatArray, y: FloatArray) -> None:
        """Add a week, (worlds, seats)."""
        self._weeks += 1.0
        self._x += x
        self._y += y

    def forget(self, flat: IntArray) -> None:
        """Drop what was taken in of people who left, by their places in the flattened arrays."""
        for total in (self._weeks, self._x, self._y):
            total.put(flat, 0.0)

    def fit(self) -> Fit:
        """Fit mean y on mean x over the people who worked in the last week taken in."""
        x, y = self._x / self._weeks, self._y / self._weeks
        x_mean, y_mean = x.mean(axis=1, keepdims=True), y.mean(axis=1, keepdims=True)
        off = x - x_mean
        squares = (off * off).sum(axis=1)
        varies = squares > 0.0
        slope = np.divide((off * (y - y_mean)).sum(axis=1), squares, out=np.zeros(len(x)), where=varies)
        rest = y - y_mean - slope[:, None] * off
        freedom = x.shape[1] - 2
        variance = (rest * rest).sum(axis=1) / max(freedom, 1)
        error = np.full(len(x), np.nan)
        np.divide(variance, squares, out=error, where=varies & (freedom > 0))
        return Fit(slope, np.sqrt(error), x_mean[:, 0], y_mean[:, 0])
