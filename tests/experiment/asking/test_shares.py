"""Shares of the variance, where they are known: estimates without bias, intervals that hold as often as they say."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.experiment.asking.shares import shares

Outcomes = Callable[[Any, Any, int], Any]
SD = np.sqrt(12.0)
"""Over a uniform number's standard deviation."""


def adding(z: Any, draw: Any, companies: int) -> Any:
    return z[:, :1] + draw.normal(size=companies)


def otherwise_at_each_point(z: Any, draw: Any, companies: int) -> Any:
    return draw.normal(size=(len(z), companies))


def slopes(z: Any, draw: Any, companies: int) -> Any:
    return z[:, :1] * (1.0 + draw.normal(size=companies))


def mixed(z: Any, draw: Any, companies: int) -> Any:
    effects = z[:, :1] + 0.5 * z[:, 1:]
    luck = 0.6 * z[:, :1] * draw.normal(size=companies) + 0.6 * draw.normal(size=companies)
    return effects + luck + 0.3 * draw.normal(size=(len(z), companies))


KNOWN: dict[Outcomes, Any] = {
    adding: ([0.5, 0, 0.5], [0.5, 0, 0.5]),
    otherwise_at_each_point: ([0, 0, 0], [1, 1, 1]),
    slopes: ([0.5, 0, 0], [1, 0, 0.5]),
    mixed: (np.array([1, 0.25, 0.36]) / 2.06, np.array([1.45, 0.34, 0.81]) / 2.06),
}
"""First and total shares of two factors, then of luck."""


def outcomes(of: Outcomes, samples: int, companies: int, seed: int) -> Any:
    """Return an outcome at A, at A with a column of B, at B: (samples, 4, companies)."""
    draw = np.random.default_rng(seed)
    a, b = draw.random((2, samples, 2))
    places = np.stack([a, np.column_stack([b[:, 0], a[:, 1]]), np.column_stack([a[:, 0], b[:, 1]]), b], axis=1)
    return of(SD * (places.reshape(-1, 2) - 0.5), draw, companies).reshape(samples, 4, companies)


def held(of: Outcomes, samples: int, companies: int, times: int) -> Any:
    """Return how often intervals hold the true shares, (factors + luck, 2)."""
    true = np.array(KNOWN[of], dtype=float).T
    hits = np.zeros_like(true)
    for seed in range(times):
        _, low, high = shares(outcomes(of, samples, companies, seed))
        hits += (low - 1e-9 <= true) & (true <= high + 1e-9)
    return hits / times


@pytest.mark.parametrize("of", KNOWN)
def test_estimates_have_no_bias_however_few_the_companies(of: Outcomes) -> None:
    found = np.mean([shares(outcomes(of, 512, 3, seed))[0] for seed in range(12)], axis=0)
    if of is otherwise_at_each_point:
        assert found == pytest.approx(np.array(KNOWN[of]).T, abs=0.04)
    many = shares(outcomes(of, 512, 300, 1))[0]
    assert many == pytest.approx(np.array(KNOWN[of]).T, abs=0.12)


@pytest.mark.parametrize("companies", [4, 8])
def test_the_interval_of_luck_holds_for_other_companies_too(companies: int) -> None:
    assert held(adding, 16, companies, 60)[2].min() >= 0.85


def test_the_intervals_of_the_others_hold_where_luck_moves_their_slopes() -> None:
    assert held(slopes, 32, 4, 40)[0].min() >= 0.85


@pytest.mark.slow
@pytest.mark.parametrize("of", KNOWN)
def test_all_intervals_hold_at_the_sizes_that_are_trusted(of: Outcomes) -> None:
    assert held(of, 64, 8, 200).min() >= 0.89


def test_more_companies_narrow_the_interval_of_luck_more_samples_do_not() -> None:
    def width(samples: int, companies: int) -> float:
        _, low, high = shares(outcomes(adding, samples, companies, 1))
        return float((high - low)[2, 1])

    assert width(64, 64) < 0.6 * width(64, 8)
    assert width(512, 8) > 0.6 * width(64, 8)


def test_the_unit_of_the_outcome_does_not_matter() -> None:
    values = outcomes(mixed, 16, 4, 1)
    for one, other in zip(shares(values), shares(1e150 * values + 1e150), strict=True):
        assert one == pytest.approx(other, abs=1e-9)


def test_what_does_not_vary_has_no_shares() -> None:
    assert not np.any(shares(np.full((8, 4, 3), 0.1)))
