"""Padding's share of the metric."""

import numpy as np

from sim.behaviour.types import FloatArray
from sim.company.company import Company
from sim.measures.measure import Measure
from sim.measures.shared import padded_part


def _of(company: Company) -> FloatArray:
    whole = company.people.metric.sum(axis=1)
    return np.divide(padded_part(company).sum(axis=1), whole, out=np.zeros_like(whole), where=whole > 0.0)


MEASURE = Measure(
    name="padding share",
    title="Padding's share of everything counted",
    unit="share of the metric",
    formula="sum of M q m/(M before luck) over sum of M",
    better="less",
    form="share",
    top=6,
    of=_of,
)
