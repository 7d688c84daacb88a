"""The metric itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import average
from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return average(company, "metric")


MEASURE = Measure(
    name="metric",
    title="What the meter reads for an average person",
    unit="useful-week equivalents",
    formula="mean of M",
    of=_of,
)
