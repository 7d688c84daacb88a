"""Validity in levels: what the metric explains of differences in value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import log_metric
from sim.measures.measure import Measure
from sim.measures.shared import correlation

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return correlation(log_metric(company), company.people.value) ** 2


MEASURE = Measure(
    name="explained value",
    title="Share of differences in real value that the metric explains",
    unit="share of variance",
    formula="R squared of V on ln max(M, .001) over people",
    better="more",
    form="share",
    of=_of,
)
