"""Questions to studies: ``goodhart sensitivity``, ``robust`` and ``optimise``."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from sim.cli.console import progress, show, show_json, show_line
from sim.cli.drawing import ChartFile, draw
from sim.cli.guard import FAILED, InputError
from sim.cli.options import Employees, Jobs, Json, Out, Seed, Settings, Weeks, cores
from sim.cli.simulate import load, parsed
from sim.cli.sweep import Cluster, PerPoint, tell_failures

if TYPE_CHECKING:
    from sim.experiment import Study, Sweep

QUESTION = "What is asked"
FEW_WORLDS = 8

StudyName = Annotated[
    str, typer.Argument(metavar="STUDY", help="A study file, or the name of a bundled study (list studies).")
]
Measure = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Measure (list measures).", show_default="surplus", rich_help_panel=QUESTION),
]
Policy = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Policy.", show_default="the first that is no baseline", rich_help_panel=QUESTION
    ),
]


From = Literal["own", "posterior", "prior"]
"""Where plausible settings come from."""


def sensitivity(
    study: StudyName,
    method: Annotated[
        Literal["sobol", "morris"],
        typer.Option(help="Shares of the variance, or a screening of many.", rich_help_panel=QUESTION)
    ] = "sobol",
    samples: Annotated[
        int | None,
        typer.Option(
            min=4,
            metavar="N",
            help="Points are this times (what is varied + 2), of morris + 1.",
            show_default="64, of morris 10",
            rich_help_panel=QUESTION,
        ),
    ] = None,
    measure: Measure = None,
    policy: Policy = None,
    against: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Policy it is compared with.", show_default="the baseline",
                     rich_help_panel=QUESTION),
    ] = None,
    worlds: PerPoint = None,
    weeks: Weeks = None,
    employees: Employees = None,
    seed: Seed = None,
    settings: Settings = None,
    jobs: Jobs = None,
    cluster: Cluster = None,
    out: Out = None,
    chart: ChartFile = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Say what drives the difference between two policies: which assumption or lever, and how much is luck.

    What the study varies is moved through its whole ranges. Stopped, it goes on where it was.
    """
    from sim.cli import answers
    from sim.experiment.asking.drivers import sensitivity as ask
    from sim.experiment.asking.outcome import outcome_of

    if chart is not None and method != "sobol":
        raise InputError("the chart shows shares of the variance; ask for them with --method sobol")
    loaded = _study(study, worlds, weeks, employees, seed, settings)
    last: list[Sweep] = []
    outcome = outcome_of(loaded, measure, policy, against)
    found = ask(
        loaded, method=method, samples=samples, outcome=outcome, run=_runner(jobs, cluster, out, last, "sensitivity")
    )
    say(found, answers.drivers(found), last[-1].folder, as_json, last[-1])
    draw("sensitivity", found.table, chart, outcome=str(outcome))


