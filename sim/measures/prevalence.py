"""Prevalence of padding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import metered_padding
from sim.measures.measure import Measure
from sim.measures.shared import mean

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return mean(metered_padding(company) > 0.1 * company.people.mean_metric)


MEASURE = Measure(
    name="prevalence",
    title="People who pad: more than a tenth of their number is padding",
    unit="share of people",
    formula="share with q m > M/10 before luck",
    better="less",
    form="share",
    top=7,
    of=_of,
)
