"""Turnover: a weekly hazard of leaving and what raises it."""

from typing import Any

import numpy as np
import pytest

from sim.behaviour.turnover import drive, hazard, unhelped, weekly

QUIET = {f"behaviour.turnover.{why}": 0.0 for why in ("pressure", "disgust", "passed_over")}


def test_weekly_chances_add_up_to_the_yearly_one() -> None:
    for yearly in (0.0, 0.17, 0.9):
        np.testing.assert_allclose((1 - weekly(yearly)) ** 52, 1 - yearly)


def test_the_hazard_multiplies_what_drives_people_out() -> None:
    nobody, one = np.zeros(1), np.ones(1)
    passed = np.array([True])
    np.testing.assert_allclose(hazard(0.01, drive(one, one, passed, 0.8, 1.0, 0.2)), 0.01 * np.exp(2.0))
    assert hazard(0.01, drive(nobody, nobody, ~passed, 0.8, 1.0, 0.2)) == 0.01
    assert hazard(0.5, drive(one, one, passed, 5.0, 0.0, 0.0)) == 1.0
    assert hazard(1e-9, drive(one, one, passed, 1e6, 0.0, 0.0)) == 1.0
    assert hazard(0.0, drive(one, one, passed, 1e6, 0.0, 0.0)) == 0.0


def test_pressure_drives_out_those_whom_ai_does_not_help() -> None:
    np.testing.assert_allclose(unhelped(np.array([-0.4, 0.0, 0.2, 0.4, 2.0]), 0.4), [2.0, 1.0, 0.5, 0.0, 0.0])


def test_without_a_base_nobody_quits(small: Any, ran: Any) -> None:
    company = ran(small(settings={"company.quits_a_year": 0.0, "company.dismissed": 0.0}), worlds=3)
    assert not company.people.generation.any()


def test_people_quit_as_often_as_the_case_says(small: Any, ran: Any) -> None:
    settings = QUIET | {"company.quits_a_year": 0.5, "company.dismissed": 0.0, "company.employees": 160}
    people = ran(small(settings=settings, weeks=52), worlds=20).people
    assert abs((people.generation == 0).mean() - 0.5) < 4 * np.sqrt(0.25 / 3200)


def test_those_who_quit_leave_their_seat_to_somebody_new(small: Any, ran: Any) -> None:
    company = ran(small(settings={"company.quits_a_year": 0.9}), weeks=9)
    before, skill = company.people.generation.copy(), company.people.skill.copy()
    company.step()
    assert company.people.quit.any()
    assert np.array_equal(company.people.generation - before, company.people.left)
    assert np.array_equal(company.people.skill != skill, company.people.left)


def test_those_who_must_go_do_not_quit_too(small: Any, ran: Any) -> None:
    settings = {"company.review_every": 5, "company.quits_a_year": 0.999999, "company.dismissed": 0.3}
    people = ran(small(settings=settings), weeks=5, worlds=3).people
    worst = np.argsort(people.rating, axis=1)[:, :25]
    assert np.take_along_axis(people.left, worst, axis=1).all()
    assert not np.take_along_axis(people.quit, worst, axis=1).any()
    assert people.quit.any()


@pytest.mark.parametrize(
    ("why", "settings"),
    [("pressure", {}), ("disgust", {"behaviour.belief.asked": 9.0}), ("passed_over", {"company.review_every": 5})],
)
def test_what_drives_people_out_raises_quits(why: str, settings: Any, late: Any) -> None:
    low, high = (late("quits", settings | {f"behaviour.turnover.{why}": size}) for size in (0.0, 4.0))
    assert low.mean() < high.mean()
    assert (low <= high).all()


def test_disgust_drives_out_the_honest_alone(small: Any, ran: Any) -> None:
    settings = QUIET | {"behaviour.idea.own": 0.3, "company.review_every": 100}
    calm, disgusted = (
        ran(small(settings=settings | {"behaviour.turnover.disgust": size}), worlds=6).people for size in (0.0, 6.0)
    )
    honest = ran(small(settings=settings), weeks=0, worlds=6).people.honest
    stayed, stayed_disgusted = calm.generation == 0, disgusted.generation == 0
    assert np.array_equal(stayed[~honest], stayed_disgusted[~honest])
    assert (stayed_disgusted[honest] <= stayed[honest]).all()
    assert stayed_disgusted[honest].sum() < stayed[honest].sum()


@pytest.mark.parametrize("levers", [{"target": None}, {"target": {"push": 0.0}}, {}], ids=str)
def test_pressure_presses_only_under_a_pushed_target_that_people_noticed(
    levers: Any, small: Any, ran: Any, board: Any
) -> None:
    noticed = 1.0 if levers else 0.0
    settings = QUIET | {"behaviour.noticing.rate": noticed, "behaviour.executive.push": 0.0}
    calm, tense = (
        ran(small([board | levers], settings | {"behaviour.turnover.pressure": size}), worlds=3).people.generation
        for size in (0.0, 9.0)
    )
    assert calm.any()
    assert np.array_equal(calm, tense)
