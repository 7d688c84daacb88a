"""Clustering: how far padding is a matter of teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.measures.measure import Measure
from sim.measures.shared import ratio

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    teams = company.teams
    padders = (company.people.padding > 0.0).astype(np.float64)
    means = teams.mean(padders)
    overall = padders.mean(axis=1, keepdims=True)
    between = (teams.sizes * (means - overall) ** 2).sum(axis=1) / max(teams.count - 1, 1)
    within = (teams.sizes * means * (1.0 - means)).sum(axis=1) / max(company.seats - teams.count, 1)
    size = (company.seats - (teams.sizes**2).sum() / company.seats) / max(teams.count - 1, 1)
    whole = between + (size - 1.0) * within
    return ratio(between - within, whole, without=np.nan)


MEASURE = Measure(
    name="clustering",
    title="How far padding is a matter of teams",
    unit="intraclass correlation",
    formula="one-way ICC of m > 0 between teams",
    of=_of,
)
