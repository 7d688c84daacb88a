"""The Goodhart ledger as a waterfall: where the gain that the metric claims went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.charts.chart import Chart, ChartError
from sim.charts.drawing.series import main_policy, mean_of_companies
from sim.charts.drawing.waterfall import Step, draw_waterfall, waterfall_in_words
from sim.experiment import ResultsError, ledger
from sim.experiment.ledger import TOTALS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.experiment import Results

TITLE = "Where the claimed gain went"
UNIT = "per cent of a working week a person"


def draw(results: Results, policy: str | None = None) -> Figure:
    """Draw the ledger of `policy` (by default the first after the baseline) over the weeks since the first change."""
    policy = main_policy(results, policy)
    first, last = results.since_first_change
    return draw_waterfall(
        f"{TITLE} under “{policy}”",
        f"From what the number claims to what the policy changed, weeks {first} to {last}. "
        f"{mean_of_companies(results)}",
        _steps(results, policy),
        UNIT,
    )


def alt(results: Results, policy: str | None = None) -> str:
    """Say every line of the ledger."""
    policy = main_policy(results, policy)
    first, last = results.since_first_change
    lines = waterfall_in_words(_steps(results, policy))
    return f"Waterfall under the policy “{policy}” over weeks {first} to {last}, in {UNIT}: {lines}."


def _steps(results: Results, policy: str) -> list[Step]:
    try:
        lines = ledger(results, policy, results.since_first_change)
    except ResultsError as error:
        raise ChartError(str(error)) from error
    return [
        Step(line.says, 100 * line.mean, 100 * line.low, 100 * line.high, total=line.name in TOTALS) for line in lines
    ]


CHART = Chart(
    name="ledger",
    title=TITLE,
    caption="From top to bottom: what the number claims was gained, what has to be added to and taken from it, what "
    "was really gained, and what of that the policy brought: the rest came in the same companies without it. The lines "
    "add up. Bars are means over the simulated companies, thin lines 95 % intervals of these means.",
    needs=("ledger: claim", "ledger: real gain", "real value"),
    draw=draw,
    alt=alt,
)
