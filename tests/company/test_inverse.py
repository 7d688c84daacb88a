"""Inverses by table: as good as the exact ones, for everybody, in every block."""

import numpy as np
import pytest
from scipy.special import betaincinv, gammaincinv

from sim.company import inverse as by_table
from sim.company.inverse import inverse

U = np.concatenate([[2**-53, 1e-6], np.linspace(0.001, 0.999, 4001), [1 - 1e-6, 1 - 2**-53]])


@pytest.mark.parametrize("shape", [(2.2, 3.8), (0.15, 0.85), (1.5, 1.5), (20.0, 20.0), (1e4, 1e4), (0.05, 0.15)])
def test_beta(shape: tuple[float, float]) -> None:
    np.testing.assert_allclose(inverse(betaincinv, U, *shape), betaincinv(*shape, U), rtol=0, atol=1e-11)


@pytest.mark.parametrize("shape", [0.1, 0.5, 1.0, 4.0, 100.0])
def test_gamma(shape: float) -> None:
    exact = gammaincinv(shape, U)
    np.testing.assert_allclose(inverse(gammaincinv, U, shape), exact, rtol=0, atol=1e-11 * np.ptp(exact[2:-2]))


def test_what_is_too_steep_for_a_table_is_asked_exactly() -> None:
    assert by_table._table(betaincinv, 0.001, 0.001) is None
    assert np.array_equal(inverse(betaincinv, U, 0.001, 0.001), betaincinv(0.001, 0.001, U))


def test_shapes_that_differ_by_person_are_asked_exactly() -> None:
    shape = np.linspace(1.0, 3.0, U.size)
    assert np.array_equal(inverse(gammaincinv, U, shape), gammaincinv(shape, U))


def test_a_value_does_not_depend_on_who_else_is_drawn() -> None:
    together = inverse(betaincinv, U, 2.2, 3.8)
    assert all(inverse(betaincinv, U[i : i + 1], 2.2, 3.8)[0] == together[i] for i in range(0, U.size, 97))
