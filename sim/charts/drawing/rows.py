"""Rows with names at their left: dots with whiskers, and axes under them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import NDArray

from sim.charts.drawing.style import GREY, INK, LOOKS, NORMAL, QUIET, SMALL
from sim.charts.drawing.text import LEADING, POINTS, height_of, wrap
from sim.charts.numbers import MINUS, UNDEFINED, Form

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BETTER = {"more": "better →", "less": "← better", "neither": ""}


class Rows(NamedTuple):
    """Names in lines, the middle of each row below the top in points, shape (rows,), and the height of all."""

    names: tuple[str, ...]
    middles: NDArray[np.float64]
    height: float

    @property
    def inches(self) -> float:
        """Height of all rows in inches."""
        return self.height / POINTS


def rows_of(names: Sequence[str], width: float, gap: float = 12.0) -> Rows:
    """Lay out rows as high as their names, broken to `width` points, need."""
    lines = [wrap(name, width, NORMAL) for name in names]
    heights = np.array([height_of(len(each), NORMAL) + gap for each in lines])
    return Rows(tuple("\n".join(each) for each in lines), np.cumsum(heights) - heights / 2, float(heights.sum()))


def set_rows(axes: Axes, rows: Rows) -> None:
    """Write the names beside the axes, the first on top."""
    axes.set_ylim(rows.height, 0)
    axes.set_yticks(rows.middles, rows.names, size=NORMAL, color=INK, linespacing=LEADING)


def draw_dots(axes: Axes, rows: NDArray[np.float64], values: NDArray[np.float64]) -> None:
    """Draw dots with whiskers, hollow where a whisker holds zero or there is none.

    Parameters
    ----------
    axes
        Where.
    rows
        Middles of the rows, shape (rows,).
    values
        Mean, low and high, shape (rows, 3).
    """
    axes.axvline(0, color=QUIET, linewidth=0.8)
    for y, (mean, low, high) in zip(rows, values, strict=True):
        if not np.isfinite(mean):
            beside: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "backgroundcolor": "white"}
            axes.text(0.04, y, UNDEFINED, size=SMALL, color=QUIET, va="center", **beside)
            continue
        clear = low > 0 or high < 0
        colour = LOOKS[2].colour
        axes.plot([low, high], [y, y], color=colour, linewidth=1.4, marker="|", markersize=7, linestyle="-")
        axes.plot(mean, y, marker="o", markersize=4.5, color=colour, markerfacecolor=colour if clear else "white")


def titles(names: Sequence[str], room: float) -> tuple[list[str], float]:
    """Return titles of panels, broken to `room` inches, and the height in inches that they need."""
    lines = [wrap(name, room * POINTS, NORMAL, "bold") for name in names]
    return ["\n".join(each) for each in lines], height_of(max(len(each) for each in lines), NORMAL) / POINTS + 0.09


def set_values(axes: Axes, title: str, unit: str, form: Form, better: str, room: float) -> None:
    """Set the horizontal axis of a panel of rows, differences; `room` is what its unit may take, in inches."""
    axes.set_title(title, size=NORMAL, loc="left", weight="bold", linespacing=LEADING)
    if form == "share":
        axes.xaxis.set_major_formatter(FuncFormatter(_points))
        unit = "percentage points"
    axes.set_xlabel("\n".join([BETTER[better], *wrap(unit, room * POINTS, SMALL)]), size=SMALL, linespacing=LEADING)
    axes.xaxis.set_major_locator(MaxNLocator(2))
    axes.margins(x=0.12)
    axes.grid(axis="y", color=GREY, linewidth=0.4)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def _points(share: float, _: int | None) -> str:
    return f"{100 * share:.3g}".replace("-", MINUS)
