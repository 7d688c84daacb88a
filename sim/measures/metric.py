"""The metric itself."""

from sim.behaviour.types import FloatArray
from sim.company.company import Company
from sim.measures.measure import Measure


def _of(company: Company) -> FloatArray:
    return company.people.metric.mean(axis=1)


MEASURE = Measure(
    name="metric",
    title="What the meter reads for an average person",
    unit="useful-week equivalents",
    formula="mean of M",
    of=_of,
)
