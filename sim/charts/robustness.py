"""How robust a choice is: in how many companies each policy beats each other, and what it costs to be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from sim.charts.chart import Chart, ChartError
from sim.charts.drawing.rows import rows_of, set_rows
from sim.charts.drawing.series import Floats
from sim.charts.drawing.style import INK, LOOKS, QUIET, SCALE, SMALL, Margins, page
from sim.charts.drawing.tables import numbers, once_each, optional
from sim.charts.drawing.text import LEADING, wrap
from sim.charts.numbers import MOST, number, with_interval

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLE = "How robust the choice is"
_MOST = 14
_MARGINS = Margins(left=2.15, right=0.15, top=0.28, bottom=0.55)


class _Regrets(NamedTuple):
    """Each policy's regret on average and at worst, (policies,), and their ends, (policies, 2); NaN where not given."""

    mean: Floats
    ends: Floats
    worst: Floats
    worst_ends: Floats


def draw(table: pd.DataFrame, outcome: str = "the outcome", each: str = "setting") -> Figure:
    """Draw shares of companies as a square of policies, with each policy's regret.

    `outcome` is what is compared, `each` what has a best choice of its own: a setting, or a company.
    """
    names, shares, regrets = _square(table)
    at_worst = bool(np.isfinite(regrets.worst).any())
    rows = rows_of([f"{place}  {name}" for place, name in enumerate(names, 1)], 136.0, gap=9.0)
    costs = f"what it falls short of the best choice in each {each}, on average"
    costs += f" (bars) and in its worst {each} (diamonds)" if at_worst else ""
    figure, (square, regret) = page(
        TITLE,
        f"By {outcome}: in how many of 100 plausible companies the policy of a row beats that of a column, and "
        f"{costs}. Least regret {'at worst ' if at_worst else ''}on top.{_not_shown(table, names)}"
        f"{_how_sure(table, regrets)}",
        max(rows.inches, 1.2),
        _MARGINS,
        panels=2,
    )
    _draw_square(square, rows.middles, rows.height, shares)
    _draw_regrets(regret, rows.middles, regrets)
    regret.set_xlabel("\n".join(wrap(f"loss of {outcome}", 150.0, SMALL)), size=SMALL, linespacing=LEADING)
    set_rows(square, rows)
    for axes in (square, regret):
        axes.tick_params(axis="y", length=0)
    return figure


def alt(table: pd.DataFrame, outcome: str = "the outcome", each: str = "setting") -> str:
    """Say whom each policy beats in how many companies, and its regret."""
    names, shares, regrets = _square(table)
    said = []
    for place, (name, row) in enumerate(zip(names, shares, strict=True)):
        beaten = ", ".join(
            f"{other} in {number(float(share), 'share')}"
            for other, share in zip(names, row, strict=True)
            if np.isfinite(share)
        )
        cost = f"regret {_in_words(regrets.mean[place], regrets.ends[place])}"
        if np.isfinite(regrets.worst[place]):
            cost += f", in its worst {each} {_in_words(regrets.worst[place], regrets.worst_ends[place])}"
        said.append(f"{name} beats {beaten}; {cost}")
    sure = _how_sure(table, regrets)
    return f"Shares of companies in which one policy beats another by {outcome}. {'. '.join(said)}.{sure}"


def _not_shown(table: pd.DataFrame, names: list[str]) -> str:
    more = table["policy"].nunique() - len(names)
    return f" {more} with more regret are not shown." if more > 0 else ""


def _in_words(value: float, ends: Floats) -> str:
    return with_interval(float(value), float(ends[0]), float(ends[1]))


def _how_sure(table: pd.DataFrame, regrets: _Regrets) -> str:
    """Say how far the intervals of shares reach, and what lines there are."""
    share, low, high = (optional(table, column) for column in ("share", "low", "high"))
    reach = np.concatenate([high - share, share - low])
    lines = f" Lines: {MOST} intervals." if np.isfinite([*regrets.ends, *regrets.worst_ends]).any() else ""
    if not np.isfinite(reach).any():
        return lines
    return f"{lines} {MOST} intervals of shares reach at most {100 * np.nanmax(reach):.0f} to either side."


