"""How robust a choice is: in how many companies each policy beats each other, and what it costs to be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from sim.charts.chart import Chart, ChartError
from sim.charts.drawing.rows import rows_of, set_rows
from sim.charts.drawing.series import Floats
from sim.charts.drawing.style import INK, LOOKS, QUIET, SCALE, SMALL, Margins, page
from sim.charts.drawing.tables import numbers, once_each
from sim.charts.drawing.text import LEADING, wrap
from sim.charts.numbers import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLE = "How robust the choice is"
_MOST = 14
_MARGINS = Margins(left=2.15, right=0.15, top=0.28, bottom=0.55)


def draw(table: pd.DataFrame, outcome: str = "the outcome") -> Figure:
    """Draw shares of companies as a square of policies, with each policy's regret; `outcome` is what is compared."""
    names, shares, regrets = _square(table)
    rows = rows_of([f"{place}  {name}" for place, name in enumerate(names, 1)], 136.0, gap=9.0)
    figure, (square, regret) = page(
        TITLE,
        f"By {outcome}, over the settings of the sweep: in how many of 100 companies the policy of a row beats that of "
        "a column, and what choosing it costs on average against the best choice in each company. Best on top.",
        max(rows.inches, 1.2),
        _MARGINS,
        panels=2,
    )
    _draw_square(square, rows.middles, rows.height, shares)
    regret.barh(rows.middles, regrets, height=9.0, color=LOOKS[1].colour)
    regret.set_xlim(0, None)
    regret.xaxis.set_major_locator(MaxNLocator(3))
    regret.set_title("Regret", size=SMALL + 1, loc="left", weight="bold")
    regret.set_xlabel("\n".join(wrap(f"mean loss of {outcome}", 150.0, SMALL)), size=SMALL, linespacing=LEADING)
    regret.grid(visible=False)
    regret.grid(axis="x")
    set_rows(square, rows)
    for axes in (square, regret):
        axes.tick_params(axis="y", length=0)
    return figure


def alt(table: pd.DataFrame, outcome: str = "the outcome") -> str:
    """Say whom each policy beats in how many companies, and its regret."""
    names, shares, regrets = _square(table)
    said = []
    for name, row, regret in zip(names, shares, regrets, strict=True):
        beaten = ", ".join(
            f"{other} in {number(float(share), 'share')}"
            for other, share in zip(names, row, strict=True)
            if np.isfinite(share)
        )
        said.append(f"{name} beats {beaten}; regret {number(float(regret))}")
    return f"Shares of companies in which one policy beats another by {outcome}. {'. '.join(said)}."


def _draw_square(axes: Axes, middles: Floats, height: float, shares: Floats) -> None:
    size = len(shares)
    edges = np.concatenate([[0.0], (middles[:-1] + middles[1:]) / 2, [height]])
    columns = np.arange(size + 1, dtype=np.float64)
    axes.pcolormesh(columns, edges, shares, cmap=SCALE, vmin=0, vmax=1, edgecolors="white", linewidth=1.0)
    for row, y in enumerate(middles):
        for column in range(size):
            share = shares[row, column]
            if np.isfinite(share):
                style: dict[str, Any] = {"color": INK if share > 0.55 else "white", "size": SMALL - 0.5}
                axes.text(column + 0.5, y, f"{100 * share:.0f}", ha="center", va="center", **style)
    axes.set_xlim(0, size)
    axes.set_xticks(columns[:-1] + 0.5, [str(place) for place in range(1, size + 1)])
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", length=0)
    axes.grid(visible=False)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.set_xlabel("in how many of 100 companies\nthe row beats the column", size=SMALL, linespacing=LEADING)
    axes.xaxis.set_label_position("bottom")
    axes.tick_params(axis="x", colors=QUIET)


def _square(table: pd.DataFrame) -> tuple[list[str], Floats, Floats]:
    """Return policies, least regret first, the share in which each beats each, (policies, policies), and regrets."""
    once_each(table, ["policy", "against"])
    numbers(table, "share")
    if ((table["share"] < 0) | (table["share"] > 1)).any():
        raise ChartError("the column 'share' must lie between 0 and 1")
    regrets = table.assign(regret=numbers(table, "regret")).groupby("policy", sort=False, observed=True)["regret"]
    order = regrets.first().sort_values(kind="stable")
    names = [str(name) for name in order.index][:_MOST]
    wide = table.astype({"policy": str, "against": str}).pivot(index="policy", columns="against", values="share")
    return names, wide.reindex(index=names, columns=names).to_numpy(dtype=float), order.to_numpy(dtype=float)[:_MOST]


CHART = Chart(
    name="robustness",
    title=TITLE,
    caption="In how many of 100 companies, over all settings of a sweep, the policy of a row beats that of a column; "
    "50 is a draw. Regret is what a policy falls short of the best choice in each company, on average: the policy on "
    "top loses least by being chosen before the setting is known. With n companies a share of 50 is sure to within "
    "100/√n (a 95 % interval).",
    needs=(),
    draw=draw,
    alt=alt,
    columns={
        "policy": "the one that beats",
        "against": "the one that is beaten",
        "share": "of companies in which it does, 0 to 1",
        "regret": "what the policy falls short of the best in each company, on average; the same in all its rows",
    },
)
