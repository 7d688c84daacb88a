"""One person's year: how the weeks are spent, what the number says and what gets done, what the person believes."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.ticker import FuncFormatter

from sim.charts.chart import Chart, ChartError
from sim.charts.drawing.labels import EndLabel, label_ends, mark_room, mark_weeks
from sim.charts.drawing.over_time import changes_of, percent, set_weeks
from sim.charts.drawing.persons import YEAR, by_week, first_world, one_company
from sim.charts.drawing.series import Floats, main_policy
from sim.charts.drawing.style import LOOKS, QUIET, Look, Margins, page, width
from sim.charts.drawing.text import LEADING
from sim.charts.numbers import number
from sim.experiment import people

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from sim.experiment import Results

TITLE = "One person's year"
_COLUMNS = ("honest", "useful", "padding", "metric", "padded", "value", "belief", "manager's weight", "left")
_BEFORE = 8
_HEIGHT, _BETWEEN = 4.4, 0.18
_MARGINS = Margins(left=0.85, right=2.15, top=0.06, bottom=0.5)
_SHARE, _PADDING = LOOKS[2], LOOKS[1]


class _Person(NamedTuple):
    """Somebody's weeks: the seat, and for each panel its lines, (weeks,)."""

    seat: int
    first: int
    panels: tuple[tuple[str, dict[str, tuple[Floats, Look]], bool], ...]
    padded_weeks: int
    company: str


def draw(results: Results, policy: str | None = None, world: int | None = None, seat: int | None = None) -> Figure:
    """Draw the year of the person in `seat`; by default of a typical one among those who pad at all."""
    policy = main_policy(results, policy)
    person = _person(results, policy, first_world(results, world), seat)
    weeks = np.arange(person.first, person.first + len(next(iter(person.panels[0][1].values()))[0]), dtype=np.float64)
    span = (float(min(weeks[0], weeks[-1] - 1)), float(weeks[-1]))
    marks = [mark for mark in changes_of(results, policy) if span[0] <= mark.week <= span[1]]
    room = mark_room(marks, span, width() - _MARGINS.left - _MARGINS.right)
    figure, panels = page(
        f"{TITLE} under “{policy}”",
        f"{_who(person)}, in {person.company}: what happened to one person, not what happens on average.",
        _HEIGHT,
        _MARGINS._replace(top=_MARGINS.top + room),
        rows=len(person.panels),
        between=_BETWEEN,
    )
    for axes, (title, lines, share) in zip(panels, person.panels, strict=True):
        _draw_panel(axes, title, weeks, lines, share)
        set_weeks(axes, span)
        axes.set_xlabel("week" if axes is panels[-1] else "")
    mark_weeks(panels[0], marks)
    for axes, mark in product(panels, marks):
        axes.axvline(mark.week, color=QUIET, linewidth=0.8)
    for axes, (_, lines, _) in zip(panels, person.panels, strict=True):
        ends = [(name, np.flatnonzero(np.isfinite(values)), values, look) for name, (values, look) in lines.items()]
        label_ends(
            axes, [EndLabel(name, weeks[at[-1]], values[at[-1]], look) for name, at, values, look in ends if len(at)]
        )
    return figure


def alt(results: Results, policy: str | None = None, world: int | None = None, seat: int | None = None) -> str:
    """Say what the year was like."""
    policy = main_policy(results, policy)
    person = _person(results, policy, first_world(results, world), seat)
    said = []
    for title, lines, share in person.panels:
        ends = "; ".join(
            f"{name} {number(float(np.nanmean(values)), 'share' if share else 'number')}"
            for name, (values, _) in lines.items()
            if np.isfinite(values).any()
        )
        said.append(f"In {' '.join(title.split())}, on average: {ends}.")
    return f"Three panels over the weeks under “{policy}”, in {person.company}. {_who(person)}. {' '.join(said)}"


def _who(person: _Person) -> str:
    weeks = "never pads" if not person.padded_weeks else f"pads in {person.padded_weeks} of the weeks shown"
    return f"The person in seat {person.seat}, who {weeks}"


def _person(results: Results, policy: str, world: int, seat: int | None) -> _Person:
    first = max(results.since_first_change[0] - _BEFORE, 1)
    last = min(first + YEAR - 1, results.case.weeks)
    seats = results.case.company.employees
    table = people(results, policy, world, (first, last), _COLUMNS)
    columns = {name: by_week(table, name, seats) for name in _COLUMNS}
    stays = np.asarray(columns["left"][:-1].sum(axis=0) == 0)
    if seat is None:
        seat = _typical(columns["padding"], stays)
    elif not 0 <= seat < seats:
        raise ChartError(f"there is no seat {seat}; there are 0 to {seats - 1}")
    mine = {name: values[:, seat] for name, values in columns.items()}
    panels = (
        ("share of the week",
         {"Use in earnest": (mine["useful"], _SHARE), "Padding": (mine["padding"], _PADDING)}, True),
        (
            "useful-week\nequivalents; weeks",
            {"The number": (mine["metric"], LOOKS[0]), "Padding's part of it": (mine["padded"], _PADDING),
             "What gets done": (mine["value"], _SHARE)},
            False,
        ),
        (
            "weight of number\nin reviews",
            {"What the person believes": (mine["belief"], LOOKS[1]),
             "What the manager does": (mine["manager's weight"], LOOKS[2])},
            True,
        ),
    )  # fmt: skip
    return _Person(seat, first, panels, int((mine["padding"] > 0).sum()), one_company(results, world))


def _typical(padding: Floats, stays: NDArray[np.bool_]) -> int:
    """Return the seat, among those who stay and pad, with the middle amount of padding; without any, the first."""
    total = np.where(stays, padding.sum(axis=0), 0.0)
    padders = np.flatnonzero(total > 0)
    if not len(padders):
        return 0
    order = padders[np.argsort(total[padders], kind="stable")]
    return int(order[len(order) // 2])


def _draw_panel(axes: Axes, title: str, weeks: Floats, lines: dict[str, tuple[Floats, Look]], share: bool) -> None:
    for values, look in lines.values():
        axes.plot(weeks, values, color=look.colour, linestyle=look.dashes, linewidth=1.4)
    axes.set_ylabel(title, linespacing=LEADING)
    low, high = axes.get_ylim()
    axes.set_ylim(min(0.0, low) if not share else 0.0, max(high, 0.05))
    if share:
        axes.yaxis.set_major_formatter(FuncFormatter(percent))


CHART = Chart(
    name="one-persons-year",
    title=TITLE,
    caption="One person in one simulated company, from some weeks before the first change on: how much of the week "
    "goes into AI use and into padding, what the number and the work come to, and what the person believes of reviews "
    "against what the manager does. Unless a seat is named it is the middle one of those who pad and stay.",
    needs=("metric",),
    draw=draw,
    alt=alt,
)
