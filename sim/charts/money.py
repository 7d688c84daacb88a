"""Money: what a policy changes, line by line, down to the surplus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.charts.chart import Chart, ChartError
from sim.charts.drawing.series import main_policy, mean_of_companies
from sim.charts.drawing.waterfall import Step, draw_waterfall, waterfall_in_words
from sim.experiment.money import SURPLUS, money
from sim.experiment.pairing import paired

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.experiment import Results

TITLE = "What it costs and brings"
UNIT = "dollars a person-week"


def draw(results: Results, policy: str | None = None) -> Figure:
    """Draw what `policy` (by default the first after the baseline) changes in every line of the account."""
    policy = main_policy(results, policy)
    first, last = results.since_first_change
    return draw_waterfall(
        f"{TITLE}: “{policy}”",
        f"Difference to “{results.case.baseline}” in the same companies, weeks {first} to {last}. "
        f"{mean_of_companies(results)}",
        _steps(results, policy),
        UNIT,
        "money",
    )


def alt(results: Results, policy: str | None = None) -> str:
    """Say every line of the account."""
    policy = main_policy(results, policy)
    first, last = results.since_first_change
    lines = waterfall_in_words(_steps(results, policy), "money")
    what = f"what “{policy}” changes against “{results.case.baseline}” over weeks {first} to {last}, in {UNIT}"
    return f"Waterfall: {what}: {lines}."


def _steps(results: Results, policy: str) -> list[Step]:
    if policy == results.case.baseline:
        raise ChartError(f"'{policy}' is the baseline: name a policy to compare with it")
    accounts = (money(results, name, results.since_first_change) for name in (policy, results.case.baseline))
    return [
        Step(line.says, *paired(line.per_world, against.per_world)[:3], total=line.total)
        for line, against in zip(*accounts, strict=True)
    ]


CHART = Chart(
    name="money",
    title=TITLE,
    caption="What a policy changes against the baseline, line by line: first what the company gets and pays, "
    "then what its people bear, such as effort; together they come to the surplus. Blue adds to it, red takes from it; "
    "lines that do not move are left out. Bars are means over the simulated companies, thin "
    "lines 95 % intervals of these means.",
    needs=(SURPLUS,),
    draw=draw,
    alt=alt,
)
