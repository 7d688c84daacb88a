"""Lines over the weeks, each with its band and its name at its end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.ticker import FuncFormatter, MultipleLocator

from sim.charts.drawing.labels import EndLabel, Mark, label_ends, label_room, mark_room, mark_weeks
from sim.charts.drawing.series import Series
from sim.charts.drawing.style import GREY, LOOKS, Look, Margins, page, width

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.experiment import MeasureInfo, Results

_MARGINS = Margins(left=0.72, right=2.15, top=0.06, bottom=0.5)
_HEIGHT = 3.1
_STEPS = (1, 2, 4, 13, 26, 52, 104, 260, 520)


class Line(NamedTuple):
    """A named line; without a look it stays grey and unnamed in the background."""

    name: str
    series: Series
    look: Look | None


def draw_lines(
    title: str, subtitle: str, lines: Sequence[Line], measure: MeasureInfo, marks: Sequence[Mark] = ()
) -> Figure:
    """Draw lines of one unit over the weeks.

    Parameters
    ----------
    title, subtitle
        Head of the figure.
    lines
        At least one, each defined in at least one week.
    measure
        Gives the vertical axis its unit.
    marks
        Weeks to mark with a vertical line and a text above.
    """
    weeks = np.concatenate([line.series.weeks for line in lines])
    span = (float(min(weeks.min(), weeks.max() - 1)), float(weeks.max()))
    room = mark_room(marks, span, width() - _MARGINS.left - _MARGINS.right)
    named = [line.name for line in lines if line.look]
    height = max(_HEIGHT, label_room(named))
    figure, (axes,) = page(title, subtitle, height, _MARGINS._replace(top=_MARGINS.top + room))
    for line in lines:
        _draw_line(axes, line, faint=min(0.15, 0.26 / np.sqrt(len(named))))
    _set_axes(axes, span, measure)
    mark_weeks(axes, marks)
    label_ends(axes, [_end_label(line, line.look) for line in lines if line.look])
    return figure


def changes_of(results: Results, policy: str) -> list[Mark]:
    """Return a mark a week in which a policy changes something."""
    changes = sorted(results.case.policies[policy], key=lambda change: change.week)
    return [
        Mark(week, f"Week {week}: {'; '.join(change.note or change.words() for change in together)}")
        for week, together in groupby(changes, key=lambda change: change.week)
        if week <= results.case.weeks
    ]


def _end_label(line: Line, look: Look) -> EndLabel:
    weeks, mean, _, _ = line.series
    return EndLabel(line.name, float(weeks[line.series.end]), float(mean[line.series.end]), look)


def _draw_line(axes: Axes, line: Line, faint: float) -> None:
    weeks, mean, low, high = line.series
    if line.look is None:
        axes.plot(weeks, mean, color=GREY, linewidth=1.0, zorder=1)
        return
    colour, dashes, marker = line.look
    if np.isfinite(mean).sum() == 1:
        axes.vlines(weeks, low, high, color=colour, alpha=0.4, linewidth=4)
    elif (low < high).any():
        axes.fill_between(weeks, low, high, color=colour, alpha=faint, linewidth=0)
    every = (2 + LOOKS.index(line.look), 13) if len(weeks) > 26 else 1
    axes.plot(weeks, mean, color=colour, linestyle=dashes, marker=marker, markevery=every)


def _set_axes(axes: Axes, span: tuple[float, float], measure: MeasureInfo) -> None:
    low, high = axes.get_ylim()
    if measure.form == "share":
        axes.yaxis.set_major_formatter(FuncFormatter(percent))
        axes.set_ylim(max(low, 0.0), high)
    set_weeks(axes, span)
    axes.set_ylabel(measure.unit)


def set_weeks(axes: Axes, span: tuple[float, float]) -> None:
    """Let an axis run over weeks, with ticks a quarter or a year apart where there are many."""
    axes.set_xlim(*span)
    step = next((step for step in _STEPS if (span[1] - span[0]) / step <= 9), _STEPS[-1])
    axes.xaxis.set_major_locator(MultipleLocator(step))
    axes.set_xlabel("week")


def percent(share: float, _: int | None = None) -> str:
    """Write a share at a tick."""
    return f"{100 * share:.3g} %"
