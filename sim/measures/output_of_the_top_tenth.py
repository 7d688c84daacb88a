"""Output of those who use AI most, against that of middling users, by the number that is counted over four weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.company.readings import four_weeks, over_four_weeks
from sim.company.sums import mean_product
from sim.measures.measure import Measure
from sim.measures.shared import first_of, ratio

if TYPE_CHECKING:
    from sim.behaviour.types import BoolArray
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    seats = company.seats
    first, low, high = first_of(0.1, seats), int(0.4 * (seats - 1)), int(0.6 * (seats - 1)) + 1
    top, middle = _from(company, first), _from(company, low) ^ _from(company, high)
    of_top, of_middle = (mean_product(company.people.value, who.astype(np.float64)) for who in (top, middle))
    return ratio(of_top * (high - low) / (seats - first), of_middle)


def _from(company: Company, rank: int) -> BoolArray:
    """Return who is at a rank, from the lowest 0, or above it, those who tie by seat, (worlds, seats)."""
    over, ordered, beyond = over_four_weeks(company), four_weeks(company), company.seats - rank
    if not beyond:
        return np.zeros_like(over, np.bool_)
    least = ordered[:, rank, None]
    found = over >= least
    if rank and (ordered[:, rank - 1] == ordered[:, rank]).any():
        alike, more = over == least, found.sum(axis=1, keepdims=True) - beyond
        found &= ~alike | (alike.cumsum(axis=1) > more)
    return found


MEASURE = Measure(
    name="output of the top tenth",
    title="How many times as much the top tenth by the number gets done as the middling fifth",
    unit="times the middling",
    formula="mean of V over the highest 10 % in M summed over 4 weeks, over that of the middle 20 %",
    of=_of,
)
