"""Money over a list of people: every dollar in one line; and what padding wastes."""

import math
from typing import TYPE_CHECKING

from sim.plain.arithmetic import mean
from sim.plain.ledger import padded_part
from sim.plain.pay import Pay

if TYPE_CHECKING:
    from sim.plain.company import PlainCompany
    from sim.plain.employee import PlainEmployee


def money(company: "PlainCompany") -> dict[str, float]:
    """Return what people get done and what it costs, dollars a person, line by line, and what padding wastes."""
    staff, firm, behaviour, levers = company.staff, company.case.company, company.behaviour, company.levers
    wage, work, harm = firm.wage, behaviour.work, behaviour.incidents
    price = company.meter.price * company.meter.units_per_useful_week
    used = mean([person.used for person in staff])
    padded = mean([padded_part(person) for person in staff]) if company.meter_counted else 0.0
    paid = {
        "useful use": price * (used - padded),
        "padding": price * padded,
        "measuring": company.row.measuring if company.counted else 0.0,
        "audits": levers.audit.rate * levers.audit.cost if levers.audit is not None else 0.0,
        "training": levers.training * firm.training,
    }
    burden = work.review_burden * mean([person.useful + person.padding for person in staff])
    lost = {
        "rework": mean([redone(person) for person in staff]) + burden,
        "incidents": mean([harm.cost * person.incidents for person in staff]),
        "padding time": mean([person.skill * work.padding_time * person.padding for person in staff]),
    }
    leavers = mean([person.quits or person.dismissed for person in staff])
    borne = {
        "effort": mean([person.cost_of_work() for person in staff]),
        "effort of padding": mean([person.cost_of_padding() for person in staff]),
        "risk in pay": mean([Pay(p).premium(p.mean_metric)[0] for p in staff]) if company.paid else 0.0,
        "replacing leavers": firm.replacement * leavers,
    }
    value = mean([person.value for person in staff])
    surplus = value - sum(borne.values()) - sum(paid.values()) / wage
    per_padding = work.review_burden + company.reach_of_agents * harm.cost * harm.padding
    wasted = paid["padding"] + paid["measuring"] + paid["audits"]
    wasted += wage * (lost["padding time"] + per_padding * mean([person.padding for person in staff]))
    lines = {
        "gross value": wage * (value + sum(lost.values())),
        **{line: -wage * amount for line, amount in lost.items()},
        **{line: -amount for line, amount in paid.items()},
        **{line: -wage * amount for line, amount in borne.items()},
        "surplus": wage * surplus,
    }
    return {f"money: {line}": amount for line, amount in lines.items()} | {
        "surplus": surplus,
        "bill": sum(paid.values()),
        "cost per value": sum(paid.values()) / value if value > 0.0 else math.nan,
        "waste": wasted,
        "waste share": wasted / (price * used) if price * used > 0.0 else math.nan,
    }


def redone(person: "PlainEmployee") -> float:
    """Return what rework took of what AI brings who is helped, or added to the loss of who is hindered."""
    left = person.skill * person.gain * person.useful
    if person.ai_value < 0.0:
        return -left * person.rework / (1.0 + person.rework)
    return left * person.rework / (1.0 - person.rework) if person.rework < 1.0 else 0.0
