"""Validity: how well the metric ranks people by their real value."""

from typing import Any

import numpy as np
import pytest
from scipy.stats import spearmanr

from sim.measures import all_measures

VALIDITY = next(measure for measure in all_measures() if measure.name == "validity")


def test_validity_is_spearmans_correlation(small: Any, ran: Any) -> None:
    company = ran(small(), weeks=20, worlds=4)
    people = company.people
    people.metric[:, :20] = 0.0  # weeks without any use are ties
    people.value[:, 30:50] = 1.0
    company.this_week.clear()
    known = [spearmanr(metric, value).statistic for metric, value in zip(people.metric, people.value, strict=True)]
    np.testing.assert_allclose(VALIDITY.of(company), known, rtol=1e-12)
    assert len(np.unique(known)) == 4


@pytest.mark.parametrize(("values", "validity"), [([1.0, 2.0, 3.0], 1.0), ([9.0, 5.0, 0.0], -1.0)])
def test_validity_goes_by_order_alone(values: Any, validity: float, small: Any, ran: Any) -> None:
    company = ran(small(settings={"company.employees": 3, "company.quits_a_year": 0.0}), weeks=6)
    company.people.metric[:] = [0.1, 0.2, 40.0]
    company.people.value[:] = values
    company.this_week.clear()
    np.testing.assert_allclose(VALIDITY.of(company), validity)


def test_a_metric_that_does_not_vary_has_no_validity(small: Any, ran: Any) -> None:
    company = ran(small(), weeks=6, worlds=2)
    company.people.metric[:] = 0.3
    company.this_week.clear()
    assert np.isnan(VALIDITY.of(company)).all()


def test_a_public_board_lowers_validity(late: Any) -> None:
    assert (late("validity") < late("validity", policy="none")).all()


def test_outcomes_say_more_of_value_than_tokens(late: Any) -> None:
    assert (late("validity", policy="none") < late("validity", metric="outcomes")).all()


def test_without_luck_and_padding_outcomes_are_value_itself(small: Any, ran: Any, board: Any) -> None:
    pure = {"useful": 0.0, "padding": 0.0, "weight": 1.0, "noise": 0.01}
    settings = {"behaviour.incidents.cost": 0.0, "behaviour.work.review_burden": 0.0}
    company = ran(small([board | {"metric": "pure"}], settings, metrics={"pure": pure}), weeks=10, worlds=2)
    assert (VALIDITY.of(company) > 0.99).all()
