"""Surplus: value less what it costs people and the company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import surplus
from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return surplus(company)


MEASURE = Measure(
    name="surplus",
    title="Value left after effort, the bill and the replacement of leavers",
    unit="baseline weeks a week",
    formula="mean of V - (r, m, u)' C (r, m, u)/2 - premium for risk in pay - bill/wage - replacing leavers",
    better="more",
    top=2,
    of=_of,
)
