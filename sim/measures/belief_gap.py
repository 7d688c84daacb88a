"""Belief gap: what people believe of reviews against what managers do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.company.readings import believed
from sim.measures.measure import Measure
from sim.measures.shared import mean

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    if not company.counted:
        return np.full(company.worlds, np.nan)
    return mean(believed(company)) - mean(company.managers_use())


MEASURE = Measure(
    name="belief gap",
    title="How much more people believe that the number counts than it does",
    unit="probability less weight",
    formula="mean belief less mean of managers' actual weight",
    top=12,
    of=_of,
)
