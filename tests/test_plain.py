"""Arrays and objects come to the same numbers: each proves the other."""

import gc
import inspect
import math
import weakref
from collections.abc import Mapping
from dataclasses import fields
from itertools import takewhile
from pathlib import Path
from typing import Any

import mesa
import pytest

from sim.company import Company
from sim.company.people import People
from sim.measures import all_measures
from sim.plain import PlainCompany, PlainEmployee, PlainLeaderboard, PlainManager
from sim.plain.person import CARRIED
from sim.scenario import Case

CLOSE = 1e-9

BOARD = {
    "week": 6,
    "metric": "tokens",
    "audience": "company",
    "target": {"share": 0.9, "push": 0.8, "ratchet": 0.4},
    "review": {"stated": "not used", "clarity": 0.7, "actual": 0.4},
}

LIVELY: dict[str, Any] = {
    "company": {
        "team_size": 8,
        "ties": 5,
        "review_every": 13,
        "promoted": 0.08,
        "dismissed": 0.03,
        "quits_a_year": 0.3,
    },
    "people": {
        "cost_useful": {"gamma": {"mean": 1.7, "sd": 0.4}},
        "cost_padding": {
            "mixture": [
                {"share": 0.9, "of": {"lognormal": {"mean": 4.0, "log_sd": 0.7}}},
                {"share": 0.1, "of": float("inf")},
            ]
        },
        "cost_unmeasured": {"values": [1.8, 2.0, 2.4]},
        "scruple": {"uniform": {"low": 0.0, "high": 0.04}},
        "honest": 0.3,
        "ai_skill": {"beta": {"mean": 0.3, "concentration": 8.0}},
    },
    "behaviour": {
        "choice": {"redo": 0.2, "most_useful": 0.6, "most_padding": 0.15, "most_unmeasured": 0.16},
        "incidents": {"useful": 0.1, "padding": 2.0},
    },
    "metrics": {
        "memo": {
            "useful": 0.4,
            "padding": 2.0,
            "unmeasured": 0.3,
            "weight": 0.5,
            "noise": 0.2,
            "noise_kind": "additive",
            "active": 0.5,
            "measuring": 15.0,
        },
        "exact": {"noise": 0.0, "padding": 3.0},
        "exact sum": {"noise": 0.0, "noise_kind": "additive", "weight": 0.2},
        "debts": {"useful": -2.0, "padding": -4.0, "noise": 0.2, "noise_kind": "additive"},
    },
}
"""Enough of everything that every mechanism moves somebody within a few weeks."""


def laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """One nested mapping laid over another."""
    inner = {
        key: laid_over(below[key], value)
        for key, value in above.items()
        if isinstance(value, dict) and isinstance(below.get(key), dict)
    }
    return {**below, **above, **inner}


def made(*changes: dict[str, Any], seats: int = 45, weeks: int = 30, **settings: Any) -> Case:
    """A lively company under one policy, called `it`."""
    basis = {"title": "test", "weeks": weeks, "policies": {"it": list(changes)}}
    sized = laid_over(LIVELY | basis, {"company": {"employees": seats}})
    return Case.model_validate(laid_over(sized, settings))


def changed(**levers: Any) -> dict[str, Any]:
    """The board with other levers."""
    return laid_over(BOARD, levers)


def stepped_together(case: Case, world: int = 0) -> tuple[Company, PlainCompany]:
    """Both companies after all weeks, every measure of every week held against the other."""
    array, plain = Company(case, "it", first_world=world, measures=all_measures()), PlainCompany(case, "it", world)
    while array.running:
        array.step()
        plain.step()
        for name, column in array.record.items():
            expected, found = column[array.week - 1, 0], plain.record[name][-1]
            near = math.isclose(expected, found, rel_tol=CLOSE, abs_tol=CLOSE)
            assert near or (math.isnan(expected) and math.isnan(found)), (name, array.week, expected, found)
    assert set(plain.record) == set(array.record)
    return array, plain


