"""Policies side by side: what each changes against the baseline, in the same simulated companies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import NDArray

from sim.charts.chart import Chart, ChartError
from sim.charts.numbers import MINUS, MOST, UNDEFINED, sentence
from sim.charts.series import companies
from sim.charts.style import GREY, INK, LOOKS, NORMAL, QUIET, SMALL, Margins, page
from sim.charts.text import LEADING, POINTS, height_of, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.experiment import MeasureInfo, Results

MEASURES = ("surplus", "real value", "prevalence", "cost per value")
TITLE = "Policies side by side"
_LABEL_WIDTH = 136.0
_MARGINS = Margins(left=2.15, right=0.15, top=0.24, bottom=0.8)
_BETTER = {"more": "better →", "less": "← better", "neither": ""}


def draw(results: Results) -> Figure:
    """Draw each policy's paired difference to the baseline with its 95 % interval, the largest surplus on top."""
    differences = _differences(results)
    names = [wrap(policy, _LABEL_WIDTH, NORMAL) for policy in differences["policy"].unique()]
    heights = np.array([height_of(len(lines), NORMAL) + 12 for lines in names])
    rows = np.cumsum(heights) - heights / 2
    first, last = results.since_first_change
    figure, panels = page(
        TITLE,
        f"Difference to “{results.case.baseline}” over weeks {first} to {last}, {companies(results)}: mean and {MOST} "
        "interval. Hollow dots: the interval holds zero, or there is none, so we cannot tell.",
        float(heights.sum()) / POINTS,
        _MARGINS,
        panels=len(MEASURES),
    )
    for axes, name in zip(panels, MEASURES, strict=True):
        table = differences[differences["measure"] == name]
        _draw_panel(axes, rows, table[["mean", "low", "high"]].to_numpy(dtype=float))
        _set_panel(axes, results.measures[name])
    panels[0].set_ylim(float(heights.sum()), 0)
    panels[0].set_yticks(rows, ["\n".join(lines) for lines in names], size=NORMAL, color=INK, linespacing=LEADING)
    return figure


def alt(results: Results) -> str:
    """Say each policy's differences with their intervals, the largest surplus first."""
    differences = _differences(results)
    said = [
        f"{policy}: " + ", ".join(_in_words(row, results.measures[str(row.measure)]) for row in rows.itertuples())
        for policy, rows in differences.groupby("policy", sort=False)
    ]
    first, last = results.since_first_change
    shown = f"Dots with whiskers, differences to “{results.case.baseline}” over weeks {first} to {last}"
    return f"{shown}, largest surplus first. {'; '.join(said)}."


def _in_words(row: Any, measure: MeasureInfo) -> str:
    return f"{row.measure} {sentence(row.mean, row.low, row.high, measure.form, signed=True)}"


def _differences(results: Results) -> pd.DataFrame:
    """Differences of every policy to the baseline, policies in order of their surplus, measures in order."""
    baseline = results.case.baseline
    others = [policy for policy in results.policies if policy != baseline]
    weeks = results.since_first_change
    if not others:
        raise ChartError(f"there is no policy beside the baseline '{baseline}' to compare it with")
    table = pd.concat([results.compare(policy, measures=MEASURES, weeks=weeks) for policy in others])
    surplus = table[table["measure"] == MEASURES[0]].sort_values("mean", ascending=False, kind="stable")
    table = table.set_index(["policy", "measure"])
    return table.loc[[(policy, name) for policy in surplus["policy"] for name in MEASURES]].reset_index()


def _draw_panel(axes: Axes, rows: NDArray[np.float64], values: NDArray[np.float64]) -> None:
    """Draw dots and whiskers; `values` are mean, low and high, shape (policies, 3)."""
    axes.axvline(0, color=QUIET, linewidth=0.8)
    for y, (mean, low, high) in zip(rows, values, strict=True):
        if not np.isfinite(mean):
            beside: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "backgroundcolor": "white"}
            axes.text(0.04, y, UNDEFINED, size=SMALL, color=QUIET, va="center", **beside)
            continue
        clear = low > 0 or high < 0
        colour = LOOKS[2].colour
        axes.plot([low, high], [y, y], color=colour, linewidth=1.4, marker="|", markersize=7)
        axes.plot(mean, y, marker="o", markersize=4.5, color=colour, markerfacecolor=colour if clear else "white")


def _set_panel(axes: Axes, measure: MeasureInfo) -> None:
    axes.set_title(f"{measure.name[0].upper()}{measure.name[1:]}", size=NORMAL, loc="left", weight="bold")
    unit = measure.unit
    if measure.form == "share":
        axes.xaxis.set_major_formatter(FuncFormatter(_points))
        unit = "percentage points"
    axes.set_xlabel("\n".join([_BETTER[measure.better], *wrap(unit, 88.0, SMALL)]), size=SMALL, linespacing=LEADING)
    axes.xaxis.set_major_locator(MaxNLocator(2))
    axes.margins(x=0.12)
    axes.grid(axis="y", color=GREY, linewidth=0.4)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def _points(share: float, _: int | None) -> str:
    return f"{100 * share:.3g}".replace("-", MINUS)


CHART = Chart(
    name="policies",
    title=TITLE,
    caption="What each policy changes against the baseline, over the weeks of the verdict. Every policy meets the same "
    "people and the same luck, so that the difference is the policy's. Dots are means over the simulated companies, "
    "whiskers 95 % intervals of these means; a hollow dot says that the sign of the difference cannot be told.",
    needs=MEASURES,
    draw=draw,
    alt=alt,
)
