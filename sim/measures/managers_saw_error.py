"""Managers who saw an AI error: an incident in their team, the only errors of AI that are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.measures.measure import Measure
from sim.measures.shared import mean

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return mean(company.memory.error_seen > max(company.week - 52, 0))


MEASURE = Measure(
    name="managers who saw an error",
    title="Managers who saw an incident caused by agents in the last 52 weeks",
    unit="share of managers",
    formula="share of teams with an incident in any of 52 weeks",
    better="less",
    form="share",
    of=_of,
)
