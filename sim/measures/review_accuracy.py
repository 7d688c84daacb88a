"""Misallocation in reviews: how far ratings are in the order of real value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.last_review import LastReview
from sim.company.sums import mean_product
from sim.measures.measure import Measure
from sim.measures.shared import of_last_review, rank_correlation

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return of_last_review(company, MEASURE.name, _agreement)


def _agreement(review: LastReview) -> FloatArray:
    one, other = review.place_by_rating, review.place_by_value
    return rank_correlation(one - other, *(mean_product(place, place) - 0.25 for place in (one, other)))


MEASURE = Measure(
    name="review accuracy",
    title="How well the last review ranked people by their real value",
    unit="rank correlation",
    formula="Spearman correlation of rating and mean V since the review before, at the last review",
    better="more",
    of=_of,
)
