"""Output of those who use AI most, against that of middling users, by the number that is counted over four weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.company.readings import order_by_four_weeks
from sim.measures.measure import Measure
from sim.measures.shared import first_of, mean, ratio

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    whose, seats = order_by_four_weeks(company), company.seats
    top = whose[:, first_of(0.1, seats) :]
    middle = whose[:, int(0.4 * (seats - 1)) : int(0.6 * (seats - 1)) + 1]
    value = company.people.value
    return ratio(mean(value.take(top)), mean(value.take(middle)), without=np.nan)


MEASURE = Measure(
    name="output of the top tenth",
    title="How many times as much the top tenth by the number gets done as the middling fifth",
    unit="times the middling",
    formula="mean of V over the highest 10 % in M summed over 4 weeks, over that of the middle 20 %",
    of=_of,
)
