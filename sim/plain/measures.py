"""Every measure of a week, said once more over a list of people."""

import math
from statistics import median
from typing import TYPE_CHECKING

from sim.plain.arithmetic import correlation, mean, places, probability, spread
from sim.plain.bunching import excess
from sim.plain.ledger import padded_part
from sim.plain.memory import output_of_the_top
from sim.plain.metric_luck import who_reach
from sim.plain.money import money

if TYPE_CHECKING:
    from sim.plain.company import PlainCompany


def measures(company: "PlainCompany") -> dict[str, float]:
    """Return every measure of the week that has just been worked, by name."""
    staff, levers, year_ago = company.staff, company.levers, max(company.week - 52, 0)
    metric = [person.metric for person in staff]
    value = [person.value for person in staff]
    padded = [padded_part(person) for person in staff]
    padders = [person for person in staff if person.padding > 0.0]
    belief = mean([probability(person.belief) for person in staff])
    executive, adopted = company.executive, real_adoption(company, padded)
    return {
        "real value": mean(value),
        "claimed value": executive.claimed_value,
        "claimed gain": executive.claimed_value - executive.value_before,
        "reported adoption": executive.adoption,
        "real adoption": adopted,
        "hollow adoption": executive.adoption - adopted,
        "padding share": sum(padded) / sum(metric) if sum(metric) > 0.0 else 0.0,
        "prevalence": share(
            [person.padding_yield * person.padding > max(0.1 * person.mean_metric, 0.0) for person in staff]
        ),
        "incidents": 1000.0 * mean([person.incidents for person in staff]),
        "quits": 52.0 * share([person.quits for person in staff]),
        "belief gap": belief - mean([manager.use_of_metric for manager in company.managers])
        if company.counted
        else math.nan,
        "belief": belief,
        "carried over": share([person.padded_before_change for person in padders]),
        "clustering": clustering(company),
        "dismissed for padding": 52.0 * share([person.caught and person.dismissed for person in staff]),
        "intensity": mean([person.padding for person in padders]) if padders else math.nan,
        "metric": mean(metric),
        "padded within a year": share([person.last_padded > year_ago for person in staff]),
        "middling metric over the target": median(metric) / executive.level if levers.target is not None else math.nan,
        "push": executive.push if levers.target is not None else 0.0,
        "security exposure": exposure(company),
        "unmeasured work": mean([person.unmeasured for person in staff]),
        "useful use": mean([person.useful for person in staff]),
        **at_the_target(company, metric),
        **by_place(company, places(metric), places(value)),
        **company.last_review,
        **company.ledger.measures(),
        **money(company),
        **company.memory.measures(company),
        "output of the top tenth": output_of_the_top(company),
        "twice as likely to leave": share([person.drive >= math.log(2.0) for person in staff]),
        **over_four_weeks(sorted([sum(person.recent) for person in staff])),
    }


def over_four_weeks(ordered: list[float]) -> dict[str, float]:
    """Return what is measured of the metric summed over four weeks, lowest first."""
    number, whole = len(ordered), sum(ordered) if sum(ordered) > 0.0 else math.nan
    used = [math.log(metric) for metric in ordered if metric > 0.0]
    ranked = sum([(2 * place - number + 1) * metric for place, metric in enumerate(ordered)])
    return {
        "inequality over four weeks": ranked / (number * whole),
        "spread over four weeks": spread(used) if used else 0.0,
        "top tenth over four weeks": sum(ordered[number - max(round(0.1 * number), 1) :]) / whole,
        "top hundredth over four weeks": sum(ordered[number - max(round(0.01 * number), 1) :]) / whole,
        "top user over four weeks": ordered[-1] * number / whole,
    }


def at_the_target(company: "PlainCompany", metric: list[float]) -> dict[str, float]:
    """Return who meets the target and who stands just at it."""
    if company.levers.target is None:
        return dict.fromkeys(("target met", "bunching"), math.nan)
    level = company.executive.level
    distances = [10.0 * (math.log(max(each, 1e-3)) - math.log(level)) for each in metric]
    return {"target met": share(who_reach(metric, level)), "bunching": excess(distances)}


def by_place(company: "PlainCompany", on_metric: list[float], on_value: list[float]) -> dict[str, float]:
    """Return what hangs on everybody's place, 0 last to 1 first, by metric and by value."""
    staff, value = company.staff, [person.value for person in company.staff]
    top = [person for person, place in zip(staff, on_metric, strict=True) if place >= 0.9]
    reached = sum([person.metric for person in top])
    lost = [true - shown for p, true, shown in zip(staff, on_value, on_metric, strict=True) if p.honest]
    number, whole = len(staff), sum(value)
    ranked = sum([(1.0 + place * (number - 1)) * each for place, each in zip(on_value, value, strict=True)])
    logs = [math.log(max(person.metric, 1e-3)) for person in staff]
    return {
        "validity": correlation(on_metric, on_value),
        "explained value": correlation(logs, value) ** 2,
        "honest rank loss": mean(lost) if lost else math.nan,
        "inequality of value": (2.0 * ranked / whole - number - 1) / number if whole > 0.0 else math.nan,
        "regretted quits": 52.0 * share([p.quits and at >= 0.75 for p, at in zip(staff, on_value, strict=True)]),
        "top tenth luck": sum([p.metric - p.mean_metric for p in top]) / reached if reached > 0.0 else math.nan,
    }


def exposure(company: "PlainCompany") -> float:
    """Return incidents to expect for a week of useful use."""
    rate, staff = company.behaviour.incidents, company.staff
    useful, padding = mean([person.useful for person in staff]), mean([person.padding for person in staff])
    expected = company.reach_of_agents * (rate.useful * useful + rate.padding * padding)
    return expected / useful if useful > 0.0 else math.nan


def real_adoption(company: "PlainCompany", padded: list[float]) -> float:
    """Return the share of people who would be active on the AI's own meter without padding it."""
    if not company.meter_counted:
        padded = [0.0] * len(padded)
    used = [person.used - part for person, part in zip(company.staff, padded, strict=True)]
    return share(who_reach(used, company.meter.active))


def share(answers: list[bool]) -> float:
    """Return the share of people of whom something is true; not a number if nobody is asked."""
    return sum(answers) / len(answers) if answers else math.nan


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
