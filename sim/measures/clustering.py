"""Clustering: how far padding is a matter of teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import pads
from sim.measures.measure import Measure
from sim.measures.shared import ratio

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    teams = company.teams
    padders = teams.total(pads(company))
    number, squares = padders.sum(axis=1), (padders * padders / teams.sizes).sum(axis=1)
    between = (squares - number * number / company.seats) / max(teams.count - 1, 1)
    within = (number - squares) / max(company.seats - teams.count, 1)
    size = (company.seats - (teams.sizes**2).sum() / company.seats) / max(teams.count - 1, 1)
    whole = between + (size - 1.0) * within
    return ratio(between - within, whole)


MEASURE = Measure(
    name="clustering",
    title="How far padding is a matter of teams",
    unit="intraclass correlation",
    formula="one-way ICC of m > 0 between teams",
    of=_of,
)
