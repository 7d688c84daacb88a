"""Who comes before whom: exact orders by whole numbers that carry the seat, in a third of the time of argsort."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from sim.behaviour.types import FloatArray, IntArray

_SIGN = np.iinfo(np.int64).min


class Order(NamedTuple):
    """Whose every rank is in each world, from the lowest value on, those who tie by seat; and who ties.

    `whose` places in the flattened values, (worlds, seats); `at` ranks at which there may be ties, in the flattened
    order, (n,); `group` for each of these a number, from 0, that it shares with those with whom it ties, (n,).
    """

    whose: IntArray
    at: IntArray
    group: IntArray


def in_order(values: FloatArray) -> Order:
    """Return the order of values, (worlds, seats)."""
    bits = (values.size - 1).bit_length()
    keys, follows = np.sort(_keys(values, bits), axis=1), np.empty(values.shape, np.bool_)
    order = keys & ((1 << bits) - 1)
    np.less(keys.ravel()[1:] - keys.ravel()[:-1], 1 << bits, out=follows.ravel()[1:])  # some that nearly tie, too
    follows[:, 0] = False
    if not follows.any():
        return Order(order, np.empty(0, np.int64), np.empty(0, np.int64))
    alike = follows.copy()
    alike.ravel()[:-1] |= follows.ravel()[1:]
    at = np.flatnonzero(alike)
    run = np.cumsum(~follows.ravel()[at])
    whose = order.ravel()[at]
    whose = whose[np.lexsort((values.ravel()[whose], run))]
    order.ravel()[at] = whose
    value = values.ravel()[whose]
    group = np.zeros(len(at), dtype=np.int64)
    np.cumsum((value[1:] != value[:-1]) | (run[1:] != run[:-1]), out=group[1:])
    return Order(order, at, group)


def _keys(values: FloatArray, bits: int) -> IntArray:
    """Return whole numbers in the order of values but for their last bits, which hold the place in flattened values.

    The bits of a float are in its order once those of a negative one are turned round; minus zero becomes zero.
    """
    keys = values.view(np.int64) & (-1 << bits)
    negative = np.flatnonzero(keys < 0)
    keys.ravel()[negative] = _SIGN - keys.ravel()[negative]
    keys |= _numbers(values.size).reshape(values.shape)
    return keys


@lru_cache(maxsize=2)  # three orders a week are of the same shape
def _numbers(size: int) -> IntArray:
    numbers = np.arange(size)
    numbers.flags.writeable = False
    return numbers
