"""What rank a place can expect among the entries of a board."""

from operator import mul

from sim.plain.arithmetic import between
from sim.plain.metric_luck import MetricLuck

GRID = 128
TAIL = 4.0


def cubic(left: float, right: float, rise_left: float, rise_right: float) -> tuple[float, float, float, float]:
    """Return the cubic in 0..1 that meets a value and a rise at either end, by powers."""
    a, b = rise_left - (right - left), (right - left) - rise_right
    return left, rise_left, b - 2.0 * a, a - b


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
        rises = [step * sum(map(mul, entries, density[point : point + GRID])) for point in first]
        self.cubics = [cubic(*ends) for ends in zip(rank, rank[1:], rises, rises[1:], strict=False)]
        self.cubics.append((rank[-1], rises[-1], 0.0, 0.0))

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
        t = at - cell
        c0, c1, c2, c3 = self.cubics[cell]
        rank = c0 + t * (c1 + t * (c2 + t * c3))
        slope = (c1 + t * (2.0 * c2 + t * 3.0 * c3)) / step
        beaten, density = luck.ahead(place, own)
        everybody, oneself = self.per_other
        return everybody * rank - oneself * beaten, everybody * slope - oneself * density

    def to_pass(self, number: int, own: float) -> float:
        """Return the place to pass to be among so many of the highest: who is in must hold off the first who is not."""
        if number >= len(self.ordered):
            return float("-inf")
        last, following = self.ordered[-number], self.ordered[-number - 1]
        return following if own >= last else last
