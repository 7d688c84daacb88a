"""Work: what efforts bring about, and what the meter reads."""

from typing import Any

import numpy as np
import pytest
from scipy.stats import norm

from sim.behaviour import work

ONE = np.ones(1)


def value(useful: float, padding: float = 0.0, unmeasured: float = 0.0) -> float:
    return float(work.own_value(1.5 * ONE, 0.6 * ONE, 1.2, 0.3, 0.1, useful * ONE, padding * ONE, unmeasured * ONE)[0])


def test_without_effort_value_is_skill() -> None:
    assert value(0.0) == 1.5


def test_value_is_the_sum_of_its_parts() -> None:
    assert value(0.4, 0.2, 0.5) == pytest.approx(1.5 * (1 + 0.6 * 0.4 - 0.6 * 0.16 + 0.3 * 0.5 - 0.1 * 0.2))


def test_beyond_the_point_where_use_stops_paying_more_use_destroys_value() -> None:
    top = 0.6 / 1.2
    assert value(top) > max(value(top - 0.01), value(top + 0.01))
    assert value(2 * top) == pytest.approx(value(0.0))
    assert value(2 * top + 0.1) < value(0.0)


def test_the_metric_adds_yields_and_weight_on_value() -> None:
    metric = work.mean_metric(2 * ONE, 12 * ONE, 0.5, 3.0, 1.1 * ONE, 0.1 * ONE, 0.05 * ONE, 0.2 * ONE)
    np.testing.assert_allclose(metric, 0.2 + 0.6 + 0.1 + 3.3)


def test_luck_leaves_the_mean_alone() -> None:
    luck = norm.ppf((np.arange(100_000) + 0.5) / 100_000)
    multiplied = work.lucky_metric(np.full(100_000, 0.3), luck, 0.77, True)
    np.testing.assert_allclose(multiplied.mean(), 0.3, rtol=1e-3)
    np.testing.assert_allclose(np.log(multiplied).std(), 0.77, rtol=1e-3)
    added = work.lucky_metric(np.full(100_000, 0.3), luck, 0.2, False)
    np.testing.assert_allclose((added.mean(), added.std()), (0.3, 0.2), rtol=1e-3)


@pytest.mark.parametrize("multiplicative", [True, False])
def test_without_noise_the_metric_is_its_mean(multiplicative: bool) -> None:
    mean, luck = np.random.default_rng(1).random((2, 50))
    assert np.array_equal(work.lucky_metric(mean, luck, 0.0, multiplicative), mean)


def test_weeks_without_use_share_one_place_on_a_logarithmic_board() -> None:
    assert len(np.unique(work.on_axis(np.array([0.0, 1e-9, work.LEAST]), True))) == 1
    assert np.array_equal(work.on_axis(np.array([-1.0, 0.0]), False), [-1.0, 0.0])


def test_a_level_is_reached_by_just_reaching_it_rounding_aside() -> None:
    level = 0.1 + 0.2
    assert work.reaches(np.array([0.3, level, 0.29]), level).tolist() == [True, True, False]


def test_the_engine_adds_up_value_metric_burden_and_harm(small: Any, ran: Any, board: Any) -> None:
    settings = {"behaviour.idea.own": 0.3, "behaviour.incidents.useful": 0.3, "behaviour.work.review_burden": 0.2}
    settings |= {"behaviour.work.diminishing": 1.2, "behaviour.work.unmeasured": 0.3, "behaviour.incidents.cost": 0.5}
    settings |= {"behaviour.work.padding_time": 0.11, "people.scruple": 0.0}
    blend = {"useful": 0.5, "unmeasured": 0.2, "weight": 0.1, "noise": 0.35}
    case = small([board | {"metric": "blend"}], settings | {"company.quits_a_year": 0.0}, metrics={"blend": blend})
    people = ran(case, weeks=24).people
    r, m, u = people.useful[0], people.padding[0], people.unmeasured[0]
    assert m.any()
    assert people.incidents.any()
    own = people.skill[0] * (1 + people.gain[0] * r - 0.6 * r**2 + 0.3 * u - 0.11 * m)
    burden = np.repeat((r + m).reshape(12, 8).mean(axis=1), 8)
    np.testing.assert_allclose(people.value[0], own - 0.2 * burden - 0.5 * people.incidents[0])
    counted = people.useful_yield[0] * r + people.padding_yield[0] * m + 0.2 * u + 0.1 * own
    np.testing.assert_allclose(people.mean_metric[0], counted)
    assert np.log(people.metric[0] / counted).std() == pytest.approx(0.35, rel=0.25)


