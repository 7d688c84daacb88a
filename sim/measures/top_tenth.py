"""The top tenth, over four weeks; not a number where everything counted together is not above 0."""

import numpy as np

from sim.company import Company, FloatArray
from sim.company.readings import four_weeks
from sim.measures.measure import Measure
from sim.measures.shared import ratio


def _of(company: Company) -> FloatArray:
    ordered = four_weeks(company)
    first = ordered.shape[1] - max(round(0.1 * ordered.shape[1]), 1)
    return ratio(ordered[:, first:].sum(axis=1), ordered.sum(axis=1), without=np.nan)


MEASURE = Measure(
    name="top tenth over four weeks",
    title="Share of everything counted that the top tenth of people have",
    unit="share of the metric",
    formula="share of the highest 10 % in M summed over 4 weeks",
    form="share",
    of=_of,
)
