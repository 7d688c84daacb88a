"""One person's year: how the weeks are spent, what the number says and what gets done, what the person believes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import NDArray

from sim.charts.chart import Chart, ChartError
from sim.charts.drawing.labels import EndLabel, label_ends, mark_room, mark_weeks
from sim.charts.drawing.over_time import changes_of, percent, set_weeks
from sim.charts.drawing.persons import YEAR, by_week, first_world, one_company
from sim.charts.drawing.series import Floats, main_policy
from sim.charts.drawing.style import LOOKS, QUIET, Look, Margins, page, width
from sim.charts.drawing.text import LEADING
from sim.charts.numbers import Form, number
from sim.experiment import people

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.experiment import Results

TITLE = "One person's year"
_COLUMNS = ("useful", "padding", "metric", "padded", "value", "incidents", "belief", "manager's weight", "left")
_BEFORE = 8
_HEIGHT, _BETWEEN = 5.2, 0.2
_MARGINS = Margins(left=0.85, right=2.15, top=0.06, bottom=0.5)
_SHARE, _PADDING = LOOKS[2], LOOKS[1]


class _Panel(NamedTuple):
    """Lines of one unit by name, (weeks,); places of weeks to mark with a ring on all of them, and a note on these."""

    unit: str
    lines: dict[str, tuple[Floats, Look]]
    form: Form = "share"
    rings: NDArray[np.intp] = np.array([], dtype=np.intp)
    note: str = ""

    def ends(self, weeks: Floats) -> list[EndLabel]:
        """Return what to write where each line ends."""
        note = self.note and f". {self.note}"
        defined = [(name, np.flatnonzero(np.isfinite(line)), line, look) for name, (line, look) in self.lines.items()]
        return [
            EndLabel(f"{name}{note}", weeks[at[-1]], line[at[-1]], look) for name, at, line, look in defined if len(at)
        ]


class _Person(NamedTuple):
    """Somebody's weeks: the seat, and what is drawn of it."""

    seat: int
    first: int
    panels: tuple[_Panel, ...]
    padded_weeks: int
    company: str


def draw(results: Results, policy: str | None = None, world: int | None = None, seat: int | None = None) -> Figure:
    """Draw the year of the person in `seat`; by default of a typical one among those who pad at all."""
    policy = main_policy(results, policy)
    person = _person(results, policy, first_world(results, world), seat)
    shown = len(next(iter(person.panels[0].lines.values()))[0])
    weeks = np.arange(person.first, person.first + shown, dtype=np.float64)
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
    for axes, panel in zip(panels, person.panels, strict=True):
        _draw_panel(axes, weeks, panel)
        set_weeks(axes, span)
        axes.set_xlabel("week" if axes is panels[-1] else "")
    mark_weeks(panels, marks)
    for axes, panel in zip(panels, person.panels, strict=True):
        label_ends(axes, panel.ends(weeks))
    return figure


def alt(results: Results, policy: str | None = None, world: int | None = None, seat: int | None = None) -> str:
    """Say what the year was like."""
    policy = main_policy(results, policy)
    person = _person(results, policy, first_world(results, world), seat)
    said = []
    for panel in person.panels:
        ends = "; ".join(
            f"{name} {number(float(np.nanmean(values)), panel.form)}"
            for name, (values, _) in panel.lines.items()
            if np.isfinite(values).any()
        )
        average = f"on average: {ends}" if ends else "not defined"
        said.append(f"In {' '.join(panel.unit.split())}, {average}.{panel.note and f' {panel.note}'}")
    return f"{len(said)} panels over the weeks under “{policy}”, in {person.company}. {_who(person)}. {' '.join(said)}"


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
    use = {"Use in earnest": (mine["useful"], _SHARE), "Padding": (mine["padding"], _PADDING)}
    counted = {"The number": (mine["metric"], LOOKS[0]), "Padding's part of it": (mine["padded"], _PADDING)}
    panels = (
        _Panel("share of\nthe week", use),
        _Panel("useful-week\nequivalents", counted, "number"),
        _done(mine["value"], mine["incidents"], first),
        _Panel("probability", {"How likely the person thinks it that the number counts": (mine["belief"], LOOKS[1])}),
        _Panel("part of\na rating", {"Weight that the manager gives it": (mine["manager's weight"], LOOKS[2])}),
    )
    return _Person(seat, first, panels, int((mine["padding"] > 0).sum()), one_company(results, world))


def _done(value: Floats, incidents: Floats, first: int) -> _Panel:
    """Return the panel of what gets done, with the weeks in which that is less than nothing, and why it is."""
    below = np.flatnonzero(value < 0)
    note = ""
    if len(below):
        least = int(value.argmin())
        happened = int(incidents[least])
        why = "rework took" if not happened else "an incident cost" if happened == 1 else f"{happened} incidents cost"
        which = "Ring" if len(below) == 1 else f"Rings: {len(below)} weeks below nothing; least"
        note = f"{which}, week {first + least}: {why} more than got done."
    return _Panel("baseline\nweeks", {"What gets done": (value, _SHARE)}, "number", below, note)


def _typical(padding: Floats, stays: NDArray[np.bool_]) -> int:
    """Return the seat, among those who stay and pad, with the middle amount of padding; without any, the first."""
    total = np.where(stays, padding.sum(axis=0), 0.0)
    padders = np.flatnonzero(total > 0)
    if not len(padders):
        return 0
    order = padders[np.argsort(total[padders], kind="stable")]
    return int(order[len(order) // 2])


def _draw_panel(axes: Axes, weeks: Floats, panel: _Panel) -> None:
    for values, look in panel.lines.values():
        axes.plot(weeks, values, color=look.colour, linestyle=look.dashes, linewidth=1.4)
        if len(panel.rings):
            ring: dict[str, Any] = {"marker": "o", "markerfacecolor": "none", "markersize": 9, "linestyle": "none"}
            axes.plot(weeks[panel.rings], values[panel.rings], color=look.colour, clip_on=False, **ring)
    if len(panel.rings):
        axes.axhline(0, color=QUIET, linewidth=0.8, zorder=0)
    axes.set_ylabel(panel.unit, linespacing=LEADING)
    low, high = axes.get_ylim()
    axes.set_ylim(min(0.0, low) if panel.form == "number" else 0.0, max(high, 0.05))
    if panel.form == "share":
        axes.yaxis.set_major_formatter(FuncFormatter(percent))
    axes.yaxis.set_major_locator(MaxNLocator(3))


CHART = Chart(
    name="one-persons-year",
    title=TITLE,
    caption="One person in one simulated company, from some weeks before the first change on: how much of the week "
    "goes into AI use and into padding, what the number says, what gets done, how likely the person thinks it that the "
    "number counts in reviews, and how much of a rating it makes up in the manager's hands. A ring marks a week in "
    "which less than nothing got done. Unless a seat is named it is the middle one of those who pad and stay.",
    needs=("metric",),
    draw=draw,
    alt=alt,
)
