"""What several measures read."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.behaviour.habit import eased_cost
from sim.behaviour.review import places
from sim.behaviour.types import FloatArray
from sim.behaviour.work import effort_cost
from sim.company.company import Company


def mean(values: NDArray[Any]) -> FloatArray:
    """Return the mean over the last axis: over seats, or over teams."""
    return np.asarray(values.mean(axis=-1), dtype=np.float64)


def ratio(part: FloatArray, whole: FloatArray, *, without: float) -> FloatArray:
    """Return part over whole, (worlds,), and `without` where the whole is nothing."""
    result = np.full(len(whole), without)
    np.divide(part, whole, out=result, where=whole > 0.0)
    return result


def padded_part(company: Company) -> FloatArray:
    """Return the part of each person's metric that is padding, (worlds, seats)."""

    def make() -> FloatArray:
        people = company.people
        padding = people.padding_yield * people.padding
        share = np.divide(padding, people.mean_metric, out=np.zeros_like(padding), where=padding > 0.0)
        return people.metric * share

    return company.this_week("padded part", make)


def places_of(company: Company, name: str) -> FloatArray:
    """Return everybody's place, 0..1, by one of the people's arrays, (worlds, seats)."""
    return company.this_week(f"places by {name}", lambda: places(getattr(company.people, name)))


def effort(company: Company) -> FloatArray:
    """Return everybody's cost of effort, baseline weeks, (worlds, seats)."""

    def make() -> FloatArray:
        people, behaviour = company.people, company.case.behaviour
        padding = eased_cost(people.cost_padding, people.habit, behaviour.habit.relief)
        efforts = people.useful, people.padding, people.unmeasured
        return effort_cost(people.cost_useful, padding, people.cost_unmeasured, behaviour.work.substitution, *efforts)

    return company.this_week("effort", make)


def bill(company: Company) -> FloatArray:
    """Return what each person's AI use, measuring and audits cost, dollars, (worlds, seats).

    Where the metric that is counted is not what the AI's meter reads, useful use alone is billed at the meter's price.
    """

    def make() -> FloatArray:
        meter = company.case.all_metrics()[company.case.company.meter]
        used = company.people.metric
        if company.row_name != company.case.company.meter:
            used = company.useful_yield_in(meter) * company.people.useful
        measuring = company.row.measuring if company.counted else 0.0
        audit = company.levers.audit
        checking = 0.0 if audit is None else audit.rate * audit.cost
        return np.asarray(meter.price * meter.units_per_useful_week * used + measuring + checking)

    return company.this_week("bill", make)


def correlation(one: FloatArray, other: FloatArray) -> FloatArray:
    """Return the correlation over seats, (worlds,); not a number where one of the two does not vary."""
    a = one - one.mean(axis=1, keepdims=True)
    b = other - other.mean(axis=1, keepdims=True)
    size = np.sqrt((a * a).sum(axis=1) * (b * b).sum(axis=1))
    result = np.full(len(a), np.nan)
    np.divide((a * b).sum(axis=1), size, out=result, where=size > 1e-12)
    return result
