"""The metric itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.measures.measure import Measure
from sim.measures.shared import mean

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return mean(company.people.metric)


MEASURE = Measure(
    name="metric",
    title="What the meter reads for an average person",
    unit="useful-week equivalents",
    formula="mean of M",
    of=_of,
)
