"""What can be read from a company after a week: what measures are made of."""

from typing import TYPE_CHECKING

import numpy as np

from sim.behaviour import incidents, turnover
from sim.behaviour.belief import probability
from sim.behaviour.order import Order, in_order
from sim.behaviour.review import ladder, places_in, variance_of_places
from sim.behaviour.types import BoolArray, FloatArray, IntArray
from sim.behaviour.work import on_axis, reaches
from sim.company.once import once_a_week
from sim.company.quantile import by_world
from sim.company.stakes import risk_premium
from sim.company.sums import mean, mean_product, share, total

if TYPE_CHECKING:
    from sim.company.company import Company


@once_a_week
def believed(company: "Company") -> FloatArray:
    """Return how likely everybody thinks it that the metric counts in reviews, (worlds, seats)."""
    return probability(company.people.belief)


@once_a_week
def log_metric(company: "Company") -> FloatArray:
    """Return the logarithm of everybody's metric, of at least `LEAST`, (worlds, seats)."""
    return company.people.place if company.multiplicative else on_axis(company.people.metric, True)


@once_a_week
def pads(company: "Company") -> BoolArray:
    """Return who takes time for padding, (worlds, seats)."""
    return company.people.padding > 0.0


@once_a_week
def padders(company: "Company") -> IntArray:
    """Return who pads, by places in the flattened (worlds, seats) arrays, (n,)."""
    return np.flatnonzero(company.people.padding != 0.0)


@once_a_week
def metered_of_padders(company: "Company") -> FloatArray:
    """Return what each padder's padding adds to the metric before luck, q m, (n,), of people as `padders` has them."""
    people, flat = company.people, padders(company)
    return np.asarray(people.padding_yield.take(flat) * people.padding.take(flat))


@once_a_week
def harmed(company: "Company") -> IntArray:
    """Return who had incidents, by places in the flattened (worlds, seats) arrays, (n,)."""
    return np.flatnonzero(company.people.incidents > 0.0)


def mean_by_padders(company: "Company", each: FloatArray) -> FloatArray:
    """Return the mean over seats of what each padder has and the others have not, (worlds,); people as in `padders`."""
    return total(each, padders(company), company.worlds, company.seats) / company.seats


def padded_part(company: "Company") -> FloatArray:
    """Return the part of each person's metric that is padding, (worlds, seats)."""
    part = np.zeros_like(company.people.metric)
    part.ravel()[padders(company)] = padded_of_padders(company)
    return part


@once_a_week
def padded_of_padders(company: "Company") -> FloatArray:
    """Return the part of each padder's metric that is padding, (n,), of people as `padders` has them."""
    people, flat = company.people, padders(company)
    counted, part = metered_of_padders(company), np.zeros(len(flat))
    whole = people.metric.take(flat) * counted
    return np.divide(whole, people.mean_metric.take(flat), out=part, where=counted > 0.0)


@once_a_week
def padded(company: "Company") -> FloatArray:
    """Return the mean part of people's metric that is padding, (worlds,)."""
    return mean_by_padders(company, padded_of_padders(company))


@once_a_week
def average(company: "Company", name: str) -> FloatArray:
    """Return the mean of one of the people's arrays over seats, (worlds,)."""
    return mean(getattr(company.people, name))


@once_a_week
def order_by(company: "Company", name: str) -> Order:
    """Return everybody's order by one of the people's arrays."""
    return in_order(getattr(company.people, name))


@once_a_week
def places_of(company: "Company", name: str) -> FloatArray:
    """Return everybody's place, 0..1, by one of the people's arrays, (worlds, seats)."""
    return places_in(order_by(company, name))


def spread_of_places(company: "Company", name: str) -> FloatArray:
    """Return the variance of people's places by one of their arrays, (worlds,)."""
    return variance_of_places(order_by(company, name))


@once_a_week
def ranks_lost(company: "Company") -> FloatArray:
    """Return by how much everybody's place by value is above the one by the metric, (worlds, seats)."""
    return places_of(company, "value") - places_of(company, "metric")


@once_a_week
def effort(company: "Company") -> FloatArray:
    """Return the mean cost of effort without padding's part, (r, 0, u)' C (r, 0, u)/2, baseline weeks, (worlds,)."""
    people, eased = company.people, 1.0 / company.agents_at_once
    one, other = people.root_useful * people.useful, people.root_unmeasured * people.unmeasured
    squares = eased * eased * mean_product(one, one) + mean_product(other, other)
    crossed = eased * np.ravel(company.case.behaviour.work.substitution) * mean_product(one, other)
    return np.asarray(0.5 * squares + crossed)


@once_a_week
def effort_of_padding(company: "Company") -> FloatArray:
    """Return what padding adds to the mean cost of effort, c_m m^2/2 + rho sqrt(c_m c_u) m u, (worlds,)."""
    people, seats, flat = company.people, company.seats, padders(company)
    world = flat // seats
    cost, m, u = company.cost_of_padding(flat), people.padding.take(flat), people.unmeasured.take(flat)
    substitution = by_world(company.case.behaviour.work.substitution, world)
    added = m * (0.5 * cost * m + substitution * np.sqrt(cost * people.cost_unmeasured.take(flat)) * u)
    return mean_by_padders(company, added)


def rework(company: "Company") -> FloatArray:
    """Return what rework took from whom AI helps, or added to the loss of whom it hinders, baseline weeks, (worlds,).

    Who loses all of it gains nothing and loses nothing.
    """
    people = company.people
    return mean_product(people.skill * people.useful, people.gain * people.redone)


