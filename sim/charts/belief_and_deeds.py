"""What people believe of reviews, and what managers really do, over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.charts.chart import Chart, ChartError
from sim.charts.drawing.over_time import Line, Panel, changes_of, draw_lines
from sim.charts.drawing.series import averaged, main_policy, over_worlds
from sim.charts.drawing.style import LOOKS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.experiment import Results

BELIEF, GAP = "belief", "belief gap"
TITLE = "What people believe, and what managers do"
BELIEVED, DONE = "How likely people think it that the number counts", "Weight that managers give the number"


def draw(results: Results, policy: str | None = None) -> Figure:
    """Draw belief, and under it managers' weight, under `policy` (by default the first after the baseline)."""
    policy = main_policy(results, policy)
    panels = _panels(results, policy)
    return draw_lines(f"{TITLE}: “{policy}”", averaged(results), panels, changes_of(results, policy))


def alt(results: Results, policy: str | None = None) -> str:
    """Say where both end."""
    policy = main_policy(results, policy)
    panels = _panels(results, policy)
    ends = "; ".join(
        f"{line.name}, {line.series.last(panel.form)} ({panel.unit})" for panel in panels for line in panel.lines
    )
    said = "One line over the weeks" if len(panels) == 1 else "Two lines over the weeks, each on an axis of its own,"
    return f"{said} under the policy “{policy}”. At the end: {ends}."


def _panels(results: Results, policy: str) -> list[Panel]:
    place = results.policies.index(policy)
    belief = results.cube(BELIEF)[place]
    weight = belief - results.cube(GAP)[place]
    found = [("probability", BELIEVED, belief, LOOKS[1]), ("part of a rating", DONE, weight, LOOKS[2])]
    panels = [
        Panel(unit, "share", [Line(name, over_worlds(values), look)], whole=True)
        for unit, name, values, look in found
        if np.isfinite(values).any()
    ]
    if not panels:
        raise ChartError(f"neither belief nor what managers do is defined in any week under '{policy}'")
    return panels


CHART = Chart(
    name="belief-and-deeds",
    title=TITLE,
    caption="Two things, each on an axis of its own. Above: how likely people think it that the number counts in their "
    "reviews; whoever is sure of it (100 %) is right wherever it counts at all. Below: how much of a rating the number "
    "makes up in managers' hands; 100 % would be a review by the number alone. A career draws people to a good number "
    "in step with what they believe, and rewards them for it in step with that weight. Each line is the mean over the "
    "simulated companies, each band the range in which 95 % of them lie.",
    needs=(BELIEF, GAP),
    draw=draw,
    alt=alt,
)
