"""Uncertainty of the claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.company.readings import average
from sim.measures.measure import Measure
from sim.measures.shared import not_defined

if TYPE_CHECKING:
    from sim.company import Company, FloatArray

_NORMAL = 1.96


def _of(company: Company) -> FloatArray:
    if not company.dashboard.claims(company):
        return not_defined(company)
    gained = average(company, "metric") - company.ledger.metric_before[-1]
    return _NORMAL * company.dashboard.error * np.abs(gained)


MEASURE = Measure(
    name="claim uncertainty",
    title="How far the claim may be off because its slope was fitted",
    unit="baseline weeks a person-week, either way",
    formula="1.96 times the standard error of a, times the size of <M> - <M>b",
    of=_of,
)
