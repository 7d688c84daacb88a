from pathlib import Path

import numpy as np
import pytest

from sim.charts.drawing.looks import looks
from sim.charts.drawing.style import PLAIN
from sim.experiment import Results
from tests.charts import made
from tests.charts.contract import MANY, ChartContract, written


class TestGoodhartCurve(ChartContract):
    name = "goodhart-curve"

    def test_paths_begin_at_nothing_and_end_at_the_last_weeks(self, usual: Results) -> None:
        paths = [line for line in self.chart.figure(usual).axes[0].lines if len(np.atleast_1d(line.get_xdata())) > 50]
        assert len(paths) == len(made.POLICIES)
        for line, metric, value in zip(paths, usual.cube("metric"), usual.cube("real value"), strict=True):
            for drawn, values in ((line.get_xdata(), metric), (line.get_ydata(), value)):
                assert drawn[0] == 0.0
                assert drawn[-1] == pytest.approx(values[:, -8:].mean() - values[:, 3:11].mean())

    def test_of_many_policies_some_stand_out_and_the_grey_ones_are_named_from_left_to_right(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        many = made.results(tmp_path, MANY, worlds=3)
        figure, plain = self.chart.figure(many), [policy for policy, look in looks(many).items() if look == PLAIN]
        grey = [line for line in figure.axes[0].lines if line.get_color() == PLAIN.colour]
        ends = {policy: float(line.get_xdata()[-1]) for policy, line in zip(plain, grey, strict=True)}
        named = ", ".join(f"“{policy}”" for policy in sorted(ends, key=lambda policy: ends[policy]))
        assert f"Grey, by where they end, from left: {named}." in " ".join(written(figure, monkeypatch)).replace(
            "\n", " "
        )


del ChartContract
