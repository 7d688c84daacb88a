"""The top user against the mean, over four weeks."""

import numpy as np

from sim.company import Company, FloatArray
from sim.company.readings import four_weeks
from sim.measures.measure import Measure


def _of(company: Company) -> FloatArray:
    ordered = four_weeks(company)
    return np.asarray(ordered[:, -1] / np.maximum(ordered.mean(axis=1), 1e-12))


MEASURE = Measure(
    name="top user over four weeks",
    title="How many times the mean the top user reaches",
    unit="times the mean",
    formula="largest over mean of M summed over 4 weeks",
    of=_of,
)
