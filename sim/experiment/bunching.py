"""People around a target, against the smooth distribution that they would have without it."""

from typing import NamedTuple

import numpy as np

from sim.experiment.pairing import Floats


class Around(NamedTuple):
    """People by their number as a share of the target.

    `begins` where each bin begins, shape (bins,), `times` how wide they are: each ends at as many times where it
    begins; `share` of people, and `smooth` the share that a polynomial through the bins beside the target has there;
    `excess` the share just at the target beyond it.
    """

    begins: Floats
    times: float
    share: Floats
    smooth: Floats
    excess: float


def around_target(metric: Floats, level: float) -> Around:
    """Return how people lie around a target; the measure of bunching goes by the same bins.

    Parameters
    ----------
    metric
        Everybody's number, shape (people,).
    level
        The target, above 0.
    """
    from sim.measures.bunching import WIDTH, histogram, mass

    bins = (np.log(np.maximum(metric, level * 1e-6)) - np.log(level))[None] / WIDTH
    found = histogram(bins)
    share, smooth = (values[0] / metric.size for values in found[1:])
    begins = np.exp(WIDTH * found.bins)
    return Around(begins, float(np.exp(WIDTH)), share, smooth, float(mass(bins).excess[0]))
