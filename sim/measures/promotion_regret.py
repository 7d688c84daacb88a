"""Misallocation in reviews: what rating by other things than value costs at the top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.last_review import LastReview
from sim.measures.measure import Measure
from sim.measures.shared import TOP_TENTH, mean, of_last_review, ratio

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return of_last_review(company, MEASURE.name, _regret)


def _regret(review: LastReview) -> FloatArray:
    return _top(review.value, review.place_by_value) - _top(review.value, review.place_by_rating)


def _top(value: FloatArray, place: FloatArray) -> FloatArray:
    return ratio(mean(value * (place >= TOP_TENTH)), mean(place >= TOP_TENTH))


MEASURE = Measure(
    name="promotion regret",
    title="How much more the best tenth get done than the best rated tenth, at the last review",
    unit="baseline weeks a week",
    formula="mean V since the review before: of the first tenth by V, less of the first tenth by rating",
    better="less",
    of=_of,
)
