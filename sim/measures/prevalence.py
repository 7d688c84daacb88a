"""Prevalence of padding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.company.readings import mean_by_padders, metered_of_padders, padders
from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    shows = 0.1 * company.people.mean_metric.take(padders(company))
    pads = metered_of_padders(company) > shows.clip(0.0, np.inf)
    return mean_by_padders(company, pads.astype(np.float64))


MEASURE = Measure(
    name="prevalence",
    title="People who pad: more than a tenth of their number is padding",
    unit="share of people",
    formula="share with q m > 0 and q m > M/10 before luck",
    better="less",
    form="share",
    top=7,
    of=_of,
)
