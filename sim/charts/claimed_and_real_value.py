"""Claimed against real value over time under one policy, with the dates of its changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.charts.chart import Chart, ChartError
from sim.charts.drawing.over_time import Line, Panel, changes_of, draw_lines
from sim.charts.drawing.series import averaged, main_policy, series
from sim.charts.drawing.style import LOOKS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.experiment import Results

CLAIMED, REAL = "claimed value", "real value"
TITLE = "Claimed and real value"


def draw(results: Results, policy: str | None = None) -> Figure:
    """Draw claimed and real value under `policy` (by default the first after the baseline)."""
    policy = main_policy(results, policy)
    info = results.measures[REAL]
    panel = Panel(info.unit, info.form, _lines(results, policy))
    return draw_lines(f"{TITLE} under “{policy}”", averaged(results), [panel], changes_of(results, policy))


def alt(results: Results, policy: str | None = None) -> str:
    """Say where the lines end and what was changed when."""
    policy = main_policy(results, policy)
    info = results.measures[REAL]
    ends = "; ".join(f"{line.name} {line.series.last(info.form)}" for line in _lines(results, policy))
    dates = [mark.text for mark in changes_of(results, policy)]
    changes = f" Changes marked: {'; '.join(dates)}." if dates else ""
    return f"Lines over the weeks under the policy “{policy}” ({info.unit}). In the last week: {ends}.{changes}"


def _lines(results: Results, policy: str) -> list[Line]:
    baseline = results.case.baseline
    real = series(results, REAL, [baseline, policy])
    claimed = series(results, CLAIMED, [policy])
    lines = [Line("Claimed value", line, LOOKS[1]) for line in claimed.values()]
    if policy in real:
        lines.append(Line("Real value", real[policy], LOOKS[2]))
    if policy != baseline and baseline in real:
        lines.append(Line(f"Real value under “{baseline}”", real[baseline], LOOKS[0]))
    if not lines:
        raise ChartError(f"neither claimed nor real value is defined in any week under '{policy}'")
    return lines


CHART = Chart(
    name="claimed-and-real-value",
    title=TITLE,
    caption="Claimed value is what the dashboard suggests: the link between metric and value from before the launch, "
    "applied to today's metric. Real value is what people get done. Vertical lines mark what was changed and when. "
    "Each line is the mean over the simulated companies, each band the range in which 95 % of them lie.",
    needs=(CLAIMED, REAL),
    draw=draw,
    alt=alt,
)
