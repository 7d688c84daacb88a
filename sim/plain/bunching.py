"""Bunching: people just at a target beyond those of a smooth distribution."""

import math
from collections import Counter

import numpy as np

FARTHEST, LEFT_OUT, AT_TARGET = 15, range(-5, 2), range(2)
"""Bins on either side of the target, those that the smooth distribution leaves out, those at the target."""


def excess(distances: list[float]) -> float:
    """Return the share of people at the target whom a polynomial of degree 5 through the bins beside does not expect.

    Parameters
    ----------
    distances
        Everybody's distance from the target, in widths of a bin; a tenth of a bin below it still is at it.
    """
    counts = Counter(math.floor(distance + 0.1) for distance in distances)
    beside = [each for each in range(-FARTHEST, FARTHEST + 1) if each not in LEFT_OUT]
    smooth = np.polyfit(np.array(beside) / FARTHEST, [counts[each] for each in beside], 5)
    more = [counts[each] - np.polyval(smooth, each / FARTHEST) for each in AT_TARGET]
    return float(sum(more)) / len(distances)
