"""Quits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.measures.measure import Measure
from sim.measures.shared import mean

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return 52.0 * mean(company.people.quit)


MEASURE = Measure(
    name="quits",
    title="People who quit, at the rate of this week",
    unit="share a year",
    formula="52 times the share who quit this week",
    better="less",
    form="share",
    top=11,
    of=_of,
)
