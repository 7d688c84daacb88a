"""Waste ratio: what padding costs for every dollar spent on AI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import ai_price, average
from sim.measures import waste
from sim.measures.measure import Measure
from sim.measures.shared import ratio

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return ratio(waste.MEASURE.of(company), ai_price(company) * average(company, "used"))


MEASURE = Measure(
    name="waste share",
    title="What padding costs for every dollar spent on AI",
    unit="dollars per dollar",
    formula="waste over the bill for AI use",
    better="less",
    of=_of,
)
