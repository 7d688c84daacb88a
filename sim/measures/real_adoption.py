"""Real adoption: who would count as active without padding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.once import once_a_week
from sim.company.readings import active, padded_of_padders, padders
from sim.measures.measure import Measure
from sim.measures.shared import mean

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


@once_a_week
def _of(company: Company) -> FloatArray:
    used = company.people.used
    if company.row_name == company.case.company.meter:
        used = used.copy()
        used.ravel()[padders(company)] -= padded_of_padders(company)
    return mean(active(company, used))


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
