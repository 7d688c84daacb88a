"""What people believe of reviews, against what managers really do, over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.charts.chart import Chart, ChartError
from sim.charts.drawing.over_time import Line, changes_of, draw_lines
from sim.charts.drawing.series import averaged, main_policy, over_worlds
from sim.charts.drawing.style import LOOKS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.experiment import Results

BELIEF, GAP = "belief", "belief gap"
TITLE = "What people believe, and what managers do"


def draw(results: Results, policy: str | None = None) -> Figure:
    """Draw belief and managers' weight under `policy` (by default the first after the baseline)."""
    policy = main_policy(results, policy)
    figure = draw_lines(
        f"{TITLE}: “{policy}”",
        averaged(results),
        _lines(results, policy),
        results.measures[BELIEF],
        changes_of(results, policy),
    )
    figure.axes[0].set_ylabel("weight of the number in reviews")
    return figure


def alt(results: Results, policy: str | None = None) -> str:
    """Say where both end."""
    policy = main_policy(results, policy)
    ends = "; ".join(f"{line.name} {line.series.last('share')}" for line in _lines(results, policy))
    return f"Two lines over the weeks under the policy “{policy}”, weight of the number in reviews. At the end: {ends}."


def _lines(results: Results, policy: str) -> list[Line]:
    place = results.policies.index(policy)
    belief = results.cube(BELIEF)[place]
    deeds = belief - results.cube(GAP)[place]
    found = [("People believe it counts", belief, LOOKS[1]), ("Managers really count it", deeds, LOOKS[2])]
    lines = [Line(name, over_worlds(values), look) for name, values, look in found if np.isfinite(values).any()]
    if not lines:
        raise ChartError(f"neither belief nor what managers do is defined in any week under '{policy}'")
    return lines


CHART = Chart(
    name="belief-and-deeds",
    title=TITLE,
    caption="How likely people think it that the number counts in their reviews, against the weight that managers "
    "really give it; 100 % would be a review by the number alone. The gap between the lines is what silence and broken "
    "words cost. Each line is the mean over the simulated companies, each band the range in which 95 % of them lie.",
    needs=(BELIEF, GAP),
    draw=draw,
    alt=alt,
)
