"""Managers: how far they really use the metric, and what they let slip.

What is stated and what is done are different parameters everywhere. Assumption.
"""

import numpy as np

from sim.behaviour.types import BoolArray, FloatArray, Number


def use_of_metric(nature: FloatArray, actual: Number) -> FloatArray:
    """Return each manager's weight on the metric, 0..1.

    Parameters
    ----------
    nature
        Where the manager stands among managers: draws with mean one half, (worlds, teams).
    actual
        What managers do on average under the policy.
    """
    return np.minimum(2.0 * nature * actual, 1.0)


def under_pressure(use: FloatArray, behind: FloatArray, passes_on: Number) -> FloatArray:
    """Return the weight on the metric of managers whose team is behind its target by a share `behind`."""
    return np.minimum(use * (1.0 + passes_on * behind), 1.0)


def cues(draw: FloatArray, asks: FloatArray, talks: Number) -> tuple[BoolArray, BoolArray]:
    """Return who was asked about the number, and who was talked to and not asked.

    Parameters
    ----------
    draw
        Uniforms, (worlds, seats).
    asks
        Chance in a week of a talk that turns to the number, as each person's manager goes by it, same shape.
    talks
        Chance of any talk in a week.
    """
    asked = draw < asks
    return asked, (draw < talks) & ~asked
