"""Inequality of the metric, over four weeks; not a number where all of it together is not above 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import four_weeks, mean_of_four_weeks, places_of_four_weeks
from sim.measures.measure import Measure
from sim.measures.shared import gini

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return gini(places_of_four_weeks(company), four_weeks(company), mean_of_four_weeks(company))


MEASURE = Measure(
    name="inequality over four weeks",
    title="How unequally the metric is spread over people",
    unit="Gini coefficient",
    formula="Gini of M summed over 4 weeks",
    of=_of,
)
