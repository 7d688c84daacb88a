"""Writing the report: numbers become words and pictures, and those become one page."""

from __future__ import annotations

import re
import shlex
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sim.charts import ChartError, chart_named, save
from sim.charts.drawing.series import companies
from sim.charts.numbers import number
from sim.charts.save import drawn
from sim.experiment import evaluate_all, verdict
from sim.experiment.keeping import keep
from sim.report.picture import inline
from sim.report.tables import Numbers, assumptions, band
from sim.scenario import bundled

if TYPE_CHECKING:
    from sim.experiment import Results

CHARTS = ("claimed-and-real-value", "people-padding", "validity", "policies")


class Picture(NamedTuple):
    """A chart on the page: the drawing and its caption, or why there is none."""

    title: str
    caption: str
    svg: Markup
    problem: str


def write_report(results: Results, folder: str | Path) -> Path:
    """Write a report as ``index.html``, with its charts as SVG and PNG in ``charts``.

    Parameters
    ----------
    results
        What a run left behind.
    folder
        Where to write; made if it is not there, and files of an earlier report in it are replaced.

    Returns
    -------
    Path
        The page: one file that needs no other and asks nothing of a network.
    """
    folder = Path(folder)
    (folder / "charts").mkdir(parents=True, exist_ok=True)
    numbers = Numbers(results)
    facts, skipped = evaluate_all(results)
    page = (
        _environment()
        .get_template("page.html")
        .render(
            case=results.case,
            results=results,
            companies=companies(results),
            verdict=verdict(results),
            numbers=numbers,
            pictures={name: _picture(results, name, folder / "charts") for name in CHARTS},
            facts=facts,
            skipped=skipped,
            assumptions=assumptions(results),
            manifest=results.manifest,
            command=_command(results),
        )
    )
    path = folder / "index.html"
    keep(path, page.encode())
    return path


def _picture(results: Results, name: str, folder: Path) -> Picture:
    chart = chart_named(name)
    try:
        figure, words = chart.figure(results), chart.words(results)
    except ChartError as error:
        return Picture(chart.title, chart.caption, Markup(), str(error))
    save(figure, folder / f"{name}.png")
    svg = drawn(figure, ".svg")
    keep(folder / f"{name}.svg", svg)
    return Picture(chart.title, chart.caption, inline(svg.decode(), f"chart-{name}", words), "")


def _command(results: Results) -> str:
    case = results.case
    size = f"--worlds {case.worlds} --weeks {case.weeks} --employees {case.company.employees} --seed {case.seed}"
    scenario = case.name if case.name in bundled() else f"{case.name}.yaml"
    return f"goodhart run {shlex.quote(scenario)} {size}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("sim.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Any] = {"number": number, "band": band, "slug": _slug}
    environment.filters.update(filters)
    environment.tests["link"] = _is_link
    return environment


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _is_link(text: str) -> bool:
    return text.startswith("https://") and not re.search(r"\s", text)
