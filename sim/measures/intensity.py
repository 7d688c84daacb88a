"""Intensity of padding among those who pad."""

import numpy as np

from sim.behaviour.types import FloatArray
from sim.company.company import Company
from sim.measures.measure import Measure


def _of(company: Company) -> FloatArray:
    padding = company.people.padding
    padders = (padding > 0.0).sum(axis=1)
    return np.divide(padding.sum(axis=1), padders, out=np.full(company.worlds, np.nan), where=padders > 0)


MEASURE = Measure(
    name="intensity",
    title="Time that padders spend on padding",
    unit="share of the week",
    formula="mean of m over those with m > 0",
    better="less",
    form="share",
    of=_of,
)
