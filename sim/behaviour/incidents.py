"""Incidents: agents act in real systems, so use does harm at some rate, and padding at a higher one."""

import numpy as np

from sim.behaviour.types import FloatArray, Number

REVIEWED = 0.2
"""Incidents that remain when what agents do is reviewed first, as a share. Assumption."""
BY_HAND = 0.1
"""Yield of padding, and incidents of use, that remain without agents, as a share. Assumption."""
_MOST = 8


def expected(useful: FloatArray, padding: FloatArray, per_useful: Number, per_padding: Number) -> FloatArray:
    """Return the expected incidents of a week; below 0, which brings none, of efforts below nothing."""
    return per_useful * useful + per_padding * padding


def count(draw: FloatArray, mean: FloatArray) -> FloatArray:
    """Return Poisson counts from one uniform each, never more than 8 a week.

    The uniform is held against the cumulative probabilities, so a higher mean only adds incidents.
    """
    counts = np.zeros(draw.size)
    some = np.flatnonzero(draw > 1.0 - mean)  # below 1 - mean there is no incident, as exp(-mean) is never less
    draw, mean, shape = draw.ravel()[some], mean.ravel()[some], draw.shape
    term = np.exp(-mean)
    below = np.zeros_like(term)
    for number in range(_MOST):
        below += term
        more = draw > below
        if not more.any():
            break
        counts[some] += more
        term *= mean / (number + 1)
    return counts.reshape(shape)
