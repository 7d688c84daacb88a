"""The week: its order, what a dated change does, and what must hold after every week of any company."""

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.behaviour.choice import OPTIONS
from sim.company import Company, week
from sim.measures import all_measures
from sim.scenario import METRICS, Case, settings_of

STEPS = ("policy", "notice", "choose", "work", "publish", "watch", "review", "steer", "leave", "measure")


def test_the_steps_of_a_week_come_in_their_order(small: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    for name in (*STEPS, "hand_over"):
        step = getattr(week, name)

        def noted(company: Company, name: str = name, step: Any = step) -> None:
            called.append(name)
            step(company)

        monkeypatch.setattr(week, name, noted)
    company = Company(small())
    company.step()
    company.step()
    assert called == [*STEPS, "hand_over"] * 2


def test_a_change_takes_effect_in_its_week(small: Any, ran: Any, board: Any) -> None:
    company = ran(small([board]), weeks=4)
    assert not company.counted
    company.step()
    assert company.counted
    assert company.levers.audience.who == "company"
    assert company.level == 0.066


def test_changes_of_one_week_add_up_and_others_stay(small: Any, ran: Any, board: Any) -> None:
    changes = [board, {"week": 8, "audience": "team"}, {"week": 8, "review": {"actual": 0.1}}]
    levers = ran(small(changes), weeks=8).levers
    assert (levers.metric, levers.audience.who) == ("tokens", "team")
    assert (levers.review.actual, levers.review.stated) == (0.1, "not used")


def test_what_was_done_can_be_taken_back(small: Any, ran: Any, board: Any) -> None:
    nothing = {"week": 12, "metric": None, "target": None, "audience": "nobody"}
    settings = {"behaviour.idea.own": 0.5, "behaviour.choice.redo": 1.0}
    company = ran(small([board, nothing], settings), weeks=11)
    assert company.people.padding.any()
    company.step()
    assert not company.people.padding.any()
    assert not company.exposed


def test_a_board_is_news_to_everybody_only_when_there_was_none(small: Any, ran: Any, board: Any) -> None:
    settings = {"company.quits_a_year": 0.0, "behaviour.noticing.rate": 0.5}
    changes = [board, {"week": 15, "audience": "team"}, {"week": 20, "metric": None}, {"week": 25, "metric": "tokens"}]
    case = small(changes, settings)
    aware = {weeks: ran(case, weeks=weeks).people.aware.mean() for weeks in (5, 14, 15, 25)}
    assert aware[5] == pytest.approx(0.5, abs=0.15)
    assert aware[15] >= aware[14] > 0.98
    assert aware[25] == pytest.approx(0.5, abs=0.15)


def test_a_target_without_a_level_follows_the_metric(small: Any, ran: Any, board: Any) -> None:
    """What counts as active in one metric says nothing of another."""
    case = small([board | {"target": {"share": 0.8}}, {"week": 10, "metric": "outcomes"}])
    for weeks, metric in ((9, "tokens"), (10, "outcomes")):
        assert ran(case, weeks=weeks).level == METRICS[metric].active


def test_a_new_target_begins_with_its_own_push_and_level(small: Any, ran: Any, board: Any) -> None:
    case = small([board, {"week": 12, "target": {"push": 0.1, "level": 0.4}}])
    before, after = ran(case, weeks=11, worlds=2), ran(case, weeks=12, worlds=2)
    assert (before.push > 0.8).all()
    assert (after.push < 0.12).all()
    assert (after.level == 0.4).all()


def test_those_who_padded_before_a_change_are_remembered(small: Any, ran: Any, board: Any) -> None:
    settings = {"behaviour.idea.own": 0.5, "behaviour.choice.redo": 0.5, "company.quits_a_year": 0.0}
    audited = board | {"audit": {"rate": 0.3, "fine": 0.0}}  # so that some stop and begin again
    company, padded = ran(small([audited, {"week": 20, "audience": "self"}], settings), weeks=15), np.zeros((1, 96))
    for _ in range(4):
        company.step()
        padded += company.people.last_padded == company.week
    company.step()
    assert set(padded.ravel()) == {0, 1, 2, 3, 4}
    assert np.array_equal(company.people.padded_before_change, padded > 0)


def test_newcomers_bring_nothing_along_but_learn_the_local_norm(small: Any, ran: Any) -> None:
    settings = {"behaviour.idea.own": 0.5, "behaviour.choice.redo": 0.5, "company.quits_a_year": 0.9}
    company = ran(small(settings=settings | {"people.ai_skill": 0.25}), weeks=25)
    while not company.people.left.any():
        company.step()
    people, new = company.people, company.people.left
    for name in ("padding", "habit", "idea", "aware", "last_padded", "value_since_review", "passed_over"):
        assert not getattr(people, name)[new].any()
    assert np.array_equal(people.belief[new], people.prior[new])
    assert np.array_equal(people.norm[new], company.seen_padding[new])
    assert (people.norm[new] > 0).any()
    assert (people.ai_skill[new] == 0.25).all()
    assert (people.trust[new] == 1).all()


def test_a_week_is_measured_before_newcomers_sit_down(small: Any) -> None:
    case = small(settings={"company.quits_a_year": 0.9})
    measures = [measure for measure in all_measures() if measure.name == "quits"]
    company = Company(case, measures=measures)
    for weeks in range(30):
        before = company.people.generation.copy()
        company.step()
        assert company.record["quits"][weeks, 0] == pytest.approx(52 * company.people.quit.mean())
        assert np.array_equal(company.people.generation > before, company.people.left)


SHARES = ("trust", "norm", "habit", "ai_skill", "rework", "fear", "rating", "motive", "knowhow", "foresight")
IN_0_TO_1 = {measure.name for measure in all_measures() if measure.form == "share"} - {
    "quits",
    "regretted quits",
    "middling metric over the target",
}
OF_THE_METRIC = {"padding share", "top tenth over four weeks", "top hundredth over four weeks"}
"""Shares of a sum that luck which adds may bring below 0."""
RANGES = {"ge": 0.0, "gt": 0.0, "le": 1.0, "lt": 1.0}


def bounds(case: Case, path: str) -> tuple[float, float] | None:
    """The range of a parameter that is one number; open ends move inwards, missing ones lie at four times it or 1."""
    *groups, last = path.split(".")
    part: Any = case
    for group in groups:
        part = getattr(part, group)
    value = getattr(part, last)
    if not isinstance(value, float):
        return None
    ends = {end: getattr(mark, end) for mark in type(part).model_fields[last].metadata for end in RANGES
            if hasattr(mark, end)}  # fmt: skip
    value = min(value, 100.0)
    low = ends["ge"] if "ge" in ends else ends["gt"] + 0.1 * value if "gt" in ends else 0.0
    high = ends["le"] if "le" in ends else ends["lt"] - 0.05 if "lt" in ends else 4 * value or 1.0
    return low, high


PLAIN = Case.model_validate({"title": "plain", "policies": {"none": []}})
NUMBERS = {
    part.path: ends
    for part in settings_of(PLAIN)
    if part.path.startswith(("behaviour.", "company.", "people."))
    if (ends := bounds(PLAIN, part.path)) is not None
}
PARAMETERS = st.lists(st.sampled_from(sorted(NUMBERS)), max_size=6, unique=True).flatmap(
    lambda paths: st.fixed_dictionaries({path: st.floats(*NUMBERS[path]) for path in paths})
)
SWITCHES = st.fixed_dictionaries(
    {},
    optional={
        "behaviour.choice.rule": st.sampled_from(["menu", "continuous"]),
        "behaviour.choice.options": st.lists(st.sampled_from(OPTIONS), min_size=1, unique=True),
        "behaviour.choice.precision": st.floats(5.0, 500.0),
        "people.foresight": st.floats(0, 1),
    },
)
SHARE = st.floats(0, 1)
YES_OR_NO = st.booleans()
AUDIENCES = st.fixed_dictionaries(
    {
        "who": st.sampled_from(["nobody", "self", "manager", "team", "company"]),
        "ranked": st.sampled_from(["people", "teams"]),
        "names": YES_OR_NO,
    }
) | st.fixed_dictionaries({"who": st.just("company"), "top": st.integers(1, 50)})
STEPS_OF_PAY = st.lists(
    st.fixed_dictionaries({"above": st.sampled_from([0.0, 0.1, 0.5]), "rate": st.floats(-1, 1)}), max_size=3
).map(lambda steps: sorted(steps, key=lambda step: step["above"]))
BONUSES = st.fixed_dictionaries(
    {"schedule": STEPS_OF_PAY},
    optional={"prize": SHARE, "winners": st.floats(0.05, 0.9), "pool": SHARE, "over_own_past": SHARE},
)
TARGETS = st.fixed_dictionaries(
    {"share": st.floats(0.01, 1), "push": st.floats(0, 3), "ratchet": SHARE},
    optional={"of": st.sampled_from(["person", "team"]), "teams": SHARE, "level": st.floats(0.01, 2)},
)
REVIEWS = st.fixed_dictionaries(
    {
        "actual": SHARE,
        "stated": st.sampled_from(["not used", "used", "silent"]),
        "clarity": SHARE,
        "shown": YES_OR_NO,
        "score": st.sampled_from(["percentile", "quota", "target"]),
    }
)
AUDITS = st.fixed_dictionaries(
    {"rate": SHARE, "fine": st.floats(0, 3)},
    optional={"proportional": YES_OR_NO, "fine_per_unit": st.floats(0, 3), "dismissed": SHARE},
)
BLEND = {"tokens": 0.6, "outcomes": 0.4}
CHANGES = st.lists(
    st.fixed_dictionaries(
        {"week": st.integers(1, 18), "metric": st.sampled_from(["tokens", "outcomes", "counts", BLEND])},
        optional={
            "audience": AUDIENCES,
            "target": st.none() | TARGETS,
            "bonus": st.none() | BONUSES,
            "review": REVIEWS,
            "audit": st.none() | AUDITS,
            "limits": st.fixed_dictionaries({"cap": st.none() | st.floats(0.01, 2), "chargeback": SHARE}),
            "permissions": st.sampled_from(["open", "reviewed"]),
            "tool": st.sampled_from(["chat", "agents", "parallel agents"]),
            "strategy": SHARE,
            "training": SHARE,
        },
    ),
    max_size=3,
)
COUNTS = {"useful": 1.0, "padding": 9.0, "noise": 0.3, "noise_kind": "additive"}


@settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(CHANGES, PARAMETERS, SWITCHES, st.integers(1, 40), st.integers(1, 12), st.integers(0, 99))
def test_what_must_hold_after_every_week_of_any_company_holds(
    small: Any, changes: Any, parameters: Any, switches: Any, employees: int, team_size: int, seed: int
) -> None:
    firm = {"company.employees": employees, "company.team_size": team_size, "company.review_every": 7}
    case = small(changes, firm | parameters | switches, metrics={"counts": COUNTS}, weeks=20, seed=seed)
    company = Company(case, "policy", worlds=2, measures=all_measures())
    for _ in range(20):
        company.step()
        people, choice = company.people, company.case.behaviour.choice
        for field in fields(people):
            values = getattr(people, field.name)
            assert values.shape == (2, employees)
            assert np.isfinite(values).all(), field.name
        for name in SHARES:
            assert ((getattr(people, name) >= 0) & (getattr(people, name) <= 1)).all(), name
        bounds = {"useful": choice.most_useful, "padding": choice.most_padding, "unmeasured": choice.most_unmeasured}
        if company.levers.tool == "parallel agents":
            bounds.pop("useful")
        for name in ("useful", "padding", "unmeasured"):
            assert ((getattr(people, name) >= 0) & (getattr(people, name) <= bounds.get(name, np.inf))).all(), name
        if (cap := company.levers.limits.cap) is not None:
            metered = people.useful_yield * people.useful + people.padding_yield * people.padding
            assert (metered <= cap * (1 + 1e-9))[~people.left].all()
        assert not people.padding[people.honest].any()
        assert (people.skill > 0).all()
        of_a_loss = company.row.weight * people.value < 0
        assert ((people.metric >= 0) | of_a_loss).all() or not company.multiplicative
        assert (people.incidents >= 0).all()
        assert ((company.behind >= 0) & (company.behind <= 1)).all()
        assert (company.push >= 0).all()
        assert (company.level > 0).all()
    unbound = {"useful use"} if company.levers.tool == "parallel agents" else set()
    for measure in all_measures():
        values = company.record[measure.name][-1]
        assert not np.isinf(values).any(), measure.name
        if measure.name in IN_0_TO_1 - unbound and (company.multiplicative or measure.name not in OF_THE_METRIC):
            assert not ((values < 0) | (values > 1 + 1e-12)).any(), measure.name
