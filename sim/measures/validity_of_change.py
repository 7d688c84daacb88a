"""Validity within people: whether those whose number has risen do more than they did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.measures.measure import Measure
from sim.measures.shared import correlation, not_defined

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    if not company.dashboard.claims(company):
        return not_defined(company)
    people, ledger = company.people, company.ledger
    return correlation(people.metric - ledger.expected, people.value - ledger.value)


MEASURE = Measure(
    name="validity of change",
    title="How well a rise of a person's number tells a rise of real value",
    unit="correlation",
    formula="correlation over people of M - X* and V - V*, * the reference of the person now in the seat",
    better="more",
    of=_of,
)
