"""The middling person's metric against the target's level."""

import numpy as np

from sim.company import Company, FloatArray
from sim.measures.measure import Measure


def _of(company: Company) -> FloatArray:
    if company.levers.target is None:
        return np.full(company.worlds, np.nan)
    return np.asarray(np.median(company.people.metric, axis=1) / company.level[:, 0])


MEASURE = Measure(
    name="middling metric over the target",
    title="How much of the target's level the middling person reaches",
    unit="share of the level",
    formula="median of M over the target's level",
    form="share",
    of=_of,
)
