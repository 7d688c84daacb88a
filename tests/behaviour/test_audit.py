"""Audits: some padding is found, and what that costs is expected."""

from typing import Any

import numpy as np

from sim.behaviour.audit import caught, expected_fine


def test_only_padders_are_caught_and_as_often_as_checks_find_them() -> None:
    draw = (np.arange(1000) + 0.5) / 1000
    assert caught(draw, np.full(1000, 0.1), 0.2, 0.5).sum() == 100
    assert not caught(draw, np.zeros(1000), 1.0, 1.0).any()


def test_a_higher_rate_only_adds_people_who_are_caught() -> None:
    draw, padding = np.random.default_rng(1).random((2, 500))
    few, many = caught(draw, padding, 0.1, 0.8), caught(draw, padding, 0.3, 0.8)
    assert (few <= many).all()
    assert few.sum() < many.sum()


def test_the_expected_fine_is_rate_times_sensitivity_times_fine() -> None:
    np.testing.assert_allclose(expected_fine(0.1, 0.8, 0.5), 0.04)


def test_an_audit_of_nobody_changes_no_byte(small: Any, ran: Any, state: Any, board: Any) -> None:
    settings = {"behaviour.idea.own": 0.1}
    none, nobody = (state(ran(small([board | more], settings))) for more in ({}, {"audit": {"rate": 0.0}}))
    assert none["padding"].any()
    assert all(none[name].tobytes() == nobody[name].tobytes() for name in none)


def test_those_who_are_caught_stop_padding(small: Any, ran: Any, board: Any) -> None:
    settings = {"behaviour.idea.own": 0.5, "behaviour.choice.redo": 0.5}
    company = ran(small([board | {"audit": {"rate": 0.5, "fine": 0.0}}], settings), weeks=15)
    people = company.people
    assert people.caught.any()
    assert (people.padding > 0).any()
    assert not people.padding[people.caught].any()
    assert (people.last_padded[people.caught] == 15).all()


def test_audits_lower_padding(late: Any) -> None:
    assert (late("padding share", audit={"rate": 0.2}) < late("padding share")).all()


def test_higher_fines_lower_padding(late: Any) -> None:
    mild, harsh = (late("padding share", audit={"rate": 0.2, "fine": fine}) for fine in (0.0, 1.0))
    assert (harsh < mild).all()


def test_audits_cost_money(late: Any) -> None:
    free, dear = (late("bill", audit={"rate": 0.2, "cost": cost}) for cost in (0.0, 100.0))
    np.testing.assert_allclose(dear - free, 20.0)
