"""The executive: sees only the dashboard, pushes harder when it falls short, moves the target to what was reached."""

import numpy as np

from sim.behaviour.types import FloatArray, Number


def shortfall(share: Number, reached: FloatArray) -> FloatArray:
    """Return by how much a share that was reached stays below the share that was wanted, never negative."""
    return np.maximum(share - reached, 0.0)


def push_harder(push: FloatArray, short: FloatArray, rate: Number, most: Number) -> FloatArray:
    """Return next week's pressure; a rate of 0 lets it be. Assumption."""
    return np.maximum(push, np.minimum(push + rate * short, most))


def ratchet(level: FloatArray, metric: FloatArray, share: Number) -> FloatArray:
    """Return the next level of the target, q + lambda (M - q), never lowered (Weitzman 1980)."""
    return np.maximum(level, level + share * (metric - level))
