"""Unmeasured work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import average
from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return average(company, "unmeasured")


MEASURE = Measure(
    name="unmeasured work",
    title="Time spent on work that no board shows",
    unit="share of the week",
    formula="mean of u",
    better="more",
    form="share",
    of=_of,
)
