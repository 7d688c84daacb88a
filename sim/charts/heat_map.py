"""Two levers against each other: a heat map, with the line at which the outcome tips."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter

from sim.charts.chart import Chart, ChartError
from sim.charts.drawing.over_time import percent
from sim.charts.drawing.series import Floats
from sim.charts.drawing.style import GREY, INK, NORMAL, SCALE, SMALL, Margins, page, width
from sim.charts.drawing.tables import numbers, once_each
from sim.charts.drawing.text import POINTS, height_of, wrap
from sim.charts.numbers import Form, number

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TITLE = "Two levers, and where it tips"
_MARGINS = Margins(left=0.75, right=1.5, top=0.06, bottom=0.5)


_WORDS = 110.0
"""Room for the words of the upward axis, in points."""


class _Axis(NamedTuple):
    """Where the fields stand, and their names where they are words and no figures."""

    at: Floats
    words: tuple[str, ...] = ()

    def says(self, place: int) -> str:
        """Return what a field is called."""
        return self.words[place] if self.words else f"{self.at[place]:g}"


class _Grid(NamedTuple):
    """Values at each x and y, shape (y, x); NaN where a point is not there."""

    x: _Axis
    y: _Axis
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
    room = (width() - _MARGINS.left - _MARGINS.right) * POINTS
    aside = _WORDS / POINTS if grid.y.words else 0.0
    across = [wrap(word, (room - aside * POINTS) / len(grid.x.at) - 4, SMALL) for word in grid.x.words]
    up = [wrap(word, _WORDS, SMALL) for word in grid.y.words]
    lines_across, lines_up = (max(map(len, lines), default=1) for lines in (across, up))
    below = height_of(lines_across - 1, SMALL) / POINTS
    figure, (axes,) = page(
        TITLE,
        f"{value[:1].upper()}{value[1:]} at each combination.{_line_in_words(tipping, form)} {note}".strip(),
        max(3.6, len(up) * height_of(lines_up, SMALL) / POINTS),
        _MARGINS._replace(left=_MARGINS.left + aside, bottom=_MARGINS.bottom + below),
    )
    mesh = axes.pcolormesh(_edges(grid.x.at), _edges(grid.y.at), grid.value, cmap=SCALE, rasterized=False)
    axes.set_facecolor(GREY)
    if grid.x.words:
        axes.set_xticks(grid.x.at, ["\n".join(lines) for lines in across])
    if grid.y.words:
        axes.set_yticks(grid.y.at, ["\n".join(lines) for lines in up])
    if tipping is not None and _can_be_crossed(grid) and np.nanmin(grid.value) < tipping < np.nanmax(grid.value):
        for colour, thick in (("white", 4.0), (INK, 2.0)):
            axes.contour(grid.x.at, grid.y.at, grid.value, levels=[tipping], colors=colour, linewidths=thick)
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.grid(visible=False)
    wide, high = figure.get_size_inches()
    inside = axes.get_position()
    bar = figure.add_axes((inside.x1 + 0.2 / wide, inside.y0, 0.16 / wide, inside.height))
    scale = figure.colorbar(mesh, cax=bar)
    scale.outline.set_visible(False)
    bar.grid(visible=False)
    bar.set_ylabel("\n".join(wrap(value, inside.height * high * POINTS, NORMAL)))
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
        f"{value} is {word} with {number(float(grid.value[at]), form)} at {x} {grid.x.says(int(at[1]))}, "
        f"{y} {grid.y.says(int(at[0]))}"
        for word, at in (("least", low), ("most", high))
    ]
    beyond = ""
    if tipping is not None:
        share = float((grid.value >= tipping)[np.isfinite(grid.value)].mean())
        beyond = f" It reaches {number(tipping, form)} at {number(share, 'share')} of the points."
    return f"Heat map of {x} against {y}: {'; '.join(said)}.{beyond} {note}".strip()


def _line_in_words(tipping: float | None, form: Form) -> str:
    return "" if tipping is None else f" The line is where it passes {number(tipping, form)}."


def _can_be_crossed(grid: _Grid) -> bool:
    """Whether there are figures both ways, between which a line can run."""
    return min(grid.value.shape) > 1 and not grid.x.words and not grid.y.words


def _grid(table: pd.DataFrame) -> _Grid:
    numbers(table, "value")
    columns, rows = _axis(table, "x"), _axis(table, "y")
    places = table.assign(x=_places(table, "x", columns), y=_places(table, "y", rows))
    once_each(places.assign(**{name: table[name].astype(str) for name in ("x", "y")}), ["x", "y"])
    wide = places.pivot(index="y", columns="x", values="value").reindex(index=rows.at, columns=columns.at)
    value = wide.to_numpy(dtype=np.float64)
    if not np.isfinite(value).any():
        raise ChartError("the column 'value' is defined in no row")
    return _Grid(columns, rows, value)


def _axis(table: pd.DataFrame, column: str) -> _Axis:
    """Return figures in their order, words in that of the table."""
    if pd.api.types.is_numeric_dtype(table[column]) and not pd.api.types.is_bool_dtype(table[column]):
        return _Axis(np.unique(numbers(table, column)))
    words = tuple(dict.fromkeys(map(str, table[column])))
    return _Axis(np.arange(len(words), dtype=np.float64), words)


def _places(table: pd.DataFrame, column: str, axis: _Axis) -> list[float]:
    if not axis.words:
        return [float(value) for value in table[column]]
    return [float(axis.words.index(str(value))) for value in table[column]]


def _edges(middles: Floats) -> Floats:
    """Return where cells begin and end: half way between neighbours."""
    if len(middles) == 1:
        return np.asarray(middles[0] + np.array([-0.5, 0.5]))
    half = np.diff(middles) / 2
    return np.asarray(np.concatenate([[middles[0] - half[0]], middles[:-1] + half, [middles[-1] + half[-1]]]))


CHART = Chart(
    name="heat-map",
    title=TITLE,
    caption="What two levers do together: each field is one combination, the lighter the more. On one side of a line "
    "the outcome is above the value named, on the other below; where it is steep, a small step of a lever tips the "
    "company. Fields are means over the simulated companies, without their 95 % intervals.",
    needs=(),
    draw=draw,
    alt=alt,
    columns={
        "x": "one lever, in figures or words",
        "y": "the other lever",
        "value": "the outcome, one row a combination",
    },
)
