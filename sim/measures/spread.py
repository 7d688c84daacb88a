"""Spread of the metric, over four weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.company.readings import four_weeks
from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    ordered = four_weeks(company)
    used = ordered > 0.0
    logs = np.log(np.where(used, ordered, 1.0))
    number = np.maximum(used.sum(axis=1), 1)
    mean = logs.sum(axis=1) / number
    return np.asarray(np.sqrt((used * (logs - mean[:, None]) ** 2).sum(axis=1) / number))


MEASURE = Measure(
    name="spread over four weeks",
    title="Spread of the metric over people who use AI at all",
    unit="log standard deviation",
    formula="standard deviation of log M summed over 4 weeks, over those with M > 0",
    of=_of,
)
