"""Intensity of padding among those who pad."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.measures.measure import Measure
from sim.measures.shared import mean, ratio

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    padding = company.people.padding
    return ratio(mean(np.clip(padding, 0.0, np.inf)), mean(padding > 0.0), without=np.nan)


MEASURE = Measure(
    name="intensity",
    title="Time that padders spend on padding",
    unit="share of the week",
    formula="mean of m over those with m > 0",
    better="less",
    form="share",
    of=_of,
)
