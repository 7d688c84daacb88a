"""Useful use of AI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import average
from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return average(company, "useful")


MEASURE = Measure(
    name="useful use",
    title="Time spent on useful AI use",
    unit="share of the week",
    formula="mean of r",
    better="more",
    form="share",
    of=_of,
)
