"""Real adoption: who would count as active without padding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.behaviour.work import reaches
from sim.company.once import once_a_week
from sim.company.quantile import by_world
from sim.company.readings import mean_by_padders, padded_of_padders, padders
from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


@once_a_week
def _of(company: Company) -> FloatArray:
    if company.row_name != company.case.company.meter:
        return company.dashboard.adoption
    flat = padders(company)
    used, level = company.people.used.take(flat), by_world(company.meter.active, flat // company.seats)
    by_padding = reaches(used, level).astype(np.float64) - reaches(used - padded_of_padders(company), level)
    return company.dashboard.adoption - mean_by_padders(company, by_padding)


MEASURE = Measure(
    name="real adoption",
    title="People active this week by useful use alone",
    unit="share of people",
    formula="share whose metered AI use, less its padded part, is at or above the active level",
    better="more",
    form="share",
    top=5,
    of=_of,
)
