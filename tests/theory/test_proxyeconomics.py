"""The published agent-based model of Campbell's law, from its equations."""

from typing import Any

import numpy as np
import pytest

from sim.company import Decision, Luck
from sim.theory import proxyeconomics
from sim.theory.proxyeconomics import (
    GOAL_ANGLE,
    MEASURES,
    MOVES,
    REFERENCE,
    Agents,
    act,
    figures,
    losing,
    parents,
    prospect,
    replace,
    simulate,
    talent,
    threshold,
)

SETTINGS = [(0.0, 1.0), (0.1, 0.0), (0.5, 1.0), (0.9, 0.0), (1.0, 1.0)]
COMPETITION, GOAL_SCALE = np.array(SETTINGS).T


def some(runs: int, seats: int) -> Agents:
    """Agents in mid-course, from a fixed stream."""
    among = np.random.default_rng(5)
    angle = among.uniform(0, GOAL_ANGLE, (runs, seats))
    effort = among.uniform(0, 20, (runs, seats))
    return Agents(angle, 10 + among.standard_normal((runs, seats)), effort, np.cos(angle) * effort)


def copy(agents: Agents) -> Agents:
    return Agents(*(values.copy() for values in vars(agents).values()))


def one_by_one(agents: Agents, order: Any, losers: Any, goal_scale: Any) -> None:
    """The same step, read aloud: every threshold is looked up in a sorted list."""
    for run, turns in enumerate(order):
        for seat in turns:
            angle, effort = agents.angle[run, seat], agents.effort[run, seat]
            utility = []
            for move in MOVES:
                proxies = agents.proxy[run].copy()
                proxies[seat] = np.cos(angle) * (effort + move)
                felt = 0.0
                if losers[run]:
                    gap = proxies[seat] - sorted(proxies)[losers[run] - 1]
                    felt = gap**0.88 if gap >= 0 else -2.25 * (-gap) ** 0.88
                goal = goal_scale[run] * np.cos(GOAL_ANGLE - angle) * (effort + move)
                utility.append(felt + goal - (effort + move) ** 2 / agents.talent[run, seat])
            agents.effort[run, seat] += MOVES[int(np.argmax(utility))]
            agents.proxy[run, seat] = np.cos(angle) * agents.effort[run, seat]


def test_the_threshold_is_the_proxy_at_the_rank_of_the_share_that_loses() -> None:
    proxy = some(3, 100).proxy
    losers = np.array([10, 50, 100])
    expected = [sorted(row)[int(c * 100) - 1] for row, c in zip(proxy.tolist(), (0.1, 0.5, 1.0), strict=True)]
    assert threshold(proxy, losers).tolist() == expected
    assert losing(proxy, losers).sum(axis=-1).tolist() == [10, 50, 100]


def test_a_loss_is_felt_two_and_a_quarter_times_a_gain_and_less_than_in_proportion() -> None:
    felt = prospect(np.array([12.0, 11.0, 10.0, 9.0, 8.0]), np.array(10.0))
    assert felt == pytest.approx([1.840375, 1.0, 0.0, -2.25, -4.140844], rel=1e-6)


def test_without_competition_there_is_no_prospect_and_nobody_loses() -> None:
    agents = some(1, 100)
    nobody = threshold(agents.proxy, np.array([0]))
    assert not prospect(agents.proxy, nobody[:, None]).any()
    assert not losing(agents.proxy, np.array([0])).any()


@pytest.mark.parametrize("goal_scale", [0.0, 1.0, 2.0])
def test_without_competition_effort_settles_at_its_optimum(goal_scale: float) -> None:
    agents = some(1, 100)
    for _ in range(30):
        act(agents, np.arange(100)[None], np.array([0]), np.array([goal_scale]))
    optimum = goal_scale * agents.talent * np.cos(GOAL_ANGLE - agents.angle) / 2
    assert np.abs(agents.effort - optimum).max() <= 0.05 + 1e-9


@pytest.mark.parametrize("seats", [2, 10, 30])
def test_a_step_is_what_the_equations_say_one_agent_after_the_other(seats: int) -> None:
    agents = some(len(SETTINGS), seats)
    losers = (COMPETITION * seats).astype(int)
    order = np.random.default_rng(2).random((len(SETTINGS), seats)).argsort(axis=-1)
    slow = copy(agents)
    for _ in range(3):
        act(agents, order, losers, GOAL_SCALE)
        one_by_one(slow, order, losers, GOAL_SCALE)
        assert agents.effort == pytest.approx(slow.effort, abs=1e-9)
        assert agents.proxy == pytest.approx(slow.proxy, abs=1e-9)


def test_who_comes_first_matters() -> None:
    forth, back = some(1, 30), some(1, 30)
    order = np.arange(30)[None]
    act(forth, order, np.array([15]), np.array([0.0]))
    act(back, order[:, ::-1], np.array([15]), np.array([0.0]))
    assert not np.allclose(forth.effort, back.effort)


def test_agents_act_in_the_order_of_a_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    orders = []
    monkeypatch.setattr(proxyeconomics, "act", lambda agents, order, *rest: orders.append(order))
    simulate([(0.5, 1.0), (0.9, 0.0)], seeds=2, steps=3, first_seed=4)
    luck = Luck(0, first_world=4, worlds=2, seats=100)
    for step, order in enumerate(orders, start=1):
        expected = luck.uniform(Decision.PROXY_ORDER, step).argsort(axis=-1)
        assert np.array_equal(order, np.concatenate([expected, expected]))


