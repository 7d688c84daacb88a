"""Misallocation in reviews: who is rated at the top and does not belong there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.company.last_review import LastReview
from sim.measures.measure import Measure
from sim.measures.shared import TOP_TENTH, mean, of_last_review, ratio

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    return of_last_review(company, MEASURE.name, _share)


def _share(review: LastReview) -> FloatArray:
    others = review.place_by_value < TOP_TENTH
    return ratio(mean(others & (review.place_by_rating >= TOP_TENTH)), mean(others))


MEASURE = Measure(
    name="false promotions",
    title="Of those outside the top tenth by real value, who was rated into it at the last review",
    unit="share of people",
    formula="share in the first tenth by rating of those not in the first tenth by mean V since the review before",
    better="less",
    form="share",
    of=_of,
)