@once_a_week
def padding_time(company: "Company") -> FloatArray:
    """Return the mean time that padding takes, A t m, baseline weeks, (worlds,)."""
    loss = np.ravel(company.case.behaviour.work.padding_time)
    return np.asarray(loss * mean_product(company.people.skill, company.people.padding))


@once_a_week
def risk(company: "Company") -> FloatArray:
    """Return what the risk in pay on the metric costs people on average, baseline weeks, (worlds,)."""
    if not company.paid:
        return np.zeros(company.worlds)
    return mean(risk_premium(company))


@once_a_week
def replacing(company: "Company") -> FloatArray:
    """Return what replacing this week's leavers costs, baseline weeks a person, (worlds,)."""
    return np.asarray(np.ravel(company.case.company.replacement) * share(company.people.left))


@once_a_week
def drive_to_leave(company: "Company") -> FloatArray:
    """Return what drives everybody to quit, on the log of the hazard, (worlds, seats)."""
    people, why = company.people, company.case.behaviour.turnover
    return turnover.drive(
        company.teams.spread(company.pressure) * people.aware * turnover.unhelped(people.gain, why.helped_from),
        people.norm * people.honest,
        people.passed_over,
        why.pressure,
        why.disgust,
        why.passed_over,
    )


def active_by_padding(company: "Company") -> FloatArray:
    """Return the share of people who are active on the AI's own meter, and would not be without padding, (worlds,)."""
    flat = padders(company)
    used, level = company.people.used.take(flat), by_world(company.meter.active, flat // company.seats)
    with_padding, without = reaches(used, level), reaches(used - padded_of_padders(company), level)
    return mean_by_padders(company, with_padding.astype(np.float64) - without)


@once_a_week
def over_four_weeks(company: "Company") -> FloatArray:
    """Return everybody's metric over the last four weeks, (worlds, seats)."""
    return np.asarray(company.recent.sum(axis=0))


@once_a_week
def four_weeks(company: "Company") -> FloatArray:
    """Return people's metric over the last four weeks, in order, (worlds, seats)."""
    return np.sort(over_four_weeks(company), axis=1)


def places_of_four_weeks(company: "Company") -> FloatArray:
    """Return the places, 0..1, of what stands in `four_weeks`, (worlds, seats)."""
    return ladder(company.worlds, company.seats)


@once_a_week
def mean_of_four_weeks(company: "Company") -> FloatArray:
    """Return the mean of people's metric over the last four weeks, (worlds,)."""
    return mean(four_weeks(company))


def reach(company: "Company") -> float:
    """Return how far the tool and its permissions let use do harm, 1 for agents under open permissions."""
    permissions = 1.0 if company.levers.permissions == "open" else incidents.REVIEWED
    return permissions * (incidents.BY_HAND if company.levers.tool == "chat" else 1.0)


@once_a_week
def harm_to_others(company: "Company") -> FloatArray:
    """Return what use of AI costs others on average, rework that falls on reviewers and incidents, (worlds,)."""
    behaviour = company.case.behaviour
    use = average(company, "useful") + average(company, "padding")
    harm = np.ravel(behaviour.incidents.cost) * average(company, "incidents")
    return np.asarray(np.ravel(behaviour.work.review_burden) * use + harm)


@once_a_week
def harm_of_padding(company: "Company") -> FloatArray:
    """Return the value lost by padding on average: its time, others' rework and expected incidents, (worlds,)."""
    work, rate = company.case.behaviour.work, company.case.behaviour.incidents
    each = np.ravel(work.review_burden) + np.ravel(reach(company) * rate.cost * rate.padding)
    return np.asarray(padding_time(company) + each * average(company, "padding"))


@once_a_week
def ai_price(company: "Company") -> FloatArray:
    """Return what a useful-week equivalent on the AI's meter costs, dollars, one for all or (worlds,)."""
    return np.ravel(company.meter.price * company.meter.units_per_useful_week)


def on_target(company: "Company") -> BoolArray:
    """Return who reaches the target's level, (worlds, seats)."""
    return reaches(company.people.metric, company.level)


@once_a_week
def measuring(company: "Company") -> FloatArray:
    """Return what it costs to measure a person for the week, dollars, one for all or (worlds,)."""
    return np.ravel(company.row.measuring if company.counted else 0.0)


@once_a_week
def checking(company: "Company") -> FloatArray:
    """Return what audits cost in the week, dollars a person, one for all or (worlds,)."""
    audit = company.levers.audit
    return np.ravel(0.0 if audit is None else audit.rate * audit.cost)


@once_a_week
def teaching(company: "Company") -> FloatArray:
    """Return what training costs in the week, dollars a person, one for all or (worlds,)."""
    return np.ravel(company.levers.training * company.case.company.training)


@once_a_week
def bill(company: "Company") -> FloatArray:
    """Return what AI use, measuring, audits and training cost, dollars a person, (worlds,).

    Where the metric that is counted is not what the AI's meter reads, useful use alone is billed at the meter's price.
    """
    using = ai_price(company) * average(company, "used")
    return using + measuring(company) + checking(company) + teaching(company)


@once_a_week
def surplus(company: "Company") -> FloatArray:
    """Return value less effort, the premium for risk in pay, the bill and replacing leavers, (worlds,)."""
    worked = effort(company) + effort_of_padding(company) + risk(company)
    billed = bill(company) / np.ravel(company.case.company.wage)
    return np.asarray(average(company, "value") - worked - billed - replacing(company))