def test_a_parent_is_any_agent_at_the_threshold_or_above() -> None:
    proxy = np.array([[5.0, 1.0, 4.0, 2.0, 3.0]])
    u = np.array([[0.0, 0.33, 0.34, 0.66, 0.99]])
    assert parents(proxy, np.array([3]), u).tolist() == [[0, 0, 2, 2, 4]]


def test_a_copy_has_its_parents_effort_and_proxy_another_angle_and_fresh_talent() -> None:
    agents = some(2, 4)
    before = copy(agents)
    leaves = np.array([[True, False, False, True], [False, False, True, False]])
    parent = np.array([[1, 1, 1, 0], [3, 3, 3, 3]])
    mutation, fresh = np.full((2, 4), 0.03), np.full((2, 4), 9.5)
    replace(agents, leaves, parent, mutation, fresh)
    run, seat = leaves.nonzero()
    source = run, parent[run, seat]
    assert np.array_equal(agents.effort[leaves], before.effort[source])
    assert np.array_equal(agents.proxy[leaves], before.proxy[source])
    assert np.array_equal(agents.angle[leaves], before.angle[source] + 0.03)
    assert np.array_equal(agents.talent[leaves], [9.5, 9.5, 9.5])
    for name, values in vars(agents).items():
        assert np.array_equal(values[~leaves], getattr(before, name)[~leaves])


def test_only_losers_are_replaced_and_one_in_ten_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    leavers = []

    def watch(agents: Agents, leaves: Any, *copies: Any) -> None:
        assert not leaves[~losing(agents.proxy, np.array([0, 0, 70, 70]))].any()
        leavers.append(leaves.sum(axis=-1))
        replace(agents, leaves, *copies)

    monkeypatch.setattr(proxyeconomics, "replace", watch)
    simulate([(0.0, 1.0), (0.7, 1.0)], seeds=2, steps=40)
    unhurried, pressed = np.array(leavers).sum(axis=0).reshape(2, 2)
    assert not unhurried.any()
    assert pressed.sum() == pytest.approx(2 * 40 * 7, abs=4 * np.sqrt(2 * 40 * 70 * 0.1 * 0.9))


def test_talent_is_normal_around_10_and_never_below_a_hundredth() -> None:
    assert talent(np.array([0.5, 0.8413447460685429, 1e-40])) == pytest.approx([10.0, 11.0, 0.01])


def test_a_run_repeats_to_the_last_bit_and_another_seed_differs() -> None:
    first = simulate(SETTINGS, seeds=2, steps=10)
    assert np.array_equal(first, simulate(SETTINGS, seeds=2, steps=10))
    assert not np.isclose(first[:, 0], first[:, 1]).any()


def test_a_run_does_not_depend_on_the_seeds_and_settings_beside_it() -> None:
    block = simulate(SETTINGS, seeds=4, steps=10)
    assert np.array_equal(simulate(SETTINGS, seeds=2, steps=10, first_seed=2), block[:, 2:])
    assert np.array_equal(simulate(SETTINGS[2:3], seeds=4, steps=10), block[2:3])


def test_means_are_over_the_last_half_of_the_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = iter(range(1, 100))

    def count(agents: Agents, *rest: Any) -> None:
        agents.proxy[:] = next(steps)

    monkeypatch.setattr(proxyeconomics, "act", count)
    assert simulate([(0.0, 1.0)], seeds=1, steps=7)[0, 0, 0] == np.mean([4, 5, 6, 7])


def test_figures_are_means_over_seeds_next_to_the_reference() -> None:
    runs = simulate(list(REFERENCE), seeds=3, steps=4)
    rows = figures(seeds=3, steps=4)
    assert [(row.competition, row.goal_scale, row.measure) for row in rows] == [
        (*setting, measure) for setting in REFERENCE for measure in MEASURES
    ]
    assert [row.reference for row in rows] == [value for values in REFERENCE.values() for value in values]
    assert [row.mean for row in rows] == pytest.approx(runs.mean(axis=1).ravel())
    assert [row.standard_error for row in rows] == pytest.approx((runs.std(axis=1, ddof=1) / np.sqrt(3)).ravel())
    first = rows[0]
    published = np.clip(first.standard_error * np.sqrt(3), 0.03, 0.06) / np.sqrt(8)
    expected = (first.mean - first.reference) / np.hypot(first.standard_error, published)
    assert first.difference == pytest.approx(expected)


def test_one_seed_has_no_standard_error() -> None:
    with pytest.raises(ValueError, match="needs at least 2 seeds, not 1"):
        figures(seeds=1, steps=1)


@pytest.fixture(scope="module")
def thirty() -> list[proxyeconomics.Figure]:
    return figures(seeds=30)


@pytest.mark.slow
def test_30_seeds_agree_with_every_figure_of_the_published_model(thirty: list[proxyeconomics.Figure]) -> None:
    assert len(thirty) == 30
    assert [row for row in thirty if not abs(row.difference) < 4] == []
