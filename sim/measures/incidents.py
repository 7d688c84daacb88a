"""Incidents caused by agents."""

from sim.company import Company, FloatArray
from sim.measures.measure import Measure
from sim.measures.shared import mean


def _of(company: Company) -> FloatArray:
    return 1000.0 * mean(company.people.incidents)


MEASURE = Measure(
    name="incidents",
    title="Incidents caused by agents",
    unit="a week in 1,000 people",
    formula="1,000 times the mean count",
    better="less",
    top=10,
    of=_of,
)
