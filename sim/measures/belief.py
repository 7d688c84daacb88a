"""Belief that the metric counts in reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import believed
from sim.measures.measure import Measure
from sim.measures.shared import mean

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return mean(believed(company))


MEASURE = Measure(
    name="belief",
    title="How likely people think it that the number counts in reviews",
    unit="probability",
    formula="mean of 1/(1 + exp(-L))",
    form="share",
    of=_of,
)
