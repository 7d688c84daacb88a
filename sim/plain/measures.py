"""Every measure of a week, said once more over a list of people."""

import math
from statistics import median
from typing import TYPE_CHECKING

from sim.plain.arithmetic import correlation, mean, places, probability, spread
from sim.plain.metric_luck import who_reach
from sim.plain.pay import Pay

if TYPE_CHECKING:
    from sim.plain.company import PlainCompany
    from sim.plain.employee import PlainEmployee


def measures(company: "PlainCompany") -> dict[str, float]:
    """Return every measure of the week that has just been worked, by name."""
    staff, levers, year_ago = company.staff, company.levers, max(company.week - 52, 0)
    metric = [person.metric for person in staff]
    value = [person.value for person in staff]
    padded = [padded_part(person) if person.padding > 0.0 else 0.0 for person in staff]
    padders = [person for person in staff if person.padding > 0.0]
    belief = mean([probability(person.belief) for person in staff])
    bill, executive = bill_of(company), company.executive
    real_value = mean(value)
    return {
        "real value": real_value,
        "surplus": real_value - bill / company.case.company.wage - burdens(company),
        "claimed value": executive.claimed_value,
        "claimed gain": executive.claimed_value - executive.value_before,
        "reported adoption": executive.adoption,
        "real adoption": real_adoption(company, padded),
        "padding share": sum(padded) / sum(metric) if sum(metric) > 0.0 else 0.0,
        "prevalence": share([person.padding_yield * person.padding > 0.1 * person.mean_metric for person in staff]),
        "validity": correlation(places(metric), places(value)),
        "cost per value": bill / real_value,
        "incidents": 1000.0 * mean([person.incidents for person in staff]),
        "quits": 52.0 * share([person.quits for person in staff]),
        "belief gap": belief - mean([manager.use_of_metric for manager in company.managers])
        if company.counted
        else math.nan,
        "belief": belief,
        "bill": bill,
        "carried over": share([person.padded_before_change for person in padders]),
        "clustering": clustering(company),
        "dismissed for padding": 52.0 * share([person.caught and person.dismissed for person in staff]),
        "intensity": mean([person.padding for person in padders]) if padders else math.nan,
        "metric": mean(metric),
        "padded within a year": share([person.last_padded > year_ago for person in staff]),
        "middling metric over the target": median(metric) / executive.level if levers.target is not None else math.nan,
        "push": executive.push if levers.target is not None else 0.0,
        "unmeasured work": mean([person.unmeasured for person in staff]),
        "useful use": mean([person.useful for person in staff]),
        **over_four_weeks(sorted([sum(person.recent) for person in staff])),
    }


def over_four_weeks(ordered: list[float]) -> dict[str, float]:
    """Return what is measured of the metric summed over four weeks, lowest first."""
    number, whole = len(ordered), max(sum(ordered), 1e-12)
    used = [math.log(metric) for metric in ordered if metric > 0.0]
    ranked = sum([(2 * place - number + 1) * metric for place, metric in enumerate(ordered)])
    return {
        "inequality over four weeks": ranked / max(number * sum(ordered), 1e-12),
        "spread over four weeks": spread(used) if used else 0.0,
        "top tenth over four weeks": sum(ordered[number - max(round(0.1 * number), 1) :]) / whole,
        "top user over four weeks": ordered[-1] / max(mean(ordered), 1e-12),
    }


def burdens(company: "PlainCompany") -> float:
    """Return what people bear on average, effort and risk in pay, and what replacing this week's leavers costs."""
    staff, firm = company.staff, company.case.company
    effort = mean([person.cost_of_efforts() for person in staff])
    risk = mean([Pay(person).premium(person.mean_metric)[0] for person in staff]) if company.paid else 0.0
    return effort + risk + firm.replacement * share([person.quits or person.dismissed for person in staff])


def real_adoption(company: "PlainCompany", padded: list[float]) -> float:
    """Return the share of people who would be active on the AI's own meter without padding it."""
    if not company.meter_counted:
        padded = [0.0] * len(padded)
    used = [person.used - part for person, part in zip(company.staff, padded, strict=True)]
    return share(who_reach(used, company.meter.active))


def share(answers: list[bool]) -> float:
    """Return the share of people of whom something is true; not a number if nobody is asked."""
    return sum(answers) / len(answers) if answers else math.nan


def padded_part(person: "PlainEmployee") -> float:
    """Return the part of a padder's metric that is padding."""
    return person.metric * person.padding_yield * person.padding / person.mean_metric


def bill_of(company: "PlainCompany") -> float:
    """Return what AI use, measuring, audits and training cost an average person, dollars."""
    meter, audit = company.meter, company.levers.audit
    using = meter.price * meter.units_per_useful_week * mean([person.used for person in company.staff])
    measuring = company.row.measuring if company.counted else 0.0
    checking = audit.rate * audit.cost if audit is not None else 0.0
    return using + measuring + checking + company.levers.training * company.case.company.training


def clustering(company: "PlainCompany") -> float:
    """Return the one-way intraclass correlation of padding between teams."""
    sizes = [manager.headcount for manager in company.managers]
    means = [mean([person.padding > 0.0 for person in manager.members]) for manager in company.managers]
    teams, seats = list(zip(sizes, means, strict=True)), len(company.staff)
    overall = sum(size * padders for size, padders in teams) / seats
    groups = max(len(teams) - 1, 1)
    between = sum(size * (padders - overall) ** 2 for size, padders in teams) / groups
    within = sum(size * padders * (1.0 - padders) for size, padders in teams) / max(seats - len(teams), 1)
    typical = (seats - sum(size * size for size in sizes) / seats) / groups
    whole = between + (typical - 1.0) * within
    return (between - within) / whole if whole > 0.0 else math.nan
