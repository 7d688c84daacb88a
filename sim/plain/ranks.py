"""What rank a place can expect among the entries of a board."""

from operator import mul

from sim.plain.arithmetic import between
from sim.plain.metric_luck import MetricLuck

GRID = 128
TAIL = 4.0


class Ranks:
    """Entries of a board, smoothed by the luck of a week: the share beaten, cubic between the points of a grid.

    Parameters
    ----------
    places
        Where everybody stands.
    luck
        The luck of a week that smooths them.
    """

    def __init__(self, places: list[float], luck: MetricLuck) -> None:
        self.ordered = sorted(places)
        others = len(places) - 1
        self.per_other = (len(places) / others, 1.0 / others) if others else (0.0, 0.0)
        self.low = self.ordered[0] - TAIL * luck.noise
        self.step_size = step = max((self.ordered[-1] + TAIL * luck.noise - self.low) / (GRID - 1), 1e-9)
        smoothed = [luck.ahead(offset * step, 0.0) for offset in range(1 - GRID, GRID)]
        beaten, density = zip(*smoothed, strict=True)
        empty = max(int(TAIL * luck.noise / step) - 1, 0)  # points of a tail, where nobody stands
        entries, first = self.entries()[empty : GRID - empty][::-1], range(empty, empty + GRID)
        rank = [sum(map(mul, entries, beaten[point : point + GRID])) for point in first]
        bend = [step * sum(map(mul, entries, density[point : point + GRID])) for point in first]
        rise = [after - before for before, after in zip(rank, [*rank[1:], rank[-1]], strict=True)]
        self.pieces = [
            (rank[cell], rise[cell], bend[cell] - rise[cell], rise[cell] - bend[min(cell + 1, GRID - 1)])
            for cell in range(GRID)
        ]

    def entries(self) -> list[float]:
        """Return the share of entries at each grid point, one between two split in proportion to nearness."""
        low, step, shares = self.low, self.step_size, [0.0] * (GRID + 1)
        for place in self.ordered:
            at = (place - low) / step
            cell = int(at)
            beyond = at - cell
            shares[cell] += 1.0 - beyond
            shares[cell + 1] += beyond
        return [share / len(self.ordered) for share in shares[:GRID]]

    def among_others(self, place: float, own: float, luck: MetricLuck) -> tuple[float, float]:
        """Return the share of the others that a place can expect to beat and its slope.

        Cubic between grid points, level beyond them; one's own entry, at `own`, is left out.
        """
        step = self.step_size
        at = between(0.0, (place - self.low) / step, GRID - 1.0)
        cell = int(at)
        left, rise, a, b = self.pieces[cell]
        t = at - cell
        rest = 1.0 - t
        bend = a * rest + b * t
        rank = left + t * (rise + rest * bend)
        slope = (rise + (1.0 - 2.0 * t) * bend + t * rest * (b - a)) / step
        beaten, density = luck.ahead(place, own)
        everybody, oneself = self.per_other
        return everybody * rank - oneself * beaten, everybody * slope - oneself * density

    def to_pass(self, number: int, own: float) -> float:
        """Return the place to pass to be among so many of the highest: who is in must hold off the first who is not."""
        if number >= len(self.ordered):
            return float("-inf")
        last, following = self.ordered[-number], self.ordered[-number - 1]
        return following if own >= last else last
