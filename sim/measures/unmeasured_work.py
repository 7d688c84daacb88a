"""Unmeasured work."""

from sim.company import Company, FloatArray
from sim.measures.measure import Measure
from sim.measures.shared import mean


def _of(company: Company) -> FloatArray:
    return mean(company.people.unmeasured)


MEASURE = Measure(
    name="unmeasured work",
    title="Time spent on work that no board shows",
    unit="share of the week",
    formula="mean of u",
    better="more",
    form="share",
    of=_of,
)
