"""Real value: what people get done, whatever the board says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import average
from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return average(company, "value")


MEASURE = Measure(
    name="real value",
    title="What an average person gets done",
    unit="baseline weeks a week",
    formula="mean of V",
    better="more",
    top=1,
    of=_of,
)
