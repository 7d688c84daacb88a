"""One measure over time, one line a policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.charts.chart import ChartError
from sim.charts.drawing.looks import looks
from sim.charts.drawing.over_time import Line, Panel, draw_lines
from sim.charts.drawing.series import Series, averaged, series

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.experiment import Results


def draw_policies(results: Results, measure: str, title: str) -> Figure:
    """Draw a measure over time under every policy, each as it looks in every chart.

    Raises
    ------
    ChartError
        If the measure is defined under no policy.
    """
    found = _found(results, measure)
    look, info = looks(results), results.measures[measure]
    lines = [Line(policy, line, look[policy]) for policy, line in found.items()]
    notes = [averaged(results), *_undefined(results, found)]
    return draw_lines(title, " ".join(notes), [Panel(info.unit, info.form, lines)])


def policies_in_words(results: Results, measure: str) -> str:
    """Say where each policy's line ends, with the range that holds most companies."""
    found = _found(results, measure)
    info, weeks = results.measures[measure], results.case.weeks
    ends = "; ".join(f"{policy} {line.last(info.form)}" for policy, line in found.items())
    said = f"One line a policy over weeks 1 to {weeks}: {info.name}, {info.unit}. In the last week: {ends}."
    return " ".join([said, *_undefined(results, found)])


def _found(results: Results, measure: str) -> dict[str, Series]:
    found = series(results, measure, results.policies)
    if not found:
        raise ChartError(f"'{measure}' is not defined in any week under any policy")
    return found


def _undefined(results: Results, found: dict[str, Series]) -> list[str]:
    missing = [policy for policy in results.policies if policy not in found]
    return [f"Not defined under: {', '.join(missing)}."] if missing else []
