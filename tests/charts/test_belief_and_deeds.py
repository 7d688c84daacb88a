from pathlib import Path

import numpy as np
import pytest

from sim.experiment import Results
from tests.charts import made
from tests.charts.contract import ChartContract


class TestBeliefAndDeeds(ChartContract):
    name = "belief-and-deeds"

    def test_belief_and_deeds_have_axes_of_their_own_and_deeds_are_belief_less_the_gap(self, usual: Results) -> None:
        axes = self.chart.figure(usual).axes
        drawn = [[line for line in each.lines if len(np.atleast_1d(line.get_xdata())) == 104] for each in axes]
        (believed,), (done,) = drawn
        belief, gap = (usual.cube(name)[1].mean(axis=0) for name in ("belief", "belief gap"))
        assert list(believed.get_ydata()) == pytest.approx(list(belief))
        assert list(done.get_ydata()) == pytest.approx(list(belief - gap))
        assert [each.get_ylabel() for each in axes] == ["probability", "part of a rating"]
        assert {each.get_ylim() for each in axes} == {(0.0, 1.0)}

    def test_while_nothing_is_counted_there_is_no_weight_to_show(self, usual: Results, tmp_path: Path) -> None:
        bare = made.results(tmp_path, undefined={"belief gap": made.POLICIES})
        assert len(self.chart.figure(bare).axes) == 1
        assert self.chart.words(bare).startswith("One line over the weeks under")

    def test_the_dates_of_changes_are_marked(self, usual: Results) -> None:
        texts = [text.get_text() for text in self.chart.figure(usual).axes[0].texts]
        assert any(text.startswith("Week 12: public board") for text in texts)


del ChartContract
