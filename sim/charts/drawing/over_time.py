"""Lines over the weeks, each with its band and its name at its end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.ticker import FuncFormatter, MultipleLocator

from sim.charts.drawing.labels import EndLabel, Mark, label_ends, label_room, mark_room, mark_weeks
from sim.charts.drawing.series import Series
from sim.charts.drawing.style import LOOKS, PLAIN, Look, Margins, page, width
from sim.charts.drawing.text import LEADING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.charts.numbers import Form
    from sim.experiment import Results

_MARGINS = Margins(left=0.72, right=2.15, top=0.06, bottom=0.5)
_HEIGHT, _LOWER, _BETWEEN = 3.1, 1.7, 0.18
_STEPS = (1, 2, 4, 13, 26, 52, 104, 260, 520)


class Line(NamedTuple):
    """A line, its name and how it looks; a plain one has no band."""

    name: str
    series: Series
    look: Look


class Panel(NamedTuple):
    """Lines of one unit: at least one, each defined in at least one week; a `whole` axis runs over 0 to 1."""

    unit: str
    form: Form
    lines: Sequence[Line]
    whole: bool = False


def draw_lines(title: str, subtitle: str, panels: Sequence[Panel], marks: Sequence[Mark] = ()) -> Figure:
    """Draw lines over the weeks, those of each unit on axes of their own, one under another.

    Parameters
    ----------
    title, subtitle
        Head of the figure.
    panels
        What is drawn, from the top.
    marks
        Weeks to mark with a vertical line and a text above.
    """
    weeks = np.concatenate([line.series.weeks for panel in panels for line in panel.lines])
    span = (float(min(weeks.min(), weeks.max() - 1)), float(weeks.max()))
    room = mark_room(marks, span, width() - _MARGINS.left - _MARGINS.right)
    named = max(label_room([line.name for line in panel.lines]) for panel in panels)
    height = max(_HEIGHT if len(panels) == 1 else _LOWER, named) * len(panels) + _BETWEEN * (len(panels) - 1)
    margins = _MARGINS._replace(top=_MARGINS.top + room)
    figure, rows = page(title, subtitle, height, margins, rows=len(panels), between=_BETWEEN)
    for axes, panel in zip(rows, panels, strict=True):
        bands = sum(line.look != PLAIN for line in panel.lines)
        for line in panel.lines:
            _draw_line(axes, line, faint=min(0.15, 0.26 / np.sqrt(max(bands, 1))))
        _set_axes(axes, span, panel)
        axes.set_xlabel("week" if axes is rows[-1] else "")
    mark_weeks(rows, marks)
    for axes, panel in zip(rows, panels, strict=True):
        label_ends(axes, [_end_label(line) for line in panel.lines])
    return figure


def changes_of(results: Results, policy: str) -> list[Mark]:
    """Return a mark a week in which a policy changes something."""
    changes = sorted(results.case.policies[policy], key=lambda change: change.week)
    return [
        Mark(week, f"Week {week}: {'; '.join(change.note or change.words() for change in together)}")
        for week, together in groupby(changes, key=lambda change: change.week)
        if week <= results.case.weeks
    ]


def _end_label(line: Line) -> EndLabel:
    weeks, mean, _, _ = line.series
    return EndLabel(line.name, float(weeks[line.series.end]), float(mean[line.series.end]), line.look)


def _draw_line(axes: Axes, line: Line, faint: float) -> None:
    weeks, mean, low, high = line.series
    colour, dashes, marker = line.look
    if line.look == PLAIN:
        axes.plot(weeks, mean, color=colour, linestyle=dashes, linewidth=1.0, zorder=1)
        return
    if np.isfinite(mean).sum() == 1:
        axes.vlines(weeks, low, high, color=colour, alpha=0.4, linewidth=4)
    elif (low < high).any():
        axes.fill_between(weeks, low, high, color=colour, alpha=faint, linewidth=0)
    every = (2 + LOOKS.index(line.look), 13) if len(weeks) > 26 else 1
    axes.plot(weeks, mean, color=colour, linestyle=dashes, marker=marker, markevery=every, clip_on=False)


def _set_axes(axes: Axes, span: tuple[float, float], panel: Panel) -> None:
    low, high = axes.get_ylim()
    if panel.form == "share":
        axes.yaxis.set_major_formatter(FuncFormatter(percent))
        axes.set_ylim((0.0, 1.0) if panel.whole else (max(low, 0.0), high))
    set_weeks(axes, span)
    axes.set_ylabel(panel.unit, linespacing=LEADING)


def set_weeks(axes: Axes, span: tuple[float, float]) -> None:
    """Let an axis run over weeks, with ticks a quarter or a year apart where there are many."""
    axes.set_xlim(*span)
    step = next((step for step in _STEPS if (span[1] - span[0]) / step <= 9), _STEPS[-1])
    axes.xaxis.set_major_locator(MultipleLocator(step))
    axes.set_xlabel("week")


def percent(share: float, _: int | None = None) -> str:
    """Write a share at a tick."""
    return f"{100 * share:.3g} %"
