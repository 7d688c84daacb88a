"""Incidents caused by agents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import average
from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return 1000.0 * average(company, "incidents")


MEASURE = Measure(
    name="incidents",
    title="Incidents caused by agents",
    unit="a week in 1,000 people",
    formula="1,000 times the mean count",
    better="less",
    top=10,
    of=_of,
)
