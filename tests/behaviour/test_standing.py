"""Expected rank, read from the table that the board publishes."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pytest
from scipy.stats import norm

from sim.behaviour.standing import among_others, beats, publish, read

Floats = npt.NDArray[np.float64]
NOISE = 0.77


def boards(seats: int) -> Iterator[Floats]:
    """Last week's places on the board's axis: everybody at work, a third without any use, a tenth far ahead."""
    among = np.random.default_rng(seats)
    for _ in range(3):
        everybody = among.normal(-1.5, 1.2, seats)
        yield everybody
        yield np.where(among.random(seats) < 0.35, np.log(1e-3), everybody)
        yield np.where(among.random(seats) < 0.1, everybody + 5.0, everybody)


def from_the_table(board: Floats, seat: int, at: Floats, noise: float = NOISE) -> tuple[Floats, Floats]:
    world = np.zeros(at.size, np.int64)
    rank, slope = read(publish(board[None], noise), world, at)
    return among_others(rank, slope, np.full(at.size, board[seat]), at, noise, board.size)


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
        assert together.rank[world].tobytes() == alone.rank[0].tobytes()
        assert together.slope[world].tobytes() == alone.slope[0].tobytes()


def test_worlds_may_differ_in_luck() -> None:
    board = next(boards(80))
    together = publish(np.stack([board, board]), np.array([[0.5], [1.0]]))
    for world, noise in enumerate((0.5, 1.0)):
        np.testing.assert_allclose(together.rank[world], publish(board[None], noise).rank[0], rtol=1e-12)


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
    assert not slope.any()


def test_ties_count_half() -> None:
    for noise in (0.0, NOISE):
        beaten, _ = beats(np.array([1.0]), np.array([1.0]), noise)
        assert beaten == 0.5
    beaten, slope = beats(np.array([2.0, 0.0]), np.array([1.0, 1.0]), 0.0)
    assert beaten.tolist() == [1.0, 0.0]
    assert slope.tolist() == [0.0, 0.0]
