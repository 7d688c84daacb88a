"""Sums over seats that leave no array behind."""

import numpy as np

from sim.behaviour.types import FloatArray


def mean_product(one: FloatArray, other: FloatArray) -> FloatArray:
    """Return the mean over seats of a product of two (worlds, seats) arrays of numbers, (worlds,).

    A world's sum is made in the same order whatever block it is in, and on any number of threads.
    """
    return np.asarray(np.einsum("ij,ij->i", one, other) / one.shape[1])
