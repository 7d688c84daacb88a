"""People who padded in any week of the last year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.measures.measure import Measure
from sim.measures.shared import mean

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    last = company.people.last_padded
    return mean((last > 0) & (last > company.week - 52))


MEASURE = Measure(
    name="padded within a year",
    title="People who padded in any of the last 52 weeks",
    unit="share of people",
    formula="share with m > 0 in any of 52 weeks",
    better="less",
    form="share",
    of=_of,
)
