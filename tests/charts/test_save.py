import os
import re
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from PIL import Image

from sim.charts import chart_named, save
from sim.charts.drawing.text import text_width
from sim.charts.save import drawn
from sim.experiment import Results
from tests.charts import made


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return made.results(tmp_path_factory.mktemp("small"), made.POLICIES[:2], worlds=3, weeks=20)


@pytest.fixture(scope="module")
def figure(small: Results) -> Figure:
    return chart_named("validity").figure(small)


@pytest.mark.parametrize("ending", [".svg", ".png", ".pdf", ".SVG"])
def test_the_same_figure_is_the_same_bytes(ending: str, figure: Figure, small: Results, tmp_path: Path) -> None:
    again = chart_named("validity").figure(small)
    one, two = save(figure, tmp_path / f"one{ending}"), save(again, tmp_path / f"two{ending}")
    assert one.read_bytes() == two.read_bytes()


def test_an_svg_has_letters_as_paths_and_no_date(figure: Figure, tmp_path: Path) -> None:
    text = save(figure, tmp_path / "chart.svg").read_text("utf-8")
    assert "<text" not in text
    assert "<dc:date>" not in text
    assert "<path" in text


def test_a_png_is_made_for_print_and_does_not_name_its_maker(figure: Figure, tmp_path: Path) -> None:
    with Image.open(save(figure, tmp_path / "chart.png")) as image:
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert "Software" not in image.info


def test_a_pdf_carries_its_fonts(figure: Figure, tmp_path: Path) -> None:
    data = save(figure, tmp_path / "chart.pdf").read_bytes()
    assert b"/FontFile2" in data
    assert not re.search(rb"/CreationDate|/Producer", data)


@pytest.mark.parametrize("name", ["chart.jpg", "chart", "svg"])
def test_another_ending_is_refused_with_the_right_ones(name: str, figure: Figure, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=rf"'{re.escape(name)}': a chart is saved as \.svg, \.png, \.pdf"):
        save(figure, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_letter_without_a_glyph_is_no_matter_and_other_warnings_are_heard(
    figure: Figure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strange = Figure()
    strange.text(0.5, 0.5, "日本")
    assert save(strange, tmp_path / "strange.svg").stat().st_size > 0

    def warn(*_: object, **__: object) -> None:
        warnings.warn("something else", UserWarning, stacklevel=2)

    monkeypatch.setattr(strange, "savefig", warn)
    with pytest.warns(UserWarning, match="something else"):
        drawn(strange, ".svg")


@pytest.mark.parametrize("ending", [".svg", ".png"])
def test_a_chart_is_written_whole_or_not_at_all(
    ending: str, figure: Figure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / f"chart{ending}"
    file.write_text("as it was")

    def interrupted(_: int) -> None:
        assert file.read_text() == "as it was"
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(figure, file)
    assert file.read_text() == "as it was"
    assert list(tmp_path.iterdir()) == [file]


def test_letters_without_a_glyph_are_measured_without_a_word() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert text_width("政策", 9.0) > 0


@pytest.mark.parametrize(("asked", "found"), [("zzz", "agg"), ("svg", "svg")])
def test_a_backend_that_is_not_known_is_no_hindrance(asked: str, found: str) -> None:
    code = "import sim.charts, matplotlib as m, os; print(m.get_backend().lower(), os.environ['MPLBACKEND'])"
    environment = os.environ | {"MPLBACKEND": asked}
    environment.pop("DISPLAY", None)
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [found, asked]


def test_a_place_for_settings_that_is_not_there_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code = "import sim.charts, logging; sim.charts.all_charts(); logging.getLogger('matplotlib').warning('heard')"
    environment = os.environ | {"MPLCONFIGDIR": str(tmp_path / "file" / "nowhere"), "TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "heard\n")
