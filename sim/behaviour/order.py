"""Who comes before whom: exact orders by whole numbers that carry the seat, in a third of the time of argsort."""

import numpy as np

from sim.behaviour.types import FloatArray, IntArray


def in_order(values: FloatArray) -> tuple[IntArray, IntArray, IntArray]:
    """Return whose every rank is in each world, from the lowest value on, those who tie by seat; and who ties.

    Parameters
    ----------
    values
        What is ranked, (worlds, seats).

    Returns
    -------
    (worlds, seats), (n,) and (n,) int arrays
        Places in the flattened values; ranks at which there may be ties, in the flattened order; and for each of these
        a number, from 0, that it shares with those with whom it ties.
    """
    bits = (values.size - 1).bit_length()
    keys = _keys(values, bits)
    keys.sort(axis=1)
    order = keys & ((1 << bits) - 1)
    keys >>= bits
    follows = np.zeros(values.shape, np.bool_)
    np.equal(keys[:, 1:], keys[:, :-1], out=follows[:, 1:])
    if not follows.any():
        return order, np.empty(0, np.int64), np.empty(0, np.int64)
    alike = follows.copy()
    alike[:, :-1] |= follows[:, 1:]
    at = np.flatnonzero(alike)
    run = np.cumsum(~follows.ravel()[at])
    whose = order.ravel()[at]
    whose = whose[np.lexsort((values.ravel()[whose], run))]
    order.ravel()[at] = whose
    value = values.ravel()[whose]
    group = np.zeros(len(at), dtype=np.int64)
    np.cumsum((value[1:] != value[:-1]) | (run[1:] != run[:-1]), out=group[1:])
    return order, at, group


def _keys(values: FloatArray, bits: int) -> IntArray:
    """Return whole numbers in the order of values but for their last bits, which hold the place in flattened values.

    The bits of a float are in its order once those of a negative one are turned round; minus zero is made zero.
    """
    keys = (values + 0.0).view(np.int64)
    if np.min(values) < 0.0:
        keys ^= (keys >> 63) & np.iinfo(np.int64).max
    keys &= -1 << bits
    keys |= np.arange(values.size).reshape(values.shape)
    return keys
