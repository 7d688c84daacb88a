"""Padding's share of the metric."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.company.readings import average, padded
from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    metric = average(company, "metric")
    return padded(company) / np.where(metric > 0.0, metric, np.inf)


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
