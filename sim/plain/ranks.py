"""What rank a place can expect among the entries of a board."""

from operator import mul

from sim.plain.metric_luck import MetricLuck

GRID = 128
TAIL = 4.0


class Ranks:
    """Entries of a board, smoothed by the luck of a week, on a grid of `GRID` points: share beaten, and its slope.

    Parameters
    ----------
    places
        Where everybody stands.
    luck
        The luck of a week that smooths them.
    """

    def __init__(self, places: list[float], luck: MetricLuck) -> None:
        self.ordered = sorted(places)
        self.low = self.ordered[0] - TAIL * luck.noise
        self.step_size = max((self.ordered[-1] + TAIL * luck.noise - self.low) / (GRID - 1), 1e-9)
        entries = self.entries()[::-1]
        smoothed = [luck.ahead(offset * self.step_size, 0.0) for offset in range(1 - GRID, GRID)]
        beaten, density = [list(column) for column in zip(*smoothed, strict=True)]
        self.rank = [sum(map(mul, entries, beaten[point : point + GRID])) for point in range(GRID)]
        self.slope = [sum(map(mul, entries, density[point : point + GRID])) for point in range(GRID)]

    def entries(self) -> list[float]:
        """Return the share of entries at each grid point, one between two split in proportion to nearness."""
        shares = [0.0] * GRID
        for place in self.ordered:
            at = (place - self.low) / self.step_size
            cell = min(int(at), GRID - 2)
            shares[cell] += 1.0 - (at - cell)
            shares[cell + 1] += at - cell
        return [share / len(self.ordered) for share in shares]

    def among_others(self, place: float, own: float, luck: MetricLuck) -> tuple[float, float]:
        """Return the share of the others that a place can expect to beat and its slope.

        Cubic between grid points, level beyond them; one's own entry, at `own`, is left out.
        """
        entries = len(self.ordered)
        if entries == 1:
            return 0.0, 0.0
        step = self.step_size
        at = min(max((place - self.low) / step, 0.0), GRID - 1.0)
        cell = min(int(at), GRID - 2)
        t = at - cell
        rest = 1.0 - t
        left = self.rank[cell]
        rise = self.rank[cell + 1] - left
        a = self.slope[cell] * step - rise
        b = rise - self.slope[cell + 1] * step
        bend = a * rest + b * t
        rank = left + t * rise + t * rest * bend
        slope = (rise + (1.0 - 2.0 * t) * bend + t * rest * (b - a)) / step
        beaten, density = luck.ahead(place, own)
        return (entries * rank - beaten) / (entries - 1), (entries * slope - density) / (entries - 1)

    def to_pass(self, number: int, own: float) -> float:
        """Return the place to pass to be among so many of the highest: who is in must hold off the first who is not."""
        if number >= len(self.ordered):
            return float("-inf")
        last, following = self.ordered[-number], self.ordered[-number - 1]
        return following if own >= last else last
