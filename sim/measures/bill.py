"""The bill for AI use, measuring and audits."""

from sim.company import Company, FloatArray
from sim.company.readings import bill
from sim.measures.measure import Measure


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
