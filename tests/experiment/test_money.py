"""The account of money in two parts."""

from pathlib import Path

import numpy as np
import pytest

from sim.experiment.money import COMPANY, SURPLUS, money
from sim.measures import account
from tests.charts import made


def test_the_two_parts_come_to_the_surplus_in_every_company(tmp_path: Path) -> None:
    results = made.real(tmp_path, weeks=20)
    *company, part, effort, padding, risk, left = money(results, "as it happened", (3, 20))
    assert part.measure == COMPANY
    np.testing.assert_allclose(part.per_world, np.sum([line.per_world for line in company], axis=0))
    borne = np.sum([line.per_world for line in (effort, padding, risk)], axis=0)
    assert (borne < 0).all()
    np.testing.assert_allclose(part.per_world + borne, left.per_world)
    assert left.per_world == pytest.approx(results.per_world("as it happened", SURPLUS, (3, 20)))


def test_every_recorded_line_is_there_once(tmp_path: Path) -> None:
    lines = money(made.results(tmp_path, worlds=2, weeks=8), made.BASELINE)
    assert sorted(line.measure for line in lines) == sorted([*(each.name for each in account("money")), COMPANY])
    assert [line.measure for line in lines if line.total] == [COMPANY, SURPLUS]


def test_results_without_an_account_have_none(tmp_path: Path) -> None:
    without = [each.name for each in account("money")]
    assert money(made.results(tmp_path, worlds=2, weeks=8, without=without), made.BASELINE) == ()
