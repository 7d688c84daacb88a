"""Waste: what padding costs, and what it costs to look for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.company.once import once_a_week
from sim.company.readings import ai_price, checking, harm_of_padding, measuring
from sim.measures.measure import Measure
from sim.measures.shared import padded_use

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


@once_a_week
def _of(company: Company) -> FloatArray:
    spent = ai_price(company) * padded_use(company) + measuring(company) + checking(company)
    return np.ravel(company.case.company.wage) * harm_of_padding(company) + spent


MEASURE = Measure(
    name="waste",
    title="What padding costs: AI, time, others' rework, expected incidents, measuring and audits",
    unit="dollars a person-week",
    formula="price of padding's part + wage <A t m + x m + expected incidents of m> + measuring + audits",
    better="less",
    form="money",
    of=_of,
)