EVERYTHING = made(
    BOARD,
    {"week": 16, "audience": "team", "audit": {"rate": 0.1}, "training": 0.01},
    {"week": 24, "audience": "manager", "permissions": "reviewed", "review": {"actual": 0.7}, "training": 0.02},
    {"week": 32, "metric": "memo", "target": {"level": 0.7}, "review": {"stated": "used"}, "audience": "company"},
    {"week": 40, "metric": "tokens", "tool": "chat", "audit": None, "permissions": "open"},
    {"week": 48, "metric": "outcomes", "tool": "agents", "target": None},
    {"week": 56, "metric": None, "audience": "nobody", "review": {"stated": "silent", "actual": 0.0}},
    seats=200,
    weeks=60,
)
AT_ONCE = (
    {
        "week": 4,
        "tool": "agents",
        "metric": {"tokens": 2.0, "outcomes": 1.0},
        "audience": {"who": "company", "ranked": "teams", "names": False},
        "target": {"of": "team", "teams": 0.6, "share": 0.5, "push": 1.0, "ratchet": 0.3},
        "bonus": {"schedule": [{"above": 0.0, "rate": 0.05}, {"above": 0.3, "rate": 0.1}], "prize": 0.05, "pool": 0.02},
        "review": {"stated": "used", "actual": 0.5, "score": "quota"},
        "audit": {"rate": 0.1, "fine": 0.0, "fine_per_unit": 0.3, "proportional": True, "dismissed": 0.5},
        "limits": {"cap": 1.5, "chargeback": 0.3},
        "strategy": 0.8,
    },
    {"week": 12, "tool": "parallel agents", "audience": {"who": "manager"}, "bonus": {"over_own_past": 0.1}},
    {
        "week": 20,
        "metric": "tokens",
        "audience": {"who": "company", "ranked": "people", "top": 9, "names": True},
        "target": {"of": "person", "level": 0.4},
        "review": {"score": "target", "shown": True},
        "audit": {"rate": 0.3, "proportional": False},
    },
    {"week": 30, "metric": "memo", "audience": "team", "target": None, "limits": {"cap": None}, "strategy": 0.0},
)
"""Every lever that the first cases leave alone, all of them together."""
DEEP: dict[str, Any] = {
    "people": {"foresight": {"uniform": {"low": 0.0, "high": 1.0}}},
    "behaviour": {
        "motive": {"crowding": 0.5},
        "idea": {"own": 0.2},
        "knowhow": {"practice": 0.3, "ease": 2.0},
        "choice": {"risk_aversion": 0.5, "discount": 0.01, "job_loss": 0.1},
    },
}
"""Mechanisms that are off by default, all of them on."""

# Without luck ranks are a staircase, and best responses to a cliff blow rounding up tenfold each time: hence few weeks.
# Who aims at a target by use alone hits it to the last bit, rounding decides who met it: hence weight on value there.
WITHOUT_LUCK = {
    "a metric without luck": made(changed(metric="exact", target=None), weeks=10),
    "an additive metric without luck": made(changed(metric="exact sum", target={"level": 0.4}), weeks=10),
    "a team's metric without luck": made(changed(metric="exact", target=None, audience="team"), weeks=10),
    "pay without luck": made(
        changed(
            metric="exact",
            target=None,
            bonus={"schedule": [{"above": 0.0, "rate": 0.1}, {"above": 0.3, "rate": 0.2}], "over_own_past": 0.2},
        ),
        weeks=10,
    ),
    "a score without luck": made(
        changed(metric="exact sum", target={"level": 0.5}, review={"score": "quota"}), weeks=10
    ),
}
OPTIONS = ("private", "honest", "best", "target", "steps")
UNBOUNDED = {
    f"{end}_{effort}": sign * math.inf
    for end, sign in (("least", -1), ("most", 1))
    for effort in ("useful", "padding", "unmeasured")
}
PIECE, RISING = [{"above": 0.0, "rate": 0.1}], [{"above": 0.2, "rate": 0.2}, {"above": 0.6, "rate": -0.1}]
IMPRECISE = {"choice": {"precision": 40.0}}

