"""One measure over time, one line a policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.charts.chart import ChartError
from sim.charts.drawing.over_time import Line, draw_lines
from sim.charts.drawing.series import Floats, Series, averaged, main_policy, series
from sim.charts.drawing.style import LOOKS, looks

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.experiment import Results

_HIGHLIGHTED = 6


def draw_policies(results: Results, measure: str, title: str) -> Figure:
    """Draw a measure over time under every policy; of more than eight, the most different are highlighted.

    Raises
    ------
    ChartError
        If the measure is defined under no policy.
    """
    found = _found(results, measure)
    baseline = results.case.baseline
    few = len(results.policies) <= len(LOOKS)
    named = (
        list(found)
        if few
        else most_different({name: line.mean for name, line in found.items()}, [baseline, main_policy(results)])
    )
    look = looks(results.policies if few else named, baseline)
    lines = [Line(policy, line, look[policy] if policy in named else None) for policy, line in found.items()]
    notes = [averaged(results)]
    if len(named) < len(found):
        notes.append(f"Grey: the other {len(found) - len(named)} policies.")
    return draw_lines(title, " ".join(notes + _undefined(results, found)), lines, results.measures[measure])


def policies_in_words(results: Results, measure: str) -> str:
    """Say where each policy's line ends, with the range that holds most companies."""
    found = _found(results, measure)
    info, weeks = results.measures[measure], results.case.weeks
    ends = "; ".join(f"{policy} {line.last(info.form)}" for policy, line in found.items())
    said = f"One line a policy over weeks 1 to {weeks}: {info.name}, {info.unit}. In the last week: {ends}."
    return " ".join([said, *_undefined(results, found)])


def _found(results: Results, measure: str) -> dict[str, Series]:
    found = series(results, measure, results.policies)
    if not found:
        raise ChartError(f"'{measure}' is not defined in any week under any policy")
    return found


def _undefined(results: Results, found: dict[str, Series]) -> list[str]:
    missing = [policy for policy in results.policies if policy not in found]
    return [f"Not defined under: {', '.join(missing)}."] if missing else []


def most_different(curves: Mapping[str, Floats], first: Sequence[str]) -> list[str]:
    """Pick the policies to highlight: the first, then always the one farthest from those picked.

    Parameters
    ----------
    curves
        By policy, all of one shape.
    first
        Names that are picked if they are there.
    """
    names = list(curves)
    values = np.nan_to_num(np.array(list(curves.values())))
    picked = [names.index(name) for name in first if name in curves] or [0]
    while len(picked) < min(_HIGHLIGHTED, len(names)):
        apart = np.abs(values[:, None] - values[picked]).mean(axis=2).min(axis=1)
        picked.append(int(apart.argmax()))
    return [names[place] for place in sorted(picked)]
