"""What efforts bring about: value, and what the meter reads."""

import numpy as np

from sim.behaviour.types import BoolArray, FloatArray, Number

LEAST = 1e-3
"""Metric below which a week counts as no use at all where boards compare logarithms, useful-week equivalents."""


def own_value(
    skill: FloatArray,
    gain: FloatArray,
    diminishing: Number,
    worth: Number,
    loss: Number,
    useful: FloatArray,
    padding: FloatArray,
    unmeasured: FloatArray,
) -> FloatArray:
    """Return a person's own value, baseline weeks: A (1 + g r - k r^2/2 + y u - t m)."""
    return skill * (1.0 + useful * (gain - 0.5 * diminishing * useful) + worth * unmeasured - loss * padding)


def mean_metric(
    useful_yield: FloatArray,
    padding_yield: Number,
    unmeasured_yield: Number,
    weight: Number,
    value: Number,
    useful: FloatArray,
    padding: FloatArray,
    unmeasured: FloatArray,
) -> FloatArray:
    """Return the metric before luck, useful-week equivalents: p r + q m + s u + weight V."""
    metered = useful_yield * useful
    if counts(padding_yield):
        metered += padding_yield * padding
    if counts(unmeasured_yield):
        metered += unmeasured_yield * unmeasured
    if counts(weight):
        metered += weight * value
    return metered


def counts(parameter: Number) -> bool:
    """Return whether a parameter is anything but 0 for everybody; one that differs is taken to be."""
    return isinstance(parameter, np.ndarray) or parameter != 0.0


def lucky_metric(mean: FloatArray, luck: FloatArray, noise: Number, multiplicative: bool) -> FloatArray:
    """Return the metric with a week's luck: mean-one lognormal factor, or a normal addition.

    Parameters
    ----------
    mean
        Metric before luck.
    luck
        Standard normal draws of the same shape.
    noise
        Log standard deviation, or standard deviation where additive; 0 removes luck.
    multiplicative
        Which of the two.
    """
    if multiplicative:
        return mean * np.exp(noise * luck - 0.5 * noise * noise)
    return mean + noise * luck


def on_axis(metric: FloatArray, multiplicative: bool) -> FloatArray:
    """Return where a metric stands on the board's axis: its logarithm, or a copy of itself where luck is additive."""
    return np.log(metric.clip(LEAST, np.inf)) if multiplicative else metric.copy()  # maximum takes twice the time


def reaches(metric: FloatArray, level: Number) -> BoolArray:
    """Return whether a metric reaches a level, rounding aside."""
    return metric >= level * (1.0 - 1e-12)
