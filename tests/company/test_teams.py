"""Sums over teams."""

import numpy as np
import pytest

from sim.company.teams import Teams


@pytest.mark.parametrize(("seats", "size"), [(96, 8), (99, 8), (7, 1), (5, 8), (60_000, 8_192), (30_000, 30_000)])
def test_a_teams_total_is_that_of_the_world_alone(seats: int, size: int) -> None:
    values, teams = np.random.default_rng(seats).normal(size=(5, seats)), Teams(seats, size)
    total = teams.total(values)
    for team, start in enumerate(teams.starts):
        np.testing.assert_allclose(total[:, team], values[:, start : start + size].sum(axis=1), rtol=1e-9, atol=1e-10)
    for world in range(5):
        assert np.array_equal(teams.total(values[world : world + 1].copy())[0], total[world])


@pytest.mark.parametrize("seats", [96, 99])
def test_everybody_in_a_team_gets_its_value(seats: int) -> None:
    teams = Teams(seats, 8)
    assert np.array_equal(teams.spread(np.arange(teams.count)[None] + 0.5)[0], np.arange(seats) // 8 + 0.5)
