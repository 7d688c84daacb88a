"""Ranks on the leaderboard over time: the ten who end first, and where they stand by what they get done."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from sim.charts.chart import Chart
from sim.charts.drawing.labels import EndLabel, label_ends, label_room
from sim.charts.drawing.over_time import set_weeks
from sim.charts.drawing.persons import by_week, first_world, one_company
from sim.charts.drawing.series import Floats, main_policy
from sim.charts.drawing.style import LOOKS, Look, Margins, page
from sim.experiment import people

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.experiment import Results

TITLE = "Who leads the board"
_FIRST, _PERIOD = 10, 13
_BESIDE = 0.02
"""Room for half a marker at either end, as a share of the weeks."""
_COLUMNS = ("generation", "metric", "padded", "value")
_PADS, _WORKS = LOOKS[1], LOOKS[2]
_MARGINS = Margins(left=0.72, right=2.15, top=0.06, bottom=0.5)


class _Leader(NamedTuple):
    """Somebody among the first: ranks by period, NaN before they came, rank by value, and padding's part."""

    ranks: Floats
    by_value: int
    padded: float


def draw(results: Results, policy: str | None = None, world: int | None = None) -> Figure:
    """Draw the ranks of those who end first under `policy` (by default the first after the baseline)."""
    policy = main_policy(results, policy)
    leaders, weeks = _leaders(results, policy, first_world(results, world))
    people_there = results.case.company.employees
    labels = [f"{place}: by value {leader.by_value:,} of {people_there:,}" for place, leader in enumerate(leaders, 1)]
    figure, (axes,) = page(
        f"{TITLE} under “{policy}”",
        f"The {len(leaders)} who end first, in {one_company(results, first_world(results, world))}. Red squares: more "
        f"than half of the number is padding in the end. Ranks over {_PERIOD} weeks each.",
        max(3.4, label_room(labels)),
        _MARGINS,
    )
    for leader in leaders:
        look = _look(leader)
        axes.plot(weeks, leader.ranks, color=look.colour, marker=look.marker, linewidth=1.3, linestyle="-")
    axes.set_yscale("log")
    axes.set_ylim(1.25 * max(people_there, 2), 0.8)
    axes.yaxis.set_major_locator(FixedLocator([1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000]))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(FuncFormatter(lambda rank, _: f"{rank:,.0f}"))
    first, last = float(min(weeks[0], weeks[-1] - 1)), float(weeks[-1])
    beside = _BESIDE * (last - first)
    set_weeks(axes, (first - beside, last + beside))
    axes.set_ylabel("rank by the number")
    ends = zip(labels, leaders, strict=True)
    label_ends(axes, [EndLabel(label, weeks[-1], leader.ranks[-1], _look(leader)) for label, leader in ends])
    return figure


def alt(results: Results, policy: str | None = None, world: int | None = None) -> str:
    """Say who leads, and where they stand by value."""
    policy = main_policy(results, policy)
    leaders, _ = _leaders(results, policy, first_world(results, world))
    said = "; ".join(
        f"{place}: {leader.by_value:,} by value{', mostly padding' if leader.padded > 0.5 else ''}"
        for place, leader in enumerate(leaders, 1)
    )
    number, company = results.case.company.employees, one_company(results, first_world(results, world))
    return f"Ranks over time under “{policy}” in {company} of {number:,} people. Rank by the number in the end: {said}."


def _look(leader: _Leader) -> Look:
    return _PADS if leader.padded > 0.5 else _WORKS


def _leaders(results: Results, policy: str, world: int) -> tuple[list[_Leader], Floats]:
    """Return those who end first, and the last week of each period."""
    seats = results.case.company.employees
    last = results.case.weeks
    periods = max(min(last, last - results.since_first_change[0] + 1 + _PERIOD) // _PERIOD, 1)
    first = max(last - periods * _PERIOD + 1, 1)
    table = people(results, policy, world, (first, last), _COLUMNS[1:])
    columns = {name: by_week(table, name, seats) for name in _COLUMNS}
    ends = np.arange(last - (periods - 1) * _PERIOD, last + 1, _PERIOD) if periods > 1 else np.array([last])
    split = [slice(max(end - _PERIOD + 1 - first, 0), end - first + 1) for end in ends]
    mine = columns["generation"] == columns["generation"][-1]
    ranks = np.array([_ranks(columns["metric"][part]) for part in split])
    ranks[[~mine[part].all(axis=0) for part in split]] = np.nan
    order = np.argsort(_ranks(columns["metric"][split[-1]]), kind="stable")[:_FIRST]
    by_value = _ranks(columns["value"][split[-1]])
    ranks[-1] = _ranks(columns["metric"][split[-1]])
    total = columns["metric"][split[-1]].sum(axis=0)
    padded = columns["padded"][split[-1]].sum(axis=0) / np.where(total > 0, total, 1.0)
    leaders = [_Leader(ranks[:, seat], int(by_value[seat]), float(padded[seat])) for seat in order]
    return leaders, ends.astype(np.float64)


def _ranks(values: Floats) -> Floats:
    """Return everybody's rank over some weeks, 1 the first, ties in the order of seats, (seats,)."""
    return np.asarray(pd.Series(-values.sum(axis=0)).rank(method="first"), dtype=np.float64)


CHART = Chart(
    name="leaderboard-ranks",
    title=TITLE,
    caption="The ranks by the number of the ten people who end first, in one simulated company; the number beside each "
    "is the rank of the same person by what really gets done. A line begins where the person joined. Red squares: in "
    "the end more than half of the person's number is padding.",
    needs=("metric",),
    draw=draw,
    alt=alt,
)
