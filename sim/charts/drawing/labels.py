"""Labels beside the lines that they name, never over one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from sim.charts.drawing.style import INK, NORMAL, PLAIN, QUIET, SMALL, Look
from sim.charts.drawing.text import LEADING, POINTS, height_of, text_width, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LABEL_WIDTH = 124.0
_REACH, _GAP = 16.0, 5.0


class EndLabel(NamedTuple):
    """A line's name, to be written at its end."""

    text: str
    x: float
    y: float
    look: Look


class Mark(NamedTuple):
    """Something that happens in a week."""

    week: float
    text: str


def _heights(texts: Sequence[str]) -> NDArray[np.float64]:
    return np.array([height_of(len(wrap(text, LABEL_WIDTH, NORMAL)), NORMAL) + _GAP for text in texts])


def label_room(texts: Sequence[str]) -> float:
    """Return the height in inches that end labels of these texts need, one under another."""
    return float(_heights(texts).sum()) / POINTS


def _size(axes: Axes) -> tuple[float, float]:
    """Width and height of the axes in points."""
    box = axes.get_window_extent()
    dpi = axes.get_figure(root=True).dpi  # type: ignore[union-attr]
    return box.width * POINTS / dpi, box.height * POINTS / dpi


def label_ends(axes: Axes, labels: Sequence[EndLabel]) -> None:
    """Write each label to the right of the axes, level with its line's end or as near as the others leave room.

    The axes must have their final size and limits, and be at least `label_room` high.
    """
    width, height = _size(axes)
    to_axes = axes.transData + axes.transAxes.inverted()
    ends = [to_axes.transform((label.x, label.y)) for label in labels]
    heights = _heights([label.text for label in labels])
    places = spread(np.array([end[1] * height for end in ends]), heights, height)
    for label, (x, y), place in zip(labels, ends, places / height, strict=True):
        at, stands_out = 1 + _REACH / width, label.look != PLAIN
        free: dict[str, Any] = {"transform": axes.transAxes, "clip_on": False, "color": label.look.colour}
        axes.add_line(Line2D([x, at], [y, place], linewidth=0.7 if stands_out else 0.5, **free))
        axes.add_line(Line2D([at], [place], marker=label.look.marker, **free))
        text = "\n".join(wrap(label.text, LABEL_WIDTH, NORMAL))
        colour = INK if stands_out else QUIET
        style: dict[str, Any] = {"transform": axes.transAxes, "va": "center", "linespacing": LEADING}
        axes.text(at + (7 if stands_out else 2) / width, place, text, color=colour, **style)


def spread(wanted: NDArray[np.float64], heights: NDArray[np.float64], room: float) -> NDArray[np.float64]:
    """Move labels apart so that none overlap, as little as possible (least squares), within 0..room.

    Parameters
    ----------
    wanted, heights
        Middle and height of each label, shape (labels,), in the unit of `room`.

    Returns
    -------
    array
        The middles to use, shape (labels,).
    """
    order = np.argsort(wanted, kind="stable")
    tall = heights[order]
    offsets = np.cumsum(tall) - tall / 2
    blocks: list[tuple[float, int]] = []
    for value in wanted[order] - offsets:
        block = (float(value), 1)
        while blocks and blocks[-1][0] > block[0]:
            before, count = blocks.pop()
            block = ((before * count + block[0] * block[1]) / (count + block[1]), count + block[1])
        blocks.append(block)
    slack = np.repeat([value for value, _ in blocks], [count for _, count in blocks])
    placed = np.empty_like(wanted)
    placed[order] = np.clip(slack, 0, max(room - float(tall.sum()), 0)) + offsets
    return placed


def mark_room(marks: Sequence[Mark], span: tuple[float, float], width: float) -> float:
    """Return the height in inches that marks need above axes of `width` inches whose weeks run over `span`."""
    return max((top for _, _, top in _stacked(marks, span, width * POINTS)), default=0.0) / POINTS


def mark_weeks(rows: Sequence[Axes], marks: Sequence[Mark]) -> None:
    """Draw a vertical line at each mark through axes one under another, with its text above the first.

    The axes must have their final size and limits, and `mark_room` above them.
    """
    axes, *below = rows
    width, height = _size(axes)
    for mark, lines, top in _stacked(marks, axes.get_xlim(), width):
        for each in below:
            each.axvline(mark.week, color=QUIET, linewidth=0.8)
        x, _ = axes.transLimits.transform((mark.week, 0.0))
        high = 1 + (top - 3) / height
        axes.add_line(Line2D([x, x], [0, high], color=QUIET, linewidth=0.8, transform=axes.transAxes, clip_on=False))
        style: dict[str, Any] = {"transform": axes.transAxes, "va": "top", "size": SMALL, "linespacing": LEADING}
        axes.text(x + 4 / width, high, "\n".join(lines), **style)


def _stacked(
    marks: Sequence[Mark], span: tuple[float, float], width: float
) -> list[tuple[Mark, tuple[str, ...], float]]:
    """Give each mark its lines of text and the height of their top above the axes, in points.

    A text begins at its line and runs to the right. From the last mark to the first, each is put above those it would
    run into, so that no line crosses a text.
    """
    scale = width / (span[1] - span[0])
    placed: list[tuple[Mark, tuple[str, ...], float]] = []
    for mark in sorted(marks, key=lambda mark: -mark.week):
        lines = wrap(mark.text, LABEL_WIDTH, SMALL)
        reach = max(text_width(line, SMALL) for line in lines) + 12
        under = [top for other, _, top in placed if (other.week - mark.week) * scale < reach]
        placed.append((mark, lines, max(under, default=4.0) + height_of(len(lines), SMALL) + 4))
    return placed
