"""Useful use of AI."""

from sim.company import Company, FloatArray
from sim.measures.measure import Measure
from sim.measures.shared import mean


def _of(company: Company) -> FloatArray:
    return mean(company.people.useful)


MEASURE = Measure(
    name="useful use",
    title="Time spent on useful AI use",
    unit="share of the week",
    formula="mean of r",
    better="more",
    form="share",
    of=_of,
)