CASES: dict[str, Case] = {
    "every lever moved in turn": EVERYTHING,
    "a public board, then restricted to managers": made(
        BOARD, {"week": 32, "audience": "manager"}, seats=200, weeks=60
    ),
    "every lever moved in turn, choice with errors": made(
        *[change.model_dump(exclude_unset=True) for change in EVERYTHING.policies["it"]],
        seats=200,
        weeks=60,
        behaviour=IMPRECISE,
    ),
    "no policy": made(),
    "a policy from the first week": made(BOARD | {"week": 1}),
    "a board for teams": made(changed(audience="team")),
    "numbers seen by oneself alone": made(changed(audience="self", target=None)),
    "a target that nobody sees": made(changed(audience="nobody")),
    "a board without a target": made(changed(target=None)),
    "an outcome metric": made(changed(metric="outcomes")),
    "an additive metric with weight on value": made(changed(metric="memo")),
    "a meter of another metric": made(changed(metric="memo"), company={"meter": "outcomes"}),
    "audits": made(changed(audit={"rate": 0.3, "sensitivity": 0.9, "fine": 0.02, "cost": 40.0})),
    "training": made(changed(training=0.05)),
    "mastery at once": made(changed(training=0.9), behaviour={"learning": {"rate": 1.0}}),
    "reviewed permissions": made(changed(permissions="reviewed")),
    "a chat tool": made(changed(tool="chat")),
    "a tool that changes under a board": made(BOARD, {"week": 14, "tool": "chat"}, {"week": 22, "tool": "agents"}),
    "choice with errors": made(BOARD, behaviour=IMPRECISE),
    "efforts without bounds": made(
        BOARD,
        behaviour={
            "choice": {"most_useful": math.inf, "most_padding": math.inf, "most_unmeasured": math.inf, "redo": 1.0}
        },
    ),
    "nothing tried out in thought": made(BOARD, behaviour={"choice": {"steps": []}}),
    "a level of its own, ratcheted": made(changed(target={"level": 0.3, "ratchet": 1.0}), company={"review_every": 5}),
    "openly part of reviews": made(changed(review={"stated": "used", "actual": 0.8})),
    "nothing said of reviews": made(changed(review={"stated": "silent"})),
    "a metric taken away": made(BOARD, {"week": 18, "metric": None, "target": None, "audience": "nobody"}),
    "a metric that gives way to another": made(BOARD, {"week": 18, "metric": "outcomes"}),
    "teams of one": made(BOARD, {"week": 18, "audience": "team"}, seats=12, company={"team_size": 1}),
    "one team": made(changed(audience="team"), seats=9, company={"team_size": 20}),
    "one person": made(BOARD, seats=1),
    "ties beyond one neighbourhood": made(BOARD, seats=150, weeks=15, company={"ties": 16}),
    "no ties": made(BOARD, company={"ties": 0}),
    # pay
    "a piece rate": made(changed(bonus={"schedule": PIECE})),
    "pay from a level on": made(changed(bonus={"schedule": RISING})),
    "pay without a board": made({"week": 6, "metric": "tokens", "bonus": {"schedule": RISING}}),
    "pay on an additive metric": made(changed(metric="memo", bonus={"schedule": [*PIECE, *RISING]})),
    "pay that punishes value": made(changed(metric="memo", bonus={"schedule": [{"above": 0.0, "rate": -3.0}]})),
    "prizes for the highest": made(changed(bonus={"prize": 0.2, "winners": 0.2})),
    "a prize for everybody": made(changed(bonus={"prize": 0.2, "winners": 0.99})),
    "a shared pool from the first week": made(changed(bonus={"pool": 0.1}) | {"week": 1}),
    "pay over one's own past": made(changed(bonus={"schedule": [*PIECE, *RISING], "over_own_past": 0.2})),
    "pay over one's own past in another metric": made(
        changed(bonus={"schedule": PIECE, "over_own_past": 0.2}),
        {"week": 14, "metric": "memo"},
        {"week": 22, "bonus": {"over_own_past": 0.0}},
    ),
    "foresight of what raises one's quota": made(
        changed(bonus={"schedule": [*PIECE, *RISING], "over_own_past": 0.2}),
        people={"foresight": {"uniform": {"low": 0.0, "high": 1.0}}},
        behaviour={"choice": {"discount": 0.01}},
    ),
    "aversion to risk in pay": made(
        changed(bonus={"schedule": [*PIECE, *RISING]}), behaviour={"choice": {"risk_aversion": 4.0}}
    ),
    "aversion to risk in pay on an additive metric": made(
        changed(metric="memo", bonus={"schedule": RISING}), behaviour={"choice": {"risk_aversion": 4.0}}
    ),
    # targets
    "a target of teams": made(changed(target={"of": "team", "share": 0.5})),
    "a target of teams, one of them smaller": made(changed(target={"of": "team"}), seats=44, company={"team_size": 7}),
    "a target for some teams": made(changed(target={"teams": 0.5, "push": 1.5})),
    "a target for no team": made(changed(target={"teams": 0.0})),
    "a target of some teams": made(changed(target={"of": "team", "teams": 0.5})),
    # audiences
    "a board of the top alone": made(changed(audience={"who": "company", "top": 5})),
    "a board of a top that is everybody": made(changed(audience={"who": "company", "top": 45})),
    "a board of teams": made(changed(audience={"who": "company", "ranked": "teams"})),
    "a board of teams, one of them smaller": made(
        changed(audience={"who": "company", "ranked": "teams"}), seats=44, company={"team_size": 7}
    ),
    "a board of teams for managers": made(changed(audience={"who": "manager", "ranked": "teams"})),
    "a board of teams of an additive metric": made(changed(metric="memo", audience={"who": "team", "ranked": "teams"})),
    "a board of a single team": made(
        changed(audience={"who": "company", "ranked": "teams"}), seats=9, company={"team_size": 20}
    ),
    "a board of teams from the first week": made(changed(audience={"who": "company", "ranked": "teams"}) | {"week": 1}),
    "a board without names": made(changed(audience={"who": "company", "names": False})),
    # audits
    "fines by the unit": made(changed(audit={"rate": 0.2, "fine": 0.01, "fine_per_unit": 1.0})),
    "padding found in proportion": made(
        changed(audit={"rate": 1.0, "sensitivity": 1.0, "fine": 0.1, "fine_per_unit": 1.0, "proportional": True})
    ),
    "dismissals after audits": made(
        changed(audit={"rate": 0.3, "fine": 0.0, "dismissed": 0.6}), behaviour={"choice": {"job_loss": 0.1}}
    ),
    # limits
    "a cap": made(changed(limits={"cap": 0.3})),
    "a cap on a metric of value": made(changed(metric="outcomes", limits={"cap": 0.2})),
    "a cap where nothing is counted": made({"week": 6, "limits": {"cap": 0.1}}),
    "a cap that is lifted": made(changed(limits={"cap": 0.2}), {"week": 18, "limits": {"cap": None}}),
    "use that people pay for": made(changed(limits={"chargeback": 1.0})),
    "use that people pay for where nothing is counted": made({"week": 6, "limits": {"chargeback": 1.0}}),
    # tools, metrics, words
    "agents in parallel": made(changed(tool="parallel agents")),
    "agents in parallel where nothing is counted": made({"week": 6, "tool": "parallel agents"}),
    "agents in parallel that are taken away": made(
        changed(tool="parallel agents"), {"week": 18, "tool": "agents"}, behaviour={"choice": {"most_useful": 0.3}}
    ),
    "a blend of metrics": made(changed(metric={"tokens": 1.0, "outcomes": 2.0})),
    "a blend with an additive metric": made(changed(metric={"tokens": 1.0, "memo": 1.0})),
    "a blend that gives way to another": made(
        changed(metric={"tokens": 1.0, "outcomes": 1.0}), {"week": 18, "metric": {"tokens": 1.0, "prompts": 1.0}}
    ),
    "what managers do is shown": made(changed(review={"shown": True})),
    "what managers do is shown for a while": made(
        changed(review={"shown": True}), {"week": 18, "review": {"shown": False}}
    ),
    "a score by quota": made(changed(review={"score": "quota", "actual": 0.8})),
    "a score by quota without a target": made(changed(target=None, review={"score": "quota", "actual": 0.8})),
    "a score by target": made(changed(review={"score": "target", "actual": 0.8})),
    "a clear strategy": made({"week": 6, "strategy": 1.0}, {"week": 18, "strategy": 0.0}),
    # mechanisms
    "control that crowds out motive": made(
        changed(audit={"rate": 0.05}),
        {"week": 20, "target": None, "audit": None},
        behaviour={"motive": {"crowding": 0.6}},
    ),
    "know-how that spreads": made(BOARD, behaviour={"knowhow": {"practice": 0.3, "coaching": 0.3, "ease": 2.0}}),
    "choice from a continuum": made(BOARD, behaviour={"choice": {"rule": "continuous", "precision": 300.0}}),
    "choice from a continuum without error": made(BOARD, behaviour={"choice": {"rule": "continuous"}}),
    "choice from a continuum where nothing is counted": made(
        behaviour={"choice": {"rule": "continuous", "precision": 300.0}}
    ),
    "efforts without bounds at either end": made(
        changed(audit={"rate": 0.1, "fine": 0.01, "fine_per_unit": 2.0, "proportional": True}),
        behaviour={"choice": {"rule": "continuous", "precision": 300.0, "redo": 0.5, **UNBOUNDED}},
    ),
    "a menu of efforts without bounds at either end": made(BOARD, behaviour={"choice": UNBOUNDED}),
    "a menu of nothing but the private optimum": made(BOARD, behaviour={"choice": {"options": ["private"]}}),
    # the ends of ranges
    "people without skill": made(BOARD, people={"skill": 0.0}, weeks=25),  # whose values differ by rounding alone
    "pressure that nobody stands": made(
        changed(target={"push": 3.0}), behaviour={"turnover": {"pressure": 1e6}}, company={"quits_a_year": 1e-9}
    ),
    "a metric that is below nought": made(changed(metric="debts")),
    "use below nothing that unlearns": made(
        {"week": 1, "metric": "debts", "bonus": {"schedule": [{"above": 0.0, "rate": 2.0}]}},
        people={"ai_value": 0.5, "rework": 0.4},
        behaviour={"choice": {"least_useful": -2.0, "redo": 1.0}, "learning": {"rate": 1.0}},
        weeks=4,
    ),
    "habits and know-how that leave next to no cost": made(
        BOARD,
        weeks=8,  # in the long run rounding decides who pads at no cost, in either of the two
        behaviour={"habit": {"relief": 1.0 - 1e-12, "up": 1.0}, "knowhow": {"practice": 1.0, "ease": 20.0}},
    ),
    # all of them
    "every other lever at once": made(*AT_ONCE, seats=120, weeks=40),
    "every other lever and mechanism at once": made(*AT_ONCE, seats=120, weeks=40, **DEEP),
    "every other lever and mechanism at once, choice with errors": made(
        *AT_ONCE, seats=120, weeks=40, **laid_over(DEEP, {"behaviour": IMPRECISE})
    ),
    "every other lever and mechanism at once, choice from a continuum": made(
        *AT_ONCE,
        seats=120,
        weeks=40,
        **laid_over(DEEP, {"behaviour": {"choice": {"rule": "continuous", "precision": 300.0}}}),
    ),
    **{
        f"a menu without the option {without}": made(
            BOARD,
            behaviour={"choice": {"options": [option for option in OPTIONS if option != without], "precision": 40.0}},
        )
        for without in OPTIONS
    },
}


