"""Validity of the metric: how far its order is the order of value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import ranks_lost, spread_of_places
from sim.measures.measure import Measure
from sim.measures.shared import rank_correlation

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    spreads = spread_of_places(company, "metric"), spread_of_places(company, "value")
    return rank_correlation(ranks_lost(company), *spreads)


MEASURE = Measure(
    name="validity",
    title="How well the metric ranks people by their real value",
    unit="rank correlation",
    formula="Spearman correlation of M and V over people",
    better="more",
    top=8,
    of=_of,
)
