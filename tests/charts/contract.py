"""What every chart must hold; the test of a chart inherits it and names the chart."""

from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest
from matplotlib._pylab_helpers import Gcf
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from sim.charts import Chart, ChartError, chart_named
from sim.charts.save import DPI
from sim.charts.style import style
from sim.experiment import Results
from sim.measures import all_measures
from tests.charts import made

LONG = [made.BASELINE] + [f"policy {i} whose name says everything that was decided {'x' * 60}" for i in range(7)]
MANY = [made.BASELINE] + [f"policy {i}" for i in range(14)]


def svg(figure: Figure) -> bytes:
    file = BytesIO()
    with style():
        figure.savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()


def written(figure: Figure, monkeypatch: pytest.MonkeyPatch) -> dict[str, Bbox]:
    """Every text that is drawn and the box that it fills, in pixels."""
    boxes: dict[str, Bbox] = {}
    draw = Text.draw

    def note(text: Text, renderer: Any, *rest: Any, **more: Any) -> Any:
        if text.get_visible() and text.get_text().strip():
            boxes[f"{len(boxes)}: {text.get_text()}"] = text.get_window_extent(renderer)
        return draw(text, renderer, *rest, **more)

    figure.set_dpi(DPI)
    with style(), monkeypatch.context() as patch:
        patch.setattr(Text, "draw", note)
        FigureCanvasAgg(figure)
        figure.draw_without_rendering()
    return boxes


def assert_all_can_be_read(figure: Figure, monkeypatch: pytest.MonkeyPatch) -> None:
    boxes, whole = written(figure, monkeypatch), figure.bbox
    assert boxes
    for text, box in boxes.items():
        assert whole.contains(*box.min), f"{text!r} runs out of the picture"
        assert whole.contains(*box.max), f"{text!r} runs out of the picture"
        over = [other for other, its in boxes.items() if other != text and its.overlaps(box)]
        assert not over, f"{text!r} is written over {over}"


class ChartContract:
    name: str

    @property
    def chart(self) -> Chart:
        return chart_named(self.name)

    def test_says_what_it_is_and_how_to_read_its_intervals(self) -> None:
        assert self.chart.name == self.name
        assert self.chart.title
        assert "95 %" in self.chart.caption

    def test_needs_measures_that_there_are(self) -> None:
        assert set(self.chart.needs) <= {measure.name for measure in all_measures()}

    def test_is_an_ordinary_figure_that_leaves_nothing_behind(self, results: Results) -> None:
        before = dict(mpl.rcParams)
        assert isinstance(self.chart.figure(results), Figure)
        assert dict(mpl.rcParams) == before
        assert not Gcf.figs

    def test_is_the_same_bytes_every_time_whatever_the_users_own_style(self, results: Results) -> None:
        first = svg(self.chart.figure(results))
        with mpl.rc_context({"font.size": 30, "axes.grid": False, "lines.linewidth": 9}):
            assert svg(self.chart.figure(results)) == first

    def test_has_an_alternative_text_with_figures_and_their_range(self, results: Results) -> None:
        words = self.chart.words(results)
        assert "95\N{NO-BREAK SPACE}%" in words
        assert "nan" not in words

    @pytest.mark.parametrize(
        "told",
        [
            {},
            {"policies": LONG},
            {"policies": MANY},
            {"worlds": 1},
            {"weeks": 1},
            {"worlds": 2, "weeks": 3},
            {"undefined": {name: ["outcome metric"] for name in made.LEVEL_AND_EFFECT}},
        ],
        ids=["usual", "long names", "many policies", "one world", "one week", "two worlds, three weeks", "undefined"],
    )
    def test_every_word_can_be_read(
        self, told: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert_all_can_be_read(self.chart.figure(made.results(tmp_path, **told)), monkeypatch)

    def test_shows_names_as_they_are(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        name = r"$15 a _million_, <b>$\frac{"
        figure = self.chart.figure(made.results(tmp_path, [made.BASELINE, name], worlds=2, weeks=30))
        assert name in " ".join(written(figure, monkeypatch)).replace("\n", " ")

    def test_a_missing_measure_is_named(self, tmp_path: Path) -> None:
        for name in self.chart.needs:
            lacking = made.results(tmp_path / name, worlds=2, weeks=4, without=[name])
            with pytest.raises(ChartError, match=f"'{self.name}' needs the measure '{name}'"):
                self.chart.figure(lacking)
            with pytest.raises(ChartError, match=f"'{self.name}' needs the measure '{name}'"):
                self.chart.words(lacking)

    def test_what_is_defined_nowhere_is_said_to_be(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        nothing = made.results(tmp_path, weeks=4, undefined=dict.fromkeys(self.chart.needs, made.POLICIES))
        try:
            said = " ".join(written(self.chart.figure(nothing), monkeypatch)) + self.chart.words(nothing)
        except ChartError as error:
            said = str(error)
        assert "not defined" in said or "is defined" in said
