"""Regretted quits: who leaves although the company would rather have kept them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import places_of
from sim.measures.measure import Measure
from sim.measures.shared import TOP_QUARTER, mean

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return 52.0 * mean(company.people.quit & (places_of(company, "value") >= TOP_QUARTER))


MEASURE = Measure(
    name="regretted quits",
    title="People of the top quarter by real value who quit, at the rate of this week",
    unit="share of all people a year",
    formula="52 times the share of people who quit this week and are in the first quarter by V",
    better="less",
    form="share",
    of=_of,
)
