"""How far one policy is ahead of another in the same worlds, and how that is said."""

import math
from typing import Any, NamedTuple

import numpy as np

from sim.experiment.pairing import Floats, paired

_NOTHING = 1e-9
"""Half an interval, in per cent, below which it is rounding."""
MINUS = "\N{MINUS SIGN}"


class Lead(NamedTuple):
    """How far one policy is ahead of another in the same worlds, and in how many it is.

    Attributes
    ----------
    mean, low, high
        Mean difference and its 95 % interval, NaN where there is none.
    same_sign, worlds
        Worlds in which the difference has the sign of its mean, of those in which it is defined.
    """

    mean: float
    low: float
    high: float
    same_sign: int
    worlds: int

    @property
    def sure(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low > 0 or self.high < 0

    @property
    def nothing(self) -> bool:
        """Whether the two are the same in every world, and there is more than one."""
        return self.low == self.high == 0.0

    @property
    def amount(self) -> str:
        """How much, whichever way, for a reader who does not count in baseline weeks."""
        return f"{self.percent(abs(self.mean))} % of a working week a person"

    @property
    def change(self) -> str:
        """The same as a gain or a loss."""
        if self.mean == 0.0:
            return "no change"
        return f"a {'loss' if self.mean < 0 else 'gain'} of {self.amount}"

    @property
    def interval(self) -> str:
        """The interval of `amount`, with a space before it; empty where there is none."""
        if not math.isfinite(self.low):
            return ""
        low, high = sorted((math.copysign(1, self.mean) * self.low, math.copysign(1, self.mean) * self.high))
        return f" (95 % interval {self.percent(low)} to {self.percent(high)})"

    @property
    def how_sure(self) -> str:
        """The interval, and in how many worlds it goes that way."""
        if self.worlds == 0:
            return "(defined in no simulated company)"
        if not math.isfinite(self.low):
            return "(one simulated company: no interval)"
        if self.nothing:
            return f"(the same in each of {self.worlds} simulated companies)"
        return f"{self.interval.strip()}, in {self.same_sign} of {self.worlds} simulated companies"

    def percent(self, value: float) -> str:
        """Write a share in per cent, with as many digits as the interval can carry."""
        half = 50 * (self.high - self.low)
        places = min(3, max(1, -math.floor(math.log10(half)))) if half > _NOTHING else 1
        return signless_nought(f"{100 * value:.{places}f}")

    def numbers(self, of: str) -> dict[str, Any]:
        """Return the numbers by name, each with `of` before it; None where undefined."""
        return {f"{of}_{key}": or_none(value) for key, value in self._asdict().items()}


def lead(policy: Floats, against: Floats) -> Lead:
    """Return how far a policy is ahead of another; one value a world, the same worlds in the same order."""
    pair = paired(policy, against)
    worlds = int(np.isfinite(policy - against).sum())
    return Lead(pair.mean, pair.low, pair.high, round(pair.same_sign * worlds) if worlds else 0, worlds)


def or_none(value: float) -> float | None:
    """Return a number fit for JSON."""
    return value if math.isfinite(value) else None


def signless_nought(digits: str) -> str:
    """Return a written number with a true minus, and none before nought."""
    return digits.replace("-", MINUS) if digits.strip("-0.,") else digits.removeprefix("-")


def companies(worlds: int) -> str:
    """Say how many worlds there are, for a reader who calls them companies."""
    return "one simulated company" if worlds == 1 else f"{worlds:,} simulated companies"


def span(weeks: tuple[int, int]) -> str:
    """Name some weeks: "week 3", "weeks 3 to 8"."""
    first, last = weeks
    return f"week {first}" if first == last else f"weeks {first} to {last}"
