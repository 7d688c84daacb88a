"""Belief gap: how likely people think it that the number counts, less the weight that managers give it.

A probability less a share of the rating: people who are sure that the number counts, and are right, have a gap of one
less its weight. The two can be set against each other because belief enters people's choices where the weight would,
as the factor by which a good number is worth something (`sim.company.stakes`).
"""

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
    title="How likely people think it that the number counts, less the weight that it has",
    unit="probability less weight",
    formula="mean belief, a probability, less mean of managers' actual weight, a share of the rating",
    top=12,
    of=_of,
)