@pytest.mark.parametrize("name", CASES)
def test_arrays_and_objects_agree_on_every_measure_in_every_week(name: str) -> None:
    stepped_together(CASES[name])


@pytest.mark.parametrize("name", WITHOUT_LUCK)
def test_arrays_and_objects_agree_without_luck(name: str) -> None:
    stepped_together(WITHOUT_LUCK[name])


def test_arrays_and_objects_agree_where_parameters_are_uncertain() -> None:
    case = made(
        BOARD,
        uncertain={
            "behaviour.choice.career": {"uniform": {"low": 0.1, "high": 0.6}},
            "behaviour.belief.prior": {"beta": {"mean": 0.4, "concentration": 20.0}},
            "behaviour.norm.rate": {"values": [0.05, 0.1, 0.2]},
            "behaviour.work.diminishing": {"gamma": {"mean": 1.2, "sd": 0.2}},
            "people.honest": {"uniform": {"low": 0.1, "high": 0.5}},
            "people.skill.lognormal.log_sd": {"uniform": {"low": 0.2, "high": 0.5}},
            "people.skill_and_ai": {"uniform": {"low": 0.1, "high": 0.5}},
            "company.quits_a_year": {"uniform": {"low": 0.1, "high": 0.4}},
            "company.wage": {"lognormal": {"mean": 5000.0, "log_sd": 0.1}},
        },
    )
    records = [stepped_together(case, world)[1].record["real value"] for world in (0, 5)]
    assert records[0] != records[1]


