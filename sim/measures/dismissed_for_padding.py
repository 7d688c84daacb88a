"""Dismissals for padding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.measures.measure import Measure
from sim.measures.shared import mean

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    people = company.people
    return 52.0 * mean(people.caught & people.left & ~people.quit)


MEASURE = Measure(
    name="dismissed for padding",
    title="People who must go for having been found out, at the rate of this week",
    unit="share a year",
    formula="52 times the share found out and dismissed this week",
    form="share",
    of=_of,
)
