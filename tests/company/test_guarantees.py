"""What paired comparisons rest on, each guarantee a test of its own, bit for bit on the whole engine."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

from sim.company import Company, Decision, Luck
from sim.measures import all_measures
from sim.scenario import Case, Levers
from tests.company.busy import BUSY, LIVELY

Builder = Callable[..., Case]
Runner = Callable[..., Company]
State = Callable[[Company], dict[str, Any]]

TRAITS = (
    "skill",
    "ai_value",
    "rework",
    "job",
    "knack",
    "cost_padding",
    "status",
    "fear",
    "honest",
    "prior",
    "foresight",
)
OF_THE_METER = {"metric", "mean_metric", "place", "useful_yield", "padding_yield", "metric_since_review"}


def differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> set[str]:
    """The names of arrays of which any byte differs."""
    assert one.keys() == other.keys()
    return {name for name in one if one[name].tobytes() != other[name].tobytes()}


def test_the_busy_case_sets_everything_to_work(small: Builder, ran: Runner) -> None:
    company = ran(small(BUSY, LIVELY), worlds=4, measures=all_measures())
    people = company.people
    assert people.generation.max() > 0
    assert (people.padding > 0).any()
    assert (people.trust < 1).any()
    assert (company.level > company.row.active).all()
    assert company.record["incidents"].any()
    assert (people.motive < 1).any()
    assert (people.knowhow > 0).any()
    assert company.record["dismissed for padding"].any()
    audiences = [company.case.levers_in("policy", week).audience for week in range(1, 31)]
    assert {"company", "team", "manager"} <= {audience.who for audience in audiences}


NOT_ON_METRIC = {
    "tool": "agents",
    "metric": None,
    "audit": None,
    "limits": {"cap": None, "chargeback": 0.0},
    "permissions": "open",
    "strategy": 0.0,
    "training": 0.0,
}
ON_METRIC = {
    "metric": "tokens",
    "target": None,
    "audience": "nobody",
    "bonus": None,
    "review": {"actual": 0.0, "stated": "silent", "score": "percentile", "shown": False},
}
IDLE: dict[str, tuple[Any, Any]] = {
    "no policy": ((), NOT_ON_METRIC),
    "a metric alone": (({"week": 4, "metric": "tokens"},), NOT_ON_METRIC | ON_METRIC),
    "a busy policy": (BUSY, BUSY[-1]),
}


@pytest.mark.parametrize("before", IDLE)
def test_a_policy_that_does_nothing_changes_no_byte(before: str, small: Builder, ran: Runner, state: State) -> None:
    changes, idle_change = IDLE[before]
    case = small((), LIVELY, policies={"policy": changes, "idle": [*changes, idle_change | {"week": 27}]})
    assert {*NOT_ON_METRIC, *ON_METRIC} == set(Levers.model_fields)
    policy, idle = (state(ran(case, name, worlds=2, measures=all_measures())) for name in ("policy", "idle"))
    assert not differing(policy, idle)


def test_levers_without_a_metric_to_act_on_change_no_byte(small: Builder, ran: Runner, state: State) -> None:
    taken_back = [{"week": 1, "metric": "tokens"}, {"week": 3, "metric": None}]
    idle = {"week": 6, "audience": "company", "review": {"actual": 0.9, "stated": "used", "score": "quota"}}
    idle |= {"bonus": {"schedule": [{"rate": 0.5}], "prize": 1.0, "over_own_past": 0.5}}
    case = small((), LIVELY, policies={"none": taken_back, "policy": [*taken_back, idle]})
    none, policy = (state(ran(case, name, worlds=2, measures=all_measures())) for name in ("none", "policy"))
    assert not differing(none, policy)


@pytest.mark.parametrize("changes", range(1, len(BUSY) + 1))
def test_weeks_before_a_change_are_identical(changes: int, small: Builder, ran: Runner, state: State) -> None:
    case = small((), LIVELY, policies={"before": BUSY[: changes - 1], "policy": BUSY[:changes]})
    week = BUSY[changes - 1]["week"]
    measures = all_measures()
    before, policy = (state(ran(case, name, week - 1, 2, measures=measures)) for name in ("before", "policy"))
    assert not differing(before, policy)
    before, policy = (state(ran(case, name, week + 1, 2, measures=measures)) for name in ("before", "policy"))
    assert differing(before, policy)


def test_people_are_identical_before_a_change_whatever_meter_runs(small: Builder, ran: Runner, state: State) -> None:
    case = small([{"week": 15, "metric": "outcomes", "audience": "company"}], LIVELY)
    none, policy = (state(ran(case, name, 14, 2)) for name in ("none", "policy"))
    assert differing(none, policy) == OF_THE_METER
    none, policy = (state(ran(case, name, 25, 2)) for name in ("none", "policy"))
    assert differing(none, policy) > OF_THE_METER


ALONE = {
    "company.ties": 0,
    "company.review_every": 100,
    "behaviour.choice.career": 0.0,
    "behaviour.executive.push": 0.0,
}
"""Settings under which nothing couples one team with another, as long as only the team sees the board."""
FOR_TEAMS = {"week": 3, "metric": "tokens", "audience": "team", "target": {"share": 0.8}, "review": {"actual": 0.4}}


def with_one_more(
    small: Builder, ran: Runner, settings: dict[str, Any], weeks: int | None = None
) -> tuple[Company, Company]:
    """A company of 96 people, and the same with a 97th, alone in a team."""
    cases = [small([FOR_TEAMS], settings | {"company.employees": seats}) for seats in (96, 97)]
    return ran(cases[0], weeks=weeks, worlds=3), ran(cases[1], weeks=weeks, worlds=3)


def test_one_extra_isolated_employee_changes_nobody_else(small: Builder, ran: Runner, state: State) -> None:
    settings = LIVELY | ALONE | {"behaviour.idea.own": 0.3}
    fewer, more = with_one_more(small, ran, settings)
    assert fewer.people.padding.any()
    assert fewer.people.generation.any()
    everybody, others = state(fewer), state(more)
    for name, values in others.items():
        if values.shape == (3, 97):
            others[name] = values[:, :96].copy()
    others["behind"] = others["behind"][:, :12].copy()
    assert not differing(everybody, others)


def test_an_extra_employee_is_known_only_to_those_who_drew_the_seat(small: Builder, ran: Runner) -> None:
    inert = {"company.ties": 3, "behaviour.norm.relief": 0.0, "behaviour.idea.seen": 0.0, "behaviour.idea.own": 1.0}
    inert |= {"behaviour.turnover.disgust": 0.0, "company.quits_a_year": 0.0, "people.honest": 0.4}
    inert |= {"people.status": 0.4, "behaviour.choice.redo": 0.5, "people.cost_padding": 1.0, "people.scruple": 0.0}
    inert |= {"behaviour.noticing.rate": 1.0, "people.security_scruple": 0.0, "people.scruple_per_unit": 0.0}
    fewer, more = with_one_more(small, ran, ALONE | inert, weeks=20)
    assert more.people.last_padded[:, 96].any()
    drew = (more.ties.known & (more.ties.whom == 96)).any(axis=-1)[:, :96]
    others = np.where(drew[..., None], -1, np.where(more.ties.known, more.ties.whom, -1)[:, :96])
    assert np.array_equal(others, np.where(drew[..., None] | ~fewer.ties.known, -1, fewer.ties.whom))
    assert np.array_equal(fewer.people.padding, more.people.padding[:, :96])
    moved = fewer.people.norm != more.people.norm[:, :96]
    assert moved.any()
    assert not (moved & ~drew).any()


def test_call_order_is_irrelevant(small: Builder, ran: Runner, state: State) -> None:
    case = small(BUSY, LIVELY)
    straight = ran(case, worlds=2, measures=all_measures())
    meddled = Company(case, "policy", worlds=2, measures=all_measures(), rng=5)
    for week in range(1, case.weeks + 1):
        for decision in reversed(Decision):
            meddled.luck.uniform(decision, week, sub=77)
            meddled.luck.of_pairs(decision, 1, week, 3)
        meddled.random.random(), meddled.rng.random()
        meddled.step()
    assert not differing(state(straight), state(meddled))


def test_mesas_generator_decides_nothing(small: Builder, state: State) -> None:
    companies = [Company(small(BUSY, LIVELY), rng=seed) for seed in (1, 2)]
    for company in companies:
        company.run_model()
    assert not differing(state(companies[0]), state(companies[1]))


def by_week(case: Case, name: str) -> np.ndarray:
    """One of the people's arrays after every week, (weeks, worlds, seats)."""
    company = Company(case, "policy", worlds=2)
    found = []
    for _ in range(case.weeks):
        company.step()
        found.append(getattr(company.people, name).copy())
    return np.stack(found)


