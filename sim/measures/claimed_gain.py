"""Claimed gain: by how much the dashboard takes value to have risen since launch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return company.dashboard.claimed(company) - company.dashboard.value_before


MEASURE = Measure(
    name="claimed gain",
    title="Gain in value since launch that the dashboard claims",
    unit="baseline weeks a week",
    formula="a (<M> - <M>_b), a fitted over the 8 weeks b before launch",
    of=_of,
)
