"""The top hundredth, over four weeks; not a number where everything counted together is not above 0."""

import numpy as np

from sim.company import Company, FloatArray
from sim.company.readings import four_weeks
from sim.measures.measure import Measure
from sim.measures.shared import ratio


def _of(company: Company) -> FloatArray:
    ordered = four_weeks(company)
    first = ordered.shape[1] - max(round(0.01 * ordered.shape[1]), 1)
    return ratio(ordered[:, first:].sum(axis=1), ordered.sum(axis=1), without=np.nan)


MEASURE = Measure(
    name="top hundredth over four weeks",
    title="Share of everything counted that the top hundredth of people have",
    unit="share of the metric",
    formula="share of the highest 1 % in M summed over 4 weeks",
    form="share",
    of=_of,
)
