"""Sums over seats."""

import numpy as np
import pytest

from sim.company.sums import mean, mean_product, share, total

SEATS = pytest.mark.parametrize("seats", [1, 7, 96, 8_191, 8_192, 8_193, 20_001, 85_000])


@SEATS
def test_a_mean_is_that_of_the_world_alone(seats: int) -> None:
    values = np.random.default_rng(seats).normal(size=(5, seats))
    found = mean(values)
    np.testing.assert_allclose(found, values.mean(axis=1), rtol=1e-9, atol=1e-12)
    for world in range(5):
        assert mean(values[world : world + 1].copy())[0] == found[world]


@SEATS
def test_a_mean_of_products_is_that_of_the_world_alone(seats: int) -> None:
    one, other = np.random.default_rng(seats).normal(size=(2, 5, seats))
    found = mean_product(one, other)
    np.testing.assert_allclose(found, (one * other).mean(axis=1), rtol=1e-9, atol=1e-12)
    for world in range(5):
        assert mean_product(one[world : world + 1].copy(), other[world : world + 1].copy())[0] == found[world]


@SEATS
def test_a_share_is_that_of_those_who_are_marked(seats: int) -> None:
    who = np.random.default_rng(1).random((4, seats)) < np.array([[0.0], [0.2], [0.9], [1.0]])
    assert np.array_equal(share(who), who.mean(axis=1))


@pytest.mark.parametrize("seats", [1, 7, 20_001])
def test_what_some_have_together_is_that_of_the_world_alone(seats: int) -> None:
    among = np.random.default_rng(seats)
    values, who = among.normal(size=(6, seats)), among.random((6, seats)) < [[0.0], [0.5], [0.0], [1.0], [0.1], [0.0]]
    flat = np.flatnonzero(who)
    found = total(values.take(flat), flat, 6, seats)
    np.testing.assert_allclose(found, np.where(who, values, 0.0).sum(axis=1), rtol=1e-9, atol=1e-12)
    for world, there in enumerate(who):
        seat = np.flatnonzero(there)
        assert total(values[world].take(seat), seat, 1, seats)[0] == found[world]
