"""What every chart must hold; the test of a chart inherits the contract of its kind and names the chart."""

from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib._pylab_helpers import Gcf
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from sim.charts import Chart, ChartError, chart_named
from sim.charts.drawing.style import THEMES, style
from sim.charts.save import DPI
from sim.experiment import Results
from sim.measures import all_measures
from tests.charts import made

LONG = [made.BASELINE] + [f"policy {i} whose name says everything that was decided {'x' * 60}" for i in range(7)]
MANY = [made.BASELINE] + [f"policy {i}" for i in range(14)]
HOSTILE = (r"$15 a _million_, <b>$\frac{", "<script>alert(1)</script>")


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


class Contract:
    """What holds for every chart; `usual` is what it is drawn from, `told` the options beside it."""

    name: str
    certainty = "95 %"

    @property
    def chart(self) -> Chart:
        return chart_named(self.name)

    def test_says_what_it_is_and_how_sure_it_is(self) -> None:
        assert self.chart.name == self.name
        assert self.chart.title
        assert self.certainty in self.chart.caption

    def test_is_an_ordinary_figure_that_leaves_nothing_behind(self, usual: Any) -> None:
        before = dict(mpl.rcParams)
        assert isinstance(self.chart.figure(usual), Figure)
        assert dict(mpl.rcParams) == before
        assert not Gcf.figs

    def test_is_the_same_bytes_every_time_whatever_the_users_own_style(self, usual: Any) -> None:
        first = svg(self.chart.figure(usual))
        with mpl.rc_context({"font.size": 30, "axes.grid": False, "lines.linewidth": 9, "image.cmap": "jet"}):
            assert svg(self.chart.figure(usual)) == first

    @pytest.mark.parametrize("theme", THEMES)
    def test_every_word_can_be_read_in_every_theme(
        self, theme: str, usual: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert_all_can_be_read(self.chart.figure(usual, theme=theme), monkeypatch)

    def test_has_an_alternative_text_with_figures(self, usual: Any) -> None:
        words = self.chart.words(usual)
        assert any(letter.isdigit() for letter in words)
        assert "nan" not in words

    def test_another_theme_or_option_is_refused_with_those_there_are(self, usual: Any) -> None:
        with pytest.raises(ChartError, match="there is no theme 'neon'; there are 'paper', 'slide'"):
            self.chart.figure(usual, theme="neon")
        with pytest.raises(ChartError, match=f"the chart '{self.name}' takes .*, not 'depth'"):
            self.chart.figure(usual, depth=3)


class ChartContract(Contract):
    """Of charts that are drawn from the measures of a run."""

    @pytest.fixture
    def usual(self, results: Results) -> Results:
        return results

    def test_needs_measures_that_there_are(self) -> None:
        assert self.chart.needs
        assert set(self.chart.needs) <= {measure.name for measure in all_measures()}

    def test_the_alternative_text_says_the_range(self, usual: Results) -> None:
        assert "95\N{NO-BREAK SPACE}%" in self.chart.words(usual)

    @pytest.mark.parametrize(
        "told",
        [
            {"policies": LONG},
            {"policies": MANY},
            {"worlds": 1},
            {"weeks": 1},
            {"worlds": 2, "weeks": 3},
            {"undefined": {name: ["outcome metric"] for name in made.LEVEL_AND_EFFECT}},
        ],
        ids=["long names", "many policies", "one world", "one week", "two worlds, three weeks", "undefined"],
    )
    def test_every_word_can_be_read(
        self, told: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        drawn_or_said(self.chart, made.results(tmp_path, **told), monkeypatch)

    def test_shows_names_as_they_are(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for place, name in enumerate(HOSTILE):
            figure = self.chart.figure(made.results(tmp_path / str(place), [made.BASELINE, name], worlds=2, weeks=30))
            assert name in " ".join(written(figure, monkeypatch)).replace("\n", " ")

    def test_a_missing_measure_is_named(self, tmp_path: Path) -> None:
        for name in self.chart.needs:
            lacking = made.results(tmp_path / name.replace(":", ""), worlds=2, weeks=4, without=[name])
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
        assert "defined" in said or "launches no metric" in said

    def test_a_table_is_refused(self) -> None:
        with pytest.raises(ChartError, match=f"'{self.name}' is drawn from the results of a run, not from a table"):
            self.chart.figure(pd.DataFrame({"x": [1.0]}))


class PeopleContract(Contract):
    """Of charts of the people of one simulated company, which is simulated again."""

    certainty = "one simulated company"

    @pytest.fixture
    def usual(self, company: Results) -> Results:
        return company

    @pytest.mark.parametrize(
        "told",
        [{"policies": LONG[:2]}, {"worlds": 1}, {"weeks": 1}, {"weeks": 3}, {"weeks": 4, "employees": 2}],
        ids=["long names", "one world", "one week", "three weeks", "two people"],
    )
    def test_every_word_can_be_read(
        self, told: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        drawn_or_said(self.chart, made.real(tmp_path, **told), monkeypatch)

    def test_shows_names_as_they_are(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for place, name in enumerate(HOSTILE):
            company = made.real(tmp_path / str(place), [made.BASELINE, name], worlds=1, weeks=8)
            figure = self.chart.figure(company)
            assert name in " ".join(written(figure, monkeypatch)).replace("\n", " ")

    def test_85000_people_can_be_read_too(self, giant: Results, monkeypatch: pytest.MonkeyPatch) -> None:
        assert_all_can_be_read(self.chart.figure(giant), monkeypatch)

    def test_results_that_do_not_come_out_again_are_refused(self, usual: Results, tmp_path: Path) -> None:
        with pytest.raises(Exception, match="does not come out as"):
            self.chart.figure(made.results(tmp_path, made.POLICIES[:2], worlds=2, weeks=30))


class TableContract(Contract):
    """Of charts that are drawn from the table of a sweep."""

    options: dict[str, Any] = {}

    def table(self, names: tuple[str, ...] = ("one", "two", "three")) -> pd.DataFrame:
        """Return a table of its kind, with these names in it where it has any."""
        raise NotImplementedError

    @pytest.fixture
    def usual(self) -> pd.DataFrame:
        return self.table()

    def test_says_what_its_columns_hold(self) -> None:
        assert self.chart.columns
        assert set(self.chart.columns) <= set(self.table())

    def test_one_run_is_not_enough(self, results: Results) -> None:
        with pytest.raises(ChartError, match=f"the chart '{self.name}' needs a sweep"):
            self.chart.figure(results)

    def test_a_missing_column_is_named(self) -> None:
        for column in self.chart.columns:
            with pytest.raises(ChartError, match=f"needs the column '{column}'"):
                self.chart.words(self.table().drop(columns=column))

    def test_an_empty_table_is_said_to_be_empty(self) -> None:
        with pytest.raises(ChartError, match="its table has no rows"):
            self.chart.figure(self.table().iloc[:0])

    @pytest.mark.parametrize("theme", THEMES)
    def test_words_are_in_it_and_can_be_read(self, theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
        figure = self.chart.figure(self.table(), theme=theme, **self.options)
        assert_all_can_be_read(figure, monkeypatch)
        said = " ".join(written(figure, monkeypatch)).replace("\n", " ").lower()
        assert all(text.lower() in said for text in self.options.values() if isinstance(text, str) and " " in text)

    def test_long_and_hostile_names_can_be_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        figure = self.chart.figure(self.table((*HOSTILE, LONG[1])))
        assert_all_can_be_read(figure, monkeypatch)

    def test_one_row_is_drawn_or_refused_in_words(self, monkeypatch: pytest.MonkeyPatch) -> None:
        drawn_or_said(self.chart, self.table().iloc[:1], monkeypatch)

    def test_numbers_that_are_not_there_leave_gaps_or_are_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        table = self.table()
        numeric = [name for name in table if pd.api.types.is_float_dtype(table[name])]
        drawn_or_said(self.chart, table.assign(**{name: float("nan") for name in numeric}), monkeypatch)
        assert numeric


def drawn_or_said(chart: Chart, results: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A chart is drawn so that it can be read, or says in a sentence why it cannot be."""
    try:
        figure = chart.figure(results)
    except ChartError:
        with pytest.raises(ChartError, match=r" .* .* "):
            chart.words(results)
    else:
        assert_all_can_be_read(figure, monkeypatch)
        assert "nan" not in chart.words(results)
