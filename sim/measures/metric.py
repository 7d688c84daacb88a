"""The metric itself."""

from sim.company import Company, FloatArray
from sim.measures.measure import Measure
from sim.measures.shared import mean


def _of(company: Company) -> FloatArray:
    return mean(company.people.metric)


MEASURE = Measure(
    name="metric",
    title="What the meter reads for an average person",
    unit="useful-week equivalents",
    formula="mean of M",
    of=_of,
)
