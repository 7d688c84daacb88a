"""Expected rank: what share of the others one's metric will beat, over one's own luck.

The board publishes one table a world: last week's metrics smoothed by a person's own luck, on a grid, with the slope at
each grid point; anybody's expected rank is read from it by cubic interpolation. One's own entry is left out of it.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from sim.behaviour import cubic
from sim.behaviour.metric_luck import ByPlace, MetricLuck, bell
from sim.behaviour.types import BoolArray, FloatArray, IntArray, Number

GRID = 128
_TAIL = 4.0


class Table(NamedTuple):
    """Expected rank among all seats of a world, by place on the board's axis.

    `low` and `step` (worlds,) place the grid; `ranks` (4, worlds * (GRID - 1)) is the share beaten, a cubic in every
    cell; `entries` is how many places they hold.
    """

    low: FloatArray
    step: FloatArray
    ranks: FloatArray
    entries: int


def publish(places: FloatArray, noise: Number) -> Table:
    """Make the table from last week's places.

    Parameters
    ----------
    places
        Last week's metrics on the board's axis, (worlds, seats).
    noise
        Luck on that axis, a number or (worlds, 1); 0 gives a staircase.
    """
    low = places.min(axis=1, keepdims=True) - _TAIL * noise
    high = places.max(axis=1, keepdims=True) + _TAIL * noise
    step = np.maximum((high - low) / (GRID - 1), 1e-9)
    width = step / np.maximum(noise, 1e-100)
    offsets = np.arange(1 - GRID, GRID) * width
    kernels = np.array([ndtr(offsets), np.where(noise > 0.0, bell(offsets) * width, 0.0)])
    ranks = cubic.through(*_smoothed(_shares(places, low, step), kernels))
    return Table(low[:, 0], step[:, 0], ranks.reshape(4, -1), places.shape[1])


def _shares(places: FloatArray, low: FloatArray, step: FloatArray) -> FloatArray:
    """Return the share of entries at each grid point, an entry between two split in proportion to nearness."""
    worlds, seats = places.shape
    cell, right = cubic.cell_of((places - low) * (1.0 / step), GRID - 1)
    if worlds > 1:
        cell += np.arange(worlds)[:, None] * GRID
    shares = np.zeros(worlds * GRID)
    np.add.at(shares[1:], cell.ravel(), right.ravel())  # two thirds of the time of bincount
    np.add.at(shares, cell.ravel(), np.subtract(1.0, right, out=right).ravel())
    return np.asarray(shares.reshape(worlds, GRID) / seats)


def _smoothed(shares: FloatArray, kernels: FloatArray) -> FloatArray:
    """Return sum over entries b of shares[b] * kernel[g - b], for every grid point g and every kernel."""
    size = 2 * GRID  # what comes round again stays short of the points asked for
    spectrum = np.fft.rfft(kernels, size) * np.fft.rfft(shares, size)
    return np.asarray(np.fft.irfft(spectrum, size)[..., GRID - 1 : 2 * GRID - 1])


def expected_rank(table: Table, world: IntArray, place: FloatArray) -> FloatArray:
    """Return the share of entries that places can expect to beat.

    Parameters
    ----------
    table
        The published table.
    world
        World of each person, (n,).
    place
        Places asked for, (..., n); beyond the grid the rank is that of its end.
    """
    return cubic.read(table.ranks, *_cell(table, world, place))


def slope_of_rank(table: Table, world: IntArray, place: FloatArray) -> FloatArray:
    """Return the derivative of `expected_rank` at places on the axis."""
    return cubic.slope(table.ranks, *_cell(table, world, place)) * _of(world, 1.0 / table.step)


def _cell(table: Table, world: IntArray, place: FloatArray) -> tuple[IntArray, FloatArray]:
    """Return the cells in which places lie, numbered through all worlds, and the part of them passed, 0..1."""
    at = place - _of(world, table.low)
    at *= _of(world, 1.0 / table.step)
    cell, part = cubic.cell_of(at, GRID - 1)
    if len(table.low) > 1:
        cell += world * (GRID - 1)
    return cell, part


def _of(world: IntArray, values: FloatArray) -> FloatArray:
    """Return for people in some worlds what is one a world; where there is one world, it is not gathered."""
    return values if len(values) == 1 else values.take(world, mode="wrap")


@dataclass(frozen=True)
class AmongAll(ByPlace):
    """Worth of standing among all entries of a published table, one's own left out, for n people.

    `stake` is the worth of a first against a last place, baseline weeks a week; it may be negative. `own` is each
    person's own entry in the table.
    """

    stake: FloatArray
    table: Table
    world: IntArray
    own: FloatArray
    luck: MetricLuck

    def expected(self, place: FloatArray) -> FloatArray:
        """Return what people expect of a place before luck, (..., n)."""
        number = self.table.entries
        if number == 1:
            return np.zeros_like(place)
        others = expected_rank(self.table, self.world, place)
        others *= number
        others -= self.luck.ahead(place, self.own)
        others *= self.stake / (number - 1)
        return others

    def slope(self, place: FloatArray) -> FloatArray:
        """Return the slope of `expected` along the axis at places (n,)."""
        number = self.table.entries
        if number == 1:
            return np.zeros_like(place)
        slope, density = slope_of_rank(self.table, self.world, place), self.luck.density(place, self.own)
        return self.stake * (number * slope - density) / (number - 1)


@dataclass(frozen=True)
class AmongMates(ByPlace):
    """Worth of standing in one's team, for n people.

    `places` are last week's of everybody in the team, (n, size); `others` says which of them are not one's own.
    """

    stake: FloatArray
    places: FloatArray
    others: BoolArray
    luck: MetricLuck

    def expected(self, place: FloatArray) -> FloatArray:
        """Return what people expect of a place before luck, (..., n); alone in a team, nothing."""
        return self.stake * self._rank(place)[0]

    def slope(self, place: FloatArray) -> FloatArray:
        """Return the slope of `expected` along the axis at places (n,)."""
        return self.stake * self._rank(place)[1]

    def _rank(self, place: FloatArray) -> tuple[FloatArray, FloatArray]:
        rank, slope = np.zeros_like(place), np.zeros_like(place)
        for mate in range(self.places.shape[-1]):
            mates = self.places[:, mate]
            rank += np.where(self.others[:, mate], self.luck.ahead(place, mates), 0.0)
            slope += np.where(self.others[:, mate], self.luck.density(place, mates), 0.0)
        count = np.maximum(self.others.sum(axis=-1), 1)
        return rank / count, slope / count


@dataclass(frozen=True)
class AsTeam:
    """Worth of one's team's standing among all teams, for n people.

    A team's entry is its mean metric; one's own mean moves it by `part`, the rest of the team staying at `rest`.
    """

    stake: FloatArray
    among: AmongAll
    part: FloatArray
    rest: FloatArray

    def worth(self, mean: FloatArray) -> FloatArray:
        """Return what people expect of a mean metric (..., n)."""
        return self.stake * self.among.worth(self.rest + self.part * mean)

    def marginal(self, mean: FloatArray) -> FloatArray:
        """Return what one more unit of mean metric is worth at a mean metric (n,)."""
        return self.stake * self.part * self.among.marginal(self.rest + self.part * mean)


@dataclass(frozen=True)
class OnTop(ByPlace):
    """Worth of being among the highest, for n people: on a board that shows them alone, or winning a prize.

    `cut` is the place to pass, (n,): that of the last of the others who would be in.
    """

    stake: FloatArray
    cut: FloatArray
    luck: MetricLuck

    def expected(self, place: FloatArray) -> FloatArray:
        """Return what people expect of a place before luck, (..., n)."""
        return self.stake * self.luck.ahead(place, self.cut)

    def slope(self, place: FloatArray) -> FloatArray:
        """Return the slope of `expected` along the axis at places (n,)."""
        return self.stake * self.luck.density(place, self.cut)


def cut_of_others(places: FloatArray, number: int) -> tuple[FloatArray, FloatArray]:
    """Return the places that the `number`-th and the next highest entry hold, each (worlds,).

    Parameters
    ----------
    places
        Last week's places, (worlds, seats).
    number
        How many are in; where that is everybody, there is nothing to pass.
    """
    seats = places.shape[1]
    if number >= seats:
        return np.full(len(places), -np.inf), np.full(len(places), -np.inf)
    following = seats - number - 1
    parted = np.partition(places, following, axis=1)  # at one rank, which takes a fraction of the time of two
    return parted[:, following + 1 :].min(axis=1), parted[:, following]
