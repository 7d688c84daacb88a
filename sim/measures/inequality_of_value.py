"""Inequality of real value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.company.readings import average, places_of
from sim.company.sums import mean_product
from sim.measures.measure import Measure
from sim.measures.shared import ratio

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    value, seats = average(company, "value"), company.seats
    ranked = value + (seats - 1) * mean_product(places_of(company, "value"), company.people.value)
    return np.asarray((2.0 * ratio(ranked, value, without=np.nan) - (seats + 1)) / seats)


MEASURE = Measure(
    name="inequality of value",
    title="How unequally real value is spread over people",
    unit="Gini coefficient",
    formula="Gini of V: 2 sum(rank V)/(n sum V) - (n + 1)/n",
    of=_of,
)
