"""The people of a block of worlds: a structure of arrays, one entry a seat."""

from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from sim.behaviour.types import BoolArray, FloatArray, IntArray

FOLLOWED = ("ai_value", "rework", "job", "knack", "cost_useful", "cost_unmeasured")
"""Traits from which others are worked out, see `Company.following`."""

_DTYPES = {str(FloatArray): np.float64, str(BoolArray): np.bool_, str(IntArray): np.int64}


@dataclass
class People:
    """Everything a person is and carries; every array is (worlds, seats), and a week may put a new one in its place.

    Efforts are shares of the week, value and costs baseline weeks, belief log-odds, the metric useful-week equivalents.
    """

    generation: IntArray
    # traits, drawn at hire
    skill: FloatArray
    ai_value: FloatArray
    rework: FloatArray
    job: FloatArray
    knack: FloatArray
    cost_useful: FloatArray
    cost_padding: FloatArray
    cost_unmeasured: FloatArray
    scruple: FloatArray
    scruple_per_unit: FloatArray
    security_scruple: FloatArray
    status: FloatArray
    fear: FloatArray
    foresight: FloatArray
    honest: BoolArray
    prior: FloatArray
    # carried from week to week
    ai_skill: FloatArray
    useful: FloatArray
    padding: FloatArray
    unmeasured: FloatArray
    belief: FloatArray
    trust: FloatArray
    norm: FloatArray
    habit: FloatArray
    knowhow: FloatArray
    motive: FloatArray
    quota: FloatArray
    idea: BoolArray
    aware: BoolArray
    news: BoolArray
    passed_over: BoolArray
    # worked out from traits under the levers in force: yields; what AI is worth unskilled, and what skill adds; what of
    # its worth is redone; roots of costs
    useful_yield: FloatArray
    padding_yield: FloatArray
    gain_unskilled: FloatArray
    gain_by_skill: FloatArray
    redone: FloatArray
    root_useful: FloatArray
    root_unmeasured: FloatArray
    # what this week brought
    gain: FloatArray
    value: FloatArray
    mean_metric: FloatArray
    metric: FloatArray
    used: FloatArray
    place: FloatArray
    incidents: FloatArray
    caught: BoolArray
    rating: FloatArray
    quit: BoolArray
    left: BoolArray
    # remembered
    last_padded: IntArray
    padded_before_change: BoolArray
    # since the last review, or being hired: the week after which that began, and sums
    review_began: IntArray
    value_since_review: FloatArray
    metric_since_review: FloatArray

    @classmethod
    def empty(cls, worlds: int, seats: int) -> Self:
        """Return the arrays, all zero."""
        return cls(**{field.name: np.zeros((worlds, seats), _DTYPES[str(field.type)]) for field in fields(cls)})

    def put(self, flat: IntArray, **values: NDArray[Any] | float) -> None:
        """Set what some people are and carry, by name.

        Parameters
        ----------
        flat
            Places in the flattened arrays, (n,).
        values
            (n,) each, or one for all.
        """
        for name, value in values.items():
            getattr(self, name).reshape(-1, copy=False)[flat] = value  # a third of the time of `put`
