"""The bill for AI use, measuring and audits."""

from sim.behaviour.types import FloatArray
from sim.company.company import Company
from sim.measures.measure import Measure
from sim.measures.shared import bill, mean


def _of(company: Company) -> FloatArray:
    return mean(bill(company))


MEASURE = Measure(
    name="bill",
    title="What AI use, measuring and audits cost",
    unit="dollars a person-week",
    formula="price times units, cost of measuring and of audits",
    better="less",
    form="money",
    of=_of,
)
