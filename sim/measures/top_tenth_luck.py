"""Luck among those at the top: the regressional kind of Goodhart's law (Manheim and Garrabrant 2018)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.company.readings import places_of
from sim.company.sums import mean_product
from sim.measures.measure import Measure
from sim.measures.shared import TOP_TENTH, ratio

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    top = (places_of(company, "metric") >= TOP_TENTH).astype(np.float64)
    reached = mean_product(company.people.metric, top)
    return ratio(reached - mean_product(company.people.mean_metric, top), reached)


MEASURE = Measure(
    name="top tenth luck",
    title="Luck's share of the top tenth's number",
    unit="share of their metric",
    formula="sum of M less M before luck, over sum of M, both over the first tenth by M",
    of=_of,
)
