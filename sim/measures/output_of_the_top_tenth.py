"""Output of those who use AI most, against that of middling users, by the number that is counted over four weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.company.readings import four_weeks, over_four_weeks
from sim.company.sums import mean_product, share
from sim.measures.measure import Measure
from sim.measures.shared import first_of, ratio

if TYPE_CHECKING:
    from sim.behaviour.types import BoolArray
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    seats = company.seats
    top = _from(company, first_of(0.1, seats))
    middle = _from(company, int(0.4 * (seats - 1))) & ~_from(company, int(0.6 * (seats - 1)) + 1)
    return ratio(_mean_value(company, top), _mean_value(company, middle), without=np.nan)


def _from(company: Company, rank: int) -> BoolArray:
    """Return who is at a rank, from the lowest 0, or above it, those who tie by seat, (worlds, seats)."""
    over, ordered, wanted = over_four_weeks(company), four_weeks(company), company.seats - rank
    least = ordered[:, rank, None] if wanted else np.inf
    found = over >= least
    more = share(found) * company.seats - wanted
    if (more > 0.5).any():
        alike = over == least
        found &= ~alike | (alike.cumsum(axis=1) > more[:, None] + 0.5)
    return found


def _mean_value(company: Company, who: BoolArray) -> FloatArray:
    return mean_product(company.people.value, who.astype(np.float64)) / share(who)


MEASURE = Measure(
    name="output of the top tenth",
    title="How many times as much the top tenth by the number gets done as the middling fifth",
    unit="times the middling",
    formula="mean of V over the highest 10 % in M summed over 4 weeks, over that of the middle 20 %",
    of=_of,
)
