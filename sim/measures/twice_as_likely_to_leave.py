"""People whom something drives out: pressure, disgust, or having been passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.company.readings import drive_to_leave
from sim.measures.measure import Measure
from sim.measures.shared import mean

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return mean(drive_to_leave(company) >= np.log(2.0))


MEASURE = Measure(
    name="twice as likely to leave",
    title="People at least twice as likely to quit as when nothing presses",
    unit="share of people",
    formula="share whose weekly hazard of quitting is at least twice the base",
    better="less",
    form="share",
    of=_of,
)
