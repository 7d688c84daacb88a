"""Sums that several measures make."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.company import FloatArray


def mean(values: NDArray[Any]) -> FloatArray:
    """Return the mean over the last axis: over seats, or over teams."""
    return np.asarray(values.mean(axis=-1), dtype=np.float64)


def ratio(part: FloatArray, whole: FloatArray, *, without: float) -> FloatArray:
    """Return part over whole, (worlds,), and `without` where the whole is nothing."""
    result = np.full(len(whole), without)
    np.divide(part, whole, out=result, where=whole > 0.0)
    return result


def correlation(one: FloatArray, other: FloatArray) -> FloatArray:
    """Return the correlation over seats, (worlds,); not a number where one of the two does not vary."""
    a = one - one.mean(axis=1, keepdims=True)
    b = other - other.mean(axis=1, keepdims=True)
    size = np.sqrt((a * a).sum(axis=1) * (b * b).sum(axis=1))
    result = np.full(len(a), np.nan)
    np.divide((a * b).sum(axis=1), size, out=result, where=size > 1e-12)
    return result
