"""Useful use of AI."""

from sim.behaviour.types import FloatArray
from sim.company.company import Company
from sim.measures.measure import Measure


def _of(company: Company) -> FloatArray:
    return company.people.useful.mean(axis=1)


MEASURE = Measure(
    name="useful use",
    title="Time spent on useful AI use",
    unit="share of the week",
    formula="mean of r",
    better="more",
    form="share",
    of=_of,
)
