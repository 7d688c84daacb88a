"""Inequality of real value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import average, places_of
from sim.measures.measure import Measure
from sim.measures.shared import gini

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return gini(places_of(company, "value"), company.people.value, average(company, "value"))


MEASURE = Measure(
    name="inequality of value",
    title="How unequally real value is spread over people",
    unit="Gini coefficient",
    formula="Gini of V: 2 sum(rank V)/(n sum V) - (n + 1)/n",
    of=_of,
)
