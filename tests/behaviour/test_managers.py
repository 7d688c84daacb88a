"""Managers: how far they use the metric, and what they let slip."""

from typing import Any

import numpy as np
import pytest

from sim.behaviour.managers import cues, under_pressure, use_of_metric


def test_use_of_the_metric_is_what_the_policy_says_on_average() -> None:
    nature = (np.arange(1000) + 0.5) / 1000
    np.testing.assert_allclose(use_of_metric(nature, 0.4).mean(), 0.4)
    assert not use_of_metric(nature, 0.0).any()
    assert use_of_metric(nature, 1.0).max() == 1.0


def test_managers_behind_their_target_use_it_more_but_never_more_than_wholly() -> None:
    use = np.array([0.2, 0.9])
    np.testing.assert_allclose(under_pressure(use, np.array([0.5, 0.8]), 0.5), [0.25, 1.0])
    assert np.array_equal(under_pressure(use, np.array([0.5, 0.8]), 0.0), use)


def test_a_talk_either_turns_to_the_number_or_does_not() -> None:
    draw = (np.arange(1000) + 0.5) / 1000
    asked, looked = cues(draw, np.full(1000, 0.15), 0.5)
    assert (asked.sum(), looked.sum()) == (150, 350)
    assert not (asked & looked).any()


def test_a_higher_chance_of_a_cue_only_adds_cues() -> None:
    draw, use = np.random.default_rng(1).random((2, 500))
    asked, looked = cues(draw, 0.2 * use, 0.2)
    asked_more, looked_more = cues(draw, 0.5 * use, 0.5)
    assert (asked <= asked_more).all()
    assert (asked | looked <= asked_more | looked_more).all()
    asked_by_users, _ = cues(draw, 0.2 * np.minimum(2 * use, 1), 0.2)
    assert (asked <= asked_by_users).all()
    assert asked.sum() < min(asked_more.sum(), asked_by_users.sum())


def test_managers_spread_around_the_companys_practice(small: Any, ran: Any) -> None:
    spread = {}
    for concentration in (1.0, 50.0):
        settings = {"company.employees": 800, "behaviour.managers.spread": concentration}
        use = ran(small(settings=settings), weeks=0, worlds=4).manager_nature
        spread[concentration] = use.std()
        np.testing.assert_allclose(use.std(), 0.5 / np.sqrt(concentration + 1), rtol=0.1)
        np.testing.assert_allclose(use.mean(), 0.5, atol=0.05)
    assert spread[50.0] < spread[1.0]


def test_nobody_is_asked_about_a_number_that_is_not_counted(small: Any, ran: Any, board: Any) -> None:
    taken_back = ran(small([board, {"week": 20, "metric": None}]), weeks=20)
    assert taken_back.levers.review.actual == 0.4
    assert not taken_back.managers_use().any()
    assert ran(small()).managers_use().any()


def test_cues_that_are_never_given_are_cues_that_mean_nothing(small: Any, ran: Any, state: Any, board: Any) -> None:
    silent = [board | {"review": {"actual": 0.4}}]
    never = state(ran(small(silent, {"behaviour.managers.cue": 0.0})))
    meaningless = state(ran(small(silent, {"behaviour.belief.asked": 1.0, "behaviour.belief.looked": 1.0})))
    assert all(never[name].tobytes() == meaningless[name].tobytes() for name in never)


def test_asked_managers_raise_belief(late: Any) -> None:
    low, high = (late("belief", review={"actual": actual, "stated": "not used"}) for actual in (0.05, 0.6))
    assert (low < high).all()


def test_managers_who_look_and_do_not_ask_lower_belief(late: Any) -> None:
    rare, often = (
        late("belief", {"behaviour.managers.cue": rate}, review={"actual": 0.0, "stated": "silent"})
        for rate in (0.0, 0.9)
    )
    assert (often < rare).all()


def test_pressure_passed_on_by_managers_raises_belief(late: Any) -> None:
    kept, passed = (late("belief", {"behaviour.managers.passes_on": share}) for share in (0.0, 5.0))
    assert (kept < passed).all()


def test_a_team_is_behind_by_the_share_of_people_that_is_missing(small: Any, ran: Any, board: Any) -> None:
    company = ran(small([board | {"target": {"share": 0.9, "level": 0.1}}], {"company.employees": 92}), weeks=8)
    met = company.people.metric[0] >= 0.1
    for team in range(12):
        share = met[8 * team : 8 * team + 8].mean()
        assert company.behind[0, team] == pytest.approx(max(0.9 - share, 0.0))
    assert company.behind.max() > 0
