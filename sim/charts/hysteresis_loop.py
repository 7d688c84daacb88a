"""The hysteresis loop: a stake raised step by step and lowered again, and what it leaves behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter

from sim.charts.chart import Chart, ChartError
from sim.charts.drawing.labels import EndLabel, label_ends
from sim.charts.drawing.over_time import percent
from sim.charts.drawing.series import Floats
from sim.charts.drawing.style import LOOKS, QUIET, Look, Margins, page
from sim.charts.drawing.tables import numbers, optional
from sim.charts.numbers import MOST, Form, number, with_interval
from sim.experiment.patterns import loop

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TITLE = "Up and down again"
_NEVER = Look(QUIET, (0, (2, 2)), ".")
_MARGINS = Margins(left=0.78, right=2.15, top=0.06, bottom=0.5)


def draw(table: pd.DataFrame, stake: str = "stake", outcome: str = "outcome", form: Form = "number") -> Figure:
    """Draw the way up and the way down; `stake` and `outcome` say what they are."""
    across, up, turn = _way(table)
    low, high, held = (optional(table, column) for column in ("low", "high", "held"))
    never = bool(np.isfinite(held).any())
    figure, (axes,) = page(
        TITLE,
        f"{outcome[:1].upper()}{outcome[1:]} as {stake} is raised step by step and lowered again."
        + (" Grey: the same companies in the same weeks where it was never raised." if never else "")
        + (f" Bands: {MOST} intervals of the mean." if np.isfinite(low).any() else ""),
        3.3,
        _MARGINS,
    )
    ways = ((slice(0, turn + 1), LOOKS[2], "On the way up"), (slice(turn, None), LOOKS[1], "On the way down"))
    for part, look, _ in ways:
        axes.fill_between(across[part], low[part], high[part], color=look.colour, alpha=0.15, linewidth=0)
        axes.plot(across[part], up[part], color=look.colour, marker=look.marker, linestyle="-")
        if never:
            ends = [optional(table, column)[part] for column in ("held_low", "held_high")]
            axes.fill_between(across[part], ends[0], ends[1], color=QUIET, alpha=0.15, linewidth=0)
            axes.plot(across[part], held[part], color=QUIET, marker=_NEVER.marker, linestyle=_NEVER.dashes)
        middle = len(across[part]) // 2
        if middle:
            tip, tail = ((across[part][at], up[part][at]) for at in (middle, middle - 1))
            arrow: dict[str, Any] = {"arrowstyle": "-|>", "color": look.colour, "linewidth": 0, "mutation_scale": 15}
            axes.annotate("", tip, tail, arrowprops=arrow)
    if form == "share":
        axes.yaxis.set_major_formatter(FuncFormatter(percent))
    axes.set_ylim(min(axes.get_ylim()[0], 0) if form != "share" else 0, None)
    axes.set_xlim(axes.get_xlim())
    axes.set_ylim(axes.get_ylim())
    axes.set_xlabel(stake)
    axes.set_ylabel(outcome)
    marked = [(across[part][len(across[part]) // 2], up[part][len(across[part]) // 2], look, says)
              for part, look, says in ways]  # fmt: skip
    if never:
        marked.append((across[turn], held[turn], _NEVER, "Never raised"))
    label_ends(axes, [EndLabel(says, x, y, look) for x, y, look, says in marked])
    return figure


def alt(table: pd.DataFrame, stake: str = "stake", outcome: str = "outcome", form: Form = "number") -> str:
    """Say what is left when the stake is back where it began."""
    across, up, turn = _way(table)
    low, high = (float(optional(table, end)[-1]) for end in ("low", "high"))
    back = with_interval(float(up[-1]), low, high, form)
    area, held = "", optional(table, "held")
    never = bool(np.isfinite(held).all())
    if across[0] == across[-1] and np.ptp(across) > 0:
        share = float(abs(loop(across, up - held if never else up).share))
        whose = "loop of the difference" if never else "loop"
        area = f" The {whose} fills {number(share, 'share')} of the rectangle around it."
    left = f"; {number(float(held[-1]), form)} then where it was never raised" if never else ""
    return (
        f"{outcome} against {stake}: {number(float(up[0]), form)} at {across[0]:g}, {number(float(up[turn]), form)} "
        f"at {across[turn]:g}, and {back} once back at {across[-1]:g}{left}.{area}"
    )


def _way(table: pd.DataFrame) -> tuple[Floats, Floats, int]:
    """Return stake and outcome in the order of the sweep, and where the stake is highest."""
    stake, outcome = numbers(table, "stake"), numbers(table, "outcome")
    if not (np.isfinite(stake).all() and np.isfinite(outcome).all()):
        raise ChartError("the outcome is defined at every step of the stake, or there is no loop")
    return stake, outcome, int(stake.argmax())


CHART = Chart(
    name="hysteresis-loop",
    title=TITLE,
    caption="A stake is raised in small steps, each held until the company has settled, and lowered again in the "
    "same steps. Where the way down lies above the way up, the past decides: lowering the stake does not "
    "undo what raising it did. Grey, where it was run: the same companies in the same weeks, the stake left "
    "at its lowest, which shows what time alone does. Bands are 95 % intervals of the means over the "
    "simulated companies.",
    needs=(),
    draw=draw,
    alt=alt,
    columns={
        "stake": "in the order of the sweep, up and down again",
        "outcome": "what it brings about (also low, high: its interval; held, held_low, held_high: where never raised)",
    },
)
