"""The leaderboard: last week's metrics, and what rank a metric can expect among them."""

import math
from operator import mul
from typing import TYPE_CHECKING

from sim.plain.arithmetic import ahead, between
from sim.plain.member import Member

if TYPE_CHECKING:
    from sim.plain.company import PlainCompany

GRID = 128
TAIL = 4.0
LEAST = 1e-3
"""Metric below which a week counts as no use at all where boards compare logarithms."""


class PlainLeaderboard(Member):
    """Publishes one table a week, from which everybody reads the rank to expect.

    Last week's entries, smoothed by the luck of a week, lie on a grid of `GRID` points: share beaten, and its slope.
    """

    def __init__(self, model: "PlainCompany") -> None:
        super().__init__(model)
        self.published = False
        self.low = 0.0
        self.step_size = 1.0
        self.rank: list[float] = []
        self.slope: list[float] = []

    def axis(self, metric: float) -> float:
        """Return where a metric stands on the board: its logarithm, or itself where luck is additive."""
        return math.log(max(metric, LEAST)) if self.model.multiplicative else metric

    def publish(self) -> None:
        """5. Score everybody, and make the table."""
        for person in self.model.staff:
            person.place = self.axis(person.metric)
        self.make_table()

    def make_table(self) -> None:
        """Make the table of where people stand, if anything is counted."""
        self.published = self.model.counted
        if not self.published:
            return
        places = [person.place for person in self.model.staff]
        noise = self.model.row.noise
        self.low = min(places) - TAIL * noise
        self.step_size = max((max(places) + TAIL * noise - self.low) / (GRID - 1), 1e-9)
        entries = self.entries(places)[::-1]
        smoothed = [ahead(offset * self.step_size, 0.0, noise) for offset in range(1 - GRID, GRID)]
        beaten, density = [list(column) for column in zip(*smoothed, strict=True)]
        self.rank = [sum(map(mul, entries, beaten[point : point + GRID])) for point in range(GRID)]
        self.slope = [sum(map(mul, entries, density[point : point + GRID])) for point in range(GRID)]

    def entries(self, places: list[float]) -> list[float]:
        """Return the share of people at each grid point, somebody between two split in proportion to nearness."""
        shares = [0.0] * GRID
        for place in places:
            at = (place - self.low) / self.step_size
            cell = min(int(at), GRID - 2)
            shares[cell] += 1.0 - (at - cell)
            shares[cell + 1] += at - cell
        return [share / len(places) for share in shares]

    def read(self, place: float) -> tuple[float, float]:
        """Return the expected rank among all entries and its slope: cubic between grid points, level beyond them."""
        at = between(0.0, (place - self.low) / self.step_size, GRID - 1.0)
        cell = min(int(at), GRID - 2)
        t = at - cell
        rest = 1.0 - t
        rise = self.rank[cell + 1] - self.rank[cell]
        a = self.slope[cell] * self.step_size - rise
        b = rise - self.slope[cell + 1] * self.step_size
        rank = self.rank[cell] + t * rise + t * rest * (a * rest + b * t)
        slope = (rise + (1.0 - 2.0 * t) * (a * rest + b * t) + t * rest * (b - a)) / self.step_size
        return rank, slope

    def expected_rank(self, place: float, own: float, noise: float) -> tuple[float, float]:
        """Return the share of the others that a place can expect to beat and its slope, one's own entry left out."""
        everybody = len(self.model.staff)
        if everybody == 1:
            return 0.0, 0.0
        rank, slope = self.read(place)
        beaten, density = ahead(place, own, noise)
        return (everybody * rank - beaten) / (everybody - 1), (everybody * slope - density) / (everybody - 1)
