"""Reported adoption: who counts as active on the dashboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return company.dashboard.adoption


MEASURE = Measure(
    name="reported adoption",
    title="People whom the dashboard calls active this week",
    unit="share of people",
    formula="share whose metered AI use is at or above the active level",
    form="share",
    top=4,
    of=_of,
)
