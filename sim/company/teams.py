"""Who sits beside whom: teams of neighbouring seats, and ties to colleagues in other teams."""

import numpy as np
from numpy.typing import NDArray

from sim.behaviour.types import BoolArray, FloatArray, IntArray, Number
from sim.company.decisions import Decision
from sim.company.luck import Luck
from sim.company.sums import AT_ONCE

NEIGHBOURHOOD = 128
"""Ties lie within fixed blocks of this many seats, so that one more seat does not move everybody's."""


class Teams:
    """Teams of a company: seats ``[k * size, (k + 1) * size)`` form team k; the last may be smaller.

    Parameters
    ----------
    seats, size
        Seats in a world, seats in a team.
    """

    def __init__(self, seats: int, size: int) -> None:
        self.size = min(size, seats)
        self.starts: IntArray = np.arange(0, seats, self.size)
        self.of_seat: IntArray = np.arange(seats) // self.size
        self.sizes: IntArray = np.diff(self.starts, append=seats)
        self.count = len(self.starts)
        self._full = seats // self.size
        others = np.maximum(self.sizes - 1.0, 1.0)
        self._others: Number = others[self.of_seat] if self._full < self.count else float(others[0])

    def total(self, values: FloatArray | BoolArray) -> FloatArray:
        """Sum numbers, or count marks, (worlds, seats) by team: (worlds, teams)."""
        if values.dtype == np.bool_:
            if self.size == 8:  # of marks that fit a byte the bits are counted, in a tenth of the time
                return np.bitwise_count(np.packbits(values.view(np.uint8), axis=1)).astype(np.float64)
            values = values.astype(np.float64)
        if self.size > AT_ONCE:
            return np.add.reduceat(values, self.starts, axis=1)
        there = self._full * self.size
        full = values[:, :there].reshape(-1, self._full, self.size)
        total: FloatArray = np.einsum("wts->wt", full)  # a third of the time of reduceat
        if self._full < self.count:
            total = np.append(total, values[:, there:].sum(axis=1, keepdims=True), axis=1)
        return total

    def mean(self, values: FloatArray | BoolArray) -> FloatArray:
        """Average (worlds, seats) by team: (worlds, teams)."""
        return self.total(values) / self.sizes

    def spread(self, by_team: FloatArray) -> FloatArray:
        """Give each seat its team's value: (worlds, teams) to (worlds, seats)."""
        return by_team.repeat(self.size if self._full == self.count else self.sizes, axis=1)

    def others_mean(self, values: FloatArray | BoolArray) -> FloatArray:
        """Average over each seat's team-mates, oneself left out; alone in a team, 0."""
        around = self.spread(self.total(values))
        around -= values
        around /= self._others
        return around

    def mates_of(self, seat: IntArray) -> tuple[IntArray, FloatArray]:
        """Return the seats of each person's team, (n, size), and which of those places hold somebody else, 0 or 1."""
        team = self.of_seat[seat]
        places = self.starts[team][:, None] + np.arange(self.size)
        there = np.arange(self.size) < self.sizes[team][:, None]
        return np.where(there, places, 0), (there & (places != seat[:, None])).astype(np.float64)


class Ties:
    """Colleagues across teams: each seat knows up to `ties` seats of its neighbourhood outside its team.

    Parameters
    ----------
    luck, teams
        Draws of the block, and its teams.
    ties
        Draws a seat; those that fall on the own team or beyond the last seat are no tie.
    """

    def __init__(self, luck: Luck, teams: Teams, ties: int) -> None:
        worlds, seats = luck.worlds, luck.seats
        world, seat = np.arange(worlds)[:, None], np.arange(seats)
        u = np.reshape(luck.several(Decision.TIE, world, seat, 0, ties), (ties, worlds, seats))
        whom = seat // NEIGHBOURHOOD * NEIGHBOURHOOD + (u * NEIGHBOURHOOD).astype(np.int64)
        inside = whom < seats
        whom *= inside
        known = inside & (teams.of_seat.take(whom) != teams.of_seat)
        self._flat = np.where(known, whom + world * seats, worlds * seats)
        self.known, self.whom = np.moveaxis(known, 0, -1), np.moveaxis(whom, 0, -1)
        number = known.sum(axis=0)
        self._part = 1.0 / np.maximum(number, 1)
        self._alone = np.flatnonzero(number == 0)

    def mean(self, values: FloatArray | NDArray[np.uint8], without: FloatArray) -> FloatArray:
        """Average (worlds, seats) over each seat's ties; seats without any get `without`.

        Marks of 0 and 1 are counted faster, as bytes: they hold 255 ties, of which there are 16 at most.
        """
        if not len(self._flat):
            return without
        padded = np.append(values.ravel(), values.dtype.type(0))
        total = padded.take(self._flat[0])
        for tie in self._flat[1:]:
            total += padded.take(tie)
        mean: FloatArray = total * self._part
        mean.ravel()[self._alone] = without.take(self._alone)
        return mean
