"""Intensity of padding among those who pad."""

import numpy as np

from sim.company import Company, FloatArray
from sim.measures.measure import Measure
from sim.measures.shared import mean, ratio


def _of(company: Company) -> FloatArray:
    padding = company.people.padding
    return ratio(mean(np.maximum(padding, 0.0)), mean(padding > 0.0), without=np.nan)


MEASURE = Measure(
    name="intensity",
    title="Time that padders spend on padding",
    unit="share of the week",
    formula="mean of m over those with m > 0",
    better="less",
    form="share",
    of=_of,
)
