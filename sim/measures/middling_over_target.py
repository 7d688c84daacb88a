"""The middling person's metric against the target's level."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    if company.levers.target is None:
        return np.full(company.worlds, np.nan)
    half = company.seats // 2
    ordered = np.partition(company.people.metric, half, axis=1)
    above = ordered[:, half]
    below = above if company.seats % 2 else ordered[:, :half].max(axis=1)
    return np.asarray(0.5 * (below + above) / company.level[:, 0])


MEASURE = Measure(
    name="middling metric over the target",
    title="How much of the target's level the middling person reaches",
    unit="share of the level",
    formula="median of M over the target's level",
    form="share",
    of=_of,
)
