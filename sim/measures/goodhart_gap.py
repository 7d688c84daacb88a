"""Goodhart gap: how much further the metric has moved than value, each against its weeks before launch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.company.ledger import Usual
from sim.company.readings import average
from sim.measures.measure import Measure
from sim.measures.shared import not_defined

if TYPE_CHECKING:
    from sim.company import Company, FloatArray

_STILL = 1e-6
"""Standard deviation, as a share of the mean, below which something did not vary from week to week."""


def _of(company: Company) -> FloatArray:
    if not company.dashboard.claims(company):
        return not_defined(company)
    metric = _standardised(average(company, "metric"), company.ledger.metric_usual)
    return metric - _standardised(average(company, "value"), company.ledger.value_usual)


def _standardised(now: FloatArray, usual: Usual) -> FloatArray:
    return (now - usual.mean) / np.where(usual.sd > _STILL * np.abs(usual.mean), usual.sd, np.nan)


MEASURE = Measure(
    name="goodhart gap",
    title="How much further the metric has moved than real value",
    unit="standard deviations",
    formula="z of mean M less z of mean V, against the mean and sd of the 8 weeks before launch",
    of=_of,
)
