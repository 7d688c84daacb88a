"""Claimed value: what the dashboard takes the metric to show."""

from typing import Any

import numpy as np
import pytest

from sim.company import Company
from sim.measures import all_measures

NAMES = ("claimed value", "claimed gain", "real value", "metric")
CLAIM = [measure for measure in all_measures() if measure.name in NAMES]


def launched(small: Any, board: Any, week: int, settings: Any = None, **levers: Any) -> Company:
    return Company(small([board | {"week": week} | levers], settings), "policy", worlds=2, measures=CLAIM)


def test_the_claim_is_the_slope_before_launch_times_what_the_metric_gained(small: Any, board: Any) -> None:
    company = launched(small, board, 13, {"company.quits_a_year": 0.9, "behaviour.turnover.pressure": 0.0})
    kept: list[tuple[np.ndarray, ...]] = []
    for week in range(1, 13):
        present = company.people.generation.copy()
        company.step()
        if week >= 5:
            kept.append((present, company.people.metric.copy(), company.people.value.copy()))
    now = kept[-1][0]
    assert any((present != now).any() for present, _, _ in kept)
    weeks = sum((present == now).astype(float) for present, _, _ in kept)
    metric, value = (sum(np.where(row[0] == now, row[n], 0.0) for row in kept) / weeks for n in (1, 2))
    for world in range(2):
        slope, _ = np.polyfit(metric[world], value[world], 1)
        assert company.dashboard.slope[world] == pytest.approx(slope)
        assert company.dashboard.metric_before[world] == pytest.approx(metric[world].mean())
        assert company.dashboard.value_before[world] == pytest.approx(value[world].mean())
    for _ in range(10):
        company.step()
    gained = company.record["metric"][21] - company.dashboard.metric_before
    claimed = company.dashboard.value_before + company.dashboard.slope * gained
    np.testing.assert_allclose(company.record["claimed value"][21], claimed)
    np.testing.assert_allclose(company.record["claimed gain"][21], company.dashboard.slope * gained)


def test_before_launch_nothing_is_claimed(small: Any, board: Any) -> None:
    company = launched(small, board, 13)
    company.run_model()
    assert np.isnan(company.record["claimed value"][:12]).all()
    assert not np.isnan(company.record["claimed value"][12:]).any()


def test_a_board_from_the_first_week_has_nothing_to_learn_from(small: Any, board: Any) -> None:
    company = launched(small, board, 1)
    company.run_model()
    assert np.isnan(company.record["claimed value"]).all()


def test_the_claim_ends_where_another_metric_is_counted(small: Any, board: Any) -> None:
    changes = [board | {"week": 10}, {"week": 20, "metric": "outcomes"}]
    company = Company(small(changes), "policy", worlds=2, measures=CLAIM)
    company.run_model()
    claimed = np.isnan(company.record["claimed value"]).all(axis=1)
    assert np.flatnonzero(~claimed).tolist() == list(range(9, 19))


def test_padding_is_claimed_as_value(small: Any, board: Any) -> None:
    quick = {"behaviour.idea.own": 0.3, "behaviour.choice.redo": 0.5, "company.employees": 160}
    company = launched(small, board, 10, quick)
    company.run_model()
    overstated = company.record["claimed value"] - company.record["real value"]
    assert (overstated[-5:].mean(axis=0) > overstated[9] + 0.02).all()
