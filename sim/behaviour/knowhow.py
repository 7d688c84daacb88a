"""Know-how: padding gets cheaper by what one has done oneself and by what the people around have done.

Source: staff coached each other as they moved (Wells Fargo); Obloj and Sengul (2012). The form is an assumption.
"""

import numpy as np

from sim.behaviour.types import BoolArray, FloatArray, Number


def spread(
    knowhow: FloatArray, around: FloatArray, padded: BoolArray, practice: Number, coaching: Number
) -> FloatArray:
    """Return next week's know-how, 0..1: by practice while padding, and from the people around if they know more."""
    learnt = knowhow + practice * padded * (1.0 - knowhow)
    return learnt + coaching * (around - learnt).clip(0.0, np.inf)


def eased_cost(cost: FloatArray, knowhow: FloatArray, ease: Number) -> FloatArray:
    """Return the cost of padding that know-how leaves, cost * exp(-ease * knowhow); an ease of 0 leaves all of it."""
    return cost * np.exp(-ease * knowhow)
