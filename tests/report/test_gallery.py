"""The gallery page and its pictures."""

from pathlib import Path

import pandas as pd
import pytest

from sim.charts import all_charts
from sim.experiment import Results
from sim.report import gallery, sweeps
from tests.charts import made

DOCS = Path(__file__).parents[2] / "docs"
PICTURES = DOCS / "images" / gallery.PICTURES
MOST_BYTES = 2_000_000


def test_the_page_shows_every_chart_with_its_command() -> None:
    page = (DOCS / gallery.PAGE).read_text("utf-8")
    for chart in all_charts():
        assert chart.caption in page, f"renew the page: python -m sim.report.gallery docs ({chart.name})"
        assert f"(images/{gallery.PICTURES}/{chart.name}.png)" in page
        assert f"goodhart chart {chart.name} " in page or f'chart_named("{chart.name}")' in page


def test_there_is_a_picture_of_every_chart_and_no_other_and_they_are_small() -> None:
    pictures = list(PICTURES.iterdir())
    assert {picture.name for picture in pictures} == {f"{chart.name}.png" for chart in all_charts()}
    assert sum(picture.stat().st_size for picture in pictures) < MOST_BYTES


def test_every_chart_of_a_sweep_has_a_table_to_show() -> None:
    assert set(gallery._TABLES) == {chart.name for chart in all_charts() if chart.columns}


def test_the_page_is_written_from_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gallery, "_RUNS", {"amazon_meshclaw": {"worlds": 2, "employees": 24, "weeks": 20}})
    monkeypatch.setattr(gallery, "_OTHER_CASES", {})
    monkeypatch.setattr(gallery, "all_charts", lambda: [c for c in all_charts() if c.name in ("ledger", "robustness")])
    table = pd.DataFrame({"policy": ["a", "b"], "against": ["b", "a"], "share": [0.7, 0.3], "regret": [0.1, 0.2]})
    shown = gallery._Sweep(lambda _: table, {"outcome": "real value"})
    monkeypatch.setattr(gallery, "_TABLES", {"robustness": shown})
    page = gallery.write_gallery(tmp_path).read_text("utf-8")
    assert "![Waterfall under the policy “as it happened”" in page
    assert "a beats b in 70.0" in page
    assert {file.name for file in (tmp_path / "images" / "gallery").iterdir()} == {"ledger.png", "robustness.png"}


def test_shares_of_one_policy_against_another_and_back_leave_the_draws(results: Results) -> None:
    table = sweeps.robustness(results).set_index(["policy", "against"])
    for one, other in table.index:
        assert table["share"][one, other] + table["share"][other, one] <= 1.0
    assert (table["regret"] >= 0).all()


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return made.results(tmp_path_factory.mktemp("results"), worlds=12)


@pytest.mark.slow
@pytest.mark.parametrize("name", gallery._TABLES)
def test_small_sweeps_have_the_columns_of_their_charts(
    name: str, results: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sweeps._SIZE, "company", {"employees": 24})
    chart = next(chart for chart in all_charts() if chart.name == name)
    table = gallery._TABLES[name].table({"industry": results})
    chart.figure(table, **gallery._TABLES[name].options)


def test_the_front_are_those_that_none_beats_in_both() -> None:
    designs = pd.DataFrame({"x": [1.0, 2.0, 3.0, 1.5], "y": [0.1, 0.2, 0.4, 0.3]})
    assert list(sweeps._unbeaten(designs)) == [True, True, True, False]
