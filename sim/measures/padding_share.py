"""Padding's share of the metric."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import average, padded
from sim.measures.measure import Measure
from sim.measures.shared import ratio

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return ratio(padded(company), average(company, "metric"), without=0.0)


MEASURE = Measure(
    name="padding share",
    title="Padding's share of everything counted",
    unit="share of the metric",
    formula="sum of M q m/(M before luck) over sum of M",
    better="less",
    form="share",
    top=6,
    of=_of,
)
