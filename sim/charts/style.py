"""The one style sheet: colours, lines, letters, and the page that a chart is drawn on."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, NamedTuple

import matplotlib.style
from matplotlib.figure import Figure

from sim.charts.text import FAMILY, LEADING, POINTS, height_of, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, QUIET, GREY = "#1a1a1a", "#4d4d4d", "#b0b0b0"
SMALL, NORMAL, LARGE = 8.0, 9.0, 12.0
WIDTH = 7.6
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
}


class Look(NamedTuple):
    """How a line looks: no two share a colour or a marker, and dashes help where both are hard to see."""

    colour: str
    dashes: str | tuple[float, tuple[float, ...]]
    marker: str


# Okabe & Ito 2008, safe for the colour blind; their yellow is darkened, or it would not show on white paper.
LOOKS = (
    Look("#000000", (0, (4, 1.5)), "o"),
    Look("#D55E00", "-", "s"),
    Look("#0072B2", (0, (6, 1.5, 1.5, 1.5)), "^"),
    Look("#009E73", "-", "D"),
    Look("#CC79A7", (0, (1.5, 1)), "v"),
    Look("#E69F00", (0, (8, 2)), "P"),
    Look("#56B4E9", "-", "X"),
    Look("#8A7A00", (0, (3, 1, 1, 1, 1, 1)), "*"),
)


def style() -> AbstractContextManager[None]:
    """Return a context in which Matplotlib draws in the house style, whatever the machine's own settings."""
    return matplotlib.style.context(["default", _RC])


def looks(policies: Sequence[str], baseline: str) -> dict[str, Look]:
    """Give each policy its look: the first to the baseline, whether it is among them or not, the rest in order.

    Raises
    ------
    ValueError
        If there are more policies than looks.
    """
    names = [baseline, *(policy for policy in policies if policy != baseline)]
    return dict(zip(names, LOOKS[: len(names)], strict=True))


class Margins(NamedTuple):
    """Room around the axes in inches; the page's head comes on top."""

    left: float
    right: float
    top: float
    bottom: float


def page(title: str, subtitle: str, height: float, margins: Margins, *, panels: int = 1) -> tuple[Figure, list[Axes]]:
    """Lay out a figure: a title, a few words under it, and axes side by side.

    Parameters
    ----------
    title, subtitle
        Head of the figure; the subtitle says over what is averaged and what a band or whisker holds.
    height
        Height of the axes in inches; the figure grows with it.
    margins
        Room for the labels around the axes.
    panels
        Number of axes; they stand side by side and share their vertical axis.
    """
    room = (WIDTH - 2 * _EDGE) * POINTS
    titles, subtitles = wrap(title, room, LARGE, "bold"), wrap(subtitle, room, NORMAL)
    below_title = _EDGE + (height_of(len(titles), LARGE) + 3) / POINTS
    head = below_title + (height_of(len(subtitles), NORMAL) + 8) / POINTS
    whole = head + margins.top + height + margins.bottom
    figure = Figure(figsize=(WIDTH, whole))
    top: dict[str, Any] = {"va": "top", "linespacing": LEADING}
    figure.text(_EDGE / WIDTH, 1 - _EDGE / whole, "\n".join(titles), size=LARGE, weight="bold", **top)
    figure.text(_EDGE / WIDTH, 1 - below_title / whole, "\n".join(subtitles), size=NORMAL, color=QUIET, **top)
    axes = figure.subplots(1, panels, sharey=True, squeeze=False)[0]
    figure.subplots_adjust(
        left=margins.left / WIDTH,
        right=1 - margins.right / WIDTH,
        bottom=margins.bottom / whole,
        top=(margins.bottom + height) / whole,
        wspace=0.28,
    )
    return figure, list(axes)
