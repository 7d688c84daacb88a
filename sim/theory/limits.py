"""Limits: what must not happen, or must come out the same, whatever else goes on.

Companies with everything at work, but for the one thing that is taken away.
"""

from dataclasses import fields
from typing import Any

import numpy as np

from sim.company import Company, Decision, FloatArray, Luck
from sim.company.readings import places_of
from sim.measures import Measure, account
from sim.measures.shared import mean
from sim.scenario import Case
from sim.theory.closed_form import EXACT, ROUNDING, ClosedForm
from sim.theory.setting import Changes, counted, mean_of, ran

PEOPLE, WEEKS = 2_000, 40
EVERYTHING: dict[str, Any] = {
    "audience": "company",
    "target": {"share": 0.8, "ratchet": 0.1},
    "review": {"actual": 0.5, "stated": "used"},
    "bonus": {"schedule": [{"rate": 0.05}], "prize": 0.5, "winners": 0.1},
    "audit": {"rate": 0.02},
}
UNWORTHY: dict[str, Any] = {"people": {"status": 0.0}, "behaviour": {"choice": {"career": 0.0, "job": 0.0}}}
ERRING: dict[str, Any] = {"behaviour": {"choice": {"precision": 200.0}, "idea": {"own": 0.1}}}


def company_of(policy: Changes, employees: int = PEOPLE, **settings: Any) -> Case:
    """Return a company as it is by default, under no policy or this one."""
    firm = {"employees": employees, "review_every": 13, "quits_a_year": 0.4, "ties": 0}
    data = {"title": "limit", "weeks": WEEKS, "company": firm, "policies": {"none": [], "policy": policy}}
    rows = {"count": {"padding": 10.0}, "hard to pad": {"padding": 0.0}}
    return Case.model_validate(data | {"metrics": rows} | settings)


def most_padding(policy: Changes, **settings: Any) -> float:
    """Return the highest mean padding of any week."""
    padding = mean_of("padding")
    return float(ran(company_of(policy, **settings), measures=[padding]).record[padding.name].max())


def moved(case: Case) -> float:
    """Return how far any effort under the policy is from what it is without, in any week."""
    policy, none = (Company(case, name) for name in ("policy", "none"))
    farthest = 0.0
    while policy.running:
        policy.step()
        none.step()
        for name in ("useful", "padding", "unmeasured"):
            apart = getattr(policy.people, name) - getattr(none.people, name)
            farthest = max(farthest, float(np.abs(apart).max()))
    return farthest


def _mean_place() -> float:
    """Return the mean place that is farthest from one half, of any week."""
    places = Measure("places", "", "", "", lambda company: mean(places_of(company, "metric")))
    found = ran(company_of(counted(**EVERYTHING)), measures=[places]).record[places.name]
    return float(found.ravel()[np.abs(found - 0.5).argmax()])


class Mirrored(Luck):
    """The same draws, for seats counted from the other end."""

    def uniform(self, decision: Decision, week: int, *, sub: int = 0, size: int | None = None) -> FloatArray:
        """Draw for the seats, the last first."""
        return super().uniform(decision, week, sub=sub, size=size)[:, ::-1].copy()

    def of_pairs(self, decision: Decision, world: Any, i: Any, j: Any, *, week: int = 0, sub: Any = 0) -> FloatArray:
        """Draw for the pairs of the seats at the other end."""
        return super().of_pairs(decision, world, self.seats - 1 - i, j, week=week, sub=sub)


def _mirror(company: Company) -> None:
    """Seat everybody from the other end, whole teams together, each with the luck of the seat before."""
    carried = [getattr(company.people, field.name) for field in fields(company.people)]
    for rows in (*carried, company.manager_nature, company.team_luck):
        rows[:] = rows[:, ::-1].copy()
    company.luck = Mirrored(company.case.seed, company.first_world, company.worlds, company.seats)


def _apart_when_mirrored() -> float:
    case = company_of(counted(**EVERYTHING))
    straight, mirrored = Company(case, "policy"), Company(case, "policy")
    _mirror(mirrored)
    while straight.running:
        straight.step()
        mirrored.step()
    pairs = [[getattr(each.people, field.name) for each in (straight, mirrored)] for field in fields(straight.people)]
    return max(float(np.abs(one * 1.0 - other[:, ::-1]).max()) for one, other in pairs)


LAUNCH = 10


def _accounted() -> Case:
    launched = [{"week": LAUNCH, "metric": "count", **EVERYTHING}]
    return company_of(launched, behaviour={"choice": {"risk_aversion": 0.1}})


def _unaccounted() -> float:
    """Return by how much the lines of money miss the surplus in any week, as a share of the largest."""
    lines = account("money")
    record = ran(_accounted(), measures=lines).record
    *parts, whole = (record[line.name] for line in lines)
    size = np.max(np.abs([*parts, whole]), axis=0)
    return float(np.max(np.abs(sum(parts) - whole) / size))


def _left_over() -> float:
    """Return by how much what the ledger's lines leave over misses what newcomers' references get done, in any week.

    The line is what is left of the real gain; what it must come to is <V0*> - <V0>b of the people now there.
    """
    left = next(line for line in account("ledger") if line.name == "ledger: people changed (ii)")
    references = Measure("references", "", "", "", lambda company: mean(company.ledger.value))
    record = ran(_accounted(), measures=[left, references]).record
    gained = record[references.name] - record[references.name][LAUNCH - 2]
    return float(np.abs(record[left.name] - gained)[LAUNCH - 1 :].max())


ALONE = {key: lever for key, lever in EVERYTHING.items() if key != "target"} | {"bonus": {"prize": 0.5, "pool": 0.2}}
CLOSED_FORMS = (
    ClosedForm(
        "limit, nothing at stake: padding",
        0.0,
        lambda: most_padding(counted(audience="company", target={}, review=EVERYTHING["review"]), **UNWORTHY),
        EXACT,
    ),
    ClosedForm(
        "limit, padding yields nothing: padding",
        0.0,
        lambda: most_padding([{"week": 1, "metric": "hard to pad", **EVERYTHING}], **ERRING),
        EXACT,
    ),
    ClosedForm(
        "limit, padding infinitely costly: padding",
        0.0,
        lambda: most_padding(counted(**EVERYTHING), people={"cost_padding": float("inf")}, **ERRING),
        EXACT,
    ),
    ClosedForm(
        "limit, no audience, review or target: efforts moved from the private optimum",
        0.0,
        lambda: moved(company_of(counted())),
        EXACT,
    ),
    ClosedForm(
        "limit, one employee: efforts moved by board, review, prize and pool",
        0.0,
        lambda: moved(company_of(counted(**ALONE), employees=1)),
        EXACT,
    ),
    ClosedForm("limit: mean place on the board", 0.5, _mean_place, ROUNDING),
    ClosedForm("limit, rows in another order: difference to anybody", 0.0, _apart_when_mirrored, ROUNDING),
    ClosedForm("limit: lines of money that miss the surplus", 0.0, _unaccounted, ROUNDING),
    ClosedForm("limit: what the ledger leaves over but for who was replaced", 0.0, _left_over, ROUNDING),
)
