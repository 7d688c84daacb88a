"""Patterns over time, against series made by hand and closed forms."""

import numpy as np
import pytest

from sim.experiment.patterns import (
    half_life,
    loop,
    onset_week,
    peak_week,
    remaining,
    responsiveness,
    takeoff_weeks,
    turning_point,
)

WEEKS = np.arange(1.0, 105.0)


def test_padding_sets_in_with_the_first_of_three_weeks_in_a_row() -> None:
    prevalence = np.array(
        [
            [0.0, 0.2, 0.2, 0.0, 0.1, 0.1, 0.1, 0.0],
            [0.1, 0.1, 0.1, 0.1, 0.0, 0.0, 0.0, 0.0],
            [0.0, 0.5, 0.5, 0.0, 0.5, 0.5, 0.0, 0.5],
        ]
    )
    np.testing.assert_array_equal(onset_week(prevalence), [5, 1, np.nan])
    np.testing.assert_array_equal(onset_week(prevalence, threshold=0.15, lasting=2), [2, np.nan, 2])
    assert onset_week(prevalence[0]) == 5
    assert np.isnan(onset_week(prevalence[:, :2])).all()


def test_a_steady_rise_takes_off_over_the_weeks_from_a_tenth_to_a_half() -> None:
    rise = np.minimum(np.maximum(WEEKS - 10, 0) / 30, 1) * 0.6
    assert takeoff_weeks(rise) == pytest.approx(0.4 * 30)
    assert takeoff_weeks(rise, low=0.25, high=0.75) == pytest.approx(15)


def test_a_logistic_takes_off_in_ln_9_over_its_rate() -> None:
    for rate in (0.05, 0.2):
        logistic = 1 / (1 + np.exp(-rate * (np.arange(400.0) - 150)))
        assert takeoff_weeks(logistic) == pytest.approx(np.log(9) / rate, abs=0.1)


def test_where_nobody_pads_nothing_takes_off_and_where_all_begin_at_once_it_takes_part_of_a_week() -> None:
    series = np.array([np.zeros(20), np.repeat([0.0, 0.4], 10)])
    np.testing.assert_allclose(takeoff_weeks(series), [np.nan, 0.4])


def test_the_peak_is_the_first_week_of_the_highest_value() -> None:
    values = np.array([[1.0, 3.0, 3.0, 2.0], [np.nan, 1.0, 2.0, np.nan], [np.nan] * 4])
    np.testing.assert_array_equal(peak_week(values), [2, 3, np.nan])


def test_value_turns_where_the_metric_goes_on_rising() -> None:
    metric, value = WEEKS, 1 - (WEEKS - 50.5) ** 2 / 1000
    turned = turning_point(metric, value)
    assert turned == 55, "weeks 48 to 55 are the first with their middle beyond the top"
    assert turning_point(metric, value, window=4) == 53
    both_fall = turning_point(-metric, value)
    neither = turning_point(metric, metric)
    assert np.isnan([both_fall, neither]).all()
    assert np.isnan(turning_point(metric[:5], value[:5]))


def test_worlds_turn_apart() -> None:
    tops = np.array([[20.5], [50.5], [200.5]])
    np.testing.assert_array_equal(turning_point(np.tile(WEEKS, (3, 1)), -((WEEKS - tops) ** 2)), [25, 55, np.nan])


def settled(beta: float, coupling: float, stakes: np.ndarray) -> np.ndarray:
    """The mean of m = tanh(beta (J m + h)) as h is swept slowly."""
    m, path = -1.0, []
    for stake in stakes:
        for _ in range(150):
            m = np.tanh(beta * (coupling * m + stake))
        path.append(m)
    return np.array(path)


def test_the_loop_of_tipping_norms_has_the_area_of_its_closed_form() -> None:
    """Mean field, beta 2, J 1: jumps at h = +-.26642, loop area .9996."""
    up = np.linspace(-1, 1, 2001)
    found = loop(np.append(up, up[::-1]), settled(2.0, 1.0, np.append(up, up[::-1])))
    assert found.area == pytest.approx(0.9996, abs=0.002)
    assert found.share == pytest.approx(0.9996 / (2 * 2 * np.tanh(2 * (1 + 0.9993))), abs=0.002)


def test_below_the_critical_coupling_there_is_no_loop() -> None:
    up = np.linspace(-1, 1, 401)
    assert loop(np.append(up, up[::-1]), settled(0.9, 1.0, np.append(up, up[::-1]))).area == pytest.approx(0, abs=0.002)


def test_a_square_loop_fills_its_rectangle_and_a_flat_line_none() -> None:
    stake = np.array([0.0, 1.0, 2.0, 2.0, 1.0, 0.0])
    outcomes = np.array([[1.0, 1, 1, 4, 4, 4], [4, 4, 4, 1, 1, 1], [2, 2, 2, 2, 2, 2], [1, 2, 3, 3, 2, 1]])
    found = loop(stake, outcomes)
    assert found.area.tolist() == [6.0, -6.0, 0.0, 0.0]
    assert found.share.tolist() == [1.0, -1.0, 0.0, 0.0]


@pytest.mark.parametrize("stake", [[0.0, 1.0, 2.0], [1.0, 1.0, 1.0]])
def test_a_sweep_that_does_not_come_back_is_refused(stake: list[float]) -> None:
    with pytest.raises(ValueError, match="comes back"):
        loop(np.array(stake), np.zeros(3))


def test_what_remains_is_a_share_of_what_the_policy_added() -> None:
    padding = np.array([[0.1, 0.1, 0.3, 0.5, 0.4, 0.3, 0.2, 0.1], [0.0] * 8])
    left = remaining(padding, launch=3, withdrawal=6)
    np.testing.assert_allclose(left[0], [0.5, 0.25, 0.0], atol=1e-12)
    assert np.isnan(left[1]).all()
    np.testing.assert_array_equal(half_life(left + 1e-9), [2, np.nan])


def test_exponential_decay_halves_in_ln_2_over_its_rate() -> None:
    padding = np.where(WEEKS < 12, 0.0, np.where(WEEKS < 52, 0.6, 0.6 * np.exp(-0.1 * (WEEKS - 51))))
    left = remaining(padding, launch=12, withdrawal=52)
    assert left[-1] == pytest.approx(np.exp(-0.1 * 53))
    assert half_life(left) == np.ceil(np.log(2) / 0.1)


def test_padding_that_stays_has_no_half_life() -> None:
    left = remaining(np.repeat([[0.0, 0.4]], [11, 60], axis=1), launch=12, withdrawal=40)
    assert (left == 1.0).all()
    assert np.isnan(half_life(left)).all()


@pytest.mark.parametrize(("launch", "withdrawal"), [(1, 5), (5, 5), (6, 4), (3, 11)])
def test_a_launch_and_a_withdrawal_that_cannot_be_are_refused(launch: int, withdrawal: int) -> None:
    with pytest.raises(ValueError, match="in this order"):
        remaining(np.zeros(10), launch, withdrawal)


def test_an_outcome_that_moves_with_strength_does_so_by_its_slope_in_every_world() -> None:
    strength = np.array([0.0, 0.5, 1.0])
    prevalence = np.array([0.3 - 0.2 * strength, 0.1 + 0.0 * strength, [0.3, 0.1, 0.2]])
    np.testing.assert_allclose(responsiveness(strength, prevalence), [-0.2, 0.0, -0.1], atol=1e-12)


def test_policies_that_are_equally_strong_tell_nothing_of_strength() -> None:
    with pytest.raises(ValueError, match="different strength"):
        responsiveness(np.ones(3), np.arange(3.0))
