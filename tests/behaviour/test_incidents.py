"""Incidents: agents act in real systems, padding more carelessly than useful use."""

from typing import Any

import numpy as np
import pytest
from scipy.stats import poisson

from sim.behaviour.incidents import BY_HAND, REVIEWED, count, expected


@pytest.mark.parametrize("mean", [0.0, 1e-6, 0.01, 0.5, 1.0, 2.0])
def test_counts_are_poisson_to_the_last_one(mean: float) -> None:
    draw = np.concatenate([(np.arange(20_000) + 0.5) / 20_000, [1e-12, 1 - 1e-5]])
    assert np.array_equal(count(draw, np.full(draw.shape, mean)), np.minimum(poisson.ppf(draw, mean), 8))


def test_counts_of_people_with_different_means_do_not_mix() -> None:
    draw, mean = np.random.default_rng(1).random((2, 30, 40))
    assert np.array_equal(count(draw, 3 * mean), np.minimum(poisson.ppf(draw, 3 * mean), 8))


def test_a_higher_mean_only_adds_incidents() -> None:
    draw, mean = np.random.default_rng(1).random((2, 1000))
    fewer, more = count(draw, mean), count(draw, 1.5 * mean)
    assert (fewer <= more).all()
    assert fewer.sum() < more.sum()


def test_more_than_eight_incidents_a_week_are_counted_as_eight() -> None:
    assert count(np.array([1 - 1e-12]), np.array([5.0])) == 8


def test_use_and_padding_add_their_rates() -> None:
    np.testing.assert_allclose(expected(np.array([0.5]), np.array([0.1]), 0.01, 0.05), 0.01)


def test_without_rates_there_are_no_incidents(small: Any, ran: Any) -> None:
    settings = {"behaviour.incidents.useful": 0.0, "behaviour.incidents.padding": 0.0, "behaviour.idea.own": 0.1}
    company = ran(small(settings=settings), worlds=3)
    assert company.people.padding.any()
    assert not company.people.incidents.any()


def test_incidents_that_cost_nothing_change_nobody(small: Any, ran: Any, state: Any) -> None:
    free = {"behaviour.incidents.cost": 0.0, "behaviour.idea.own": 0.1}
    few, many = (state(ran(small(settings=free | {"behaviour.incidents.padding": rate}))) for rate in (0.0, 5.0))
    assert {name for name in few if few[name].tobytes() != many[name].tobytes()} == {"incidents"}


@pytest.mark.parametrize(("lever", "left"), [({"permissions": "reviewed"}, REVIEWED), ({"tool": "chat"}, BY_HAND)])
def test_incidents_come_as_often_as_use_permissions_and_tool_say(lever: Any, left: float, small: Any, ran: Any) -> None:
    settings = {"behaviour.incidents.useful": 0.5, "behaviour.incidents.cost": 0.0}
    for levers, reach in (({}, 1.0), (lever, left)):
        case = small([{"week": 1, **(levers or {"permissions": "open"})}], settings)
        company = ran(case, weeks=0, worlds=20)
        happened = wanted = 0.0
        for _ in range(20):
            company.step()
            happened += company.people.incidents.sum()
            wanted += reach * 0.5 * company.people.useful.sum()
        assert abs(happened - wanted) < 4 * np.sqrt(wanted)


def test_reviewed_permissions_and_chat_have_fewer_incidents(late: Any) -> None:
    open_, reviewed, chat = (
        late("incidents", **levers) for levers in ({}, {"permissions": "reviewed"}, {"tool": "chat"})
    )
    assert (reviewed < open_).all()
    assert (chat < open_).all()


def test_reviewed_permissions_take_the_worry_about_security_away(late: Any) -> None:
    worried = {"people.security_scruple": 1.0}
    assert (late("padding share", worried) < late("padding share", worried, permissions="reviewed")).all()
    assert (late("padding share", worried) < late("padding share", {"people.security_scruple": 0.0})).all()


def test_incidents_lower_real_value(late: Any) -> None:
    free, dear = (late("real value", {"behaviour.incidents.cost": cost}) for cost in (0.0, 2.0))
    assert (dear < free).all()
