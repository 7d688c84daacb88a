"""Overuse against padding: which of the two the ledger holds against the claim."""

import numpy as np

from sim.company import Company, FloatArray
from sim.measures import ledger
from sim.measures.measure import Measure
from sim.measures.shared import ratio


def _of(company: Company) -> FloatArray:
    lines = ledger.of_week(company)
    return ratio(np.abs(lines.overuse), np.abs(lines.padding_counted) + np.abs(lines.padding_time), without=np.nan)


MEASURE = Measure(
    name="overuse over padding",
    title="How many times as much overuse takes from the claim as padding does",
    unit="times",
    formula="size of the ledger's line overuse over the sizes of padding counted and padding time",
    of=_of,
)
