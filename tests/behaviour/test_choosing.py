"""Choosing in a company: who reconsiders, who never pads, and what makes padding rarer."""

from typing import Any

import numpy as np
import pytest

INFINITE = float("inf")


def test_the_engine_starts_everybody_at_the_private_optimum(small: Any, ran: Any) -> None:
    settings = {"behaviour.work.substitution": 0.0, "behaviour.choice.omega": 0.7, "people.cost_unmeasured": 2.0}
    settings |= {"behaviour.work.diminishing": 1.2, "behaviour.work.unmeasured": 0.3}
    people = ran(small(settings=settings), "none", weeks=0, worlds=3).people
    help_ = (1 - people.rework) * people.ai_value * (0.5 + people.ai_skill / 2)
    best = 0.7 * people.skill * help_ / (0.7 * people.skill * 1.2 + people.cost_useful)
    np.testing.assert_allclose(people.useful, np.clip(best, 0.0, 1.0), rtol=1e-12)
    np.testing.assert_allclose(people.unmeasured, np.clip(0.7 * people.skill * 0.3 / 2.0, 0.0, 1.0), rtol=1e-12)
    assert not people.padding.any()
    assert (best < 0).any()


def test_precise_choice_is_choice_without_error(small: Any, ran: Any) -> None:
    infinite, sharp, blurred = (
        ran(small(settings={"behaviour.idea.own": 0.1, "behaviour.choice.precision": precision})).people
        for precision in (INFINITE, 1e12, 20.0)
    )
    assert infinite.padding.any()
    assert np.array_equal(infinite.padding, sharp.padding)
    assert np.array_equal(infinite.useful, sharp.useful)
    assert not np.array_equal(infinite.useful, blurred.useful)
    assert not blurred.padding[blurred.honest].any()


def test_those_who_never_reconsider_keep_their_efforts(small: Any, ran: Any) -> None:
    never = {"behaviour.choice.redo": 0.0, "company.quits_a_year": 0.0, "company.dismissed": 0.0}
    case = small(settings=never | {"behaviour.noticing.rate": 0.0, "behaviour.learning.rate": 0.5})
    first, last = (ran(case, weeks=weeks, worlds=2).people for weeks in (0, 30))
    for name in ("useful", "padding", "unmeasured"):
        assert np.array_equal(getattr(first, name), getattr(last, name))


def test_only_those_who_reconsider_or_take_notice_change(small: Any, ran: Any) -> None:
    settings = {"behaviour.choice.redo": 0.3, "company.quits_a_year": 0.0, "company.dismissed": 0.0}
    company = ran(small(settings=settings), weeks=4, worlds=4)
    moved = []
    for _ in range(20):
        aware, useful = company.people.aware.copy(), company.people.useful.copy()
        company.step()
        aware ^= company.people.aware
        moved.append((company.people.useful != useful)[~aware].mean())
    assert 0.2 < np.mean(moved[1:]) < 0.35


def test_whoever_takes_notice_reconsiders_at_once(small: Any, ran: Any) -> None:
    settings = {"behaviour.choice.redo": 0.0, "behaviour.noticing.rate": 0.3, "people.status": 0.5}
    company = ran(small(settings=settings | {"company.quits_a_year": 0.0}), weeks=4, worlds=4)
    for _ in range(3):
        aware, useful = company.people.aware.copy(), company.people.useful.copy()
        company.step()
        news, moved = company.people.aware & ~aware, company.people.useful != useful
        assert not moved[~news].any()
        assert moved[news].mean() > 0.8


def test_reconsidering_more_often_raises_padding(late: Any) -> None:
    low, high = (late("padding share", {"behaviour.choice.redo": chance}) for chance in (0.05, 1.0))
    assert (low < high).all()


NO_GAIN: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a yield of nothing": ({}, {"padding": 0.0}),
    "an infinite cost": ({"people.cost_padding": INFINITE}, {}),
    "honest people": ({"people.honest": 1.0}, {}),
    "an infinite scruple": ({"people.scruple": 1e9}, {}),
}


@pytest.mark.parametrize("reason", NO_GAIN)
def test_nobody_pads_where_there_is_no_gain_in_it(reason: str, small: Any, ran: Any, board: Any) -> None:
    settings, row = NO_GAIN[reason]
    settings = {"behaviour.idea.own": 1.0, "behaviour.choice.redo": 1.0, "people.status": 0.3} | settings
    case = small([board | {"metric": "mine"}], settings, metrics={"mine": row})
    assert not ran(case, worlds=2).people.last_padded.any()
    assert ran(small([board | {"metric": "mine"}], metrics={"mine": {}}), worlds=2).people.last_padded.any()


LESS: dict[str, tuple[str, float, float]] = {
    "scruples": ("people.scruple", 0.0, 0.1),
    "scruples that grow with padding": ("people.scruple_per_unit", 0.0, 1.0),
    "honesty": ("people.honest", 0.2, 0.7),
    "a higher cost of padding": ("people.cost_padding", 1.0, 20.0),
    "a reward that follows value": ("behaviour.choice.omega", 1.0, 3.0),
}


@pytest.mark.parametrize("reason", LESS)
def test_padding_is_rarer_the_more_speaks_against_it(reason: str, late: Any) -> None:
    path, little, much = LESS[reason]
    assert (late("padding share", {path: much}) < late("padding share", {path: little})).all()


def test_measured_work_crowds_out_unmeasured_work(late: Any) -> None:
    alone, crowded = (
        late("unmeasured work", {"behaviour.work.substitution": s}, policy="none")
        - late("unmeasured work", {"behaviour.work.substitution": s})
        for s in (0.0, 0.3)
    )
    assert (crowded > alone + 0.005).all()


def test_work_that_is_worth_more_is_done_more(late: Any) -> None:
    low, high = (late("unmeasured work", {"behaviour.work.unmeasured": worth}) for worth in (0.1, 0.6))
    assert (low < high).all()
