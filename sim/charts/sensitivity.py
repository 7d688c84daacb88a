"""What it hangs on: how far each thing that is varied moves the outcome, and how much of its variance it explains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.charts.chart import Chart, ChartError
from sim.charts.drawing.over_time import percent
from sim.charts.drawing.rows import rows_of, set_rows
from sim.charts.drawing.style import GREY, LOOKS, NORMAL, QUIET, SMALL, Margins, across, page
from sim.charts.drawing.tables import numbers, once_each, optional
from sim.charts.drawing.text import POINTS, height_of, wrap
from sim.charts.numbers import MINUS, number, with_interval

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.charts.drawing.series import Floats

TITLE = "What it hangs on"
SWING, FIRST, TOTAL = "swing", "first", "total"
_NAMES = {FIRST: "alone", TOTAL: "with all that it does together with others"}
_MOST_ROWS = 15
_PANELS = {"swing": "Moved one at a time", "Sobol": "Share of the variance"}
_MARGINS = Margins(left=2.3, right=0.2, top=0.5, bottom=0.55)


def draw(table: pd.DataFrame, outcome: str = "the outcome") -> Figure:
    """Draw a tornado of swings, Sobol's indices, or both; `outcome` says of what."""
    order = _order(table)
    kinds = set(table["kind"])
    panels = [name for name, has in (("swing", SWING in kinds), ("Sobol", kinds & {FIRST, TOTAL})) if has]
    rows = rows_of(order, 146.0, gap=9.0)
    label = wrap(f"change in {outcome}", across(_MARGINS, len(panels)) * POINTS, NORMAL) if SWING in kinds else ("",)
    number_left_out = table["parameter"].nunique() - len(order)
    more = f" {number_left_out} smaller ones are not shown." if number_left_out else ""
    figure, axes = page(
        TITLE, f"{outcome[:1].upper()}{outcome[1:]}; what it hangs on most stands on top.{more}", rows.inches,
        _MARGINS._replace(bottom=_MARGINS.bottom + height_of(len(label) - 1, NORMAL) / POINTS), panels=len(panels),
    )  # fmt: skip
    for each, name in zip(axes, panels, strict=True):
        (_draw_swings if name == "swing" else _draw_shares)(each, table, order, rows.middles)
        each.grid(visible=False)
        each.grid(axis="x")
        each.spines["left"].set_visible(False)
        each.tick_params(axis="y", length=0)
        each.set_title(_PANELS[name], size=SMALL + 1, loc="left", weight="bold", pad=24)
        each.set_xlabel("\n".join(label) if name == "swing" else "share of variance")
    set_rows(axes[0], rows)
    return figure


def alt(table: pd.DataFrame, outcome: str = "the outcome") -> str:
    """Say each parameter's part."""
    order = _order(table)
    said = []
    for parameter in order:
        parts = []
        for row in table[table["parameter"] == parameter].to_dict("records"):
            low, high = float(row["low"]), float(row["high"])
            if row["kind"] == SWING:
                parts.append(f"from {number(low, signed=True)} to {number(high, signed=True)}")
            else:
                parts.append(f"{_NAMES[row['kind']]} {with_interval(float(row['index']), low, high, 'share')}")
        said.append(f"{parameter}: {', '.join(parts)}")
    return f"What moves {outcome}, most important first. {'; '.join(said)}."


def _order(table: pd.DataFrame) -> list[str]:
    """Return the most important parameters: by swing where there is one, else by total, else by first index."""
    known = {SWING, FIRST, TOTAL}
    unknown = set(table["kind"]) - known
    if unknown:
        found = min(map(str, unknown))
        raise ChartError(f"the column 'kind' holds '{found}'; it takes {', '.join(sorted(known))}")
    once_each(table, ["parameter", "kind"])
    by = next(kind for kind in (SWING, TOTAL, FIRST) if (table["kind"] == kind).any())
    rows = table[table["kind"] == by]
    size = np.abs(numbers(rows, "high") - numbers(rows, "low")) if by == SWING else numbers(rows, "index")
    order = np.argsort(-np.nan_to_num(size, nan=-np.inf), kind="stable")
    return [str(name) for name in rows["parameter"].to_numpy()[order][:_MOST_ROWS]]


def _draw_swings(axes: Axes, table: pd.DataFrame, order: list[str], middles: Floats) -> None:
    rows = table[table["kind"] == SWING].astype({"parameter": str}).set_index("parameter").reindex(order)
    ends = ((LOOKS[1], optional(rows, "low"), "at its low end"), (LOOKS[2], optional(rows, "high"), "at its high end"))
    for place, (look, values, says) in enumerate(ends):
        axes.barh(middles, values, height=11, color=look.colour, alpha=(1.0, 0.75)[place])
        key: dict[str, Any] = {"transform": axes.transAxes, "size": SMALL, "color": look.colour, "va": "bottom"}
        axes.text(0.5 * place, 1.01, f"■ {says}", **key)
    axes.axvline(0, color=QUIET, linewidth=0.8)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.3g}".replace("-", MINUS)))


def _draw_shares(axes: Axes, table: pd.DataFrame, order: list[str], middles: Floats) -> None:
    kinds = [(TOTAL, "with others", GREY, 11.0), (FIRST, "alone", LOOKS[2].colour, 5.0)]
    for place, (kind, says, colour, thick) in enumerate(kinds):
        rows = table[table["kind"] == kind].astype({"parameter": str}).set_index("parameter").reindex(order)
        if rows["index"].isna().all():
            continue
        axes.barh(middles, rows["index"].to_numpy(dtype=float), height=thick, color=colour)
        for y, low, high in zip(middles, optional(rows, "low"), optional(rows, "high"), strict=True):
            axes.plot([low, high], np.full(2, y + 3.5 * (1 - 2 * place)), color="black", linewidth=0.9, linestyle="-")
        key: dict[str, Any] = {"transform": axes.transAxes, "size": SMALL, "color": QUIET, "va": "bottom"}
        axes.text(0.5 * place, 1.01, f"■ {says}", **(key | {"color": colour if kind == FIRST else QUIET}))
    axes.axvline(0, color=QUIET, linewidth=0.8)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.xaxis.set_major_formatter(FuncFormatter(percent))


CHART = Chart(
    name="sensitivity",
    title=TITLE,
    caption="How much hangs on each thing that is varied, an assumption or a lever. Swings (tornado): where the "
    "outcome goes when one alone moves from its usual value to the low or the high end of its range. Shares "
    "of the variance (Sobol): how much of the outcome's variance over all ranges one explains alone, and "
    "together with others. Thin lines are 95 % intervals.",
    needs=(),
    draw=draw,
    alt=alt,
    columns={
        "parameter": "what is varied, in words or as its path",
        "kind": "swing, first (Sobol's index of the parameter alone) or total (with all that it does with others)",
        "index": "the index, 0 to 1; of a swing how far it moves the outcome",
        "low": "of a swing the outcome's change at the low end; of an index the low end of its interval, or nothing",
        "high": "the same at the high end",
    },
)
