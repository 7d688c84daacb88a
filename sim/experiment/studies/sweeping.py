"""Sweep a study: design points x policies x worlds, to the end whatever dies, and from where it was."""

from concurrent.futures import Executor
from contextlib import ExitStack, suppress
from pathlib import Path

from sim.experiment import keeping
from sim.experiment.damage import put_aside
from sim.experiment.keeping import ResultsError
from sim.experiment.marks import Marks
from sim.experiment.provenance import case_of
from sim.experiment.results import Results
from sim.experiment.runner import run
from sim.experiment.running.carrying import (
    MakeCrew,
    Progress,
    RunFailed,
    Stopped,
    carry_out,
    crew_of,
    writing,
)
from sim.experiment.running.cluster import crew_on
from sim.experiment.running.crews import Given
from sim.experiment.simulating import Failure, Job, Record, Task, simulate
from sim.experiment.studies.at_work import at_work
from sim.experiment.studies.describing import marks_of, study_in, study_manifest
from sim.experiment.studies.study import Study
from sim.experiment.studies.summaries import gather
from sim.experiment.studies.sweep import Sweep
from sim.experiment.units import Unit, interleaved
from sim.experiment.wanted import Wanted, as_json
from sim.scenario.reading import parse_path
from sim.scenario.study import MOST

_GOLDEN = 0.6180339887498949


def sweep(
    study: Study,
    *,
    jobs: int = 1,
    cluster: str | None = None,
    executor: Executor | None = None,
    out: Path | str | None = None,
    progress: Progress | None = None,
) -> Sweep:
    """Run a study; companies that are kept already are not run again, whether the study was longer or shorter then.

    Parameters
    ----------
    study
        The study; `Study.with_points` gives it points that were made elsewhere.
    jobs
        How many processes; the results are the same. With more than one, a script needs the usual
        ``if __name__ == "__main__":``.
    cluster
        Address of a Dask scheduler (``tcp://host:8786``), whose workers then do the work.
    executor
        Any other executor that does the work; it is handed `jobs` pieces and as many in advance.
    out
        The results folder; by default ``results/<name>-<hash>``.
    progress
        Called with how much is done and how much there is, in weeks of one world under one policy.

    Returns
    -------
    Sweep
        The study's points. What failed is in `Sweep.failures`, and is tried again next time.

    Raises
    ------
    TypeError, ValueError
        If `study` is no study, or `jobs` is less than 1.
    ResultsError
        If the folder or the cluster cannot be used; nothing is written then.
    RunFailed
        If nothing could be run, or nothing can go on: the disk is full, the cluster gone. What was done is kept.
    Stopped
        On Ctrl-C.
    """
    if not isinstance(study, Study):
        raise TypeError(f"sweep takes a study, found {study!r}; sim.load_study reads one from a file")
    make_crew = _crew(jobs, cluster, executor)
    described = study_manifest(study)
    folder = keeping.place(described, out)
    with writing(folder), ExitStack() as work:
        keeping.prepare(folder, described)
        wanted = work.enter_context(at_work(folder, study.points, study.case.worlds))
        marks = marks_of(described, study, wanted)
        put_aside(folder, marks)
        holding = work.pop_all()
    with holding:
        to_do = units_to_do(study, wanted, keeping.units_in(folder))
        try:
            failures = _carry_out(study, wanted, folder, to_do, marks, make_crew, progress) if to_do else []
        finally:
            with suppress(OSError, ResultsError):
                gather(folder, study.measures, study.weeks, marks)
    swept = Sweep.open(folder)
    if failures and not swept.done:
        raise _all_failed(folder, failures)
    return swept


