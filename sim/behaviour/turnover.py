"""Turnover: a weekly hazard of leaving, raised by pressure, by disgust and by being passed over. Assumption."""

import numpy as np

from sim.behaviour.types import BoolArray, FloatArray, Number

MOST_DRIVE = 700.0
"""Log hazard beyond which nothing changes any more: its exponential is still a number."""


def weekly(yearly: Number) -> Number:
    """Return the weekly chance that adds up to a yearly one."""
    return 1.0 - (1.0 - yearly) ** (1.0 / 52.0)


def unhelped(gain: FloatArray, helped_from: Number) -> FloatArray:
    """Return how far AI fails to help, 0 from `helped_from` on, above 1 where it gets in the way."""
    return np.clip(1.0 - gain / helped_from, 0.0, np.inf)


def drive(
    pressure: FloatArray,
    disgust: FloatArray,
    passed_over: BoolArray,
    of_pressure: Number,
    of_disgust: Number,
    of_passing_over: Number,
) -> FloatArray:
    """Return what drives people out, on the log of their hazard: pressure + disgust + passed over."""
    return of_pressure * pressure + of_disgust * disgust + of_passing_over * passed_over


def hazard(base: Number, drive: FloatArray) -> FloatArray:
    """Return the weekly chance of quitting: h0 exp(drive), at most 1."""
    chance: FloatArray = np.exp(drive.clip(-np.inf, MOST_DRIVE))
    chance *= base
    return chance.clip(0.0, 1.0, out=chance)
