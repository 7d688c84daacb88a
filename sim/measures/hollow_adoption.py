"""Hollow adoption: how much of reported adoption is padding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.measures import real_adoption, reported_adoption
from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return reported_adoption.MEASURE.of(company) - real_adoption.MEASURE.of(company)


MEASURE = Measure(
    name="hollow adoption",
    title="People active on the dashboard by padding alone",
    unit="share of people",
    formula="reported adoption less real adoption",
    better="less",
    form="share",
    of=_of,
)
