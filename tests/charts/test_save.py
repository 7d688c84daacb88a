import re
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from PIL import Image

from sim.charts import chart_named, save
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
