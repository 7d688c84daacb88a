"""What people who reconsider face, gathered from the company's arrays."""

from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.behaviour.audit import Fine, expected_fine
from sim.behaviour.norm import relief
from sim.behaviour.response import Situation
from sim.behaviour.types import BoolArray, FloatArray, IntArray, Number
from sim.company.quantile import by_world

if TYPE_CHECKING:
    from sim.company.company import Company

S = TypeVar("S", bound=np.generic)


def situation(company: "Company", flat: IntArray) -> Situation:
    """Return what some people face.

    Parameters
    ----------
    company
        The company, after this week's notice.
    flat
        Places of the people in the flattened (worlds, seats) arrays, (n,).
    """
    people, levers, row = company.people, company.levers, company.row
    choice, work = company.case.behaviour.choice, company.case.behaviour.work
    world = company.world_of_seat.take(flat)

    def of(values: NDArray[S]) -> NDArray[S]:
        return values.take(flat)

    def each(parameter: Number) -> Number:
        return by_world(parameter, world)

    remaining = relief(of(people.norm), each(company.case.behaviour.norm.relief))
    fine = expected_of(company)
    per_unit = remaining * of(people.scruple_per_unit) + each(fine.slope)
    if levers.permissions == "open" and levers.tool != "chat":
        per_unit = per_unit + of(people.security_scruple)
    cost_useful, cost_padding, cost_unmeasured = company.effort_costs(flat)
    unbound = levers.tool == "parallel agents"
    return Situation(
        omega=each(choice.omega) * of(people.motive),
        skill=of(people.skill),
        gain=of(people.gain),
        diminishing=each(work.diminishing),
        worth=each(work.unmeasured),
        loss=each(work.padding_time),
        cost_useful=cost_useful,
        cost_padding=cost_padding,
        cost_unmeasured=cost_unmeasured,
        substitution=each(work.substitution),
        useful_yield=of(people.useful_yield),
        padding_yield=of(people.padding_yield),
        unmeasured_yield=each(row.unmeasured),
        weight=each(row.weight),
        scruple=remaining * of(people.scruple),
        scruple_per_unit=per_unit,
        fine=each(fine.fixed),
        fine_bend=each(fine.bend),
        may_pad=may_pad(of(people.idea), of(people.honest), of(people.padding_yield)),
        cap=np.inf if levers.limits.cap is None else levers.limits.cap,
        least=(each(choice.least_useful), each(choice.least_padding), each(choice.least_unmeasured)),
        most=(
            np.inf if unbound else each(choice.most_useful),
            each(choice.most_padding),
            each(choice.most_unmeasured),
        ),
    )


def may_pad(idea: BoolArray, honest: BoolArray, padding_yield: FloatArray) -> BoolArray:
    """Return who would consider padding: who has the idea, is not honest, and whom it would bring something."""
    return np.asarray(idea & ~honest & (padding_yield != 0.0))


def expected_of(company: "Company") -> Fine:
    """Return what a padder expects of this week's audits, numbers or one a world, (worlds, 1)."""
    audit = company.levers.audit
    if audit is None:
        return Fine(0.0, 0.0, 0.0)
    loss = audit.fine + audit.dismissed * company.case.behaviour.choice.job_loss
    return expected_fine(audit.rate * audit.sensitivity, loss, audit.fine_per_unit, audit.proportional)
