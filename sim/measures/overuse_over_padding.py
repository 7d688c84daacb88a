"""Overuse against padding: which of the two loses more value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.ledger import lost_by_overuse
from sim.company.readings import harm_of_padding
from sim.measures.measure import Measure
from sim.measures.shared import not_defined, ratio

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    if not company.dashboard.claims(company):
        return not_defined(company)
    return ratio(lost_by_overuse(company), harm_of_padding(company))


MEASURE = Measure(
    name="overuse over padding",
    title="How many times as much value is lost by overuse as by padding",
    unit="times",
    formula="<A (k (r - b)^2/2 + (k b - g*) (r - b)), r above b> over <A t m + x m + expected incidents of m>",
    of=_of,
)