ADDED = {
    "incidents of padding": ("behaviour.incidents.padding", 0.1, 0.5, "incidents", {"behaviour.incidents.cost": 0.0}),
    "incidents of useful use": ("behaviour.incidents.useful", 0.1, 0.5, "incidents", {"behaviour.incidents.cost": 0.0}),
    "notice": ("behaviour.noticing.rate", 0.1, 0.2, "aware", {"company.quits_a_year": 0.0, "company.dismissed": 0.0}),
    "ideas": ("behaviour.idea.own", 0.05, 0.1, "idea", {"company.quits_a_year": 0.0, "behaviour.idea.seen": 0.0}),
    "first quits": ("company.quits_a_year", 0.2, 0.4, "generation", {"behaviour.turnover.pressure": 0.0}),
    "honest people": ("people.honest", 0.3, 0.5, "honest", {"company.quits_a_year": 0.0}),
    "cues": (
        "behaviour.managers.cue",
        0.1,
        0.4,
        "belief",
        {"behaviour.belief.looked": 1.0, "behaviour.managers.passes_on": 0.0, "company.quits_a_year": 0.0},
    ),
}


@pytest.mark.parametrize("events", ADDED)
def test_a_higher_probability_only_adds_events(events: str, small: Builder) -> None:
    path, low, high, name, settings = ADDED[events]
    settings = {"company.review_every": 100, "behaviour.turnover.disgust": 0.0} | settings
    fewer, more = (by_week(small(settings=settings | {path: value}), name) for value in (low, high))
    if name == "generation":
        fewer, more = fewer > 0, more > 0
    assert (fewer <= more).all()
    assert (fewer < more).any()


