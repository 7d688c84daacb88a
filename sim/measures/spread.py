"""Spread of the metric, over four weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.company.readings import four_weeks
from sim.company.sums import mean, mean_product, share
from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    ordered = four_weeks(company)
    used = ordered > 0.0
    part = np.maximum(share(used), 1.0 / company.seats)
    logs = np.log(ordered, out=np.zeros_like(ordered), where=used)
    np.subtract(logs, (mean(logs) / part)[:, None], out=logs, where=used)
    return np.asarray(np.sqrt(mean_product(logs, logs) / part))


MEASURE = Measure(
    name="spread over four weeks",
    title="Spread of the metric over people who use AI at all",
    unit="log standard deviation",
    formula="standard deviation of log M summed over 4 weeks, over those with M > 0",
    of=_of,
)
