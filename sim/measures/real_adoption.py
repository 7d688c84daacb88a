"""Real adoption: who would count as active without padding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.once import once_a_week
from sim.company.readings import active_by_padding
from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


@once_a_week
def _of(company: Company) -> FloatArray:
    counts_padding = company.row_name == company.case.company.meter
    return company.dashboard.adoption - (active_by_padding(company) if counts_padding else 0.0)


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
