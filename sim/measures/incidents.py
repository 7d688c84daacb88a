"""Incidents caused by agents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.measures.measure import Measure
from sim.measures.shared import mean

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return 1000.0 * mean(company.people.incidents)


MEASURE = Measure(
    name="incidents",
    title="Incidents caused by agents",
    unit="a week in 1,000 people",
    formula="1,000 times the mean count",
    better="less",
    top=10,
    of=_of,
)
