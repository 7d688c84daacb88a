"""Habit: scripts that were set up run on nearly free."""

from typing import Any

import numpy as np

from sim.behaviour.habit import eased_cost, practise


def test_habit_grows_while_padding_and_fades_while_not() -> None:
    habit = np.zeros(2)
    for _ in range(6):
        habit = practise(habit, np.array([0]), 0.1, 0.2)
    np.testing.assert_allclose(habit, [1 - 0.9**6, 0.0])
    for _ in range(4):
        habit = practise(habit, np.array([1]), 0.1, 0.2)
    np.testing.assert_allclose(habit, [(1 - 0.9**6) * 0.8**4, 1 - 0.9**4])


def test_a_habit_saves_its_share_of_the_cost() -> None:
    np.testing.assert_allclose(eased_cost(np.array([6.0, 6.0]), np.array([0.5, 1.0]), 0.6), [4.2, 2.4])
    np.testing.assert_array_equal(eased_cost(np.array([6.0]), np.array([1.0]), 0.0), [6.0])


def test_a_habit_that_saves_nothing_changes_nobody(small: Any, ran: Any, state: Any) -> None:
    without = {"behaviour.idea.own": 0.1, "behaviour.habit.relief": 0.0}
    slow, fast = (state(ran(small(settings=without | {"behaviour.habit.up": up}))) for up in (0.05, 0.5))
    assert {name for name in slow if slow[name].tobytes() != fast[name].tobytes()} == {"habit"}


def test_a_habit_that_never_grows_changes_nobody(small: Any, ran: Any, state: Any) -> None:
    never = {"behaviour.idea.own": 0.1, "behaviour.habit.up": 0.0}
    none, most = (state(ran(small(settings=never | {"behaviour.habit.relief": relief}))) for relief in (0.0, 0.9))
    assert none["padding"].any()
    assert all(none[name].tobytes() == most[name].tobytes() for name in none)


def test_habit_raises_padding(late: Any) -> None:
    low, high = (
        late("padding share", {"behaviour.habit.up": 0.3, "behaviour.habit.relief": relief}) for relief in (0.0, 0.9)
    )
    assert (low < high).all()


def test_newcomers_have_no_habit(small: Any, ran: Any) -> None:
    settings = {"behaviour.idea.own": 0.5, "behaviour.choice.redo": 0.5, "company.quits_a_year": 0.9}
    company = ran(small(settings=settings))
    assert company.people.habit.any()
    leaving = company.people.left.copy()
    while not leaving.any():
        company.step()
        leaving = company.people.left.copy()
    assert not company.people.habit[leaving].any()
