"""What honesty costs on the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.company.readings import ranks_lost
from sim.company.sums import mean_product
from sim.measures.measure import Measure
from sim.measures.shared import mean, ratio

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    honest = company.people.honest
    return ratio(mean_product(ranks_lost(company), honest.astype(np.float64)), mean(honest))


MEASURE = Measure(
    name="honest rank loss",
    title="Places that people who never pad lose on the board against their place by real value",
    unit="share of all places",
    formula="mean over those who never pad of place by V less place by M, 0 last to 1 first",
    better="less",
    of=_of,
)
