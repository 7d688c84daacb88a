"""Validity of the metric: how far its order is the order of value."""

from sim.behaviour.types import FloatArray
from sim.company.company import Company
from sim.measures.measure import Measure
from sim.measures.shared import correlation, places_of


def _of(company: Company) -> FloatArray:
    return correlation(places_of(company, "metric"), places_of(company, "value"))


MEASURE = Measure(
    name="validity",
    title="How well the metric ranks people by their real value",
    unit="rank correlation",
    formula="Spearman correlation of M and V over people",
    better="more",
    top=8,
    of=_of,
)
