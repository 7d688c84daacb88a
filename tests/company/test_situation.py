"""What people who reconsider face, gathered from the company's arrays."""

from typing import Any

import numpy as np
import pytest

from sim.behaviour.choice import OPTIONS, choose
from sim.behaviour.standing import AmongAll, AmongMates
from sim.behaviour.target import Meeting
from sim.company.situation import situation
from sim.company.stakes import incentives

SETTINGS = {
    "behaviour.norm.relief": 0.6,
    "behaviour.habit.relief": 0.5,
    "behaviour.habit.up": 0.3,
    "behaviour.knowhow.ease": 0.0,
    "behaviour.choice.career": 0.3,
    "behaviour.choice.job": 0.2,
    "behaviour.choice.job_prior": 0.25,
    "behaviour.standing.team": 0.5,
    "behaviour.standing.manager": 0.1,
    "behaviour.idea.own": 0.2,
    "behaviour.noticing.rate": 0.1,
    "people.scruple": 0.03,
    "people.scruple_per_unit": 0.2,
}


@pytest.mark.parametrize("levers", [{}, {"permissions": "reviewed"}, {"tool": "chat"}], ids=str)
def test_scruples_are_lifted_by_the_norm_and_costs_by_habit(levers: Any, small: Any, ran: Any, board: Any) -> None:
    company = ran(small([board | levers], SETTINGS), weeks=20, worlds=2)
    people, everybody = company.people, np.arange(192)
    at = situation(company, everybody)
    norm, habit = people.norm.ravel(), people.habit.ravel()
    assert levers or (norm.any() and habit.any())
    worry = 0.0 if levers else people.security_scruple.ravel()
    np.testing.assert_allclose(at.scruple, (1 - 0.6 * norm) * 0.03)
    np.testing.assert_allclose(at.scruple_per_unit, (1 - 0.6 * norm) * 0.2 + worry)
    np.testing.assert_allclose(at.cost_padding, people.cost_padding.ravel() * (1 - 0.5 * habit))
    assert np.array_equal(at.may_pad, (people.idea & ~people.honest).ravel())


def test_a_person_faces_the_same_alone_and_among_others(small: Any, ran: Any) -> None:
    company = ran(small(settings=SETTINGS), weeks=12, worlds=2)
    some = np.array([3, 95, 96, 150])
    whole, part = (vars(situation(company, flat)) for flat in (np.arange(192), some))
    for name, values in whole.items():
        expected = values[some] if isinstance(values, np.ndarray) else values
        assert np.array_equal(part[name], expected), name


@pytest.mark.parametrize(("audience", "weight"), [("company", 1.0), ("team", 0.5), ("manager", 0.1), ("self", 0.0)])
def test_stakes_are_what_is_believed_seen_and_feared(
    audience: str, weight: float, small: Any, ran: Any, board: Any
) -> None:
    company = ran(small([board | {"audience": audience}], SETTINGS), weeks=12, worlds=2)
    people = company.people
    at_stake = incentives(company, np.arange(192))
    assert at_stake is not None
    assert 0 < people.aware.mean() < 1
    belief = 1 / (1 + np.exp(-people.belief))
    career, status = people.aware * 0.3 * belief, people.aware * weight * people.status
    pressure = people.aware * 0.2 * people.fear * company.push * (0.25 + belief)
    found = {type(term): vars(term) for term in at_stake.terms}
    if audience in ("team", "manager"):
        np.testing.assert_allclose(found[AmongAll]["stake"], career.ravel())
        np.testing.assert_allclose(found[AmongMates]["stake"], status.ravel())
    else:
        np.testing.assert_allclose(found[AmongAll]["stake"], (career + status).ravel())
    np.testing.assert_allclose(found[Meeting]["stake"], pressure.ravel())
    np.testing.assert_allclose(found[Meeting]["level"], 0.066)


@pytest.mark.parametrize("audience", ["team", "manager"])
def test_in_a_team_one_is_compared_with_the_others_of_the_team(audience: str, small: Any, ran: Any, board: Any) -> None:
    company = ran(small([board | {"audience": audience}], {"company.employees": 20}), weeks=8, worlds=2)
    at_stake = incentives(company, np.array([3, 17, 39]))
    assert at_stake is not None
    (mates,) = (term for term in at_stake.terms if isinstance(term, AmongMates))
    for person, (world, seats) in enumerate([(0, [0, 1, 2, 4, 5, 6, 7]), (0, [16, 18, 19]), (1, [16, 17, 18])]):
        shown = mates.places[person][mates.others[person]]
        assert sorted(shown) == sorted(company.people.place[world, seats])


def test_where_nothing_is_counted_or_seen_there_are_no_stakes(small: Any, ran: Any, board: Any) -> None:
    assert incentives(ran(small(), "none", weeks=6), np.arange(9)) is None
    unseen = board | {"audience": "nobody", "target": None}
    assert incentives(ran(small([unseen]), weeks=6), np.arange(9)) is None


def test_those_who_may_not_pad_choose_alike_whether_or_not_padding_is_gathered(
    small: Any, ran: Any, board: Any
) -> None:
    settings = {"behaviour.noticing.rate": 1.0, "behaviour.idea.own": 0.1, "behaviour.work.substitution": 0.3}
    company = ran(small([board | {"audit": {"rate": 0.05}}], settings), weeks=12)
    people = company.people
    flat = np.flatnonzero(people.honest)
    assert 0 < len(flat) < people.honest.size
    now = people.mean_metric.take(flat)
    full, short = (
        choose(situation(company, flat, pads), incentives(company, flat), now, OPTIONS, (0.05,), None)
        for pads in (True, False)
    )
    for one, other in zip(full, short, strict=True):
        assert np.array_equal(one, other)
    assert np.ptp(full[0]) > 0.0
