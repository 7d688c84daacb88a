"""Incidents caused by agents."""

from sim.behaviour.types import FloatArray
from sim.company.company import Company
from sim.measures.measure import Measure


def _of(company: Company) -> FloatArray:
    return 1000.0 * company.people.incidents.mean(axis=1)


MEASURE = Measure(
    name="incidents",
    title="Incidents caused by agents",
    unit="a week in 1,000 people",
    formula="1,000 times the mean count",
    better="less",
    top=10,
    of=_of,
)
