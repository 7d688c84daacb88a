"""Validity of the metric over time, one line a policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.charts.chart import Chart
from sim.charts.drawing.by_policy import draw_policies, policies_in_words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.experiment import Results

VALIDITY = "validity"
TITLE = "Validity of the metric"


def draw(results: Results) -> Figure:
    """Draw the rank correlation between people's metric and their value, by policy."""
    return draw_policies(results, VALIDITY, TITLE)


def alt(results: Results) -> str:
    """Say where each policy's validity ends."""
    return policies_in_words(results, VALIDITY)


CHART = Chart(
    name="validity",
    title=TITLE,
    caption="How well the metric ranks people by the value of their work: the rank correlation between the two. 1: it "
    "ranks them exactly by value; 0: it says nothing about value. Each line is the mean over the simulated companies, "
    "each band the range in which 95 % of them lie.",
    needs=(VALIDITY,),
    draw=draw,
    alt=alt,
)
