from pathlib import Path

import numpy as np
import pytest

from sim.charts.drawing.series import series
from sim.experiment import Results
from tests.charts import made


def test_a_band_holds_95_per_cent_of_the_worlds(tmp_path: Path) -> None:
    many = made.results(tmp_path, ["no metric", "board"], worlds=400, weeks=5)
    line = series(many, "validity", ["board"])["board"]
    values = many.cube("validity")[1]
    within = (values >= line.low) & (values <= line.high)
    assert within.mean() == pytest.approx(0.95, abs=0.005)
    assert line.mean == pytest.approx(values.mean(axis=0))


def test_weeks_without_a_value_are_gaps(results: Results) -> None:
    line = series(results, "claimed value", ["as it happened"])["as it happened"]
    assert np.isnan(line.mean[:11]).all()
    assert np.isfinite(line.mean[11:]).all()
    assert line.weeks[line.end] == 104


def test_a_policy_without_values_has_no_line(tmp_path: Path) -> None:
    lacking = made.results(tmp_path, weeks=3, undefined={"validity": ["outcome metric"]})
    assert set(series(lacking, "validity", made.POLICIES)) == set(made.POLICIES) - {"outcome metric"}
