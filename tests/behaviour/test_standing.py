"""Expected rank, read from the table that the board publishes; in a team, as a team, and among the highest."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pytest
from scipy.stats import norm

from sim.behaviour.metric_luck import MetricLuck
from sim.behaviour.standing import GRID, AmongAll, AmongMates, AsTeam, OnTop, cut_of_others, publish
from sim.behaviour.work import lucky_metric, on_axis

Floats = npt.NDArray[np.float64]
NOISE = 0.77
LUCK = MetricLuck(NOISE, True)
METRICS = np.random.default_rng(2).lognormal(-1.5, 1.0, (3, 40))


def boards(seats: int) -> Iterator[Floats]:
    """Last week's places on the board's axis: everybody at work, a third without any use, a tenth far ahead."""
    among = np.random.default_rng(seats)
    for _ in range(3):
        everybody = among.normal(-1.5, 1.2, seats)
        yield everybody
        yield np.where(among.random(seats) < 0.35, np.log(1e-3), everybody)
        yield np.where(among.random(seats) < 0.1, everybody + 5.0, everybody)


def from_the_table(board: Floats, seat: int, at: Floats, noise: float = NOISE) -> tuple[Floats, Floats]:
    """Rank and slope of a seat that stands at some places, read from the published table."""
    ones, world, own = np.ones(at.size), np.zeros(at.size, np.int64), np.full(at.size, board[seat])
    rank = AmongAll(ones, publish(board[None], noise), world, own, MetricLuck(noise, False))
    return rank.worth(at), rank.marginal(at)


def by_force(board: Floats, seat: int, at: Floats, noise: float = NOISE) -> tuple[Floats, Floats]:
    distance = (at[:, None] - np.delete(board, seat)) / noise
    return norm.cdf(distance).mean(axis=1), norm.pdf(distance).mean(axis=1) / noise


def places_around(board: Floats) -> Floats:
    return np.linspace(board.min() - 3, board.max() + 3, 60)


@pytest.mark.parametrize("seats", [50, 200, 1000, 2000])
def test_the_table_gives_the_chance_of_beating_the_others(seats: int) -> None:
    for board in boards(seats):
        for seat in (0, int(board.argmin()), int(board.argmax())):
            at = places_around(board)
            (rank, slope), (true_rank, true_slope) = from_the_table(board, seat, at), by_force(board, seat, at)
            assert np.abs(rank - true_rank).max() < 5e-4
            assert np.abs(slope - true_slope).max() < 1e-3


@pytest.mark.parametrize(("noise", "error"), [(0.1, 2e-2), (0.2, 5e-3), (0.35, 2e-3), (1.5, 3e-4)])
def test_the_table_is_as_good_as_its_grid_is_fine_beside_the_luck(noise: float, error: float) -> None:
    for board in boards(300):
        at = places_around(board)
        (rank, _), (true_rank, _) = from_the_table(board, 5, at, noise), by_force(board, 5, at, noise)
        assert np.abs(rank - true_rank).max() < error


def test_the_slope_is_the_derivative_of_the_rank() -> None:
    for board in boards(200):
        at, h = places_around(board)[1:-1] + 0.0123, 1e-6
        up, down, (_, slope) = (from_the_table(board, 3, at + d) for d in (h, -h, 0.0))
        np.testing.assert_allclose((up[0] - down[0]) / (2 * h), slope, atol=1e-6)


def test_expected_ranks_of_everybody_sum_to_half_their_number() -> None:
    for board in boards(120):
        ranks = [from_the_table(board, seat, board[seat : seat + 1])[0][0] for seat in range(120)]
        assert sum(ranks) == pytest.approx(60, abs=0.02)


def test_a_worlds_table_does_not_depend_on_its_neighbours() -> None:
    several = np.stack(list(boards(80)))
    together = publish(several, NOISE)
    for world, board in enumerate(several):
        alone = publish(board[None], NOISE)
        assert together.ranks.reshape(4, len(several), -1)[:, world].tobytes() == alone.ranks.tobytes()


def test_worlds_may_differ_in_luck() -> None:
    board = next(boards(80))
    together = publish(np.stack([board, board]), np.array([[0.5], [1.0]]))
    for world, noise in enumerate((0.5, 1.0)):
        alone = publish(board[None], noise)
        np.testing.assert_allclose(together.ranks[0].reshape(2, GRID - 1)[world], alone.ranks[0], rtol=1e-12)


@pytest.mark.parametrize("noise", [0.0, NOISE])
def test_a_person_alone_has_no_rank(noise: float) -> None:
    board = np.array([0.7])
    rank, slope = from_the_table(board, 0, np.array([-5.0, 0.7, 9.0]), noise)
    assert not rank.any()
    assert not slope.any()


def test_a_board_of_equals_puts_everybody_in_the_middle() -> None:
    rank, slope = from_the_table(np.full(30, -2.0), 4, np.array([-2.0]))
    np.testing.assert_allclose(rank, 0.5, atol=1e-4)
    np.testing.assert_allclose(slope, norm.pdf(0) / NOISE, rtol=1e-3)


def test_without_luck_the_rank_is_a_staircase() -> None:
    board = np.arange(10.0)
    rank, slope = from_the_table(board, 0, np.array([0.5, 3.5, 8.5]), 0.0)
    np.testing.assert_allclose(rank, [0.0, 3 / 9, 8 / 9], atol=1e-9)
    np.testing.assert_allclose(slope, 0.0, atol=1e-12)


@pytest.mark.parametrize("stake", [0.0, 0.4, -0.3])
def test_standing_is_worth_its_stake_times_the_chance_of_beating_another(stake: float) -> None:
    """Over a week's luck in one's own metric, against what the others had last week."""
    among = np.random.default_rng(4)
    last_week = among.lognormal(-1.5, 1.2, 40)
    board = on_axis(last_week, True)
    rank = AmongAll(np.full(40, stake), publish(board[None], NOISE), np.zeros(40, np.int64), board, LUCK)
    read = lucky_metric(METRICS[0], norm.ppf((np.arange(20_000)[:, None] + 0.5) / 20_000), NOISE, True)
    for seat in (0, 7, int(board.argmax())):
        beaten = (read[:, [seat]] > np.delete(last_week, seat)).mean()
        assert rank.worth(METRICS[0])[seat] == pytest.approx(stake * beaten, abs=1e-3)


def mates(seed: int = 1, stake: float = 1.0) -> AmongMates:
    """Teams of eight, of which some places are empty or oneself."""
    among = np.random.default_rng(seed)
    return AmongMates(np.full(40, stake), among.normal(-1.5, 1.2, (40, 8)), among.random((40, 8)) < 0.7, LUCK)


def test_rank_among_team_mates_is_the_mean_chance_of_beating_one() -> None:
    team, metric = mates(stake=0.3), METRICS[0]
    worth, marginal = team.worth(metric), team.marginal(metric)
    place = np.log(metric) - NOISE**2 / 2
    for person in range(40):
        distance = (place[person] - team.places[person][team.others[person]]) / NOISE
        assert worth[person] == pytest.approx(0.3 * norm.cdf(distance).mean())
        assert marginal[person] == pytest.approx(0.3 * norm.pdf(distance).mean() / NOISE / metric[person])


def test_a_team_of_one_has_no_rank() -> None:
    alone = AmongMates(np.ones(40), np.zeros((40, 1)), np.zeros((40, 1), np.bool_), LUCK)
    assert not alone.worth(METRICS).any()
    assert not alone.marginal(METRICS[0]).any()


def as_team(stake: float = 1.0, size: int = 5) -> AsTeam:
    """Forty people, each in a team of its own among forty teams."""
    means = np.random.default_rng(5).lognormal(-1.5, 0.8, 40)
    luck = MetricLuck(NOISE / np.sqrt(np.full(40, size)), True)
    table = publish(np.log(means)[None], NOISE / np.sqrt(size))
    among = AmongAll(np.ones(40), table, np.zeros(40, np.int64), np.log(means), luck)
    return AsTeam(np.full(40, stake), among, np.full(40, 1 / size), 0.8 * means)


def test_ones_own_part_moves_the_team_and_the_rest_stays() -> None:
    team = as_team(0.3)
    np.testing.assert_allclose(team.worth(METRICS), 0.3 * team.among.worth(team.rest + METRICS / 5))
    smaller = as_team(0.3, 1)
    np.testing.assert_allclose(smaller.worth(METRICS), 0.3 * smaller.among.worth(smaller.rest + METRICS))


def test_in_a_team_one_moves_the_standing_less_than_alone() -> None:
    assert (as_team().worth(2 * METRICS[0]) > as_team().worth(METRICS[0])).all()
    in_team = as_team().worth(METRICS[0] + 0.1) - as_team().worth(METRICS[0])
    alone = as_team(size=1).worth(METRICS[0] + 0.1) - as_team(size=1).worth(METRICS[0])
    assert in_team.mean() < 0.7 * alone.mean()


@pytest.mark.parametrize("multiplicative", [True, False])
def test_being_among_the_highest_is_passing_the_cut(multiplicative: bool) -> None:
    luck, cut = MetricLuck(NOISE, multiplicative), np.linspace(0.1, 2.0, 40)
    top = OnTop(np.full(40, 0.3), on_axis(cut, multiplicative), luck)
    read = lucky_metric(METRICS[0], norm.ppf((np.arange(100_000)[:, None] + 0.5) / 100_000), NOISE, multiplicative)
    np.testing.assert_allclose(top.worth(METRICS[0]), 0.3 * (read > cut).mean(axis=0), atol=1e-5)


def test_where_everybody_is_among_the_highest_nothing_is_to_be_won() -> None:
    top = OnTop(np.full(40, 0.3), np.full(40, -np.inf), LUCK)
    assert (top.worth(METRICS) == 0.3).all()
    assert not top.marginal(METRICS[0]).any()


@pytest.mark.parametrize("number", [1, 3, 19, 20, 50])
def test_the_cut_lies_between_those_who_are_in_and_the_next(number: int) -> None:
    places = np.round(np.random.default_rng(6).normal(size=(4, 20)), 1)
    last, following = cut_of_others(places, number)
    for world, board in enumerate(places):
        if number >= 20:
            assert last[world] == following[world] == -np.inf
            continue
        assert (last[world], following[world]) == (sorted(board)[-number], sorted(board)[-number - 1])
        for seat, own in enumerate(board):
            to_pass = following[world] if own >= last[world] else last[world]
            assert to_pass == sorted(np.delete(board, seat))[-number]


@pytest.mark.parametrize("term", ["mates", "team", "top"])
def test_the_marginal_worth_of_standing_is_a_derivative(term: str) -> None:
    of = {"mates": mates(), "team": as_team(), "top": OnTop(np.ones(40), np.full(40, -1.0), LUCK)}[term]
    metric, h = METRICS[0], 1e-7
    slope = (of.worth(metric + h) - of.worth(metric - h)) / (2 * h)
    np.testing.assert_allclose(of.marginal(metric), slope, rtol=1e-4, atol=1e-5)
