"""What is held against the weeks before launch: the Goodhart gap and ratio, and validity within people."""

from typing import Any

import numpy as np
import pytest

from sim.measures import all_measures

NAMES = ("goodhart gap", "goodhart ratio", "validity of change", "metric", "real value")
MEASURES = {measure.name: measure for measure in all_measures() if measure.name in NAMES}


@pytest.fixture(scope="module")
def launched(small: Any, ran: Any, board: Any) -> Any:
    """A company whose board went up in week 12, after 20 weeks."""
    settings = {"behaviour.idea.own": 0.3, "company.quits_a_year": 0.0, "company.dismissed": 0.0}
    return ran(small([board | {"week": 12}], settings), weeks=20, worlds=3, measures=list(MEASURES.values()))


def test_the_gap_is_in_standard_deviations_of_the_eight_weeks_before(launched: Any) -> None:
    def z(values: np.ndarray) -> np.ndarray:
        before = values[3:11]
        deviations: np.ndarray = (values[19] - before.mean(axis=0)) / before.std(axis=0, ddof=1)
        return deviations

    metric, value = (launched.record[name] for name in ("metric", "real value"))
    np.testing.assert_allclose(launched.record["goodhart gap"][19], z(metric) - z(value), rtol=1e-9)


def test_the_ratio_is_growth_over_growth(launched: Any) -> None:
    metric, value = (launched.record[name] for name in ("metric", "real value"))
    growth = [values[19] / values[3:11].mean(axis=0) for values in (metric, value)]
    np.testing.assert_allclose(launched.record["goodhart ratio"][19], growth[0] / growth[1], rtol=1e-9)
    assert (launched.record["goodhart ratio"][19] > 1).all()


def test_a_value_that_never_varied_before_launch_gives_no_gap(small: Any, ran: Any, board: Any) -> None:
    still = {"company.quits_a_year": 0.0, "behaviour.learning.rate": 0.0, "behaviour.incidents.useful": 0.0}
    company = ran(small([board | {"week": 12}], still), weeks=14, measures=list(MEASURES.values()))
    assert np.isnan(company.record["goodhart gap"]).all()
    assert np.isfinite(company.record["goodhart ratio"][11:14]).all()


def test_one_week_before_launch_gives_no_gap(small: Any, ran: Any, board: Any) -> None:
    company = ran(small([board | {"week": 2}]), weeks=6, measures=list(MEASURES.values()))
    assert np.isnan(company.record["goodhart gap"]).all()
    assert np.isfinite(company.record["goodhart ratio"][1:6]).all()


def test_they_begin_with_the_launch_and_end_where_another_metric_is_counted(small: Any, ran: Any, board: Any) -> None:
    changes = [board | {"week": 12}, {"week": 18, "metric": "outcomes"}]
    company = ran(small(changes), worlds=2, measures=list(MEASURES.values()))
    for name in NAMES[:3]:
        defined = np.isfinite(company.record[name]).any(axis=1)
        assert np.flatnonzero(defined).tolist() == list(range(11, 17)), name


def test_validity_of_change_is_the_correlation_of_what_changed_since_the_week_before(
    small: Any, ran: Any, board: Any
) -> None:
    settings = {"company.quits_a_year": 0.0, "company.dismissed": 0.0, "behaviour.incidents.cost": 0.0}
    case = small([board | {"week": 12}], settings | {"behaviour.work.review_burden": 0.0, "people.honest": 0.5})
    company = ran(case, weeks=11, worlds=2, measures=list(MEASURES.values()))
    value, expected = company.people.value.copy(), company.people.mean_metric.copy()
    for _ in range(9):
        company.step()
    change = company.people.metric - expected, company.people.value - value
    known = [np.corrcoef(metric, gain)[0, 1] for metric, gain in zip(*change, strict=True)]
    np.testing.assert_allclose(company.record["validity of change"][19], known, rtol=1e-9)


def test_padding_lowers_validity_of_change(small: Any, ran: Any, board: Any) -> None:
    def late(honest: float) -> np.ndarray:
        settings = {"people.honest": honest, "behaviour.idea.own": 0.5, "behaviour.choice.redo": 0.5}
        measure = [MEASURES["validity of change"]]
        company = ran(small([board | {"week": 12}], settings), weeks=30, worlds=6, measures=measure)
        values: np.ndarray = company.record["validity of change"][20:].mean(axis=0)
        return values

    assert late(0.0).mean() < late(1.0).mean()


@pytest.mark.parametrize("weeks", [2, 5, 8])
def test_they_do_not_hang_on_the_block_that_a_world_is_in(weeks: int, small: Any, ran: Any, board: Any) -> None:
    case = small([board | {"week": weeks + 1}], {"company.employees": 61})
    block = ran(case, worlds=5, measures=list(MEASURES.values())).record
    alone = ran(case, first_world=3, measures=list(MEASURES.values())).record
    for name in NAMES:
        assert alone[name].tobytes() == block[name][:, 3:4].tobytes(), name