@pytest.mark.parametrize("world", [0, 1])
def test_arrays_and_objects_agree_where_settings_are_drawn_from_the_posterior(world: int) -> None:
    case = made(*AT_ONCE, weeks=26, uncertain="posterior")
    array, _ = stepped_together(case, world)
    assert array.case.people.skill != case.people.skill, "left open, so drawn"
    assert array.case.people.honest == case.people.honest, "the case knows it"


@pytest.mark.parametrize("rule", ["menu", "continuous"])
def test_arrays_and_objects_agree_where_parameters_of_every_other_lever_are_uncertain(rule: str) -> None:
    uncertain = {
        "behaviour.choice.precision": (100.0, 400.0),
        "behaviour.choice.risk_aversion": (0.1, 1.0),
        "behaviour.choice.discount": (0.001, 0.02),
        "behaviour.choice.job_loss": (0.05, 0.2),
        "behaviour.choice.most_useful": (0.3, 0.6),
        "behaviour.choice.least_unmeasured": (-0.1, 0.0),
        "behaviour.motive.crowding": (0.1, 0.6),
        "behaviour.motive.returns": (0.01, 0.05),
        "behaviour.knowhow.ease": (0.5, 2.0),
        "behaviour.knowhow.coaching": (0.1, 0.3),
        "behaviour.standing.unnamed": (0.2, 0.8),
        "behaviour.work.strategy": (0.05, 0.3),
        "people.foresight.uniform.high": (0.5, 1.0),
        "company.wage": (4000.0, 6000.0),
        "company.replacement": (10.0, 30.0),
    }
    spread = {path: {"uniform": {"low": low, "high": high}} for path, (low, high) in uncertain.items()}
    deep = laid_over(DEEP, {"behaviour": {"choice": {"rule": rule, "precision": 300.0}}})
    case = made(*AT_ONCE, seats=60, weeks=40, uncertain=spread, **deep)
    records = [stepped_together(case, world)[1].record["real value"] for world in (0, 5)]
    assert records[0] != records[1]


