"""People who padded in any week of the last year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.measures.measure import Measure
from sim.measures.shared import mean

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return mean(company.people.last_padded > max(company.week - 52, 0))


MEASURE = Measure(
    name="padded within a year",
    title="People who padded in any of the last 52 weeks",
    unit="share of people",
    formula="share with m > 0 in any of 52 weeks",
    better="less",
    form="share",
    of=_of,
)
