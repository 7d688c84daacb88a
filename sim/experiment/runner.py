"""Run every policy of a case in the same worlds, and keep the rows."""

from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from pathlib import Path

from sim.experiment import keeping
from sim.experiment.keeping import ResultsError
from sim.experiment.pool import Outcome, in_processes
from sim.experiment.provenance import manifest
from sim.experiment.results import Results
from sim.experiment.simulating import Failure, Record, Task, Tick, attempt, known_measures, simulate
from sim.experiment.units import Unit, missing
from sim.scenario import Case

Progress = Callable[[int, int], None]
_A_PROCESS_DIED = (
    "a process ended unexpectedly, most often for want of memory: try fewer at once (jobs). "
    'A script that calls run with several processes must do so under `if __name__ == "__main__":`.'
)


class RunFailed(Exception):  # noqa: N818 - says what happened
    """Some of the work failed; worlds in which every policy was done are kept.

    Attributes
    ----------
    folder
        The results folder.
    failures
        What went wrong, one a unit and policy; also in `failures.jsonl`.
    """

    def __init__(self, folder: Path, message: str, failures: Sequence[Failure] = ()) -> None:
        super().__init__(message)
        self.folder = folder
        self.failures = tuple(failures)


class Stopped(KeyboardInterrupt):
    """Somebody pressed Ctrl-C; what was done is kept.

    Attributes
    ----------
    folder
        The results folder.
    done, wanted
        How many worlds are kept, and how many there are to be.
    """

    def __init__(self, folder: Path, done: int, wanted: int) -> None:
        super().__init__(f"stopped: {done} of {wanted} worlds are kept in {folder}; the same run goes on from there")
        self.folder = folder
        self.done = done
        self.wanted = wanted


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
    _refuse_misuse(case, jobs)
    described = manifest(case, known_measures())
    folder = keeping.place(described, out)
    with _writing(folder):
        keeping.prepare(folder, described)
    to_do = missing(case.worlds, case.company.employees, keeping.units_in(folder))
    if to_do:
        _run_units(case, folder, to_do, jobs, progress or (lambda done, total: None))
    if to_do or not (folder / keeping.SUMMARY).exists():
        with _writing(folder):
            Results.open(folder).keep_summary()
    return Results.open(folder, worlds=case.worlds)


def _refuse_misuse(case: Case, jobs: int) -> None:
    if not isinstance(case, Case):
        raise TypeError(f"run takes a case, found {case!r}; sim.load reads one from a file")
    if jobs < 1:
        raise ValueError(f"jobs must be at least 1, found {jobs}")
    if jobs > 1:
        try:
            Path.cwd()
        except FileNotFoundError:
            raise ResultsError("the folder you are in is no longer there; go to another one, or use one job") from None


@contextmanager
def _writing(folder: Path, failures: Sequence[Failure] = ()) -> Iterator[None]:
    """Turn what the disk refuses into a failed run."""
    try:
        yield
    except OSError as error:
        raise RunFailed(folder, f"cannot write in {folder}: {error.strerror or error}", failures) from error


def _run_units(case: Case, folder: Path, units: list[Unit], jobs: int, progress: Progress) -> None:
    tasks = [Task(unit, policy) for unit in units for policy in case.policies]
    meter = _Meter(sum(task.unit.worlds for task in tasks) * case.weeks, progress)
    outcomes = in_processes(simulate, case, tasks, jobs) if jobs > 1 else _in_this_process(case, tasks, meter.add)
    try:
        with closing(outcomes):
            failures = _keep_all(case, folder, outcomes, meter)
    except KeyboardInterrupt:
        raise Stopped(folder, _kept(case, folder), case.worlds) from None
    except BrokenProcessPool:
        raise RunFailed(folder, _A_PROCESS_DIED) from None
    if failures:
        raise _run_failed(case, folder, failures, len(tasks))


def _kept(case: Case, folder: Path) -> int:
    """Return how many of the worlds that are wanted are on disk."""
    left = missing(case.worlds, case.company.employees, keeping.units_in(folder))
    return case.worlds - sum(unit.worlds for unit in left)


def _in_this_process(case: Case, tasks: list[Task], tick: Tick) -> Generator[Outcome]:
    for task in tasks:
        yield task, attempt(simulate, case, task, tick)


def _keep_all(case: Case, folder: Path, outcomes: Iterator[Outcome], meter: "_Meter") -> list[Failure]:
    """Keep each unit once all its policies are there; return what failed."""
    failures: list[Failure] = []
    records: dict[Unit, dict[str, Record]] = {}
    for (unit, policy), outcome in outcomes:
        meter.finish(unit.worlds * case.weeks)
        with _writing(folder, failures):
            if isinstance(outcome, Failure):
                failures.append(outcome)
                keeping.note_failure(folder, outcome.as_json())
                continue
            records.setdefault(unit, {})[policy] = outcome
            if len(records[unit]) == len(case.policies):
                done = records.pop(unit)
                keeping.keep_unit(folder, unit, {name: done[name] for name in case.policies})
    return failures


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


class _Meter:
    """Counts work within a task and over finished tasks."""

    def __init__(self, total: int, progress: Progress) -> None:
        self.total, self.progress = total, progress
        self.finished = self.running = 0
        progress(0, total)

    def add(self, amount: int) -> None:
        self.running += amount
        self.progress(self.finished + self.running, self.total)

    def finish(self, amount: int) -> None:
        self.finished, self.running = self.finished + amount, 0
        self.progress(self.finished, self.total)
