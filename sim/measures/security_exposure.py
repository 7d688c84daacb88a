"""Security exposure: how much risk comes with use that is of use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.company.readings import average, reach
from sim.measures.measure import Measure
from sim.measures.shared import ratio

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    rate, useful = company.case.behaviour.incidents, average(company, "useful")
    expected = np.ravel(rate.useful) * useful + np.ravel(rate.padding) * average(company, "padding")
    return ratio(reach(company) * expected, useful)


MEASURE = Measure(
    name="security exposure",
    title="Incidents to expect for a week of useful AI use, padding's included",
    unit="incidents per useful week",
    formula="mean expected incidents over mean of r",
    better="less",
    of=_of,
)
