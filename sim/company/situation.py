"""What people who reconsider face, gathered from the company's arrays."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.behaviour.audit import Fine, expected_fine
from sim.behaviour.norm import relief
from sim.behaviour.response import Situation
from sim.behaviour.types import FloatArray, IntArray, Number
from sim.company.quantile import by_world

if TYPE_CHECKING:
    from sim.company.company import Company


def situation(company: "Company", flat: IntArray, pads: bool = True) -> Situation:
    """Return what some people face.

    Parameters
    ----------
    company
        The company, after this week's notice.
    flat
        Places of the people in the flattened (worlds, seats) arrays, (n,).
    pads
        Whether any of them may pad; if not, what padding costs and brings is not gathered, which is nearly half of all.
    """
    people, levers, row = company.people, company.levers, company.row
    choice, work = company.case.behaviour.choice, company.case.behaviour.work
    world = flat // company.seats

    def of(values: FloatArray) -> FloatArray:
        return values.take(flat)

    def each(parameter: Number) -> Number:
        return by_world(parameter, world)

    unbound = levers.tool == "parallel agents"
    return Situation(
        omega=each(choice.omega) * of(people.motive),
        skill=of(people.skill),
        gain=of(people.gain),
        diminishing=each(work.diminishing),
        worth=each(work.unmeasured),
        loss=each(work.padding_time),
        cost_useful=company.cost_of_use(flat),
        cost_unmeasured=of(people.cost_unmeasured),
        substitution=each(work.substitution),
        useful_yield=of(people.useful_yield),
        unmeasured_yield=each(row.unmeasured),
        weight=each(row.weight),
        cap=np.inf if levers.limits.cap is None else levers.limits.cap,
        least=(each(choice.least_useful), each(choice.least_padding), each(choice.least_unmeasured)),
        most=(
            np.inf if unbound else each(choice.most_useful),
            each(choice.most_padding),
            each(choice.most_unmeasured),
        ),
        **(_of_padding(company, flat, world) if pads else _no_padding(flat)),
    )


def _of_padding(company: "Company", flat: IntArray, world: IntArray) -> dict[str, Any]:
    """Return what people face who might pad."""
    people, levers = company.people, company.levers
    remaining = relief(people.norm.take(flat), by_world(company.case.behaviour.norm.relief, world))
    fine, yields = expected_of(company), people.padding_yield.take(flat)
    per_unit = remaining * people.scruple_per_unit.take(flat) + by_world(fine.slope, world)
    if levers.permissions == "open" and levers.tool != "chat":
        per_unit = per_unit + people.security_scruple.take(flat)
    return {
        "cost_padding": company.cost_of_padding(flat),
        "padding_yield": yields,
        "scruple": remaining * people.scruple.take(flat),
        "scruple_per_unit": per_unit,
        "fine": by_world(fine.fixed, world),
        "fine_bend": by_world(fine.bend, world),
        "may_pad": people.idea.take(flat) & ~people.honest.take(flat) & (yields != 0.0),
    }


def _no_padding(flat: IntArray) -> dict[str, Any]:
    """Return the same for people who may not: padding costs something and brings nothing."""
    nothing = dict.fromkeys(("padding_yield", "scruple", "scruple_per_unit", "fine", "fine_bend"), 0.0)
    return {"cost_padding": 1.0, "may_pad": np.zeros(flat.shape, dtype=np.bool_), **nothing}


def expected_of(company: "Company") -> Fine:
    """Return what a padder expects of this week's audits, numbers or one a world, (worlds, 1)."""
    audit = company.levers.audit
    if audit is None:
        return Fine(0.0, 0.0, 0.0)
    loss = audit.fine + audit.dismissed * company.case.behaviour.choice.job_loss
    return expected_fine(audit.rate * audit.sensitivity, loss, audit.fine_per_unit, audit.proportional)
