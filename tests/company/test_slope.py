"""Least squares over people, as weeks come in and people leave."""

import numpy as np
import pytest
from scipy.stats import linregress

from sim.company.slope import Slope


def test_the_line_and_its_error_are_those_of_scipy() -> None:
    draws = np.random.default_rng(1)
    x, y = draws.normal(size=(2, 5, 3, 40))
    y += 0.7 * x
    slope = Slope(3, 40)
    for week in range(5):
        slope.take_in(x[week], y[week])
    fit = slope.fit()
    for world in range(3):
        known = linregress(x[:, world].mean(axis=0), y[:, world].mean(axis=0))
        assert fit.slope[world] == pytest.approx(known.slope)
        assert fit.error[world] == pytest.approx(known.stderr)
        assert (fit.x[world], fit.y[world]) == pytest.approx((x[:, world].mean(), y[:, world].mean()))


def test_newcomers_count_by_their_own_weeks_alone() -> None:
    draws = np.random.default_rng(2)
    x, y = draws.normal(size=(2, 4, 1, 6))
    slope = Slope(1, 6)
    for week in range(4):
        slope.take_in(x[week], y[week])
        if week == 1:
            slope.forget(np.array([3]))
    mean_x, mean_y = x.mean(axis=0)[0], y.mean(axis=0)[0]
    mean_x[3], mean_y[3] = x[2:, 0, 3].mean(), y[2:, 0, 3].mean()
    assert slope.fit().slope[0] == pytest.approx(linregress(mean_x, mean_y).slope)


@pytest.mark.parametrize("people", [1, 2, 9])
def test_where_people_do_not_differ_there_is_no_slope_and_no_error(people: int) -> None:
    slope = Slope(2, people)
    slope.take_in(np.full((2, people), 0.25), np.arange(2.0 * people).reshape(2, people))
    assert slope.fit().slope.tolist() == [0.0, 0.0]
    assert np.isnan(slope.fit().error).all()


def test_two_people_tell_a_slope_but_not_its_error() -> None:
    slope = Slope(1, 2)
    slope.take_in(np.array([[1.0, 2.0]]), np.array([[1.0, 4.0]]))
    assert slope.fit().slope.tolist() == [3.0]
    assert np.isnan(slope.fit().error).all()
