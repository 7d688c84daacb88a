"""The report as Markdown, for those who write their own: the same words, the pictures beside it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from sim.experiment.writing import keep, ready
from sim.report.build import CHARTS, environment
from sim.report.figures import pictures
from sim.report.story import Story

if TYPE_CHECKING:
    from sim.experiment import Results

_MARKS = re.compile(r"([\\`*_\[\]<>|~&$])")
_AT_START = re.compile(r"^(\d+(?=[.)](?:\s|$))|(?=(?:[-=]+|[+]|#+)(?:\s|$)))")
"""What stands before the mark by which a text would begin a list, a heading or a line: an item's number, or nothing."""


def write_markdown(results: Results, folder: str | Path) -> Path:
    """Write ``report.md``, with the charts as SVG and PNG in ``charts``.

    Parameters
    ----------
    results
        What a run left behind.
    folder
        Where to write; made if it is not there, and files of an earlier report in it are replaced.
    """
    folder = Path(folder)
    for place in (folder, folder / CHARTS):
        ready(place)
    made = environment(autoescape=False).overlay(finalize=_plain)
    drawn = pictures(results, folder / CHARTS)
    text = made.get_template("report.md").render(
        story=Story(results), pictures=drawn, charts=CHARTS, raw=Markup, fenced=_fenced
    )
    path = folder / "report.md"
    keep(path, re.sub(r"\n{3,}", "\n\n", text).encode())
    return path


def _fenced(code: str) -> Markup:
    """Write code between fences that are longer than any run of backticks in it."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", code)), default=0))
    return Markup(f"{fence}\n{code}\n{fence}")


def _plain(value: Any) -> Any:
    """Write a text so that it is shown as it is, on one line; what is marked as ready stays."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _AT_START.sub(r"\1\\", _MARKS.sub(r"\\\1", " ".join(value.split())))
    return value
