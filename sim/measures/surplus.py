"""Surplus: value less what it costs people and the company."""

from sim.company import Company, FloatArray
from sim.company.readings import bill, effort
from sim.measures.measure import Measure
from sim.measures.shared import mean


def _of(company: Company) -> FloatArray:
    wage = company.case.company.wage
    return mean(company.people.value - effort(company) - bill(company) / wage)


MEASURE = Measure(
    name="surplus",
    title="Value left after effort and the bill",
    unit="baseline weeks a week",
    formula="mean of V - (r, m, u)' C (r, m, u)/2 - bill/wage",
    better="more",
    top=2,
    of=_of,
)
