"""The bill for AI use, measuring and audits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import bill
from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return bill(company)


MEASURE = Measure(
    name="bill",
    title="What AI use, measuring and audits cost",
    unit="dollars a person-week",
    formula="price times units, cost of measuring and of audits",
    better="less",
    form="money",
    of=_of,
)