def test_without_spread_everybodys_yields_are_alike(small: Any, ran: Any, board: Any) -> None:
    rows = {
        "alike": {"job_spread": 0.0, "padding_spread": 0.0, "useful": 2.0, "padding": 7.0},
        "varied": {"job_spread": 0.8, "padding_spread": 0.5, "useful": 2.0, "padding": 7.0},
    }
    alike, varied = (
        ran(small([board | {"week": 1, "metric": row}], metrics=rows), weeks=1, worlds=10).people for row in rows
    )
    assert (alike.useful_yield == 2.0).all()
    assert (alike.padding_yield == 7.0).all()
    assert np.log(varied.useful_yield).std() == pytest.approx(0.8, rel=0.1)
    assert np.log(varied.padding_yield).std() == pytest.approx(0.5, rel=0.1)
    assert varied.useful_yield.mean() == pytest.approx(2.0, rel=0.1)


def test_padding_by_hand_yields_less(small: Any, ran: Any, board: Any) -> None:
    agents, chat = (ran(small([board | {"week": 1, "tool": tool}]), weeks=1).people for tool in ("agents", "chat"))
    np.testing.assert_allclose(chat.padding_yield, 0.1 * agents.padding_yield)
    assert np.array_equal(chat.useful_yield, agents.useful_yield)


def test_parallel_agents_take_hours_off_use_and_its_bound(small: Any, ran: Any, board: Any) -> None:
    """One hour of attention makes four hours of use: a given use costs a sixteenth."""
    settings = {"behaviour.choice.redo": 1.0, "behaviour.work.diminishing": 0.1, "people.honest": 1.0}
    settings |= {"behaviour.choice.career": 9.0, "behaviour.noticing.rate": 1.0}
    agents, parallel = (
        ran(small([board | {"week": 1, "tool": tool}], settings), weeks=8) for tool in ("agents", "parallel agents")
    )
    everybody = np.arange(agents.seats)
    np.testing.assert_allclose(parallel.cost_of_use(everybody), agents.cost_of_use(everybody) / 16.0)
    assert np.array_equal(parallel.people.cost_unmeasured, agents.people.cost_unmeasured)
    assert agents.people.useful.max() == 1.0
    assert parallel.people.useful.max() > 1.5
    assert np.array_equal(parallel.people.padding_yield, agents.people.padding_yield)


def test_hours_bind_everybody_again_once_parallel_agents_are_gone(small: Any, ran: Any, board: Any) -> None:
    settings = {"behaviour.choice.redo": 1.0, "behaviour.work.diminishing": 0.1, "people.ai_value": 2.0}
    levers = [board | {"week": 1, "tool": "parallel agents"}, {"week": 9, "tool": "agents"}]
    company = ran(small(levers, settings), weeks=8)
    assert company.people.useful.max() > 1.0
    company.case = small(levers, settings | {"behaviour.choice.redo": 0.0})
    company.step()
    assert company.people.useful.max() == 1.0


def test_parallel_agents_raise_useful_use(late: Any) -> None:
    assert (late("useful use") < late("useful use", tool="parallel agents")).all()


def test_chat_makes_padding_rarer(late: Any) -> None:
    assert (late("padding share", tool="chat") < late("padding share")).all()


def test_rework_that_falls_on_the_team_lowers_real_value(late: Any) -> None:
    none, much = (late("real value", {"behaviour.work.review_burden": burden}) for burden in (0.0, 0.5))
    assert (much < none).all()


def test_padding_that_takes_time_is_done_less(late: Any) -> None:
    free, slow = (late("padding share", {"behaviour.work.padding_time": loss}) for loss in (0.0, 1.0))
    assert (slow < free).all()


def test_a_board_lowers_surplus(late: Any) -> None:
    assert (late("surplus") < late("surplus", policy="none")).all()


def test_a_metric_of_outcomes_is_gamed_less_than_one_of_activity(late: Any) -> None:
    assert (late("padding share", metric="outcomes") < late("padding share")).all()
    assert (late("validity") < late("validity", metric="outcomes")).all()
