"""Belief that the metric counts in reviews."""

from sim.behaviour.belief import probability
from sim.behaviour.types import FloatArray
from sim.company.company import Company
from sim.measures.measure import Measure
from sim.measures.shared import mean


def _of(company: Company) -> FloatArray:
    return mean(probability(company.people.belief))


MEASURE = Measure(
    name="belief",
    title="How likely people think it that the number counts in reviews",
    unit="probability",
    formula="mean of 1/(1 + exp(-L))",
    form="share",
    of=_of,
)
