import numpy as np
import pytest

from sim.experiment import Results
from tests.charts.contract import ChartContract


class TestBeliefAndDeeds(ChartContract):
    name = "belief-and-deeds"

    def test_deeds_are_belief_less_the_gap(self, usual: Results) -> None:
        lines = [line for line in self.chart.figure(usual).axes[0].lines if len(np.atleast_1d(line.get_xdata())) == 104]
        belief, gap = (usual.cube(name)[1].mean(axis=0) for name in ("belief", "belief gap"))
        assert list(lines[0].get_ydata()) == pytest.approx(list(belief))
        assert list(lines[1].get_ydata()) == pytest.approx(list(belief - gap))

    def test_the_dates_of_changes_are_marked(self, usual: Results) -> None:
        texts = [text.get_text() for text in self.chart.figure(usual).axes[0].texts]
        assert any(text.startswith("Week 12: public board") for text in texts)


del ChartContract
