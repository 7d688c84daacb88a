"""What can be had together: designs by two goals, with those that none is known to beat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.charts.chart import Chart
from sim.charts.drawing.labels import EndLabel, label_ends, label_room
from sim.charts.drawing.style import GREY, LOOKS, Look, Margins, page
from sim.charts.drawing.tables import numbers, once_each, optional
from sim.charts.numbers import MOST, with_interval

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TITLE = "What can be had together"
_LOOK = LOOKS[2]
_MOST_LABELS = 6
_MARGINS = Margins(left=0.78, right=2.15, top=0.06, bottom=0.5)


def draw(table: pd.DataFrame, x: str = "x", y: str = "y") -> Figure:
    """Draw the designs, those on the front by name; `x` and `y` say what the goals are."""
    front, rest = _split(table)
    shown = _labelled(front)
    names = [str(name) for name in shown["point"]]
    crosses = np.isfinite(optional(front, "x_low")).any() or np.isfinite(optional(front, "y_low")).any()
    figure, (axes,) = page(
        TITLE,
        f"{len(table):,} designs, {len(front):,} of them on the front: no other is known to be better."
        + (f" Crosses: {MOST} intervals." if crosses else ""),
        max(3.4, label_room(names)),
        _MARGINS,
    )
    axes.plot(numbers(table, "x")[~_on_front(table)], numbers(table, "y")[~_on_front(table)], marker="o",
              linestyle="none", color=GREY, markersize=3.5) if len(rest) else None  # fmt: skip
    across, up = front["x"].to_numpy(dtype=float), front["y"].to_numpy(dtype=float)
    cross: dict[str, Any] = {"color": _LOOK.colour, "linewidth": 1.0, "linestyle": "-", "markersize": 5}
    for low, high, at in zip(optional(front, "x_low"), optional(front, "x_high"), up, strict=True):
        axes.plot([low, high], [at, at], marker="|", **cross)
    for low, high, at in zip(optional(front, "y_low"), optional(front, "y_high"), across, strict=True):
        axes.plot([at, at], [low, high], marker="_", **cross)
    axes.plot(across, up, color=_LOOK.colour, linestyle="none", marker="o", markersize=5.5)
    axes.grid(axis="x")
    axes.margins(0.08)
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.set_xlim(axes.get_xlim())
    axes.set_ylim(axes.get_ylim())
    look = Look(GREY, "-", "")
    label_ends(axes, [EndLabel(str(row["point"]), row["x"], row["y"], look) for row in shown.to_dict("records")])
    return figure


def alt(table: pd.DataFrame, x: str = "x", y: str = "y") -> str:
    """Say which designs are on the front."""
    front, _ = _split(table)
    said = "; ".join(
        f"{row['point']}: {_with_interval(row, 'x')} and {_with_interval(row, 'y')}"
        for row in _labelled(front).to_dict("records")
    )
    return f"{len(table):,} designs by {x} and {y}; {len(front):,} on the front, among them {said}."


def _with_interval(row: dict[Any, Any], goal: str) -> str:
    low, high = (float(row.get(f"{goal}_{end}", np.nan)) for end in ("low", "high"))
    return with_interval(float(row[goal]), low, high)


def _on_front(table: pd.DataFrame) -> Any:
    return table["on_front"].to_numpy(dtype=bool)


def _split(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    for goal in ("x", "y"):
        numbers(table, goal)
    once_each(table, ["point"])
    return table[_on_front(table)].sort_values("x", kind="stable"), table[~_on_front(table)]


def _labelled(front: pd.DataFrame) -> pd.DataFrame:
    """Return as many of the front as have room for a name, evenly along it."""
    at = np.unique(np.linspace(0, max(len(front) - 1, 0), min(_MOST_LABELS, len(front))).round().astype(int))
    return front.iloc[at]


CHART = Chart(
    name="pareto-front",
    title=TITLE,
    caption="Each dot is one design of a policy, placed by two goals. Blue: the front, designs that no other is known "
    "to beat in both; along it more of one goal costs some of the other. Crosses are 95 % intervals, of a search from "
    "companies that it had not seen, and for all its designs at once.",
    needs=(),
    draw=draw,
    alt=alt,
    columns={
        "point": "name of the design",
        "x": "one goal (also x_low, x_high: its interval)",
        "y": "the other goal (also y_low, y_high)",
        "on_front": "whether no other design is known to be as good in both and better in one",
    },
)
