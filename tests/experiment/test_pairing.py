"""Paired differences, against hand-made numbers, scipy and what must hold whatever the numbers."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from sim.experiment.pairing import Floats, Paired, mean_of, mean_of_defined, paired

NAN = float("nan")
NUMBERS = st.integers(-1_000, 1_000).map(lambda number: number / 8)  # sums and differences are exact
PAIRS = st.integers(2, 30).flatmap(
    lambda n: st.tuples(arrays(float, n, elements=NUMBERS), arrays(float, n, elements=NUMBERS))
)


def luck(n: int, seed: int) -> Floats:
    return np.random.default_rng(seed).normal(size=n)


def test_hand_made_numbers() -> None:
    found = paired(np.array([3.0, 5.0, 4.0, 8.0]), np.array([1.0, 4.0, 4.0, 5.0]))
    assert found.mean == 1.5
    half = 3.182446305284263 * np.sqrt((0.25 + 0.25 + 2.25 + 2.25) / 3 / 4)
    assert found.low == pytest.approx(1.5 - half)
    assert found.high == pytest.approx(1.5 + half)
    assert found.same_sign == 0.75, "a tie does not count"
    assert found.variance_reduction == pytest.approx((14 / 3 + 3) / (5 / 3))


def test_interval_and_correlation_are_scipys() -> None:
    policy, against = luck(40, 1), luck(40, 2)
    policy += against
    found = paired(policy, against)
    interval = stats.ttest_rel(policy, against).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))
    assert found.correlation == pytest.approx(stats.pearsonr(policy, against).statistic)


def test_the_interval_of_a_mean_is_scipys() -> None:
    values = luck(25, 3)
    interval = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    assert mean_of(values) == pytest.approx((values.mean(), interval.low, interval.high))


def test_worlds_without_a_value_are_left_out() -> None:
    policy, against = np.array([3.0, NAN, 4.0, 8.0, np.inf]), np.array([1.0, 4.0, 4.0, NAN, 1.0])
    assert paired(policy, against) == paired(np.array([3.0, 4.0]), np.array([1.0, 4.0]))
    assert mean_of(policy) == mean_of(np.array([3.0, 4.0, 8.0]))


def test_one_world_has_a_difference_and_no_interval() -> None:
    found = paired(np.array([3.0]), np.array([1.0]))
    assert (found.mean, found.same_sign) == (2.0, 1.0)
    assert np.isnan([found.low, found.high, found.correlation, found.variance_reduction]).all()
    assert np.isnan(mean_of(np.array([3.0]))[1:]).all()


def test_no_world_has_nothing() -> None:
    assert np.isnan(paired(np.array([NAN]), np.array([1.0]))).all()
    assert np.isnan(mean_of(np.array([]))).all()


def test_a_policy_that_changes_nothing_has_no_sign() -> None:
    values = np.array([0.1, 0.2, 0.4])
    found = paired(values, values)
    assert found[:4] == (0.0, 0.0, 0.0, 0.0)
    assert found.correlation == pytest.approx(1)
    assert found.variance_reduction == np.inf


def test_values_that_do_not_vary_have_no_correlation() -> None:
    found = paired(np.array([0.3, 0.3, 0.3]), np.array([0.1, 0.1, 0.1]))
    assert np.isnan(found.correlation)
    assert np.isnan(found.variance_reduction)
    assert found.low == found.mean == found.high


def test_what_is_beyond_all_numbers_is_no_warning() -> None:
    large, small = np.array([1e300, -1e300, 1.5e300]), np.array([1.0, 2.0, 3.0])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        mean = mean_of(large)
        difference = paired(large, small)
    assert mean.mean == pytest.approx(5e299)
    assert np.isnan([mean.low, mean.high, difference.low, difference.high]).all()


def test_other_worlds_cannot_be_paired() -> None:
    with pytest.raises(ValueError, match="same worlds"):
        paired(np.zeros(3), np.zeros(4))


@settings(max_examples=50)
@given(PAIRS)
def test_swapping_turns_the_sign_and_nothing_else(pair: tuple[Floats, Floats]) -> None:
    one, other = paired(*pair), paired(*pair[::-1])
    turned = Paired(-other.mean, -other.high, -other.low, *other[3:])
    np.testing.assert_allclose(one, turned)


@settings(max_examples=50)
@given(PAIRS, NUMBERS)
def test_a_constant_added_to_a_policy_moves_the_difference_alone(pair: tuple[Floats, Floats], by: float) -> None:
    policy, against = pair
    before, after = paired(policy, against), paired(policy + by, against)
    np.testing.assert_allclose(after[:3], np.array(before[:3]) + by, atol=1e-9)
    np.testing.assert_allclose(after.correlation, before.correlation, atol=1e-9)
    np.testing.assert_allclose(after.variance_reduction, before.variance_reduction, rtol=1e-6)


@settings(max_examples=50)
@given(PAIRS)
def test_the_same_luck_in_both_cancels(pair: tuple[Floats, Floats]) -> None:
    policy, shared = pair
    found = paired(policy + shared, shared)
    np.testing.assert_allclose(found[:3], mean_of(policy), atol=1e-9)


@settings(max_examples=50)
@given(PAIRS)
def test_shares_and_correlations_stay_within_their_bounds(pair: tuple[Floats, Floats]) -> None:
    found = paired(*pair)
    assert 0 <= found.same_sign <= 1
    assert np.isnan(found.correlation) or -1 <= found.correlation <= 1
    assert found.low <= found.mean <= found.high


def test_a_mean_takes_the_weeks_that_are_defined() -> None:
    weeks = np.array([[1.0, NAN, 3.0], [NAN, NAN, NAN]])
    np.testing.assert_array_equal(mean_of_defined(weeks), [2.0, NAN])
