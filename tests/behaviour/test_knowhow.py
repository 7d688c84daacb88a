"""Know-how: padding gets cheaper by what one has done oneself and by what the people around have done."""

from typing import Any

import numpy as np
import pytest

from sim.behaviour.knowhow import eased_cost, spread


def test_practice_covers_its_share_of_what_is_still_to_learn() -> None:
    knowhow = np.zeros(2)
    for _ in range(6):
        knowhow = spread(knowhow, np.zeros(2), np.array([True, False]), 0.1, 0.5)
    np.testing.assert_allclose(knowhow, [1 - 0.9**6, 0.0])


def test_people_learn_from_those_who_know_more_and_lose_nothing_to_others() -> None:
    knowhow, around = np.array([0.2, 0.6]), np.array([0.5, 0.1])
    np.testing.assert_allclose(spread(knowhow, around, np.zeros(2, np.bool_), 0.1, 0.4), [0.2 + 0.4 * 0.3, 0.6])
    np.testing.assert_array_equal(spread(knowhow, around, np.ones(2, np.bool_), 0.0, 0.0), knowhow)


def test_knowhow_stays_between_nothing_and_all_of_it() -> None:
    among = np.random.default_rng(1)
    knowhow, around = among.random((2, 500))
    learnt = spread(knowhow, around, among.random(500) < 0.5, 1.0, 1.0)
    assert ((learnt >= knowhow) & (learnt <= 1)).all()


def test_knowhow_eases_the_cost_of_padding() -> None:
    cost, knowhow = np.array([6.0, 6.0, 6.0]), np.array([0.0, 0.5, 1.0])
    np.testing.assert_allclose(eased_cost(cost, knowhow, 0.7), 6.0 * np.exp([0.0, -0.35, -0.7]))
    np.testing.assert_array_equal(eased_cost(cost, knowhow, 0.0), cost)


def test_knowhow_that_eases_nothing_is_not_followed_and_changes_nobody(small: Any, ran: Any, state: Any) -> None:
    next_to_nothing = 1e-300  # no cost is any lower for it
    off, on = (
        state(ran(small(settings={"behaviour.idea.own": 0.1, "behaviour.knowhow.ease": ease})))
        for ease in (0.0, next_to_nothing)
    )
    assert on["padding"].any()
    assert {name for name in off if off[name].tobytes() != on[name].tobytes()} == {"knowhow"}
    assert not off["knowhow"].any()


def test_without_practice_there_is_nothing_to_pass_on(small: Any, ran: Any, state: Any) -> None:
    never = {"behaviour.idea.own": 0.1, "behaviour.knowhow.practice": 0.0, "behaviour.knowhow.coaching": 1.0}
    none, most = (state(ran(small(settings=never | {"behaviour.knowhow.ease": ease}))) for ease in (0.0, 1.0))
    assert none["padding"].any()
    assert all(none[name].tobytes() == most[name].tobytes() for name in none)


def test_people_learn_from_the_mean_of_their_team_or_of_those_they_know_elsewhere(small: Any, ran: Any) -> None:
    settings = {"behaviour.idea.own": 0.2, "company.quits_a_year": 0.0, "behaviour.knowhow.practice": 0.2}
    company = ran(
        small(settings=settings | {"behaviour.knowhow.coaching": 0.3, "behaviour.knowhow.ease": 0.5}), weeks=15
    )
    before = company.people.knowhow[0].copy()
    company.step()
    padded = company.people.padding[0] > 0
    for seat in range(96):
        mates = [mate for mate in range(96) if mate // 8 == seat // 8 and mate != seat]
        known = company.ties.whom[0, seat][company.ties.known[0, seat]]
        around = max(before[mates].mean(), before[known].mean() if known.size else 0.0)
        learnt = before[seat] + 0.2 * padded[seat] * (1 - before[seat])
        expected = learnt + 0.3 * max(around - learnt, 0.0)
        assert company.people.knowhow[0, seat] == pytest.approx(expected, abs=1e-12)
    assert (company.people.knowhow[0][~padded] > before[~padded]).any()


def test_knowhow_raises_padding(late: Any) -> None:
    easy = {"behaviour.knowhow.practice": 0.2, "behaviour.knowhow.coaching": 0.2}
    low, high = (late("padding share", easy | {"behaviour.knowhow.ease": ease}) for ease in (0.0, 1.0))
    assert (low < high).all()


def test_coaching_raises_padding(late: Any) -> None:
    easy = {"behaviour.knowhow.practice": 0.1, "behaviour.knowhow.ease": 1.5}
    low, high = (late("padding share", easy | {"behaviour.knowhow.coaching": rate}) for rate in (0.0, 1.0))
    assert (low < high).all()


def test_newcomers_know_nothing_yet(small: Any, ran: Any) -> None:
    settings = {"behaviour.idea.own": 0.5, "behaviour.choice.redo": 0.5, "company.quits_a_year": 0.9}
    company = ran(small(settings=settings | {"behaviour.knowhow.ease": 0.5}))
    assert company.people.knowhow.any()
    while not company.people.left.any():
        company.step()
    assert not company.people.knowhow[company.people.left].any()
