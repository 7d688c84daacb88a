"""Misallocation in reviews: what the last review said, beside what was true."""

from typing import Any

import numpy as np
import pytest
from scipy.stats import spearmanr

from sim.company import Company
from sim.company.last_review import LastReview
from sim.measures import all_measures

NAMES = ("review accuracy", "false promotions", "promotion regret")
REVIEWS = [measure for measure in all_measures() if measure.name in NAMES]


def reviewed(small: Any, ran: Any, board: Any, weeks: int, **settings: Any) -> Company:
    laid = {"company.review_every": 10, "company.quits_a_year": 0.0, "company.dismissed": 0.0} | settings
    company: Company = ran(small([board], laid), weeks=weeks, worlds=2, measures=REVIEWS)
    return company


def test_a_review_is_held_against_the_mean_value_since_the_one_before(small: Any, ran: Any, board: Any) -> None:
    company = reviewed(small, ran, board, 10)
    total = np.zeros((2, 96))
    for _ in range(10):
        company.step()
        total += company.people.value
    value, rating = total / 10, company.people.rating
    for world in range(2):
        found = {name: company.record[name][19, world] for name in NAMES}
        assert found["review accuracy"] == pytest.approx(spearmanr(rating[world], value[world]).statistic)
        best, rated = (set(np.argsort(of[world])[-10:].tolist()) for of in (value, rating))
        assert found["false promotions"] == pytest.approx(len(rated - best) / 86)
        tops = [value[world][sorted(who)].mean() for who in (best, rated)]
        assert found["promotion regret"] == pytest.approx(tops[0] - tops[1])
        assert found["promotion regret"] > 0


def test_it_stands_until_the_next_review(small: Any, ran: Any, board: Any) -> None:
    company = reviewed(small, ran, board, 25, **{"company.quits_a_year": 0.9, "company.dismissed": 0.1})
    for name in NAMES:
        values = company.record[name]
        assert np.isnan(values[:9]).all()
        assert (values[9:19] == values[9]).all()
        assert (values[19:25] == values[19]).all()
        assert (values[9] != values[19]).any()


def test_a_manager_who_sees_value_exactly_and_nothing_else_makes_no_mistake(small: Any, ran: Any, board: Any) -> None:
    laid = {"behaviour.managers.view": 0.0}
    company = reviewed(small, ran, board | {"review": {"actual": 0.0}}, 10, **laid)
    assert company.record["review accuracy"][9] == pytest.approx(1.0)
    assert company.record["false promotions"][9].tolist() == [0.0, 0.0]
    assert company.record["promotion regret"][9].tolist() == [0.0, 0.0]


def test_reviews_that_go_by_the_metric_are_worse(small: Any, ran: Any, board: Any) -> None:
    by_value, by_metric = (
        reviewed(small, ran, board | {"review": {"actual": actual}}, 10).record for actual in (0.0, 1.0)
    )
    assert (by_metric["review accuracy"][9] < by_value["review accuracy"][9]).all()
    assert (by_metric["promotion regret"][9] > by_value["promotion regret"][9]).all()


def test_a_review_works_out_each_thing_once() -> None:
    review = LastReview(np.array([[0.1, 0.9]]), np.array([[1.0, 2.0]]))
    calls: list[LastReview] = []

    def make(review: LastReview) -> Any:
        calls.append(review)
        return review.place_by_rating - review.place_by_value

    assert review.once("name", make) is review.once("name", make)
    assert calls == [review]
