from collections.abc import Iterator
from pathlib import Path

import pytest

import sim.charts
from sim.charts import Chart, ChartError, all_charts, chart_named


@pytest.fixture
def newcomer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A file laid beside the charts."""
    (tmp_path / "hello.py").write_text(
        "from sim.charts.chart import Chart\n"
        "CHART = Chart('hello', 'Hello', '', (), lambda results: None, lambda results: '')\n"
    )
    monkeypatch.setattr(sim.charts, "__path__", [*sim.charts.__path__, str(tmp_path)])
    all_charts.cache_clear()
    yield "hello"
    all_charts.cache_clear()


def test_the_charts_are_there_by_name() -> None:
    assert [chart.name for chart in all_charts()] == [
        "at-the-target",
        "belief-and-deeds",
        "claimed-and-real-value",
        "goodhart-curve",
        "heat-map",
        "hysteresis-loop",
        "leaderboard-ranks",
        "ledger",
        "money",
        "one-persons-year",
        "pareto-front",
        "people-padding",
        "policies",
        "robustness",
        "sensitivity",
        "team-network",
        "validity",
        "who-gains-and-who-loses",
    ]


def test_a_file_with_a_chart_is_found_by_itself(newcomer: str) -> None:
    assert isinstance(chart_named(newcomer), Chart)


def test_every_chart_of_the_gallery_has_its_contract_tested() -> None:
    tested = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert all(f'    name = "{chart.name}"\n' in tested for chart in all_charts())


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(ChartError, match=r"no chart 'validty'; did you mean 'validity'\? .*people-padding"):
        chart_named("validty")


def test_a_name_near_to_none_is_answered_with_all() -> None:
    with pytest.raises(ChartError, match=r"no chart 'xyz'; there are at-the-target, belief-and-deeds"):
        chart_named("xyz")
