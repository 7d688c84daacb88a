"""Real value: what people get done, whatever the board says."""

from sim.behaviour.types import FloatArray
from sim.company.company import Company
from sim.measures.measure import Measure


def _of(company: Company) -> FloatArray:
    return company.people.value.mean(axis=1)


MEASURE = Measure(
    name="real value",
    title="What an average person gets done",
    unit="baseline weeks a week",
    formula="mean of V",
    better="more",
    top=1,
    of=_of,
)
