"""A team and those it knows, at four dates: how padding spreads from person to person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.charts.chart import Chart, ChartError
from sim.charts.drawing.persons import by_week, first_world, one_company
from sim.charts.drawing.series import Floats, main_policy
from sim.charts.drawing.style import GREY, INK, LOSS, NORMAL, QUIET, SMALL, Margins, page, width
from sim.charts.numbers import number
from sim.experiment import people, ties

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from sim.experiment import Results

TITLE = "A team and those it knows"
_COLUMNS = ("team", "honest", "metric", "padded")
_DATES, _WEEKS = 4, 4
_SHADES = ("white", "#f0a58f", LOSS)
_KINDS = ("no padding", "up to half of the number", "more than half of it")
_EDGE = 2.2
_MARGINS = Margins(left=0.1, right=0.1, top=0.22, bottom=0.45)


class _Network(NamedTuple):
    """People on the page, (people, 2), who knows whom; by date padding's part of numbers, and who never pads."""

    weeks: list[int]
    places: Floats
    inside: int
    known: NDArray[np.int64]
    padded: Floats
    honest: NDArray[np.bool_]


def draw(results: Results, policy: str | None = None, world: int | None = None, team: int | None = None) -> Figure:
    """Draw a team (by default the one that pads most in the end) under `policy` at four dates."""
    policy = main_policy(results, policy)
    world = first_world(results, world)
    network, team = _network(results, policy, world, team)
    figure, panels = page(
        f"{TITLE} under “{policy}”",
        f"Team {team} of {one_company(results, world)} in the inner circle, colleagues from other teams around it. "
        "Squares: people who never pad.",
        (width() - 0.5) / _DATES,
        _MARGINS,
        panels=len(network.weeks),
        between=0.1,
    )
    for date, (axes, week) in enumerate(zip(panels, network.weeks, strict=True)):
        _draw_network(axes, network, date)
        axes.set_title(f"week {week}", size=NORMAL)
    _draw_key(panels[0])
    return figure


def alt(results: Results, policy: str | None = None, world: int | None = None, team: int | None = None) -> str:
    """Say how many pad at each date."""
    policy = main_policy(results, policy)
    world = first_world(results, world)
    network, team = _network(results, policy, world, team)
    inside = network.inside
    said = "; ".join(
        f"week {week}: {int((padded[:inside] > 0).sum())} of {inside} in the team, "
        f"{number(float((padded[inside:] > 0).mean()), 'share') if len(padded) > inside else 'nobody'} of those around"
        for week, padded in zip(network.weeks, network.padded, strict=True)
    )
    return f"Team {team} and those it knows under “{policy}” in {one_company(results, world)}; who pads: {said}."


def _network(results: Results, policy: str, world: int, team: int | None) -> tuple[_Network, int]:
    case = results.case
    before = max(results.since_first_change[0] - 1, 1)
    weeks = sorted({int(week) for week in np.linspace(before, case.weeks, _DATES).round()})
    table = people(results, policy, world, None, _COLUMNS[1:])
    columns = {name: by_week(table, name, case.company.employees) for name in _COLUMNS}
    of_seat = columns["team"][0].astype(np.int64)
    total = np.array([columns["metric"][max(week - _WEEKS, 0) : week].sum(axis=0) for week in weeks])
    padded = np.array([columns["padded"][max(week - _WEEKS, 0) : week].sum(axis=0) for week in weeks])
    padded = np.divide(padded, total, out=np.zeros_like(padded), where=total > 0)
    if team is None:
        team = int(np.argmax(np.bincount(of_seat, padded[-1] > 0) / np.bincount(of_seat)))
    elif not 0 <= team <= of_seat.max():
        raise ChartError(f"there is no team {team}; there are 0 to {of_seat.max()}")
    seats, places, known = _lay_out(of_seat == team, ties(results, world).to_numpy())
    honest = columns["honest"][[week - 1 for week in weeks]][:, seats] > 0
    return _Network(weeks, places, int((of_seat == team).sum()), known, padded[:, seats], honest), team


def _lay_out(inside: NDArray[np.bool_], tied: NDArray[np.int64]) -> tuple[Any, Floats, NDArray[np.int64]]:
    """Place the team on a circle and those it knows on another, each near to whom they know."""
    members = np.flatnonzero(inside)
    touching = inside[tied[:, 0]] != inside[tied[:, 1]]
    pairs = np.where(inside[tied[touching, :1]], tied[touching], tied[touching, ::-1])
    angle = 2 * np.pi * np.arange(len(members)) / len(members)
    ring = np.stack([np.sin(angle), np.cos(angle)], axis=1)
    others = np.unique(pairs[:, 1])
    pull = np.array([ring[np.searchsorted(members, pairs[pairs[:, 1] == other, 0])].mean(axis=0) for other in others])
    pull = pull.reshape(-1, 2)
    around = np.argsort(np.arctan2(pull[:, 0], pull[:, 1]) % (2 * np.pi), kind="stable")
    others, turn = others[around], 2 * np.pi * np.arange(len(others)) / max(len(others), 1)
    outer = 2.0 * np.stack([np.sin(turn), np.cos(turn)], axis=1)
    seats = np.concatenate([members, others])
    at = {int(seat): place for place, seat in enumerate(seats)}
    known = np.array([[at[int(a)], at[int(b)]] for a, b in pairs], dtype=np.int64).reshape(-1, 2)
    return seats, np.concatenate([ring, outer]), known


def _draw_network(axes: Axes, network: _Network, date: int) -> None:
    places, inside = network.places, network.inside
    for one, other in network.known:
        axes.plot(*places[[one, other]].T, color=GREY, linewidth=0.6, linestyle="-", zorder=1)
    circle = np.vstack([places[:inside], places[:1]])
    axes.plot(*circle.T, color=QUIET, linewidth=1.2, linestyle="-", zorder=1)
    kind = np.digitize(network.padded[date], [1e-12, 0.5])
    for place, (x, y) in enumerate(places):
        mark: dict[str, Any] = {"marker": "s" if network.honest[date, place] else "o", "color": _SHADES[kind[place]]}
        size = 8.5 if place < inside else 5.5
        axes.plot(x, y, markersize=size, markeredgecolor=INK, markeredgewidth=0.7, zorder=2, **mark)
    axes.set_aspect("equal")
    axes.set_xlim(-_EDGE, _EDGE)
    axes.set_ylim(-_EDGE, _EDGE)
    axes.set_axis_off()


def _draw_key(axes: Axes) -> None:
    figure = axes.get_figure(root=True)
    assert figure is not None
    high = 0.16 / figure.get_size_inches()[1]
    for place, (shade, kind) in enumerate(zip(_SHADES, _KINDS, strict=True)):
        x = 0.02 + 0.25 * place
        figure.text(x + 0.02, high, kind, size=SMALL, color=INK, va="center")
        key: dict[str, Any] = {"marker": "o", "color": shade, "markeredgecolor": INK, "markersize": 7}
        axes.plot(x, high, transform=figure.transFigure, clip_on=False, markeredgewidth=0.7, **key)


CHART = Chart(
    name="team-network",
    title=TITLE,
    caption="One team of one simulated company (unless another is named, the one that pads most in the end) and the "
    "colleagues that its members know in other teams, at four dates. The darker, the more of a person's number of the "
    "last four weeks is padding. What people see others do spreads along the lines.",
    needs=("metric",),
    draw=draw,
    alt=alt,
)
