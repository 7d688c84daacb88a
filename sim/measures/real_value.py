"""Real value: what people get done, whatever the board says."""

from sim.company import Company, FloatArray
from sim.measures.measure import Measure
from sim.measures.shared import mean


def _of(company: Company) -> FloatArray:
    return mean(company.people.value)


MEASURE = Measure(
    name="real value",
    title="What an average person gets done",
    unit="baseline weeks a week",
    formula="mean of V",
    better="more",
    top=1,
    of=_of,
)