def robust(
    study: Annotated[
        str, typer.Argument(metavar="STUDY", help="A study or a scenario: a file, or the name of a bundled one.")
    ],
    source: Annotated[
        From | None,
        typer.Option(
            "--from",
            help="Plausible settings: the study's own points; posterior, those that show the published facts; prior, "
            "any in the plausible ranges.",
            show_default="own; of a scenario posterior",
            rich_help_panel=QUESTION,
        ),
    ] = None,
    draws: Annotated[
        int | None,
        typer.Option(min=2, metavar="N", help="How many settings of the posterior or prior.",
                     show_default="all, of the prior 60", rich_help_panel=QUESTION),
    ] = None,
    need: Annotated[
        list[str] | None,
        typer.Option(metavar="'MEASURE >= FIGURE'", help="What is enough, also <=; may be repeated: all must be met.",
                     rich_help_panel=QUESTION),
    ] = None,
    fails: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Say also under which settings this policy falls behind the baseline.",
                     rich_help_panel=QUESTION),
    ] = None,
    measure: Measure = None,
    worlds: PerPoint = None,
    weeks: Weeks = None,
    employees: Employees = None,
    seed: Seed = None,
    settings: Settings = None,
    jobs: Jobs = None,
    cluster: Cluster = None,
    out: Out = None,
    chart: ChartFile = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Say how robust a choice of policy is, over all settings that may be the true ones.

    In how many plausible companies each policy beats each other one, what a wrong choice costs, and how often it is
    enough. A company is plausible under every setting that is; intervals count settings.
    """
    from sim.cli import answers
    from sim.experiment.asking.failing import corner, refuse_few
    from sim.experiment.asking.outcome import known_measure, outcome_of
    from sim.experiment.asking.plausible import under_settings
    from sim.experiment.asking.robust import Need, better_of, robustness
    from sim.experiment.studies.study import unlike

    needs = [Need.parse(text) for text in need or ()]
    asked, own = _plausible(study, worlds, weeks, employees, seed, settings)
    for name in (measure, *(one.measure for one in needs)):
        known_measure(asked, name)
    better = better_of(known_measure(asked, measure))
    behind = None if fails is None else outcome_of(asked, measure, fails)
    if behind is not None and better == "less":
        behind = behind.turned()
    source = source or ("own" if own else "posterior")
    if source != "own":
        asked = under_settings(asked, source, draws)
    if behind is not None:
        refuse_few(len(unlike(asked.points)))
    last: list[Sweep] = []
    swept = _runner(jobs, cluster, out, last, source if source != "own" else "")(asked)
    found = robustness(asked, swept, measure, needs)
    where = [] if behind is None else [corner(swept, behind)]
    say(found, answers.robustness(found), swept.folder, as_json, swept, where)
    draw("robustness", found.pairs, chart, outcome=found.measure)


def optimise(
    study: StudyName,
    goal: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A measure; may be repeated.",
                     show_default="real value, bill, padding share, quits", rich_help_panel=QUESTION),
    ] = None,
    policy: Policy = None,
    members: Annotated[
        int, typer.Option(min=4, metavar="N", help="Lever settings in a generation.", rich_help_panel=QUESTION)
    ] = 24,
    generations: Annotated[
        int, typer.Option(min=1, metavar="N", help="How many generations.", rich_help_panel=QUESTION)
    ] = 8,
    fresh: Annotated[
        int,
        typer.Option(min=2, metavar="N", help="New companies in which the best are run again.",
                     rich_help_panel=QUESTION),
    ] = 32,
    worlds: PerPoint = None,
    weeks: Weeks = None,
    employees: Employees = None,
    seed: Seed = None,
    settings: Settings = None,
    jobs: Jobs = None,
    cluster: Cluster = None,
    out: Out = None,
    chart: ChartFile = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    r"""Search for the best lever settings: those of which no goal can be had better without another getting worse.

    Takes the extra: pip install 'goodhart-sim\[search]'. Stopped, it goes on where it was.
    """
    from sim.cli import answers
    from sim.experiment.asking.front import optimise as ask

    loaded = _study(study, worlds, weeks, employees, seed, settings)
    last: list[Sweep] = []
    found = ask(
        loaded,
        goals=tuple(goal or ()),
        policy=policy,
        members=members,
        generations=generations,
        fresh=fresh,
        run=_runner(jobs, cluster, out, last, "optimise"),
    )
    say(found, answers.front(found), last[-1].folder, as_json, last[-1])
    across, up = (list(found.goals) * 2)[:2]
    draw("pareto-front", found.chart(across, up), chart, x=across, y=up)


def _study(
    study: str,
    worlds: int | None,
    weeks: int | None,
    employees: int | None,
    seed: int | None,
    settings: list[str] | None,
) -> "Study":
    from sim.experiment import load_study

    laid = parsed(settings or ())
    return load_study(study, settings=laid, worlds=worlds, weeks=weeks, seed=seed, employees=employees)


def _plausible(
    name: str,
    worlds: int | None,
    weeks: int | None,
    employees: int | None,
    seed: int | None,
    settings: list[str] | None,
) -> "tuple[Study, bool]":
    """Return a study, and whether it has points of its own; a scenario is one without."""
    from sim.cli.files import is_study
    from sim.experiment.asking.plausible import study_of

    if is_study(name):
        return _study(name, worlds, weeks, employees, seed, settings), True
    return study_of(load(name, worlds or FEW_WORLDS, weeks, employees, seed, settings)), False


def _runner(
    jobs: int | None, cluster: str | None, out: Path | None, last: "list[Sweep]", points: str
) -> "Callable[[Study], Sweep]":
    """Return what runs a study and shows how far it is; what came of it is appended to `last`.

    What is run at other `points` than the study's own is named after them, and so kept beside what `sweep` keeps.
    """
    from sim.experiment import sweep

    def run_study(study: "Study") -> "Sweep":
        study = replace(study, name=f"{study.name}-{points}") if points else study
        what = (
            f"{len(study.points):,} points, {len(study.case.policies)} policies, {study.case.worlds:,} companies each"
        )
        with progress(what) as update:
            last.append(sweep(study, jobs=jobs or cores(), cluster=cluster, out=out, progress=update))
        return last[-1]

    return run_study


def say(
    found: Any, said: list[Any], folder: Path, as_json: bool, swept: "Sweep | None" = None, also: Sequence[Any] = ()
) -> None:
    """Say the answer in one sentence, then other answers, then its table; as JSON, all of it."""
    if as_json:
        others = {"where": also[0].as_json()} if also else {}
        show_json({"results": str(folder)} | found.as_json() | others)
    else:
        show(f"{found.sentence}\n", *(f"{one.sentence}\n" for one in also), *said)
        show_line(f"\nresults  {folder}")
    if swept is not None and tell_failures(swept):
        raise typer.Exit(FAILED)
