"""Claimed value: what the dashboard takes the metric to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return company.dashboard.claimed(company)


MEASURE = Measure(
    name="claimed value",
    title="Value that the dashboard claims",
    unit="baseline weeks a week",
    formula="<V>_b + a (<M> - <M>_b), a fitted over the 8 weeks b before launch",
    top=3,
    of=_of,
)
