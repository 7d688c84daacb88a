"""Inequality, against distributions whose Gini coefficient and top shares are known in closed form."""

from typing import Any

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from sim.measures import all_measures

MEASURES = {measure.name: measure for measure in all_measures()}
MIDDLES = (np.arange(2000) + 0.5) / 2000


@pytest.fixture(scope="module")
def company(small: Any, ran: Any) -> Any:
    """Two thousand people; the tests say what they get done."""
    return ran(small(settings={"company.employees": 2000, "company.quits_a_year": 0.0}), weeks=1)


def gini(company: Any, value: Any) -> float:
    company.people.value[:] = value
    company.this_week.clear()
    return float(MEASURES["inequality of value"].of(company)[0])


def top_hundredth(company: Any, metric: Any) -> float:
    company.recent[:] = 0.0
    company.recent[1] = metric
    company.this_week.clear()
    return float(MEASURES["top hundredth over four weeks"].of(company)[0])


@pytest.mark.parametrize("spread", [0.3, 1.05, 1.74])
def test_lognormal_numbers_have_the_inequality_of_a_lognormal(spread: float, company: Any) -> None:
    numbers = np.exp(spread * ndtri(MIDDLES))
    assert gini(company, numbers) == pytest.approx(2 * ndtr(spread / np.sqrt(2)) - 1, rel=0.01)
    assert top_hundredth(company, numbers) == pytest.approx(ndtr(spread - ndtri(0.99)), rel=0.07)


@pytest.mark.parametrize("tail", [2.0, 3.0])
def test_pareto_numbers_have_the_inequality_of_a_pareto(tail: float, company: Any) -> None:
    numbers = (1 - MIDDLES) ** (-1 / tail)
    assert gini(company, numbers) == pytest.approx(1 / (2 * tail - 1), rel=0.03)
    assert top_hundredth(company, numbers) == pytest.approx(0.01 ** (1 - 1 / tail), rel=0.1)


def test_the_gini_coefficient_is_half_the_mean_difference_over_the_mean(company: Any) -> None:
    values = np.random.default_rng(3).gamma(0.7, size=2000).round(1)
    differences = np.abs(values[:, None] - values).mean()
    assert gini(company, values) == pytest.approx(differences / 2 / values.mean())


def test_one_person_with_everything_and_all_alike_are_the_ends(company: Any) -> None:
    assert gini(company, np.eye(1, 2000)[0]) == pytest.approx(1 - 1 / 2000)
    assert gini(company, 0.7) == pytest.approx(0.0, abs=1e-12)
    assert np.isnan(gini(company, 0.0))


@pytest.mark.parametrize(("people", "top"), [(1, 1), (40, 1), (160, 2), (300, 3)])
def test_the_top_hundredth_is_at_least_one_person(people: int, top: int, small: Any, ran: Any) -> None:
    company = ran(small(settings={"company.employees": people, "company.quits_a_year": 0.0}), weeks=1)
    numbers = np.random.default_rng(4).permutation(np.arange(1.0, people + 1))
    assert top_hundredth(company, numbers) == pytest.approx(np.sort(numbers)[-top:].sum() / numbers.sum())
