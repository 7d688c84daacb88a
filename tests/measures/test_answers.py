"""What people and managers would answer: of AI's worth, of its errors, of leaving."""

from typing import Any

import numpy as np
import pytest

from sim.company import Company
from sim.measures import all_measures

MEASURES = {measure.name: measure for measure in all_measures()}
STAY = {"company.quits_a_year": 0.0, "company.dismissed": 0.0}


@pytest.fixture
def company(small: Any, ran: Any) -> Company:
    """Two worlds of four people in two teams who all have used AI this week."""
    settings = STAY | {"company.employees": 4, "company.team_size": 2, "behaviour.incidents.cost": 1.0}
    made: Company = ran(small(settings=settings), "none", weeks=1, worlds=2)
    made.memory.used[:] = made.memory.lost[:] = False
    made.memory.error_seen[:] = 0
    return made


def put(company: Company, **values: Any) -> None:
    for name, of_seats in values.items():
        getattr(company.people, name)[:] = of_seats
    company.this_week.clear()


def test_ahead_is_whom_every_week_of_use_has_paid(company: Company) -> None:
    k = company.case.behaviour.work.diminishing
    put(company, skill=2.0, gain=[0.5 * k * 0.4, 0.49 * k * 0.4, 0.9, -0.5], useful=[0.4, 0.4, 0.4, 0.0], incidents=0)
    company.memory.look(company)
    np.testing.assert_allclose(MEASURES["always ahead"].of(company), 2 / 3)
    put(company, gain=0.9, incidents=[0, 0, 1, 0])
    company.memory.look(company)
    np.testing.assert_allclose(MEASURES["always ahead"].of(company), 1 / 3)
    put(company, useful=0.4, incidents=0)
    company.memory.look(company)
    np.testing.assert_allclose(MEASURES["always ahead"].of(company), 2 / 4)


def test_newcomers_have_yet_to_lose(company: Company) -> None:
    put(company, gain=-1.0, useful=0.5)
    company.memory.look(company)
    company.replace(np.array([2]))
    assert company.memory.lost[0].tolist() == [True, True, False, True]
    assert MEASURES["always ahead"].of(company).tolist() == [0.0, 0.0]
    company.memory.forget(np.arange(8))
    assert np.isnan(MEASURES["always ahead"].of(company)).all()


def test_errors_are_remembered_for_52_weeks(company: Company) -> None:
    company.week = 5
    put(company, incidents=[0, 2, 0, 0])
    company.memory.look(company)
    put(company, incidents=0)
    for week, share in ((5, 0.5), (56, 0.5), (57, 0.0)):
        company.week = week
        company.memory.look(company)
        assert MEASURES["managers who saw an error"].of(company).tolist() == [share, share]


def test_more_use_shows_managers_more_errors(small: Any, ran: Any) -> None:
    rates = [{"behaviour.incidents.useful": rate} for rate in (0.0, 0.01, 1.0)]
    found = [MEASURES["managers who saw an error"].of(ran(small(settings=rate), "none", worlds=3)) for rate in rates]
    assert not found[0].any()
    assert (found[0] < found[1]).all()
    assert (found[1] < found[2]).all()


def test_the_output_of_heavy_users_is_read_beside_that_of_middling_ones(small: Any, ran: Any) -> None:
    company = ran(small(settings={"company.employees": 20}), "none", weeks=1, worlds=2)
    company.recent[:] = 0.0
    company.recent[1] = np.arange(20.0)[::-1]
    put(company, value=np.arange(20.0)[::-1] ** 2)
    middle = np.mean(np.arange(7.0, 12.0) ** 2)
    np.testing.assert_allclose(MEASURES["output of the top tenth"].of(company), (18**2 + 19**2) / 2 / middle)
    put(company, value=0.0)
    assert np.isnan(MEASURES["output of the top tenth"].of(company)).all()


def test_who_ties_with_heavy_users_is_told_apart_by_seat(small: Any, ran: Any) -> None:
    company = ran(small(settings={"company.employees": 20}), "none", weeks=1, worlds=2)
    company.recent[:] = 0.0
    company.recent[1] = [np.repeat([3.0, 1.0, 2.0], [6, 8, 6]), np.ones(20)]
    value = np.random.default_rng(1).random((2, 20))
    put(company, value=value)
    orders = np.argsort(company.recent[1], axis=1, kind="stable")
    found = [of[order[18:]].mean() / of[order[7:12]].mean() for of, order in zip(value, orders, strict=True)]
    np.testing.assert_allclose(MEASURES["output of the top tenth"].of(company), found)


def test_who_is_alone_is_both_the_heavy_and_the_middling_user(small: Any, ran: Any) -> None:
    company = ran(small(settings={"company.employees": 1}), "none", weeks=1)
    np.testing.assert_allclose(MEASURES["output of the top tenth"].of(company), 1.0)


def test_without_a_reason_nobody_is_twice_as_likely_to_leave(small: Any, ran: Any, board: Any) -> None:
    name = "twice as likely to leave"
    quiet = {f"behaviour.turnover.{why}": 0.0 for why in ("pressure", "disgust", "passed_over")}
    pressed = quiet | {"behaviour.turnover.pressure": 2.0, "behaviour.executive.push": 0.0, "people.ai_value": 0.0}
    changes = [board | {"target": {"share": 1.0, "push": 0.5}}]
    assert not MEASURES[name].of(ran(small(changes, quiet), weeks=20)).any()
    company = ran(small(changes, pressed | {"behaviour.noticing.rate": 0.1}), weeks=12)
    assert 0 < company.people.aware.mean() < 1
    np.testing.assert_allclose(MEASURES[name].of(company), company.people.aware.mean())
    weak = pressed | {"behaviour.turnover.pressure": 1.3}
    assert not MEASURES[name].of(ran(small(changes, weak), weeks=12)).any()
