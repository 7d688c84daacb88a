"""Which charts stand in which section; what the gallery lacks is left out, what cannot be drawn says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from sim.charts import ChartError, all_charts, save
from sim.charts.save import drawn
from sim.experiment import ResultsError
from sim.experiment.writing import keep
from sim.report.picture import inline

if TYPE_CHECKING:
    from pathlib import Path

    from sim.charts import Chart
    from sim.experiment import Results

SECTIONS = {
    "glance": ("policies",),
    "time": ("claimed-and-real-value", "people-padding", "validity", "belief-and-deeds", "goodhart-curve"),
    "ledger": ("ledger",),
    "people": ("who-gains-and-who-loses",),
    "money": ("money",),
}


class Picture(NamedTuple):
    """A chart: its drawing for a page, its caption and alternative text, or why there is none."""

    name: str
    title: str
    caption: str
    words: str
    svg: Markup
    problem: str


def pictures(results: Results, folder: Path) -> dict[str, list[Picture]]:
    """Draw the charts of every section, as part of a page and as SVG and PNG in a folder that is there."""
    there = {chart.name: chart for chart in all_charts()}
    return {
        section: [_picture(results, there[name], folder) for name in names if name in there]
        for section, names in SECTIONS.items()
    }


def _picture(results: Results, chart: Chart, folder: Path) -> Picture:
    name = chart.name
    try:
        figure, words = chart.figure(results), chart.words(results)
    except (ChartError, ResultsError) as error:
        return Picture(name, chart.title, chart.caption, "", Markup(), str(error))
    save(figure, folder / f"{name}.png")
    svg = drawn(figure, ".svg")
    keep(folder / f"{name}.svg", svg)
    return Picture(name, chart.title, chart.caption, words, inline(svg.decode(), f"chart-{name}", words), "")
