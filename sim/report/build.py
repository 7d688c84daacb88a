"""Writing the report: numbers become words and pictures, and those become one page."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sim.charts.numbers import number
from sim.experiment.lead import span
from sim.experiment.writing import keep, ready
from sim.report.explorer import numbers_of
from sim.report.figures import pictures
from sim.report.links import Links
from sim.report.story import Story
from sim.report.strip import scale
from sim.report.tables import band
from sim.report.words import anchor, shown_as

if TYPE_CHECKING:
    from sim.experiment import Results

CHARTS = "charts"


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
    for place in (folder, folder / CHARTS):
        ready(place)
    story = Story(results)
    page = (
        environment()
        .get_template("page.html")
        .render(
            story=story,
            links=Links(story.terms, results.policies),
            scale=scale(results, story.ranking),
            pictures=pictures(results, folder / CHARTS),
            weekly=numbers_of(results),
            script=_script(),
            hash_of_script=_hash_of(_script()),
        )
    )
    path = folder / "index.html"
    keep(path, page.encode())
    return path


@cache
def environment(autoescape: bool = True) -> Environment:
    """Return where templates are found, with the filters that they use; undefined names are errors."""
    found = Environment(
        loader=PackageLoader("sim.report"),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Any] = {"number": number, "band": band, "anchor": anchor, "span": span, "shown_as": shown_as}
    found.filters.update(filters)
    found.tests["link"] = _is_link
    return found


def _script() -> Markup:
    return Markup(files("sim.report").joinpath("templates/page.js").read_text("utf-8"))


def _hash_of(script: str) -> str:
    """Return what the page's own policy names its one script by, so that no other can run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _is_link(text: str) -> bool:
    return text.startswith("https://") and not re.search(r"\s", text)
