"""Questions to a scenario: ``goodhart better`` and ``tipping``."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.asking import QUESTION, Measure, Policy, say
from sim.cli.drawing import ChartFile, draw
from sim.cli.options import Employees, Jobs, Json, Out, Scenario, Seed, Settings, Weeks, Worlds, cores
from sim.cli.simulate import load, simulate

if TYPE_CHECKING:
    from sim.experiment import Results
    from sim.scenario import Case


def better(
    scenario: Scenario,
    within: Annotated[
        float | None,
        typer.Option(
            metavar="WIDTH",
            help="Add companies until every interval of a difference from the best is at most ± this.",
            rich_help_panel=QUESTION,
        ),
    ] = None,
    most: Annotated[
        int, typer.Option(min=2, metavar="N", help="Companies to stop at in any case.", rich_help_panel=QUESTION)
    ] = 1024,
    measure: Measure = None,
    worlds: Worlds = None,
    weeks: Weeks = None,
    employees: Employees = None,
    seed: Seed = None,
    settings: Settings = None,
    jobs: Jobs = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Say which policy is better, all compared at once.

    With --within, companies are added until the intervals are narrow enough, from --worlds (or 16) on; looking is paid
    for in their width.
    """
    from sim.cli import answers
    from sim.experiment.asking.better import ranking, ranking_within

    case = load(scenario, worlds, weeks, employees, seed, settings)
    last: list[Results] = []
    run_case = _case_runner(jobs, out, last)
    if within is None:
        found = ranking(run_case(case), measure or "surplus")
    else:
        found = ranking_within(case, within, measure or "surplus", first=worlds, most=most, run=run_case)
    say(found, answers.ranking(found), last[-1].folder, as_json)


def tipping(
    scenario: Scenario,
    lever: Annotated[
        str, typer.Option(metavar="PATH", help="Lever, as in target.push.", rich_help_panel=QUESTION)
    ] = "review.actual",
    low: Annotated[float, typer.Option(metavar="X", help="Its lowest value.", rich_help_panel=QUESTION)] = 0.0,
    high: Annotated[float, typer.Option(metavar="X", help="Its highest value.", rich_help_panel=QUESTION)] = 0.8,
    steps: Annotated[
        int, typer.Option(min=2, metavar="N", help="Values it takes on the way up.", rich_help_panel=QUESTION)
    ] = 6,
    hold: Annotated[
        int, typer.Option(min=1, metavar="WEEKS", help="How long it stays at each.", rich_help_panel=QUESTION)
    ] = 13,
    policy: Policy = None,
    measure: Annotated[
        str, typer.Option(metavar="NAME", help="Measure (list measures).", rich_help_panel=QUESTION)
    ] = "prevalence",
    worlds: Worlds = None,
    employees: Employees = None,
    seed: Seed = None,
    settings: Settings = None,
    jobs: Jobs = None,
    out: Out = None,
    chart: ChartFile = None,
    as_json: Json = False,
) -> None:
    """Say when it tips: raise a lever step by step within each company, lower it again, and see what is left.

    How many weeks there are follows from the steps. A loop that narrows with a longer --hold is slowness; one that
    stays is memory.
    """
    from sim.cli import answers
    from sim.experiment.asking.hysteresis import tipping as ask

    case = load(scenario, worlds, None, employees, seed, settings)
    last: list[Results] = []
    found = ask(
        case,
        lever,
        low=low,
        high=high,
        steps=steps,
        hold=hold,
        policy=policy,
        measure=measure,
        run=_case_runner(jobs, out, last),
    )
    say(found, answers.tipping(found), last[-1].folder, as_json)
    draw("hysteresis-loop", found.table, chart, stake=lever, outcome=measure)


def _case_runner(jobs: int | None, out: Path | None, last: "list[Results]") -> "Callable[[Case], Results]":
    def run_case(case: "Case") -> "Results":
        last.append(simulate(case, jobs or cores(), out))
        return last[-1]

    return run_case
