"""Dismissals for padding."""

from sim.company import Company, FloatArray
from sim.measures.measure import Measure
from sim.measures.shared import mean


def _of(company: Company) -> FloatArray:
    return 52.0 * mean(company.people.left & company.people.caught)


MEASURE = Measure(
    name="dismissed for padding",
    title="People who must go for having been found out, at the rate of this week",
    unit="share a year",
    formula="52 times the share found out and dismissed this week",
    form="share",
    of=_of,
)