def resume(
    folder: Path | str,
    *,
    jobs: int = 1,
    cluster: str | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Sweep | Results:
    """Go on with what was last asked of a results folder, of a study or of a run; the rest is as for `sweep`."""
    return extend(folder, jobs=jobs, cluster=cluster, executor=executor, progress=progress)


def extend(
    folder: Path | str,
    *,
    worlds: int | None = None,
    points: int | None = None,
    jobs: int = 1,
    cluster: str | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Sweep | Results:
    """Add worlds or design points to a results folder; nothing that is there is run again.

    Parameters
    ----------
    folder
        The results folder of a study or a run.
    worlds
        How many worlds there are to be in all, at each point; as many as there are when left out.
    points
        How many points a Latin hypercube or a Sobol sequence is to have in all.
    jobs, cluster, executor, progress
        As for `sweep`; a run knows no cluster or executor.

    Raises
    ------
    ResultsError
        If it is no such folder, or fewer are asked for than there are - `sweep` takes fewer - or too many.
    """
    folder = Path(folder)
    described = keeping.read_manifest(folder)
    wanted = Wanted.read(folder)
    before = (
        wanted.worlds if wanted is not None else 1 + max((unit.last for unit in keeping.units_in(folder)), default=0)
    )
    if max(worlds or 0, points or 0) > MOST:
        raise ResultsError(f"there can be at most {MOST:,} points, and as many worlds at each")
    if worlds is not None and worlds < before:
        raise ResultsError(f"{folder} has {before} worlds; to extend it, ask for more")
    if "study" not in described:
        if points is not None or cluster is not None or executor is not None:
            raise ResultsError(f"{folder} holds a run: it has no design points, and uses processes of this machine")
        return run(case_of(described, worlds or before), jobs=jobs, out=folder, progress=progress)
    study, wanted = study_in(folder)
    if points is not None and points < len(study.points):
        raise ResultsError(f"{folder} has {len(study.points)} points; to extend it, ask for more")
    try:
        study = (
            study.with_worlds(worlds or before)
            if points is None
            else study.with_worlds(worlds or before).more_points(points)
        )
    except ValueError as error:
        raise ResultsError(str(error)) from None
    return sweep(study, jobs=jobs, cluster=cluster, executor=executor, out=folder, progress=progress)


def units_to_do(study: Study, wanted: Wanted, kept: list[Unit]) -> list[Unit]:
    """Return the units that a study still needs, in the order in which they are run.

    The first worlds of every point come before the next of any, and a grid is gone through in leaps: whenever it is
    stopped, what is there is a sample of the whole.
    """
    sizes = dict(zip(wanted.numbers, _employees(study), strict=True))
    if study.file.design.grid:
        sizes = {number: sizes[number] for number in sorted(sizes, key=lambda number: number * _GOLDEN % 1)}
    return interleaved(wanted.worlds, sizes, kept)


def tasks_of(study: Study, wanted: Wanted, units: list[Unit]) -> dict[Task, list[Unit]]:
    """Return what there is to do, in order, each with the other units that it is done for.

    A policy that a point's values do not touch - no metric, where a lever of another policy is varied - comes out the
    same at every point, and is run once.
    """
    touching = {
        policy: [place for place, paths in enumerate(study.paths) if any(_touches(path, policy) for path in paths)]
        for policy in study.case.policies
    }
    first: dict[tuple[str, int, int, str], Task] = {}
    found: dict[Task, list[Unit]] = {}
    for unit in units:
        point = wanted.points[unit.point]
        for policy, places in touching.items():
            task = Task(unit, policy, as_json(point))
            same = first.setdefault((policy, unit.first, unit.last, as_json(tuple(point[at] for at in places))), task)
            if same is task:
                found[task] = []
            else:
                found[same].append(unit)
    return found


def _touches(path: str, policy: str) -> bool:
    steps = parse_path(path)
    return steps[0] != "policies" or steps[1] == policy


def job_of(study: Study) -> Job:
    """Return what all tasks of a study have in common."""
    measures = study.measures if study.file.measures else None
    return Job(simulate, study.case, study.paths, measures, None if study.every_week else study.weeks)


def _employees(study: Study) -> list[int]:
    whole = ("company", "employees")
    touched = any(parse_path(path)[:2] in (whole[:1], whole) for paths in study.paths for path in paths)
    if not touched:
        return [study.case.company.employees] * len(study.points)
    return [study.case_at(point).company.employees for point in study.points]


def _crew(jobs: int, cluster: str | None, executor: Executor | None) -> MakeCrew:
    if cluster is not None:
        return crew_on(cluster)
    local = crew_of(jobs) if executor is None else None
    return local or (lambda tick: Given(executor, lambda: 2 * jobs))  # type: ignore[arg-type]


def _carry_out(
    study: Study,
    wanted: Wanted,
    folder: Path,
    units: list[Unit],
    marks: Marks,
    make_crew: MakeCrew,
    progress: Progress | None,
) -> list[Failure]:
    shared = tasks_of(study, wanted, units)

    def keep_unit(unit: Unit, records: dict[str, Record]) -> None:
        keeping.keep_unit(folder, unit, records, marks.at(unit.point))

    try:
        return carry_out(
            job_of(study), list(shared), folder, make_crew, keep_unit, progress or (lambda done, total: None), shared
        )
    except KeyboardInterrupt:
        left = units_to_do(study, wanted, keeping.units_in(folder))
        whole = len(set(wanted.numbers)) * wanted.worlds
        done = whole - sum(unit.worlds for unit in left)
        raise Stopped(folder, done, whole, f"goodhart resume {folder} goes on from there") from None


def _all_failed(folder: Path, failures: list[Failure]) -> RunFailed:
    first = failures[0]
    error = RunFailed(
        folder,
        f"nothing could be run. The first of {len(failures)} failures: {first.error} under '{first.policy}' in "
        f"{first.unit}: {first.message}. All are listed in {folder / keeping.FAILURES}.",
        failures,
    )
    error.add_note(first.traceback)
    return error
