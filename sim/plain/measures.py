"""Every measure of a week, said once more over a list of people."""

import math
from typing import TYPE_CHECKING

from sim.plain.arithmetic import correlation, mean, places

if TYPE_CHECKING:
    from sim.plain.company import PlainCompany
    from sim.plain.employee import PlainEmployee


def measures(company: "PlainCompany") -> dict[str, float]:
    """Return every measure of the week that has just been worked, by name."""
    staff, week, levers = company.staff, company.week, company.levers
    metric = [person.metric for person in staff]
    value = [person.value for person in staff]
    padded = [padded_part(person) if person.padding > 0.0 else 0.0 for person in staff]
    padders = [person for person in staff if person.padding > 0.0]
    belief = mean([1.0 / (1.0 + math.exp(-person.belief)) for person in staff])
    effort = mean([person.cost_of(person.efforts) for person in staff])
    bill = bill_of(company)
    real_value = mean(value)
    return {
        "real value": real_value,
        "surplus": real_value - effort - bill / company.case.company.wage,
        "claimed value": company.executive.claimed_value,
        "reported adoption": company.executive.adoption,
        "real adoption": share(
            [of_all - of_padding >= company.row.active for of_all, of_padding in zip(metric, padded, strict=True)]
        ),
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
        "intensity": mean([person.padding for person in padders]) if padders else math.nan,
        "metric": mean(metric),
        "padded within a year": share([week - 52 < person.last_padded > 0 for person in staff]),
        "push": company.executive.push if levers.target is not None else 0.0,
        "unmeasured work": mean([person.unmeasured for person in staff]),
        "useful use": mean([person.useful for person in staff]),
    }


def share(answers: list[bool]) -> float:
    """Return the share of people of whom something is true; not a number if nobody is asked."""
    return sum(answers) / len(answers) if answers else math.nan


def padded_part(person: "PlainEmployee") -> float:
    """Return the part of a padder's metric that is padding."""
    return person.metric * person.padding_yield * person.padding / person.mean_metric


def bill_of(company: "PlainCompany") -> float:
    """Return what AI use, measuring and audits cost an average person, dollars.

    Where the metric that runs is not what the AI's meter reads, useful use alone is billed at the meter's price.
    """
    name = company.case.company.meter
    meter = company.case.all_metrics()[name]
    if company.row_name == name:
        used = mean([person.metric for person in company.staff])
    else:
        used = mean([person.useful_yield_in(meter) * person.useful for person in company.staff])
    measuring = company.row.measuring if company.counted else 0.0
    audit = company.levers.audit
    checking = audit.rate * audit.cost if audit is not None else 0.0
    return meter.price * meter.units_per_useful_week * used + measuring + checking


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
