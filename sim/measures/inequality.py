"""Inequality of the metric, over four weeks; not a number where all of it together is not above 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.company.readings import four_weeks
from sim.company.sums import mean_product
from sim.measures.measure import Measure
from sim.measures.shared import ratio

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    ordered = four_weeks(company)
    number = ordered.shape[1]
    weights = np.broadcast_to(np.arange(1.0 - number, number, 2.0), ordered.shape)
    return ratio(mean_product(ordered, weights), ordered.sum(axis=1), without=np.nan)


MEASURE = Measure(
    name="inequality over four weeks",
    title="How unequally the metric is spread over people",
    unit="Gini coefficient",
    formula="Gini of M summed over 4 weeks",
    of=_of,
)
