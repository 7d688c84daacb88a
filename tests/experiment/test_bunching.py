"""People around a target, against a smooth distribution."""

import numpy as np
import pytest

from sim.experiment import around_target


def spread_out(people: int) -> np.ndarray:
    """Numbers whose logarithms are evenly spread far beyond the window, around a target of 2."""
    return 2.0 * np.exp(np.linspace(-3, 3, people))


def test_evenly_spread_people_lie_on_the_smooth_line() -> None:
    around = around_target(spread_out(60_001), 2.0)
    assert around.excess == pytest.approx(0.0, abs=2e-4)
    assert around.share == pytest.approx(np.full(31, 0.1 / 6), abs=1e-4)
    assert around.smooth == pytest.approx(around.share, abs=2e-4)
    assert around.begins[15] == pytest.approx(1.0)
    assert around.begins[16] == pytest.approx(around.times)


def test_people_moved_to_the_target_are_its_excess() -> None:
    metric = spread_out(60_001)
    below = (metric > 2.0 * np.exp(-0.3)) & (metric < 2.0)
    moved = around_target(np.where(below, 2.0, metric), 2.0)
    assert moved.excess == pytest.approx(below.mean(), abs=3e-3)
    assert moved.share[13:15] == pytest.approx(np.zeros(2))


def test_people_without_any_are_far_below() -> None:
    around = around_target(np.array([0.0, 0.0, 1.0, 1.0]), 1.0)
    assert around.share.sum() == 0.5