def test_everybody_ends_up_the_same_person() -> None:
    array, plain = stepped_together(made(BOARD, seats=200, weeks=40))
    carried = [*takewhile(lambda name: name != "gain_unskilled", (field.name for field in fields(People)))]
    for name in carried:
        expected = getattr(array.people, name)[0].tolist()
        assert [getattr(person, name) for person in plain.staff] == pytest.approx(expected, rel=CLOSE, abs=CLOSE), name


def test_every_mechanism_is_at_work_where_agreement_is_shown() -> None:
    array, plain = stepped_together(EVERYTHING)
    _, other = stepped_together(CASES["every other lever and mechanism at once"])
    records = [
        {name: [value for value in values if not math.isnan(value)] for name, values in company.record.items()}
        for company in (plain, other)
    ]
    silent = [name for name in plain.record if all(len(set(record[name])) < 3 for record in records)]
    assert not silent
    for carried in ("knowhow", "motive", "quota", "foresight"):
        assert len({getattr(person, carried) for person in other.staff}) > 20, carried
    staff, record = plain.staff, records[0]
    assert any(person.generation > 1 for person in staff)
    assert {person.trust == 1.0 for person in staff} == {True, False}
    assert {person.passed_over for person in staff} == {True, False}
    assert {person.habit > 0.0 for person in staff} == {True, False}
    assert array.people.generation.sum() > sum(round(rate * 200 / 52) for rate in record["quits"]), (
        "nobody was dismissed"
    )


def test_it_is_a_mesa_model_of_one_object_an_employee() -> None:
    company = PlainCompany(made(BOARD), "it", rng=1)
    company.run_model()
    assert company.week == 30
    kinds = {kind: len(company.agents_by_type[kind]) for kind in (PlainEmployee, PlainManager, PlainLeaderboard)}
    assert kinds == {PlainEmployee: 45, PlainManager: 6, PlainLeaderboard: 1}
    assert set(company.agents_by_type[PlainEmployee]) == set(company.staff)
    assert len({agent.unique_id for agent in company.agents}) == len(company.agents)
    assert all(isinstance(agent, mesa.Agent) for agent in company.agents)


def test_whatever_a_person_carries_is_named_ahead() -> None:
    company = PlainCompany(made(*AT_ONCE, **DEEP), "it")
    company.run_model()
    own = set(vars(mesa.Agent(company)))
    assert all(set(vars(person)) == own for person in company.staff)
    assert all(any(hasattr(person, name) for person in company.staff) for name in CARRIED)


def test_a_company_that_is_no_longer_used_is_freed() -> None:
    company = PlainCompany(made(BOARD, seats=9, weeks=4), "it")
    company.run_model()
    gone = weakref.ref(company)
    del company
    gc.collect()
    assert gone() is None


def test_an_unknown_policy_is_refused() -> None:
    with pytest.raises(KeyError):
        PlainCompany(made(), "other")


def test_nothing_but_definitions_and_draws_is_shared_with_the_arrays() -> None:
    may_know = ("sim.plain", "sim.scenario", "sim.company.luck", "sim.company.decisions")
    files = Path(inspect.getfile(PlainCompany)).parent.glob("*.py")
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    imported = {words[1] for words in map(str.split, lines) if words[:1] in (["from"], ["import"])}
    assert {name for name in imported if name.startswith("sim.company")} == set(may_know[2:])
    assert all(name.startswith(may_know) for name in imported if name.startswith("sim"))
