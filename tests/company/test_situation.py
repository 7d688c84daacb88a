"""What people who reconsider face, gathered from the company's arrays."""

from typing import Any

import numpy as np
import pytest

from sim.company.situation import incentives, situation

SETTINGS = {
    "behaviour.norm.relief": 0.6,
    "behaviour.habit.relief": 0.5,
    "behaviour.choice.career": 0.3,
    "behaviour.choice.job": 0.2,
    "behaviour.choice.job_prior": 0.25,
    "behaviour.standing.team": 0.5,
    "behaviour.standing.manager": 0.1,
    "behaviour.idea.own": 0.2,
    "behaviour.habit.up": 0.3,
    "behaviour.noticing.rate": 0.1,
    "people.scruple": 0.03,
    "people.scruple_per_unit": 0.2,
}


@pytest.mark.parametrize("levers", [{}, {"permissions": "reviewed"}, {"tool": "chat"}], ids=str)
def test_scruples_are_lifted_by_the_norm_and_costs_by_habit(levers: Any, small: Any, ran: Any, board: Any) -> None:
    company = ran(small([board | levers], SETTINGS), weeks=20, worlds=2)
    people, flat = company.people, np.array([0, 5, 95, 96, 130])
    at = situation(company, flat)
    norm, habit = people.norm.ravel()[flat], people.habit.ravel()[flat]
    if not levers:
        assert norm.any()
        assert people.habit.any()
    worry = 0.0 if levers else people.security_scruple.ravel()[flat]
    np.testing.assert_allclose(at.scruple, (1 - 0.6 * norm) * 0.03)
    np.testing.assert_allclose(at.scruple_per_unit, (1 - 0.6 * norm) * 0.2 + worry)
    np.testing.assert_allclose(at.cost_padding, people.cost_padding.ravel()[flat] * (1 - 0.5 * habit))
    assert np.array_equal(at.may_pad, (people.idea & ~people.honest).ravel()[flat])


@pytest.mark.parametrize(("audience", "weight"), [("company", 1.0), ("team", 0.5), ("manager", 0.1), ("self", 0.0)])
def test_stakes_are_what_is_believed_seen_and_feared(
    audience: str, weight: float, small: Any, ran: Any, board: Any
) -> None:
    company = ran(small([board | {"audience": audience}], SETTINGS), weeks=12, worlds=2)
    people, everybody = company.people, np.arange(192)
    facing = incentives(company, everybody)
    belief = 1 / (1 + np.exp(-people.belief))
    assert 0 < people.aware.mean() < 1
    np.testing.assert_allclose(facing.score, (people.aware * 0.3 * belief).ravel())
    np.testing.assert_allclose(facing.status, (people.aware * weight * people.status).ravel())
    target = people.aware * 0.2 * people.fear * company.push * (0.25 + belief)
    np.testing.assert_allclose(facing.target, target.ravel())
    np.testing.assert_allclose(facing.level, 0.066)


def test_where_nothing_is_counted_there_are_no_stakes(small: Any, ran: Any, board: Any) -> None:
    assert incentives(ran(small(), "none", weeks=6), np.arange(9)) is None
    unseen = board | {"audience": "nobody", "target": None}
    assert incentives(ran(small([unseen]), weeks=6), np.arange(9)) is None


@pytest.mark.parametrize("audience", ["team", "manager"])
def test_in_a_team_one_is_compared_with_the_others_of_the_team(audience: str, small: Any, ran: Any, board: Any) -> None:
    company = ran(small([board | {"audience": audience}], {"company.employees": 20}), weeks=8, worlds=2)
    mates = incentives(company, np.array([3, 17, 39])).mates
    for person, (world, seats) in enumerate([(0, [0, 1, 2, 4, 5, 6, 7]), (0, [16, 18, 19]), (1, [16, 17, 18])]):
        shown = mates.places[person][mates.others[person]]
        assert sorted(shown) == sorted(company.people.place[world, seats])


def test_an_audit_is_feared_by_what_it_costs_on_average(small: Any, ran: Any, board: Any) -> None:
    audited = ran(small([board | {"audit": {"rate": 0.1, "sensitivity": 0.5, "fine": 2.0}}]), weeks=6)
    assert situation(audited, np.arange(3)).fine == pytest.approx(0.1)
    assert situation(ran(small(), weeks=6), np.arange(3)).fine == 0.0
