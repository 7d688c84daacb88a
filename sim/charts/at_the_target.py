"""The distribution of the number around its target: bunching, and what would be there without the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from sim.charts.chart import Chart, ChartError
from sim.charts.drawing.labels import EndLabel, label_ends
from sim.charts.drawing.over_time import percent
from sim.charts.drawing.persons import first_world, one_company
from sim.charts.drawing.series import main_policy
from sim.charts.drawing.style import LOOKS, LOSS, QUIET, SMALL, Margins, page
from sim.charts.numbers import number
from sim.experiment import Around, around_target, people

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.experiment import Results
    from sim.scenario import Case

TITLE = "People around the target"
_WEEKS = 26
_HEIGHT = 3.1
_MARGINS = Margins(left=0.72, right=2.15, top=0.2, bottom=0.5)
_TICKS = (0.25, 0.5, 1.0, 2.0, 4.0)


def draw(results: Results, policy: str | None = None, world: int | None = None) -> Figure:
    """Draw how far from the target people's numbers lie under `policy` (by default the first after the baseline)."""
    policy = main_policy(results, policy)
    around, aimed, before, weeks = _around(results, policy, first_world(results, world))
    figure, (axes,) = page(
        f"{TITLE} under “{policy}”",
        f"All people of {one_company(results, first_world(results, world))}, weeks {weeks[0]} to {weeks[1]}; each bar "
        "holds those whose number in a week lies within a tenth of one another.",
        _HEIGHT,
        _MARGINS,
    )
    wide = around.begins * (around.times - 1)
    just_at = (around.begins > 0.99) & (around.begins < 1.2)
    colours = np.where(just_at, LOSS, "#c9c9c9")
    axes.bar(around.begins, around.share, width=wide, align="edge", color=list(colours), linewidth=0)
    middles = around.begins * np.sqrt(around.times)
    lines = [
        ("Smooth, without the target", around.smooth, LOOKS[0]),
        ("What people aim at, without the week's luck", aimed.share, LOOKS[4]),
    ]
    if before is not None:
        lines.append((f"Same people under “{results.case.baseline}”", before.share, LOOKS[2]))
    for _, values, look in lines:
        axes.plot(middles, values, color=look.colour, linestyle=look.dashes, linewidth=1.5)
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(FixedLocator(_TICKS))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(_of_target))
    axes.set_xlim(around.begins[0], around.begins[-1] * around.times)
    axes.set_ylim(0, None)
    axes.yaxis.set_major_formatter(FuncFormatter(percent))
    axes.set_xlabel("the number, as a share of the target")
    axes.set_ylabel("share of people")
    axes.axvline(1.0, color=QUIET, linewidth=0.8, ymax=1.02, clip_on=False)
    axes.text(1.0, 1.03, "target", transform=axes.get_xaxis_transform(), size=SMALL, ha="center", color=QUIET)
    at = int(np.flatnonzero(just_at)[-1])
    tops = [int(values.argmax()) if values is aimed.share else -1 for _, values, _ in lines]
    ends = [EndLabel(f"Just at the target: {_excess(around)}", middles[at], around.share[at], LOOKS[1])]
    ends += [EndLabel(name, middles[top], each[top], look) for top, (name, each, look) in zip(tops, lines, strict=True)]
    label_ends(axes, ends)
    return figure


def alt(results: Results, policy: str | None = None, world: int | None = None) -> str:
    """Say how many people stand just at the target."""
    policy = main_policy(results, policy)
    around, aimed, before, weeks = _around(results, policy, first_world(results, world))
    just_at = (around.begins > 0.99) & (around.begins < 1.2)
    here, smooth = float(around.share[just_at].sum()), float(around.smooth[just_at].sum())
    same = (
        "" if before is None else f", {number(float(before.share[just_at].sum()), 'share')} of the same people under "
    )
    same += "" if before is None else f"“{results.case.baseline}”"
    return (
        f"Bars: how people's numbers lie around the target under “{policy}” in weeks {weeks[0]} to {weeks[1]} of "
        f"{one_company(results, first_world(results, world))}. Within a fifth above the target are "
        f"{number(here, 'share')} of people, against {number(smooth, 'share')} in a smooth distribution{same}. "
        f"Without the week's luck the most common aim is {number(_most_common(aimed), decimals=1)} times the target."
    )


def _most_common(around: Around) -> float:
    return float(around.begins[around.share.argmax()] * np.sqrt(around.times))


def _excess(around: Around) -> str:
    return f"{number(around.excess, 'share', decimals=1, signed=True)} against the smooth line"


def _around(results: Results, policy: str, world: int) -> tuple[Around, Around, Around | None, tuple[int, int]]:
    """Return how numbers lie, how aims do, how numbers of the same people would under the baseline, and the weeks."""
    case = results.case
    weeks = _weeks_with_target(case, policy)
    table = people(results, policy, world, weeks, ("metric", "aim", "target"))
    level = table["target"].to_numpy()
    around, aimed = (around_target(table[name].to_numpy() / level, 1.0) for name in ("metric", "aim"))
    if policy == case.baseline or case.meter_of(policy) != case.meter_of(case.baseline):
        return around, aimed, None, weeks
    same = people(results, case.baseline, world, weeks, ("metric",))["metric"].to_numpy()
    return around, aimed, around_target(same / level, 1.0), weeks


def _weeks_with_target(case: Case, policy: str) -> tuple[int, int]:
    """Return the last half-year, or what there is of it, in which a policy has a target."""
    there = [week for week in range(1, case.weeks + 1) if case.levers_in(policy, week).target is not None]
    if not there:
        raise ChartError(f"“{policy}” has no target in any week")
    first = last = there[-1]
    while first - 1 in there and last - first + 1 < _WEEKS:
        first -= 1
    return first, last


def _of_target(times: float, _: int | None) -> str:
    return {0.25: "¼", 0.5: "½", 1.0: "1", 2.0: "2 times", 4.0: "4 times"}.get(times, "")


CHART = Chart(
    name="at-the-target",
    title=TITLE,
    caption="How people's numbers lie around the target, in one simulated company. Red: those just at the target, up "
    "to a fifth above it. The dashed line is the smooth distribution that the bars beside suggest, as economists draw "
    "it; another what the same people's number would be without the policy, as only a simulation can show. More people "
    "at the target than either is bunching. Where the number hangs on luck, people keep a distance and bunch above the "
    "target, where only their aims show it.",
    needs=("metric",),
    draw=draw,
    alt=alt,
)
