"""What a company is not made from, and what cannot be done with it, said in words."""

from typing import Any

import numpy as np
import pytest

from sim.company import Company
from sim.company.agents import Employee
from sim.measures import all_measures


@pytest.mark.parametrize("wrong", [{"worlds": 0}, {"worlds": -1}, {"first_world": -1}])
def test_worlds_are_numbered_from_nought_and_at_least_one(small: Any, wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="first_world is at least 0 and worlds at least 1; found"):
        Company(small(), **wrong)


def test_a_file_is_no_case_and_the_way_to_one_is_said() -> None:
    with pytest.raises(TypeError, match=r"found 's\.yaml'; sim\.load"):
        Company("s.yaml")  # type: ignore[arg-type]


def test_nothing_is_recorded_after_the_last_week(small: Any) -> None:
    company = Company(small(weeks=2), measures=all_measures())
    company.run_model()
    with pytest.raises(RuntimeError, match="the case ends with week 2"):
        company.step()
    assert company.week == 2
    unmeasured = Company(small(weeks=2))
    for _ in range(3):
        unmeasured.step()
    assert unmeasured.week == 3


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_view_takes_finite_numbers_alone(small: Any, value: float) -> None:
    company = Company(small())
    employee = company.agents_by_type[Employee][0]
    before = company.people.padding.copy()
    with pytest.raises(ValueError, match="padding must be a finite number"):
        employee.padding = value
    np.testing.assert_array_equal(company.people.padding, before)
