"""The top user against the mean, over four weeks; not a number where the mean is not above 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import four_weeks, mean_of_four_weeks
from sim.measures.measure import Measure
from sim.measures.shared import ratio

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return ratio(four_weeks(company)[:, -1], mean_of_four_weeks(company))


MEASURE = Measure(
    name="top user over four weeks",
    title="How many times the mean the top user reaches",
    unit="times the mean",
    formula="largest over mean of M summed over 4 weeks",
    of=_of,
)
