"""Share of people padding over time, one line a policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.charts.chart import Chart
from sim.charts.drawing.by_policy import draw_policies, policies_in_words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.experiment import Results

PREVALENCE = "prevalence"
TITLE = "Share of people padding"


def draw(results: Results) -> Figure:
    """Draw the share of people who pad in a week, by policy."""
    return draw_policies(results, PREVALENCE, TITLE)


def alt(results: Results) -> str:
    """Say where each policy's share ends."""
    return policies_in_words(results, PREVALENCE)


CHART = Chart(
    name="people-padding",
    title=TITLE,
    caption="Share of people more than a tenth of whose number is padding: use that serves nothing but the number. "
    "Each line is the mean over the simulated companies, each band the range in which 95 % of them lie. Bands may "
    "overlap where one policy does better in every company: the policies side by side show that.",
    needs=(PREVALENCE,),
    draw=draw,
    alt=alt,
)
