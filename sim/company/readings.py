"""What can be read from a company after a week: what measures are made of."""

from typing import TYPE_CHECKING

import numpy as np

from sim.behaviour import turnover
from sim.behaviour.belief import probability
from sim.behaviour.review import places
from sim.behaviour.types import BoolArray, FloatArray
from sim.behaviour.work import effort_cost, reaches
from sim.company.stakes import risk_premium

if TYPE_CHECKING:
    from sim.company.company import Company


def believed(company: "Company") -> FloatArray:
    """Return how likely everybody thinks it that the metric counts in reviews, (worlds, seats)."""
    return company.this_week("believed", lambda: probability(company.people.belief))


def padded_part(company: "Company") -> FloatArray:
    """Return the part of each person's metric that is padding, (worlds, seats)."""

    def make() -> FloatArray:
        people = company.people
        padding = people.padding_yield * people.padding
        share = np.divide(padding, people.mean_metric, out=np.zeros_like(padding), where=padding > 0.0)
        return people.metric * share

    return company.this_week("padded part", make)


def places_of(company: "Company", name: str) -> FloatArray:
    """Return everybody's place, 0..1, by one of the people's arrays, (worlds, seats)."""
    return company.this_week(f"places by {name}", lambda: places(getattr(company.people, name)))


def effort(company: "Company") -> FloatArray:
    """Return everybody's cost of effort, baseline weeks, (worlds, seats)."""

    def make() -> FloatArray:
        people, work = company.people, company.case.behaviour.work
        useful, padding, unmeasured = (cost.reshape(people.useful.shape) for cost in company.effort_costs())
        efforts = people.useful, people.padding, people.unmeasured
        return effort_cost(useful, padding, unmeasured, work.substitution, *efforts)

    return company.this_week("effort", make)


def risk(company: "Company") -> FloatArray:
    """Return what the risk in pay on the metric costs everybody, baseline weeks, (worlds, seats)."""
    return company.this_week("risk", lambda: risk_premium(company))


def drive_to_leave(company: "Company") -> FloatArray:
    """Return what drives everybody to quit, on the log of the hazard, (worlds, seats)."""

    def make() -> FloatArray:
        people, why = company.people, company.case.behaviour.turnover
        return turnover.drive(
            company.teams.spread(company.pressure) * people.aware * turnover.unhelped(people.gain, why.helped_from),
            people.norm * people.honest,
            people.passed_over,
            why.pressure,
            why.disgust,
            why.passed_over,
        )

    return company.this_week("drive to leave", make)


def active(company: "Company", used: FloatArray) -> BoolArray:
    """Return who counts as active on the AI's own meter by some use of it, (worlds, seats)."""
    return reaches(used, company.case.all_metrics()[company.case.company.meter].active)


def four_weeks(company: "Company") -> FloatArray:
    """Return everybody's metric over the last four weeks, in order, (worlds, seats)."""
    return company.this_week("four weeks", lambda: np.sort(company.recent.sum(axis=0), axis=1))


def bill(company: "Company") -> FloatArray:
    """Return what each person's AI use, measuring, audits and training cost, dollars, (worlds, seats).

    Where the metric that is counted is not what the AI's meter reads, useful use alone is billed at the meter's price.
    """

    def make() -> FloatArray:
        meter = company.case.all_metrics()[company.case.company.meter]
        measuring = company.row.measuring if company.counted else 0.0
        audit = company.levers.audit
        checking = 0.0 if audit is None else audit.rate * audit.cost
        teaching = company.levers.training * company.case.company.training
        return np.asarray(
            meter.price * meter.units_per_useful_week * company.people.used + measuring + checking + teaching
        )

    return company.this_week("bill", make)
