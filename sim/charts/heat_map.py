"""Two levers against each other: a heat map, with the line at which the outcome tips."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter

from sim.charts.chart import Chart, ChartError
from sim.charts.drawing.over_time import percent
from sim.charts.drawing.series import Floats
from sim.charts.drawing.style import GREY, INK, SCALE, Margins, page
from sim.charts.drawing.tables import numbers, once_each
from sim.charts.numbers import Form, number

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TITLE = "Two levers, and where it tips"
_MARGINS = Margins(left=0.75, right=1.5, top=0.06, bottom=0.5)


class _Grid(NamedTuple):
    """Values at each x and y, shape (y, x); NaN where a point is not there."""

    x: Floats
    y: Floats
    value: Floats


def draw(
    table: pd.DataFrame,
    x: str = "x",
    y: str = "y",
    value: str = "value",
    tipping: float | None = None,
    form: Form = "number",
    note: str = "",
) -> Figure:
    """Draw the value over a grid; `tipping` is the value at which a line is drawn, the other options are words."""
    grid = _grid(table)
    figure, (axes,) = page(
        TITLE,
        f"{value[:1].upper()}{value[1:]} at each combination.{_line_in_words(tipping, form)} {note}".strip(),
        3.6,
        _MARGINS,
    )
    mesh = axes.pcolormesh(_edges(grid.x), _edges(grid.y), grid.value, cmap=SCALE, rasterized=False)
    axes.set_facecolor(GREY)
    if tipping is not None and min(grid.value.shape) > 1 and np.nanmin(grid.value) < tipping < np.nanmax(grid.value):
        axes.contour(grid.x, grid.y, grid.value, levels=[tipping], colors="white", linewidths=4.0)
        axes.contour(grid.x, grid.y, grid.value, levels=[tipping], colors=INK, linewidths=2.0)
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.grid(visible=False)
    across = figure.get_size_inches()[0]
    inside = axes.get_position()
    bar = figure.add_axes((inside.x1 + 0.2 / across, inside.y0, 0.16 / across, inside.height))
    scale = figure.colorbar(mesh, cax=bar)
    scale.outline.set_visible(False)
    bar.grid(visible=False)
    bar.set_ylabel(value)
    if form == "share":
        bar.yaxis.set_major_formatter(FuncFormatter(percent))
    if tipping is not None and bar.get_ylim()[0] < tipping < bar.get_ylim()[1]:
        bar.axhline(tipping, color=INK, linewidth=2.0)
    return figure


def alt(
    table: pd.DataFrame,
    x: str = "x",
    y: str = "y",
    value: str = "value",
    tipping: float | None = None,
    form: Form = "number",
    note: str = "",
) -> str:
    """Say how far the value ranges, and from where on it is beyond the line."""
    grid = _grid(table)
    low, high = (np.unravel_index(pick(grid.value), grid.value.shape) for pick in (np.nanargmin, np.nanargmax))
    said = [
        f"{value} is {word} with {number(float(grid.value[at]), form)} at {x} {grid.x[at[1]]:g}, {y} {grid.y[at[0]]:g}"
        for word, at in (("least", low), ("most", high))
    ]
    beyond = ""
    if tipping is not None:
        share = float((grid.value >= tipping)[np.isfinite(grid.value)].mean())
        beyond = f" It reaches {number(tipping, form)} at {number(share, 'share')} of the points."
    return f"Heat map of {x} against {y}: {'; '.join(said)}.{beyond} {note}".strip()


def _line_in_words(tipping: float | None, form: Form) -> str:
    return "" if tipping is None else f" The line is where it passes {number(tipping, form)}."


def _grid(table: pd.DataFrame) -> _Grid:
    for column in ("x", "y", "value"):
        numbers(table, column)
    once_each(table, ["x", "y"])
    wide = table.astype({"x": float, "y": float}).pivot(index="y", columns="x", values="value")
    value = wide.to_numpy(dtype=np.float64)
    if not np.isfinite(value).any():
        raise ChartError("the column 'value' is defined in no row")
    return _Grid(wide.columns.to_numpy(dtype=np.float64), wide.index.to_numpy(dtype=np.float64), value)


def _edges(middles: Floats) -> Floats:
    """Return where cells begin and end: half way between neighbours."""
    if len(middles) == 1:
        return np.asarray(middles[0] + np.array([-0.5, 0.5]))
    half = np.diff(middles) / 2
    return np.asarray(np.concatenate([[middles[0] - half[0]], middles[:-1] + half, [middles[-1] + half[-1]]]))


CHART = Chart(
    name="heat-map",
    title=TITLE,
    caption="What two levers do together: each field is one combination, the lighter the more. On one side of the line "
    "the outcome is above the value named, on the other below; where it is steep, a small step of a lever tips the "
    "company. Fields are means over the simulated companies; their 95 % intervals are in the table of the sweep.",
    needs=(),
    draw=draw,
    alt=alt,
    columns={"x": "one lever", "y": "the other lever", "value": "the outcome, one row a combination"},
)
