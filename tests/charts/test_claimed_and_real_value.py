from pathlib import Path

import pytest
from matplotlib.lines import Line2D

from sim.charts import ChartError, chart_named
from sim.experiment import Results
from tests.charts import made
from tests.charts.contract import ChartContract, assert_all_can_be_read, written


class TestClaimedAndRealValue(ChartContract):
    name = "claimed-and-real-value"

    def test_each_dated_change_is_marked_in_its_week(self, results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
        figure = self.chart.figure(results)
        axes = figure.axes[0]
        upright = [line for line in axes.lines if isinstance(line, Line2D) and len(set(line.get_xdata())) == 1]
        places = [line.get_xdata()[0] for line in upright if len(line.get_xdata()) == 2]
        assert sorted(1 + 103 * place for place in places) == pytest.approx([12, 52])
        said = " ".join(written(figure, monkeypatch)).replace("\n", " ")
        assert "Week 12: public board of tokens" in said
        assert "Week 52: only the person and the manager see the number" in said

    def test_changes_of_one_week_share_a_mark_and_later_ones_are_left_out(self, tmp_path: Path) -> None:
        dated = [{"week": week, "metric": "tokens", "note": f"change {week}"} for week in (3, 3, 40)]
        words = self.chart.words(made.results(tmp_path, changes=dated, weeks=39))
        assert "Week 3: change 3; change 3." in words
        assert "Week 40" not in words

    def test_marks_that_crowd_can_all_be_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        dated = [{"week": week, "metric": "tokens", "note": "the board is shown to all " * 3} for week in
                 (1, 2, 12, 13, 40, 52, 60, 103, 104)]  # fmt: skip
        assert_all_can_be_read(self.chart.figure(made.results(tmp_path, changes=dated)), monkeypatch)

    def test_the_policy_can_be_chosen(self, results: Results) -> None:
        assert "“as it happened”" in self.chart.words(results)
        assert "“outcome metric”" in self.chart.words(results, policy="outcome metric")
        with pytest.raises(ChartError, match="no policy 'outcome'; the policies are no metric, as it happened"):
            self.chart.figure(results, policy="outcome")

    def test_the_baseline_alone_is_drawn_without_a_reference(self, tmp_path: Path) -> None:
        words = self.chart.words(made.results(tmp_path, [made.BASELINE]))
        assert "“no metric”" in words
        assert "Real value under" not in words

    def test_claimed_value_is_in_the_words_with_its_last_week(self, results: Results) -> None:
        last = results.cube("claimed value")[1, :, -1].mean()
        assert f"Claimed value {last:.2f}" in chart_named(self.name).words(results)
