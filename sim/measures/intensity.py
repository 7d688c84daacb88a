"""Intensity of padding among those who pad."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.company.readings import mean_by_padders, padders
from sim.measures.measure import Measure
from sim.measures.shared import ratio

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    padding = company.people.padding.take(padders(company)).clip(0.0, np.inf)
    return ratio(mean_by_padders(company, padding), mean_by_padders(company, np.sign(padding)))


MEASURE = Measure(
    name="intensity",
    title="Time that padders spend on padding",
    unit="share of the week",
    formula="mean of m over those with m > 0",
    better="less",
    form="share",
    of=_of,
)
