"""Real adoption: who would count as active without padding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import active, padded_part
from sim.measures.measure import Measure
from sim.measures.shared import mean

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return company.this_week("real adoption", lambda: _adoption(company))


def _adoption(company: Company) -> FloatArray:
    padded = padded_part(company) if company.row_name == company.case.company.meter else 0.0
    return mean(active(company, company.people.used - padded))


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
