"""Sums that several measures make."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.company import sums
from sim.company.last_review import LastReview
from sim.company.readings import four_weeks, mean_of_four_weeks, padded
from sim.company.sums import mean_product, share

if TYPE_CHECKING:
    from sim.company import Company, FloatArray

TOP_TENTH, TOP_QUARTER = 0.9, 0.75
"""Places, 0 last to 1 first, from which a person is among the first tenth, the first quarter."""


def mean(values: NDArray[Any]) -> FloatArray:
    """Return the mean over the last axis: over seats, or over teams."""
    if values.dtype == np.bool_:
        return share(values)
    return sums.mean(values)


def ratio(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Return part over whole, (worlds,); not a number where the whole is nothing."""
    return part / np.where(whole > 0.0, whole, np.nan)


def first_of(part: float, seats: int) -> int:
    """Return the rank, from the lowest 0, from which a part of the seats stands first; one seat at least."""
    return seats - max(round(part * seats), 1)


def share_of_first(company: Company, part: float) -> FloatArray:
    """Return the share of the metric over four weeks that the first part of the people has, (worlds,)."""
    ordered = four_weeks(company)
    first = ordered[:, first_of(part, company.seats) :]
    return ratio(mean(first) * (first.shape[1] / company.seats), mean_of_four_weeks(company))


def gini(places: FloatArray, values: FloatArray, mean: FloatArray) -> FloatArray:
    """Return the Gini coefficient of values whose places and whose mean are known, (worlds,); as `ratio` undefined."""
    seats = values.shape[1]
    return np.asarray((seats - 1) / seats * (2.0 * ratio(mean_product(places, values), mean) - 1.0))


def correlation(one: FloatArray, other: FloatArray) -> FloatArray:
    """Return the correlation over seats, (worlds,); not a number where one of the two does not vary."""
    a, b = one - mean(one)[:, None], other - mean(other)[:, None]
    return _correlation(mean_product(a, b), mean_product(a, a), mean_product(b, b))


def rank_correlation(apart: FloatArray, one: FloatArray, other: FloatArray) -> FloatArray:
    """Return the correlation over seats of places, (worlds,); not a number as `correlation`.

    Parameters
    ----------
    apart
        How far each person's two places lie apart, (worlds, seats).
    one, other
        Variances of the places, (worlds,).
    """
    return _correlation(0.5 * (one + other - mean_product(apart, apart)), one, other)


def _correlation(together: FloatArray, one: FloatArray, other: FloatArray) -> FloatArray:
    size = np.sqrt(one * other)
    return together / np.where(size > 1e-14, size, np.nan)


def not_defined(company: Company) -> FloatArray:
    """Return not-a-number for every world."""
    return np.full(company.worlds, np.nan)


def of_last_review(company: Company, name: str, make: Callable[[LastReview], FloatArray]) -> FloatArray:
    """Return what the last review came to, (worlds,); not a number before the first."""
    return not_defined(company) if company.last_review is None else company.last_review.once(name, make)


def padded_use(company: Company) -> FloatArray:
    """Return the mean part of the AI's meter that is padding, useful-week equivalents, (worlds,)."""
    if company.row_name != company.case.company.meter:
        return np.zeros(company.worlds)
    return padded(company)
