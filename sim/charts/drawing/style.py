"""The one style sheet: colours, lines, letters, themes, and the page that a chart is drawn on."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, NamedTuple

import matplotlib.style
from matplotlib.figure import Figure

from sim.charts.drawing.text import FAMILY, LEADING, POINTS, height_of, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, QUIET, GREY = "#1a1a1a", "#4d4d4d", "#b0b0b0"
SMALL, NORMAL, LARGE = 8.0, 9.0, 12.0
_EDGE = 0.1

_RC: dict[str, Any] = {
    "font.family": FAMILY,
    "font.size": NORMAL,
    "text.color": INK,
    "text.parse_math": False,
    "axes.labelcolor": QUIET,
    "axes.edgecolor": QUIET,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.formatter.useoffset": False,
    "grid.color": "#e6e6e6",
    "grid.linewidth": 0.7,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "lines.linewidth": 1.8,
    "lines.markersize": 4.5,
    "svg.fonttype": "path",
    "svg.hashsalt": "goodhart-sim",
    "pdf.fonttype": 42,
    "figure.figsize": (7.6, 4.5),
}
THEMES: dict[str, dict[str, Any]] = {
    "paper": {},
    "slide": {"figure.figsize": (6.6, 3.7), "lines.linewidth": 2.4, "lines.markersize": 5.5, "axes.linewidth": 1.1},
}
"""What differs from paper: letters and lines are larger against the page, which is drawn to be enlarged."""


class Look(NamedTuple):
    """How a line looks: no two share a colour or a marker, and dashes help where both are hard to see."""

    colour: str
    dashes: str | tuple[float, tuple[float, ...]]
    marker: str


# Found by a search that keeps any two apart under normal sight, three kinds of colour blindness, and in grey print.
# The last is nearly as light as `PLAIN`, so that the two are never in one chart.
LOOKS = (
    Look("#000000", (0, (4, 1.5)), "o"),
    Look("#C03515", "-", "s"),
    Look("#004EB5", (0, (6, 1.5, 1.5, 1.5)), "^"),
    Look("#438978", "-", "D"),
    Look("#761B4E", (0, (1.5, 1)), "v"),
    Look("#3C98DF", "-", "X"),
    Look("#3F2A11", (0, (3, 1, 1, 1, 1, 1)), "*"),
    Look("#B6AB15", (0, (8, 2)), "P"),
)
PLAIN = Look(GREY, "-", "")
"""How lines look that stay in the background; several may, each with its name at its end."""
LOSS, GAIN = LOOKS[1].colour, LOOKS[2].colour
SCALE = "cividis"
"""Colours of a scale from little to much: even steps of lightness, the same to the colour blind."""


def style(theme: str = "paper") -> AbstractContextManager[None]:
    """Return a context in which Matplotlib draws in the house style, whatever the machine's own settings."""
    return matplotlib.style.context(["default", _RC, THEMES[theme]])


def width() -> float:
    """Return the width in inches of a page in the theme in force."""
    return float(matplotlib.rcParams["figure.figsize"][0])


class Margins(NamedTuple):
    """Room around the axes in inches; the page's head comes on top."""

    left: float
    right: float
    top: float
    bottom: float


BETWEEN = 0.3
"""Room between axes in inches, unless another is asked for."""


def across(margins: Margins, panels: int, between: float = BETWEEN) -> float:
    """Return the width in inches of each of some axes side by side."""
    return (width() - margins.left - margins.right - (panels - 1) * between) / panels


def page(
    title: str,
    subtitle: str,
    height: float,
    margins: Margins,
    *,
    panels: int = 1,
    rows: int = 1,
    between: float = BETWEEN,
) -> tuple[Figure, list[Axes]]:
    """Lay out a figure: a title, a few words under it, and axes beside and under one another.

    Parameters
    ----------
    title, subtitle
        Head of the figure; the subtitle says over what is averaged and what a band or whisker holds.
    height
        Height of all axes in inches; the figure grows with it.
    margins
        Room for the labels around the axes.
    panels
        Number of axes side by side, which share their vertical axis.
    rows
        Number of axes one under another, which share their horizontal axis.
    between
        Room between the axes in inches.
    """
    wide = width()
    room = (wide - 2 * _EDGE) * POINTS
    titles, subtitles = wrap(title, room, LARGE, "bold"), wrap(subtitle, room, NORMAL)
    below_title = _EDGE + (height_of(len(titles), LARGE) + 3) / POINTS
    head = below_title + (height_of(len(subtitles), NORMAL) + 8) / POINTS
    whole = head + margins.top + height + margins.bottom
    figure = Figure(figsize=(wide, whole))
    top: dict[str, Any] = {"va": "top", "linespacing": LEADING}
    figure.text(_EDGE / wide, 1 - _EDGE / whole, "\n".join(titles), size=LARGE, weight="bold", **top)
    figure.text(_EDGE / wide, 1 - below_title / whole, "\n".join(subtitles), size=NORMAL, color=QUIET, **top)
    axes = figure.subplots(rows, panels, sharex="col", sharey="row", squeeze=False)
    down = (height - (rows - 1) * between) / rows
    figure.subplots_adjust(
        left=margins.left / wide,
        right=1 - margins.right / wide,
        bottom=margins.bottom / whole,
        top=(margins.bottom + height) / whole,
        wspace=between / across(margins, panels, between),
        hspace=between / down,
    )
    return figure, list(axes.ravel())
