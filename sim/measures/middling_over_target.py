"""The middling person's metric against the target's level."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.company.readings import order_by
from sim.measures.measure import Measure
from sim.measures.shared import not_defined

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    if company.levers.target is None:
        return not_defined(company)
    whose, half = order_by(company, "metric").whose, company.seats // 2
    above, below = (company.people.metric.take(whose[:, rank]) for rank in (half, half - 1 + company.seats % 2))
    return np.asarray(0.5 * (below + above) / company.level[:, 0])


MEASURE = Measure(
    name="middling metric over the target",
    title="How much of the target's level the middling person reaches",
    unit="share of the level",
    formula="median of M over the target's level",
    form="share",
    of=_of,
)
