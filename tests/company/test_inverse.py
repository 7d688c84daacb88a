"""Inverses by table: as good as the exact ones, for everybody, in every block."""

import numpy as np
import pytest
from scipy.special import betaincinv, gammaincinv

from sim.company.inverse import inverse

U = np.concatenate([[2**-53, 1e-6], np.linspace(0.001, 0.999, 4001), [1 - 1e-6, 1 - 2**-53]])
ONE_WORLD = np.zeros(U.size, np.int64)


@pytest.mark.parametrize(
    "shape", [(2.2, 3.8), (0.15, 0.85), (1.5, 1.5), (20.0, 20.0), (1e4, 1e4), (0.05, 0.15), (5.0, 995.0)]
)
def test_beta(shape: tuple[float, float]) -> None:
    exact, found = betaincinv(*shape, U), inverse(betaincinv, U, ONE_WORLD, *shape)
    np.testing.assert_allclose(found, exact, rtol=0, atol=1e-11)
    np.testing.assert_allclose(found, exact, rtol=1e-10)


@pytest.mark.parametrize("shape", [0.1, 0.5, 1.0, 4.0, 100.0, 1e4, 1e6])
def test_gamma(shape: float) -> None:
    exact, found = gammaincinv(shape, U), inverse(gammaincinv, U, ONE_WORLD, shape)
    np.testing.assert_allclose(found, exact, rtol=0, atol=1e-11 * np.ptp(exact[2:-2]))
    np.testing.assert_allclose(found, exact, rtol=1e-10)


@pytest.mark.parametrize("shape", [1e-3, 0.02, 1 / 9, 0.3])
def test_gamma_stays_above_nought_and_is_right_next_to_it(shape: float) -> None:
    exact = gammaincinv(shape, U)
    found = inverse(gammaincinv, U, ONE_WORLD, shape)
    assert found.min() >= 0.0
    np.testing.assert_allclose(found, exact, rtol=1e-10, atol=0)


@pytest.mark.parametrize("shape", [(0.15, 0.85), (0.02, 0.98), (0.98, 0.02), (0.23, 0.23), (2.1, 0.04)])
def test_beta_stays_between_nought_and_one_and_is_right_next_to_them(shape: tuple[float, float]) -> None:
    exact = betaincinv(*shape, U)
    found = inverse(betaincinv, U, ONE_WORLD, *shape)
    assert found.min() >= 0.0
    assert found.max() <= 1.0
    np.testing.assert_allclose(found, exact, rtol=1e-10, atol=0)
    np.testing.assert_allclose(1.0 - found, 1.0 - exact, rtol=1e-9, atol=1e-15)


def test_what_is_too_steep_for_a_table_is_asked_exactly() -> None:
    assert np.array_equal(inverse(betaincinv, U, ONE_WORLD, 0.001, 0.001), betaincinv(0.001, 0.001, U))


def test_shapes_may_differ_by_world_and_some_be_too_steep() -> None:
    first, second = np.array([[2.2], [0.001], [0.15]]), np.array([[3.8], [0.001], [0.85]])
    world = np.arange(U.size) % 3
    together = inverse(betaincinv, U, world, first, second)
    for each in range(3):
        here = world == each
        alone = inverse(betaincinv, U[here], ONE_WORLD[here], float(first[each, 0]), float(second[each, 0]))
        assert np.array_equal(together[here], alone)


def test_as_good_as_it_says_wherever_a_shape_may_lie() -> None:
    for mean in (0.05, 0.3, 0.6):
        for weight in (0.5, 2.0, 12.0):
            a, b = mean * weight, (1.0 - mean) * weight
            np.testing.assert_allclose(inverse(betaincinv, U, ONE_WORLD, a, b), betaincinv(a, b, U), rtol=0, atol=1e-11)


def test_a_value_does_not_depend_on_who_else_is_drawn() -> None:
    together = inverse(betaincinv, U, ONE_WORLD, 2.2, 3.8)
    for i in range(0, U.size, 97):
        assert inverse(betaincinv, U[i : i + 1], ONE_WORLD[:1], 2.2, 3.8)[0] == together[i]
