"""Policies side by side: what each changes against the baseline, in the same simulated companies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from sim.charts.chart import Chart, ChartError
from sim.charts.drawing.rows import draw_dots, rows_of, set_rows, set_values, titles
from sim.charts.drawing.series import companies
from sim.charts.drawing.style import Margins, across, page
from sim.charts.numbers import MOST, sentence

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.experiment import MeasureInfo, Results

MEASURES = ("surplus", "real value", "prevalence", "cost per value")
TITLE = "Policies side by side"
_LABEL_WIDTH = 136.0
_MARGINS = Margins(left=2.15, right=0.15, top=0.0, bottom=0.8)


def draw(results: Results) -> Figure:
    """Draw each policy's paired difference to the baseline with its 95 % interval, the largest surplus on top."""
    differences = _differences(results)
    rows = rows_of(list(differences["policy"].unique()), _LABEL_WIDTH)
    first, last = results.since_first_change
    room = across(_MARGINS, len(MEASURES)) + _MARGINS.right
    heads, high = titles([f"{name[0].upper()}{name[1:]}" for name in MEASURES], room)
    figure, panels = page(
        TITLE,
        f"Difference to “{results.case.baseline}” over weeks {first} to {last}, {companies(results)}: mean and {MOST} "
        "interval. Hollow dots: the interval holds zero, or there is none, so we cannot tell.",
        rows.inches,
        _MARGINS._replace(top=high),
        panels=len(MEASURES),
    )
    for axes, name, head in zip(panels, MEASURES, heads, strict=True):
        table = differences[differences["measure"] == name]
        draw_dots(axes, rows.middles, table[["mean", "low", "high"]].to_numpy(dtype=float))
        info = results.measures[name]
        set_values(axes, head, info.unit, info.form, info.better, room)
    set_rows(panels[0], rows)
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
