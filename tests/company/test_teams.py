"""Sums over teams."""

import numpy as np
import pytest

from sim.company.luck import Luck
from sim.company.teams import Teams, Ties


@pytest.mark.parametrize(("seats", "size"), [(96, 8), (99, 8), (7, 1), (5, 8), (60_000, 8_192), (30_000, 30_000)])
def test_a_teams_total_is_that_of_the_world_alone(seats: int, size: int) -> None:
    values, teams = np.random.default_rng(seats).normal(size=(5, seats)), Teams(seats, size)
    total = teams.total(values)
    for team, start in enumerate(teams.starts):
        np.testing.assert_allclose(total[:, team], values[:, start : start + size].sum(axis=1), rtol=1e-9, atol=1e-10)
    for world in range(5):
        assert np.array_equal(teams.total(values[world : world + 1].copy())[0], total[world])
    marks = values > 0.0
    assert np.array_equal(teams.total(marks), teams.total(marks.astype(np.float64)))


@pytest.mark.parametrize("seats", [96, 99])
def test_everybody_in_a_team_gets_its_value(seats: int) -> None:
    teams = Teams(seats, 8)
    assert np.array_equal(teams.spread(np.arange(teams.count)[None] + 0.5)[0], np.arange(seats) // 8 + 0.5)


@pytest.mark.parametrize("ties", [0, 1, 3, 16])
def test_marks_are_averaged_over_those_whom_each_knows_as_numbers_are(ties: int) -> None:
    circle, among = Ties(Luck(1, 0, 2, 300), Teams(300, 8), ties), np.random.default_rng(1)
    marks, without = among.random((2, 300)) < 0.5, among.random((2, 300))
    found = circle.mean(marks.view(np.uint8), without)
    np.testing.assert_array_equal(found, circle.mean(marks.astype(np.float64), without))
    for world, seat in np.ndindex(2, 300):
        known = circle.whom[world, seat][circle.known[world, seat]]
        expected = marks[world, known].mean() if known.size else without[world, seat]
        assert found[world, seat] == pytest.approx(expected)
