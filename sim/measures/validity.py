"""Validity of the metric: how far its order is the order of value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import places_of
from sim.measures.measure import Measure
from sim.measures.shared import rank_correlation

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return rank_correlation(places_of(company, "metric"), places_of(company, "value"))


MEASURE = Measure(
    name="validity",
    title="How well the metric ranks people by their real value",
    unit="rank correlation",
    formula="Spearman correlation of M and V over people",
    better="more",
    top=8,
    of=_of,
)
