"""The normal distribution by table: the functions themselves, to a known distance."""

import numpy as np
from scipy.special import ndtr, ndtri

from sim.behaviour import normal


def test_it_is_the_quantile_everywhere_to_its_word() -> None:
    u = np.linspace(0.0, 1.0, 200_003)[1:-1]
    np.testing.assert_allclose(normal.quantile(u), ndtri(u), rtol=0.0, atol=1e-11)


def test_it_is_exact_in_the_tails_and_keeps_the_shape() -> None:
    u = np.array([[2.0**-53, 1e-9, 0.009], [0.991, 1.0 - 1e-9, 1.0 - 2.0**-53]])
    np.testing.assert_array_equal(normal.quantile(u), ndtri(u))
    turned = np.random.default_rng(1).random((50, 30)).T
    np.testing.assert_allclose(normal.quantile(turned), ndtri(turned), rtol=0.0, atol=1e-10)


def test_chances_are_those_of_the_function_to_their_word() -> None:
    distance = np.linspace(-40.0, 40.0, 20_001)
    np.testing.assert_allclose(normal.chance(distance, 2.0), ndtr(distance / 2.0), rtol=0.0, atol=1e-11)
    sd = np.array([[0.5], [1e-100]])
    np.testing.assert_allclose(normal.chance(np.array([-1.0, 0.0, 3.0]), sd)[1], [0.0, 0.5, 1.0])


def test_what_is_not_a_number_stays_none_at_once() -> None:
    assert np.isnan(normal.chance(np.array([np.nan, 0.0]), 1.0)).tolist() == [True, False]
