"""The Goodhart curve: the metric against real value, as a path through time, one arrow a policy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.charts.chart import Chart, ChartError
from sim.charts.drawing.labels import EndLabel, label_ends, label_room
from sim.charts.drawing.looks import looks
from sim.charts.drawing.series import Floats, companies
from sim.charts.drawing.style import PLAIN, QUIET, Look, Margins, page
from sim.charts.numbers import MOST, number, sentence
from sim.experiment.pairing import Mean, mean_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.experiment import Results

METRIC, REAL = "metric", "real value"
TITLE = "The Goodhart curve"
_SMOOTHED = 8
_HEIGHT = 3.6
_MARGINS = Margins(left=0.78, right=2.15, top=0.06, bottom=0.5)


class _Path(NamedTuple):
    """Where a policy leads, means over worlds, shape (weeks,), and where it ends, with intervals."""

    metric: Floats
    value: Floats
    metric_end: Mean
    value_end: Mean


def draw(results: Results) -> Figure:
    """Draw each policy's path from before the first change to the last weeks."""
    paths = _paths(results)
    look = looks(results)
    named = [name for name in paths if look[name] != PLAIN]
    figure, (axes,) = page(
        TITLE,
        f"Change since the weeks before the first change, over {_SMOOTHED} weeks each. Mean of {companies(results)}"
        + (f"; crosses: {MOST} intervals of the mean in the last weeks." if len(results.worlds) > 1 else ".")
        + _others(paths, named),
        max(_HEIGHT, label_room(named)),
        _MARGINS,
    )
    for name, path in paths.items():
        _draw_path(axes, path, look[name])
    axes.plot(0, 0, marker="o", color="white", markeredgecolor=QUIET, markersize=7, zorder=5)
    axes.axhline(0, color=QUIET, linewidth=0.8, zorder=0)
    axes.axvline(0, color=QUIET, linewidth=0.8, zorder=0)
    axes.margins(0.08)
    axes.set_xlabel(f"the number: change, {results.measures[METRIC].unit}")
    axes.set_ylabel(f"real value: change, {results.measures[REAL].unit}")
    ends = [(name, paths[name].metric_end.mean, paths[name].value_end.mean) for name in named]
    axes.set_ylim(axes.get_ylim())
    axes.set_xlim(axes.get_xlim())
    label_ends(axes, [EndLabel(name, x, y, look[name]) for name, x, y in ends])
    return figure


def alt(results: Results) -> str:
    """Say where each policy's path ends."""
    said = "; ".join(
        f"{name}: number {number(path.metric_end.mean, signed=True)}, "
        f"real value {sentence(*path.value_end, signed=True)}"
        for name, path in _paths(results).items()
    )
    units = f"{results.measures[METRIC].unit} and {results.measures[REAL].unit}"
    return (
        f"Paths of the number against real value, changes since before the first change, {units}. In the end: {said}."
    )


def _paths(results: Results) -> dict[str, _Path]:
    first = results.since_first_change[0]
    metric, value = (_smoothed(results.cube(name), first) for name in (METRIC, REAL))
    paths = {}
    for place, policy in enumerate(results.policies):
        if np.isfinite(metric[place]).all() and np.isfinite(value[place]).all():
            ends = mean_of(metric[place, :, -1]), mean_of(value[place, :, -1])
            paths[policy] = _Path(metric[place].mean(axis=0), value[place].mean(axis=0), *ends)
    if not paths:
        raise ChartError("the number or real value is defined in every week under no policy")
    return paths


def _smoothed(cube: Floats, first: int) -> Floats:
    """Return means over windows of weeks less the mean before the first change, (policies, worlds, windows).

    Windows begin at the change; where there is no week before it, the first week is what they are compared with.
    """
    before = cube[:, :, max(first - 1 - _SMOOTHED, 0) : max(first - 1, 1)].mean(axis=2, keepdims=True)
    since = cube[:, :, first - 1 :]
    window = min(_SMOOTHED, since.shape[2])
    running = np.lib.stride_tricks.sliding_window_view(since, window, axis=2).mean(axis=3) - before
    return np.concatenate([np.zeros_like(before), running], axis=2)


def _others(paths: dict[str, _Path], named: Sequence[str]) -> str:
    """Name the paths without a label of their own: labels of all would need lines across the paths."""
    others = sorted(set(paths) - set(named), key=lambda name: paths[name].metric_end.mean)
    return f" Grey, by where they end, from left: {', '.join(f'“{name}”' for name in others)}." if others else ""


def _draw_path(axes: Axes, path: _Path, look: Look) -> None:
    background: dict[str, Any] = {"linewidth": 1.0, "zorder": 1} if look == PLAIN else {}
    axes.plot(path.metric, path.value, color=look.colour, linestyle=look.dashes, **background)
    if look == PLAIN:
        return
    x, y = path.metric_end, path.value_end
    cross: dict[str, Any] = {"color": look.colour, "linewidth": 1.0, "linestyle": "-"}
    axes.plot([x.low, x.high], [y.mean, y.mean], **cross)
    axes.plot([x.mean, x.mean], [y.low, y.high], **cross)
    tail = max(len(path.metric) - 1 - _SMOOTHED, 0)
    axes.annotate(
        "",
        (path.metric[-1], path.value[-1]),
        (path.metric[tail], path.value[tail]),
        arrowprops={"arrowstyle": "-|>", "color": look.colour, "linewidth": 0, "mutation_scale": 13},
    )


CHART = Chart(
    name="goodhart-curve",
    title=TITLE,
    caption="Every path begins at the ring, before the first change, and follows one policy through time: to the right "
    "the number rises, upwards people get more done. A path that runs to the right without rising, or that falls, is "
    "Goodhart's law. The path of the baseline is what comes anyway. Crosses are 95 % intervals of the means over the "
    "simulated companies in the last weeks.",
    needs=(METRIC, REAL),
    draw=draw,
    alt=alt,
)
