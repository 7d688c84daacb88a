from pathlib import Path

import numpy as np
import pytest
from matplotlib.collections import FillBetweenPolyCollection

from sim.charts.drawing.looks import STAND_OUT
from sim.charts.drawing.style import LOOKS, PLAIN
from sim.experiment import Results
from tests.charts import made
from tests.charts.contract import MANY, ChartContract, written


class ByPolicyContract(ChartContract):
    def test_every_policy_is_named_with_its_band(self, results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
        figure = self.chart.figure(results)
        said = " ".join(written(figure, monkeypatch))
        assert all(policy in said for policy in made.POLICIES)
        bands = [each for each in figure.axes[0].collections if isinstance(each, FillBetweenPolyCollection)]
        assert len(bands) == len(made.POLICIES)

    def test_every_policy_is_in_the_words(self, tmp_path: Path) -> None:
        words = self.chart.words(made.results(tmp_path, MANY, weeks=30, worlds=3))
        assert all(f"{policy} " in words for policy in MANY)

    def test_of_many_policies_some_stand_out_and_all_are_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        figure = self.chart.figure(made.results(tmp_path, MANY, worlds=3))
        lines = [line for line in figure.axes[0].lines if len(np.atleast_1d(line.get_xdata())) == 104]
        grey = [line for line in lines if line.get_color() == PLAIN.colour]
        said = [text.split(": ", 1)[1] for text in written(figure, monkeypatch)]
        bands = [each for each in figure.axes[0].collections if isinstance(each, FillBetweenPolyCollection)]
        assert len(grey) == len(MANY) - STAND_OUT
        assert len(bands) == STAND_OUT
        assert set(MANY) <= set(said)

    def test_a_policy_looks_the_same_whether_another_is_defined_or_not(self, tmp_path: Path) -> None:
        undefined = {name: [made.POLICIES[1]] for name in self.chart.needs}
        figure = self.chart.figure(made.results(tmp_path, undefined=undefined, worlds=3))
        assert LOOKS[2].colour in {line.get_color() for line in figure.axes[0].lines}
        assert LOOKS[1].colour not in {line.get_color() for line in figure.axes[0].lines}

    def test_a_policy_without_values_is_said_to_have_none(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lacking = made.results(tmp_path, undefined={name: ["self-only board"] for name in self.chart.needs}, worlds=3)
        assert "Not defined under: self-only board." in " ".join(written(self.chart.figure(lacking), monkeypatch))
        assert "Not defined under: self-only board." in self.chart.words(lacking)


class TestPeoplePadding(ByPolicyContract):
    name = "people-padding"


class TestValidity(ByPolicyContract):
    name = "validity"


del ByPolicyContract
