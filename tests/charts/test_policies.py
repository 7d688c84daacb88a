from pathlib import Path

import numpy as np
import pytest

from sim.charts import ChartError
from sim.charts.policies import MEASURES
from sim.experiment import Results
from tests.charts import made
from tests.charts.contract import ChartContract, written


class TestPolicies(ChartContract):
    name = "policies"

    def test_the_largest_surplus_stands_on_top(self, results: Results) -> None:
        axes = self.chart.figure(results).axes[0]
        gains = results.differences(results.since_first_change).query("measure == 'surplus'")
        gains = gains.sort_values("mean", ascending=False)
        assert [label.get_text() for label in axes.get_yticklabels()] == list(gains["policy"])
        assert axes.get_ylim()[0] > axes.get_ylim()[1]

    def test_dots_and_whiskers_are_the_paired_differences(self, results: Results) -> None:
        figure = self.chart.figure(results)
        for axes, measure in zip(figure.axes, MEASURES, strict=True):
            drawn = {tuple(np.atleast_1d(line.get_xdata())) for line in axes.lines}
            differences = results.differences(results.since_first_change)
            for row in differences[differences["measure"] == measure].itertuples():
                assert {(row.mean,), (row.low, row.high)} <= drawn

    def test_it_is_over_the_weeks_of_the_verdict(self, results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
        assert results.since_first_change == (12, 104)
        said = " ".join(written(self.chart.figure(results), monkeypatch)).replace("\n", " ")
        assert "over weeks 12 to 104" in said
        assert "over weeks 12 to 104" in self.chart.words(results)

    def test_a_difference_that_may_be_none_has_a_hollow_dot(self, tmp_path: Path) -> None:
        unsure = made.results(tmp_path, [made.BASELINE, "the same again"], worlds=5, changes=(), weeks=11)
        dots = [line for line in self.chart.figure(unsure).axes[0].lines if line.get_marker() == "o"]
        assert [dot.get_markerfacecolor() for dot in dots] == ["white"]

    def test_a_clear_difference_has_a_full_dot(self, results: Results) -> None:
        dots = [line for line in self.chart.figure(results).axes[0].lines if line.get_marker() == "o"]
        assert {dot.get_markerfacecolor() for dot in dots} == {dots[0].get_color()}

    def test_one_company_has_no_interval(self, tmp_path: Path) -> None:
        words = self.chart.words(made.results(tmp_path, worlds=1))
        assert "no interval: one company" in words
        assert "interval " not in words

    def test_the_baseline_alone_cannot_be_compared(self, tmp_path: Path) -> None:
        with pytest.raises(ChartError, match="no policy beside the baseline 'no metric'"):
            self.chart.figure(made.results(tmp_path, [made.BASELINE], weeks=4))
