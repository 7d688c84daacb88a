"""A waterfall: what is added to and taken from a sum, line by line, with what comes out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.charts.chart import ChartError
from sim.charts.drawing.rows import rows_of, set_rows
from sim.charts.drawing.style import GAIN, INK, LOSS, QUIET, SMALL, Margins, page, width
from sim.charts.numbers import MINUS, Form, number, sentence

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LABEL_WIDTH = 156.0
_MARGINS = Margins(left=2.35, right=1.85, top=0.06, bottom=0.5)
_THICK = 13.0
_COLUMNS = 0.1, 0.72


class Step(NamedTuple):
    """A line: what it adds, or, where it is a total, what has come out so far; with its 95 % interval."""

    name: str
    mean: float
    low: float
    high: float
    total: bool = False


def draw_waterfall(title: str, subtitle: str, steps: Sequence[Step], unit: str, form: Form = "number") -> Figure:
    """Draw a waterfall from top to bottom.

    Parameters
    ----------
    title, subtitle
        Head of the figure.
    steps
        Those that add nothing at all in any company are left out.
    unit
        Of the horizontal axis.
    form
        How numbers are written.

    Raises
    ------
    ChartError
        If a line is not defined.
    """
    steps = _worth_showing(steps)
    rows = rows_of([step.name for step in steps], _LABEL_WIDTH, gap=8.0)
    figure, (axes,) = page(title, subtitle, rows.inches, _MARGINS)
    across = width() - _MARGINS.left - _MARGINS.right
    places = _places(steps, form)
    running, above = 0.0, None
    for step, y in zip(steps, rows.middles, strict=True):
        start = 0.0 if step.total else running
        colour = QUIET if step.total else GAIN if step.mean >= 0 else LOSS
        if above is not None and not step.total:
            axes.plot([running, running], [above, y], color=QUIET, linewidth=0.6, linestyle="-")
        axes.barh(y, step.mean, left=start, height=_THICK, color=colour)
        axes.plot([start + step.low, start + step.high], [y, y], color=INK, linewidth=0.9, linestyle="-")
        running, above = start + step.mean, y
        texts = [number(value, form, decimals=places, signed=True) for value in (step.mean, step.low, step.high)]
        beside: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "va": "center", "size": SMALL}
        weight = "bold" if step.total else "normal"
        axes.text(1 + _COLUMNS[0] / across, y, texts[0], weight=weight, color=colour, **beside)
        if np.isfinite(step.low):
            axes.text(1 + _COLUMNS[1] / across, y, f"{texts[1]} to {texts[2]}", color=QUIET, **beside)
    set_rows(axes, rows)
    axes.axvline(0, color=QUIET, linewidth=0.8)
    axes.grid(visible=False)
    axes.grid(axis="x")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _tick(value, form)))
    axes.set_xlabel(unit)
    return figure


def waterfall_in_words(steps: Sequence[Step], form: Form = "number") -> str:
    """Say every line with its interval."""
    said = (
        f"{step.name} {sentence(step.mean, step.low, step.high, form, signed=True)}" for step in _worth_showing(steps)
    )
    return "; ".join(said)


def _worth_showing(steps: Sequence[Step]) -> list[Step]:
    shown = [step for step in steps if step.total or step.mean != 0.0 or step.low != step.high]
    if not all(np.isfinite(step.mean) for step in shown):
        raise ChartError("not every line is defined in the weeks that are shown")
    return shown


def _places(steps: Sequence[Step], form: Form) -> int:
    """Digits after the point that suit the largest line; all lines have the same, so that they can be added up."""
    most = max(abs(step.mean) for step in steps)
    if form == "money":
        return 0 if most >= 20 else 2
    return 3 if most < 1 else 1


def _tick(value: float, form: Form) -> str:
    sign = MINUS if value < 0 else ""
    return f"{sign}{'$' if form == 'money' and value else ''}{abs(value):,.10g}"
