"""Pressure behind the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return company.push[:, 0] * (company.levers.target is not None)


MEASURE = Measure(
    name="push",
    title="How hard the target is pushed",
    unit="pressure",
    formula="the executive's push; 0 without a target",
    of=_of,
)
