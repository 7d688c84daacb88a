"""Carried over: whether those who pad now are those who padded before the last change of policy."""

import numpy as np

from sim.behaviour.types import FloatArray
from sim.company.company import Company
from sim.measures.measure import Measure


def _of(company: Company) -> FloatArray:
    padders = company.people.padding > 0.0
    number = padders.sum(axis=1)
    before = (padders & company.people.padded_before_change).sum(axis=1)
    return np.divide(before, number, out=np.full(company.worlds, np.nan), where=number > 0)


MEASURE = Measure(
    name="carried over",
    title="Of those who pad now, who padded in the four weeks before the policy last changed",
    unit="share of padders",
    formula="share of those with m > 0 now who had m > 0 in the 4 weeks before the last dated change",
    form="share",
    of=_of,
)
