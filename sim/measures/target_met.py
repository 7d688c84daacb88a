"""Attainment of the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import on_target
from sim.measures.measure import Measure
from sim.measures.shared import mean, not_defined

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    if company.levers.target is None:
        return not_defined(company)
    return mean(on_target(company))


MEASURE = Measure(
    name="target met",
    title="People who reach the target's level this week",
    unit="share of people",
    formula="share with M at or above the target's level",
    form="share",
    of=_of,
)
