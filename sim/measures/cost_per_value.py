"""Cost per unit of real value; not a number where no value is left to divide by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import average, bill
from sim.measures.measure import Measure
from sim.measures.shared import ratio

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return ratio(bill(company), average(company, "value"))


MEASURE = Measure(
    name="cost per value",
    title="What AI, measuring and audits cost for a baseline week of work",
    unit="dollars a baseline week",
    formula="mean bill over mean of V",
    better="less",
    form="money",
    top=9,
    of=_of,
)
