"""Goodhart ratio: growth of the metric over growth of value since the weeks before launch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.readings import average
from sim.measures.measure import Measure
from sim.measures.shared import not_defined, ratio

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    if not company.dashboard.claims(company):
        return not_defined(company)
    metric, value = company.ledger.metric_usual.mean, company.ledger.value_usual.mean
    return ratio(average(company, "metric") * value, metric * average(company, "value"))


MEASURE = Measure(
    name="goodhart ratio",
    title="How many times more the metric has grown than real value",
    unit="times",
    formula="(mean M / mean M before) / (mean V / mean V before), before: the 8 weeks before launch",
    of=_of,
)
