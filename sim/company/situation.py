"""What people who reconsider face, gathered from the company's arrays."""

from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.behaviour.audit import expected_fine
from sim.behaviour.belief import probability
from sim.behaviour.choice import Situation
from sim.behaviour.habit import eased_cost
from sim.behaviour.incentives import Incentives, Mates
from sim.behaviour.norm import relief
from sim.behaviour.types import IntArray
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
    world = flat // company.seats

    def of(values: NDArray[S]) -> NDArray[S]:
        return values.ravel()[flat]

    remaining = relief(of(people.norm), by_world(company.case.behaviour.norm.relief, world))
    per_unit = remaining * of(people.scruple_per_unit)
    if levers.permissions == "open" and levers.tool == "agents":
        per_unit = per_unit + of(people.security_scruple)
    audit = levers.audit
    return Situation(
        omega=by_world(choice.omega, world),
        skill=of(people.skill),
        gain=of(people.gain),
        diminishing=by_world(work.diminishing, world),
        worth=by_world(work.unmeasured, world),
        loss=by_world(work.padding_time, world),
        cost_useful=of(people.cost_useful),
        cost_padding=eased_cost(
            of(people.cost_padding), of(people.habit), by_world(company.case.behaviour.habit.relief, world)
        ),
        cost_unmeasured=of(people.cost_unmeasured),
        substitution=by_world(work.substitution, world),
        useful_yield=of(people.useful_yield),
        padding_yield=of(people.padding_yield),
        unmeasured_yield=by_world(row.unmeasured, world),
        weight=by_world(row.weight, world),
        scruple=remaining * of(people.scruple),
        scruple_per_unit=per_unit,
        fine=0.0 if audit is None else expected_fine(audit.rate, audit.sensitivity, audit.fine),
        may_pad=of(people.idea) & ~of(people.honest),
        most_useful=by_world(choice.most_useful, world),
        most_padding=by_world(choice.most_padding, world),
        most_unmeasured=by_world(choice.most_unmeasured, world),
    )


def incentives(company: "Company", flat: IntArray) -> Incentives | None:
    """Return what the metric is worth to some people, or none where nothing is counted or nobody has heard yet.

    Parameters
    ----------
    company
        The company, after this week's notice.
    flat
        Places of the people in the flattened (worlds, seats) arrays, (n,).
    """
    if not company.exposed or company.table is None:
        return None
    people, levers = company.people, company.levers
    choice, standing = company.case.behaviour.choice, company.case.behaviour.standing
    world, seat = flat // company.seats, flat % company.seats

    def of(values: NDArray[S]) -> NDArray[S]:
        return values.ravel()[flat]

    aware = of(people.aware)
    belief = probability(of(people.belief))
    none = np.zeros(len(flat))
    weight = {"company": 1.0, "team": standing.team, "manager": standing.manager}.get(levers.audience.who, 0.0)
    target = none
    if levers.target is not None:
        stake = by_world(choice.job, world) * of(people.fear) * company.push[world, 0]
        target = aware * stake * (by_world(choice.job_prior, world) + belief)
    return Incentives(
        score=aware * by_world(choice.career, world) * belief,
        status=aware * by_world(weight, world) * of(people.status),
        target=target,
        level=None if levers.target is None else company.level[world, 0],
        noise=by_world(company.row.noise, world),
        multiplicative=company.multiplicative,
        table=company.table,
        world=world,
        own_place=of(people.place),
        mates=_mates(company, world, seat) if levers.audience.who in ("team", "manager") else None,
    )


def _mates(company: "Company", world: IntArray, seat: IntArray) -> Mates:
    mates, others = company.teams.mates_of(seat)
    return Mates(company.people.place[world[:, None], mates], others.astype(np.bool_))
