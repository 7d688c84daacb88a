"""Belief gap: what people believe of reviews against what managers do."""

import numpy as np

from sim.behaviour.belief import probability
from sim.behaviour.types import FloatArray
from sim.company.company import Company
from sim.measures.measure import Measure
from sim.measures.shared import mean


def _of(company: Company) -> FloatArray:
    if not company.counted:
        return np.full(company.worlds, np.nan)
    return mean(probability(company.people.belief)) - mean(company.managers_use())


MEASURE = Measure(
    name="belief gap",
    title="How much more people believe that the number counts than it does",
    unit="probability less weight",
    formula="mean belief less mean of managers' actual weight",
    top=12,
    of=_of,
)