def test_results_do_not_depend_on_the_size_of_a_block(small: Builder, ran: Runner, state: State) -> None:
    case = small(BUSY, LIVELY | {"company.employees": 61})
    whole = state(ran(case, worlds=8, measures=all_measures()))
    for size in (4, 1):
        firsts = range(0, 8, size)
        blocks = [state(ran(case, first_world=first, worlds=size, measures=all_measures())) for first in firsts]
        for name, values in whole.items():
            parts = np.concatenate([block[name] for block in blocks], axis=1 if len(values) == case.weeks else 0)
            assert parts.tobytes() == values.tobytes(), f"{name} in blocks of {size}"


def test_worlds_differ(small: Builder, ran: Runner) -> None:
    company = ran(small(BUSY, LIVELY), worlds=3, measures=all_measures())
    for name in ("real value", "metric", "padding share", "belief"):
        assert len(np.unique(company.record[name][-1])) == 3


def test_people_are_the_same_under_every_policy(small: Builder, ran: Runner) -> None:
    case = small(BUSY, LIVELY)
    none, policy = (ran(case, name, worlds=2).people for name in ("none", "policy"))
    same = none.generation == policy.generation
    assert (same & (none.generation > 0)).any()
    assert not same.all()
    for name in TRAITS:
        assert np.array_equal(getattr(none, name)[same], getattr(policy, name)[same])
    assert not np.array_equal(none.useful[same], policy.useful[same])


def test_luck_in_quits_is_the_same_under_every_policy_where_hazards_are(small: Builder) -> None:
    settings = LIVELY | {"company.dismissed": 0.0}
    settings |= {f"behaviour.turnover.{why}": 0.0 for why in ("pressure", "disgust", "passed_over")}
    case = small(BUSY, settings)
    quits: dict[str, list[Any]] = {name: [] for name in case.policies}
    for name in case.policies:
        company = Company(case, name, worlds=2)
        for _ in range(case.weeks):
            company.step()
            quits[name].append(company.people.quit.copy())
    assert np.array_equal(quits["none"], quits["policy"])
    assert np.sum(quits["none"]) > 10


def test_luck_in_the_metric_is_the_same_under_every_policy(small: Builder, ran: Runner) -> None:
    case = small(BUSY[:1], LIVELY)
    none, policy = (ran(case, name, worlds=2).people for name in ("none", "policy"))
    used = (none.mean_metric > 0) & (policy.mean_metric > 0) & ~none.left & ~policy.left
    assert not np.array_equal(none.metric[used], policy.metric[used])
    luck = [people.metric[used] / people.mean_metric[used] for people in (none, policy)]
    np.testing.assert_allclose(luck[0], luck[1], rtol=1e-12)


class Carried(Luck):
    """Luck that was dealt to other seats: seat i gets the draws of seat `order[i]`, team k those of team `teams[k]`."""

    order: np.ndarray
    teams: np.ndarray

    def uniform(self, decision: Decision, week: int, *, sub: int = 0, size: int | None = None) -> np.ndarray:
        drawn = super().uniform(decision, week, sub=sub, size=size)
        return np.ascontiguousarray(drawn[:, self.order if size is None else self.teams])

    def of_pairs(self, decision: Decision, world: Any, i: Any, j: Any, **more: Any) -> np.ndarray:
        return super().of_pairs(decision, world, self.order[i], j, **more)


def test_the_order_of_seats_changes_nothing_when_luck_travels_along(
    small: Builder, ran: Runner, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = small(BUSY, LIVELY | {"company.ties": 0})
    straight = state(ran(case, worlds=2, measures=all_measures()))
    among = np.random.default_rng(1)
    teams = among.permutation(12)
    order = (8 * teams[:, None] + among.permuted(np.tile(np.arange(8), (12, 1)), axis=1)).ravel()
    monkeypatch.setattr(Carried, "order", order, raising=False)
    monkeypatch.setattr(Carried, "teams", teams, raising=False)
    monkeypatch.setattr("sim.company.company.Luck", Carried)
    shuffled = state(ran(case, worlds=2, measures=all_measures()))
    for name, values in straight.items():
        seats = values.shape[1]
        expected = values[:, order] if seats == 96 else values[:, teams] if seats == 12 else values
        np.testing.assert_allclose(shuffled[name].astype(float), expected.astype(float), rtol=1e-9, atol=1e-12)
