"""Goodhart gap: how much further the metric has moved than value, each against its weeks before launch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.company.readings import average
from sim.measures.measure import Measure
from sim.measures.shared import not_defined

if TYPE_CHECKING:
    from sim.company import Company, FloatArray

_STILL = 1e-6
"""Standard deviation, as a share of the mean, below which something did not vary from week to week."""


def _of(company: Company) -> FloatArray:
    ledger = company.ledger
    if len(ledger.metric_before) < 2 or not company.dashboard.claims(company):
        return not_defined(company)
    metric = _standardised(average(company, "metric"), np.stack(ledger.metric_before, axis=1))
    return metric - _standardised(average(company, "value"), np.stack(ledger.value_before, axis=1))


def _standardised(now: FloatArray, before: FloatArray) -> FloatArray:
    middle, spread = before.mean(axis=1), before.std(axis=1, ddof=1)
    result = np.full(len(now), np.nan)
    np.divide(now - middle, spread, out=result, where=spread > _STILL * np.abs(middle))
    return result


MEASURE = Measure(
    name="goodhart gap",
    title="How much further the metric has moved than real value",
    unit="standard deviations",
    formula="z of mean M less z of mean V, against the mean and sd of the 8 weeks before launch",
    of=_of,
)
