"""Cost per unit of real value."""

from sim.company import Company, FloatArray
from sim.company.readings import average, bill
from sim.measures.measure import Measure


def _of(company: Company) -> FloatArray:
    return bill(company) / average(company, "value")


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
