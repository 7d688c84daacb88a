"""The executive: pushes harder when the dashboard falls short, moves the target to what was reached."""

from typing import Any

import numpy as np

from sim.behaviour.executive import push_harder, ratchet, shortfall


def test_a_shortfall_is_never_negative() -> None:
    np.testing.assert_allclose(shortfall(0.8, np.array([0.5, 0.8, 0.9])), [0.3, 0.0, 0.0])


def test_push_grows_with_the_shortfall_up_to_its_limit() -> None:
    push = np.array([[0.8]])
    for _ in range(3):
        push = push_harder(push, np.array([[0.5]]), 0.2, 1.0)
    assert push == 1.0
    np.testing.assert_allclose(push_harder(np.array([[0.8]]), np.array([[0.5]]), 0.2, 1.0), 0.9)


def test_push_beyond_the_limit_is_let_be() -> None:
    assert push_harder(np.array([[2.0]]), np.array([[0.5]]), 0.2, 1.5) == 2.0


def test_the_level_follows_what_was_reached_and_is_never_lowered() -> None:
    level = np.array([[1.0], [1.0]])
    for _ in range(3):
        level = ratchet(level, np.array([[2.0], [0.5]]), 0.5)
    np.testing.assert_allclose(level, [[1.875], [1.0]])


def test_push_without_a_rate_and_a_level_without_a_ratchet_stay(small: Any, ran: Any) -> None:
    company = ran(small(settings={"behaviour.executive.push": 0.0, "company.review_every": 5}), worlds=3)
    assert (company.push == 0.8).all()
    assert (company.level == 0.066).all()


def test_the_push_grows_by_the_rate_times_the_adoption_that_is_missing(small: Any, ran: Any, board: Any) -> None:
    case = small([board | {"target": {"share": 1.0}}], {"behaviour.executive.push": 0.1})
    company = ran(case, weeks=8, worlds=3)
    before = company.push.copy()
    company.step()
    missing = 1.0 - company.dashboard.adoption
    assert (missing > 0.1).all()
    np.testing.assert_allclose(company.push[:, 0], before[:, 0] + 0.1 * missing)


def test_the_level_is_ratcheted_at_reviews_alone(small: Any, ran: Any, board: Any) -> None:
    case = small([board | {"target": {"level": 0.05, "ratchet": 0.5}}], {"company.review_every": 8})
    before, after = ran(case, weeks=15, worlds=3), ran(case, weeks=16, worlds=3)
    reached = after.people.metric.mean(axis=1, keepdims=True)
    assert (reached > before.level).all()
    np.testing.assert_allclose(after.level, before.level + 0.5 * (reached - before.level))
    np.testing.assert_array_equal(ran(case, weeks=17, worlds=3).level, after.level)


def test_a_target_without_push_moves_no_effort(small: Any, ran: Any, board: Any) -> None:
    still = {"behaviour.executive.push": 0.0, "behaviour.turnover.pressure": 0.0, "behaviour.idea.own": 0.1}
    unpushed = ran(small([board | {"target": board["target"] | {"push": 0.0}}], still)).people
    worthless = ran(small(settings=still | {"behaviour.choice.job": 0.0})).people
    assert unpushed.padding.any()
    for name in ("useful", "padding", "unmeasured", "value", "generation"):
        assert np.array_equal(getattr(unpushed, name), getattr(worthless, name))


def test_a_ratchet_raises_the_metric_and_padding(late: Any) -> None:
    pressed = {"company.review_every": 5, "people.status": 0.0, "behaviour.choice.career": 0.0}
    pressed |= {"behaviour.choice.job": 2.0}
    for measure in ("metric", "padding share"):
        fixed, ratcheted = (late(measure, pressed, target={"share": 0.8, "ratchet": share}) for share in (0.0, 0.9))
        assert (fixed < ratcheted).all()


def test_a_push_for_the_target_raises_adoption(late: Any) -> None:
    calm = {"people.status": 0.0, "behaviour.choice.career": 0.0, "behaviour.executive.push": 0.0}
    calm |= {"behaviour.choice.job": 0.5}
    low, high = (late("reported adoption", calm, target={"push": push}) for push in (0.0, 2.0))
    assert (low < high).all()
