"""Clustering: how far padding is a matter of teams."""

from typing import Any

import numpy as np
import pytest

from sim.measures import all_measures

CLUSTERING = next(measure for measure in all_measures() if measure.name == "clustering")


def by_analysis_of_variance(padders: np.ndarray, team_size: int) -> float:
    """The one-way intraclass correlation, team by team and person by person."""
    teams = [padders[start : start + team_size] for start in range(0, len(padders), team_size)]
    people, mean = len(padders), sum(padders) / len(padders)
    between = sum(len(team) * (sum(team) / len(team) - mean) ** 2 for team in teams) / (len(teams) - 1)
    within = sum((person - sum(team) / len(team)) ** 2 for team in teams for person in team) / (people - len(teams))
    size = (people - sum(len(team) ** 2 for team in teams) / people) / (len(teams) - 1)
    return float((between - within) / (between + (size - 1) * within))


def clustering(company: Any, padders: np.ndarray) -> np.ndarray:
    company.people.padding[:] = 0.1 * padders
    company.this_week.clear()
    values: np.ndarray = CLUSTERING.of(company)
    return values


@pytest.mark.parametrize("employees", [96, 91])
def test_clustering_is_the_intraclass_correlation(employees: int, small: Any, ran: Any) -> None:
    company = ran(small(settings={"company.employees": employees}), weeks=1, worlds=5)
    among = np.random.default_rng(1)
    inclined = among.random((5, 12)).repeat(8, axis=1)[:, :employees]
    padders = among.random((5, employees)) < inclined
    known = [by_analysis_of_variance(world.astype(float), 8) for world in padders]
    np.testing.assert_allclose(clustering(company, padders), known, rtol=1e-12)


def test_teams_that_pad_as_one_are_wholly_clustered(small: Any, ran: Any) -> None:
    company = ran(small(), weeks=1)
    np.testing.assert_allclose(clustering(company, (np.arange(12) % 3 == 0).repeat(8)), 1.0)


def test_padders_spread_evenly_are_less_than_unclustered(small: Any, ran: Any) -> None:
    company = ran(small(), weeks=1)
    np.testing.assert_allclose(clustering(company, np.arange(96) % 2 == 0), -1 / 7)


@pytest.mark.parametrize("everybody", [True, False])
def test_where_all_do_the_same_there_is_no_clustering(everybody: bool, small: Any, ran: Any) -> None:
    company = ran(small(), weeks=1, worlds=2)
    assert np.isnan(clustering(company, np.full(96, everybody))).all()


def test_one_team_has_no_clustering(small: Any, ran: Any) -> None:
    company = ran(small(settings={"company.employees": 8}), weeks=1)
    assert np.isnan(clustering(company, np.arange(8) % 2 == 0)).all()
