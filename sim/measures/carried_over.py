"""Carried over: whether those who pad now are those who padded before the last change of policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import pads
from sim.company.sums import share
from sim.measures.measure import Measure
from sim.measures.shared import ratio

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    now = pads(company)
    return ratio(share(now & company.people.padded_before_change), share(now))


MEASURE = Measure(
    name="carried over",
    title="Of those who pad now, who padded in the four weeks before the policy last changed",
    unit="share of padders",
    formula="share of those with m > 0 now who had m > 0 in the 4 weeks before the last dated change",
    form="share",
    of=_of,
)
