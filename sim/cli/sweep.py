"""``goodhart sweep``, ``resume`` and ``extend``: from how much work a study is to a table of its points."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.console import console, progress, show, show_json, show_line, tell
from sim.cli.guard import FAILED
from sim.cli.options import MODEL, Employees, Jobs, Json, Out, ResultsFolder, Seed, Settings, Weeks, cores
from sim.cli.simulate import parsed

if TYPE_CHECKING:
    from sim.experiment import Estimate, Results, Study, Sweep

MOST_ROWS = 60
Points = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="How many points a sample has.", rich_help_panel=MODEL),
]
PerPoint = Annotated[
    int | None,
    typer.Option("--worlds", min=1, metavar="N", help="How many simulated companies a point.", rich_help_panel=MODEL),
]
Cluster = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="A Dask scheduler whose workers do the work.", show_default="this machine"),
]


def sweep(
    study: Annotated[
        str, typer.Argument(metavar="STUDY", help="A study file, or the name of a bundled study (list studies).")
    ],
    worlds: PerPoint = None,
    points: Points = None,
    weeks: Weeks = None,
    employees: Employees = None,
    seed: Seed = None,
    settings: Settings = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say how many runs it is, how long it takes, how large it gets.")
    ] = False,
    jobs: Jobs = None,
    cluster: Cluster = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Run a study: a scenario at many design points.

    All points and policies are simulated in the same companies. What is there already is not run again, after a stop
    as after a change of the study. Shown are the study's points as they are now; results at others are kept beside
    them. --points makes another Latin hypercube; extend adds points to the one that is there.
    """
    from sim.experiment import estimate, load_study
    from sim.experiment import sweep as sweep_study

    loaded = load_study(
        study,
        settings=parsed(settings or ()),
        worlds=worlds,
        points=points,
        weeks=weeks,
        seed=seed,
        employees=employees,
    )
    jobs = jobs or cores()
    if dry_run:
        found = estimate(loaded, jobs=jobs, out=out)
        if as_json:
            show_json(found.as_json())
        else:
            show(loaded.file.title, *_said(found))
        return
    what = f"{_points(loaded)}, {len(loaded.case.policies)} policies, {loaded.case.worlds} companies each"
    with progress(what) as update:
        swept = sweep_study(loaded, jobs=jobs, cluster=cluster, out=out, progress=update)
    _show(swept, as_json)


def resume(results: ResultsFolder, jobs: Jobs = None, cluster: Cluster = None, as_json: Json = False) -> None:
    """Go on with a sweep or a run that was stopped."""
    _go_on(results, None, None, jobs, cluster, as_json)


def extend(
    results: ResultsFolder,
    worlds: PerPoint = None,
    points: Points = None,
    jobs: Jobs = None,
    cluster: Cluster = None,
    as_json: Json = False,
) -> None:
    """Add simulated companies or points to a sweep or a run.

    The numbers are those that there are to be in all. Nothing that is there is run again.
    """
    _go_on(results, worlds, points, jobs, cluster, as_json)


def _go_on(
    folder: Path, worlds: int | None, points: int | None, jobs: int | None, cluster: str | None, as_json: bool
) -> None:
    from sim.experiment import Sweep
    from sim.experiment import extend as extend_results

    with progress(str(folder)) as update:
        found = extend_results(
            folder, worlds=worlds, points=points, jobs=jobs or cores(), cluster=cluster, progress=update
        )
    if isinstance(found, Sweep):
        _show(found, as_json)
    else:
        _show_run(found, as_json)


def _points(study: "Study") -> str:
    """Say how many points there are, and how many of them differ where they do not all."""
    runs = study.runs // (len(study.case.policies) * study.case.worlds)
    different = f" ({runs:,} different ones, run once each)" if runs < len(study.points) else ""
    return f"{len(study.points):,} points{different}"


def _said(found: "Estimate") -> list[str]:
    there = f", {found.runs - found.left:,} of them there already" if found.left < found.runs else ""
    processes = "1 process" if found.jobs == 1 else f"{found.jobs} processes"
    return [
        f"{found.points:,} points x {found.policies} policies x {found.worlds:,} companies: {found.runs:,} runs{there}",
        f"{_time(found.seconds)} with {processes}, as a small block of it suggests",
        f"{found.megabytes:,.1f} MB in {found.units:,} files, in {found.folder}",
    ]


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"about {max(1, round(seconds))} s"
    return f"about {seconds / 60:.0f} minutes" if seconds < 5400 else f"about {seconds / 3600:.1f} hours"


def _show(swept: "Sweep", as_json: bool) -> None:
    from sim.cli import tables

    if as_json:
        show_json(swept.as_json())
    else:
        width = console().width
        measures = tables.chief(swept.measures.values(), width) or list(swept.measures.values())
        table, left_out = tables.points(swept, measures, width, MOST_ROWS)
        first, last = swept.study.weeks
        show(
            swept.study.file.title,
            f"{swept.done:,} runs: {_points(swept.study)}, {len(swept.policies)} policies, "
            f"{swept.study.case.worlds:,} simulated companies, seed {swept.study.case.seed}\n",
            f"Weeks {first} to {last}: mean over the companies and its 95 % interval\n",
            table,
        )
        if left_out:
            show(f"\n{left_out:,} more lines: sim.Sweep.open(folder).summary() has them all")
        show_line(f"results  {swept.folder}")
    if tell_failures(swept):
        raise typer.Exit(FAILED)


def tell_failures(swept: "Sweep") -> bool:
    """Say what failed, on standard error, and whether anything did."""
    if not swept.failures:
        return False
    first: dict[str, Any] = swept.failures[0]
    tell(
        f"{len(swept.failures)} parts failed and are not in the results; the first: {first['error']} under "
        f"'{first['policy']}' in {first['unit']}: {first['message']}. All are in "
        f"{swept.folder / 'failures.jsonl'}; resume tries them again."
    )
    return True


def _show_run(results: "Results", as_json: bool) -> None:
    if as_json:
        show_json(results.as_json())
        return
    show(f"{len(results.worlds):,} simulated companies, {len(results.policies)} policies are there")
    show_line(f"results  {results.folder}")
