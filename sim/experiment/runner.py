"""Run every policy of a case in the same worlds, and keep the rows."""

from pathlib import Path

from sim.experiment import by_hand, keeping
from sim.experiment.damage import put_aside
from sim.experiment.marks import Marks
from sim.experiment.provenance import manifest
from sim.experiment.results import Results
from sim.experiment.running.carrying import MakeCrew, Progress, RunFailed, Stopped, carry_out, crew_of, writing
from sim.experiment.simulating import Failure, Job, Task, known_measures, simulate
from sim.experiment.units import Unit, missing
from sim.experiment.wanted import Wanted
from sim.scenario import Case


def run(case: Case, *, jobs: int = 1, out: Path | str | None = None, progress: Progress | None = None) -> Results:
    """Run every policy of a case in the same worlds; worlds that are kept already are not run again.

    Parameters
    ----------
    case
        The case.
    jobs
        How many processes; the results are the same. With more than one, a script needs the usual
        ``if __name__ == "__main__":``.
    out
        The results folder; by default ``results/<name>-<hash>``.
    progress
        Called with how much is done and how much there is, in weeks of one world under one policy.

    Returns
    -------
    Results
        Of the first `case.worlds` worlds.

    Raises
    ------
    TypeError, ValueError
        If `case` is no case, or `jobs` is less than 1.
    ResultsError
        If the folder cannot be used; nothing is written then.
    RunFailed
        If the model raises an error, a process dies or the disk is full; the other units are kept.
    Stopped
        On Ctrl-C.
    """
    if not isinstance(case, Case):
        raise TypeError(f"run takes a case, found {case!r}; sim.load reads one from a file")
    crew = crew_of(jobs)
    described = manifest(case, known_measures()) | {"changed": by_hand.as_json(by_hand.changed(case))}
    folder = keeping.place(described, out)
    with writing(folder):
        keeping.prepare(folder, described)
        Wanted(case.worlds).keep(folder)
        marks = Marks.of(described, case)
        put_aside(folder, marks)
    to_do = missing(case.worlds, case.company.employees, keeping.units_in(folder))
    if to_do:
        _run_units(case, folder, to_do, marks, crew, progress or (lambda done, total: None))
    if to_do or not (folder / keeping.SUMMARY).exists():
        with writing(folder):
            Results.open(folder).keep_summary()
    return Results.open(folder, worlds=case.worlds)


def _run_units(
    case: Case, folder: Path, units: list[Unit], marks: Marks, make_crew: MakeCrew, progress: Progress
) -> None:
    tasks = [Task(unit, policy) for unit in units for policy in case.policies]
    try:
        failures = carry_out(
            Job(simulate, case),
            tasks,
            folder,
            make_crew,
            lambda unit, records: keeping.keep_unit(folder, unit, records, marks.at(unit.point)),
            progress,
        )
    except KeyboardInterrupt:
        raise Stopped(folder, _kept(case, folder), case.worlds) from None
    if failures:
        raise _run_failed(case, folder, failures, len(tasks))


def _kept(case: Case, folder: Path) -> int:
    """Return how many of the worlds that are wanted are on disk."""
    left = missing(case.worlds, case.company.employees, keeping.units_in(folder))
    return case.worlds - sum(unit.worlds for unit in left)


def _run_failed(case: Case, folder: Path, failures: list[Failure], tasks: int) -> RunFailed:
    first = failures[0]
    error = RunFailed(
        folder,
        f"{len(failures)} of {tasks} parts of the run failed; "
        f"{_kept(case, folder)} of {case.worlds} worlds are kept in {folder}. "
        f"The first: {first.error} under '{first.policy}' in {first.unit}: {first.message}. "
        f"All are listed in {keeping.FAILURES}.",
        failures,
    )
    error.add_note(first.traceback)
    return error