def _draw_regrets(axes: Axes, middles: Floats, regrets: _Regrets) -> None:
    at_worst = bool(np.isfinite(regrets.worst).any())
    apart = 4.0 if at_worst else 0.0
    axes.barh(middles - apart, regrets.mean, height=7.0 if at_worst else 9.0, color=LOOKS[1].colour, zorder=1)
    line: dict[str, Any] = {"color": INK, "linewidth": 0.9, "linestyle": "-", "zorder": 2}
    for y, mean, worst in zip(middles, regrets.ends, regrets.worst_ends, strict=True):
        axes.plot(mean, [y - apart] * 2, **line)
        axes.plot(worst, [y + apart] * 2, **line)
    axes.plot(regrets.worst, middles + apart, marker="D", markersize=4.5, linestyle="none", color=LOOKS[2].colour)
    every = [*regrets.ends.ravel(), *regrets.worst_ends.ravel(), *regrets.mean, *regrets.worst, 0.0]
    size = float(np.nanmax(np.abs([*regrets.mean, *regrets.worst, 1e-9]), initial=1e-9))
    axes.set_xlim(max(np.nanmin(every), -size / 2), min(1.05 * max(np.nanmax(every), 1e-9), 2 * size))
    axes.axvline(0, color=QUIET, linewidth=0.8)
    axes.xaxis.set_major_locator(MaxNLocator(3))
    axes.set_title("Regret", size=SMALL + 1, loc="left", weight="bold")
    axes.grid(visible=False)
    axes.grid(axis="x")


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


def _square(table: pd.DataFrame) -> tuple[list[str], Floats, _Regrets]:
    """Return policies, least regret first, the share in which each beats each, (policies, policies), and regrets."""
    once_each(table, ["policy", "against"])
    numbers(table, "share")
    if ((table["share"] < 0) | (table["share"] > 1)).any():
        raise ChartError("the column 'share' must lie between 0 and 1")
    names = ("regret", "regret_low", "regret_high", "most_regret", "most_regret_low", "most_regret_high")
    found = {name: optional(table, name) for name in names}
    by_policy = pd.DataFrame(found, index=table["policy"].astype(str))
    by_policy = by_policy[~by_policy.index.duplicated()]
    by = "most_regret" if by_policy["most_regret"].notna().any() else "regret"
    by_policy = by_policy.sort_values(by, kind="stable")[:_MOST]
    shown = [str(name) for name in by_policy.index]
    wide = table.astype({"policy": str, "against": str}).pivot(index="policy", columns="against", values="share")
    mean, low, high, worst, worst_low, worst_high = (by_policy[name].to_numpy(dtype=float) for name in names)
    ends, worst_ends = np.column_stack([low, high]), np.column_stack([worst_low, worst_high])
    return (
        shown,
        wide.reindex(index=shown, columns=shown).to_numpy(dtype=float),
        _Regrets(mean, ends, worst, worst_ends),
    )


CHART = Chart(
    name="robustness",
    title=TITLE,
    caption="In how many of 100 plausible companies the policy of a row beats that of a column; 50 is a draw. "
    "Regret is what a policy falls short of the best choice in each setting (in each company, where every "
    "company has a setting of its own), on average, and in the setting where that is most: the policy on "
    "top loses least by being chosen before the setting is known. Lines are 95 % intervals; those that run "
    "out of the picture go on beside it.",
    needs=(),
    draw=draw,
    alt=alt,
    columns={
        "policy": "the one that beats",
        "against": "the one that is beaten",
        "share": "of companies in which it does, 0 to 1 (also low, high: its interval)",
        "regret": "what the policy falls short of the best in each setting, on average; the same in all its rows (also "
        "most_regret: in its worst setting, and regret_low, regret_high, most_regret_low, most_regret_high)",
    },
)
