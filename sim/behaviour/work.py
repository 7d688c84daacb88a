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
    value: FloatArray,
    useful: FloatArray,
    padding: FloatArray,
    unmeasured: FloatArray,
) -> FloatArray:
    """Return the metric before luck, useful-week equivalents: p r + q m + s u + weight V."""
    metered = useful_yield * useful + padding_yield * padding
    if np.any(unmeasured_yield):
        metered = metered + unmeasured_yield * unmeasured
    return metered + weight * value if np.any(weight) else metered


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
    """Return where a metric stands on the board's axis: its logarithm, or itself where luck is additive."""
    return np.log(np.clip(metric, LEAST, np.inf)) if multiplicative else metric  # maximum takes twice the time


def reaches(metric: FloatArray, level: Number) -> BoolArray:
    """Return whether a metric reaches a level, rounding aside."""
    return metric >= level * (1.0 - 1e-12)


def effort_cost(
    cost_useful: FloatArray,
    cost_padding: Number,
    cost_unmeasured: FloatArray,
    substitution: Number,
    useful: FloatArray,
    padding: FloatArray,
    unmeasured: FloatArray,
) -> FloatArray:
    """Return the cost of effort, baseline weeks: (r, m, u)' C (r, m, u) / 2.

    Measured effort of either kind crowds out unmeasured work: the off-diagonal entries of C are
    ``substitution * sqrt(c_r c_u)`` and ``substitution * sqrt(c_m c_u)`` (Holmstrom and Milgrom 1991).
    """
    root = substitution * np.sqrt(cost_unmeasured)
    crossed = root * (np.sqrt(cost_useful) * useful + np.sqrt(cost_padding) * padding) * unmeasured
    squares = cost_useful * useful**2 + cost_padding * padding**2 + cost_unmeasured * unmeasured**2
    return 0.5 * squares + crossed
