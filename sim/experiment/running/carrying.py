"""Tasks carried out by a crew: each unit kept once it is whole, what fails noted, what cannot go on said."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, CancelledError
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from sim.experiment import keeping
from sim.experiment.keeping import ResultsError
from sim.experiment.running.crews import Crew, Processes, ThisProcess
from sim.experiment.running.supervising import Outcome, outcomes
from sim.experiment.simulating import Failure, Job, Record, Task, perform
from sim.experiment.units import Unit

Progress = Callable[[int, int], None]
KeepUnit = Callable[[Unit, dict[str, Record]], None]
MakeCrew = Callable[[Callable[[int], None]], Crew]
"""Handed what counts weeks of worlds as they pass, as far as the crew can tell."""

_A_PROCESS_DIED = (
    "no process could be started. A script that uses several processes must do so under "
    '`if __name__ == "__main__":`; otherwise try fewer at once (jobs), for want of memory.'
)
_GONE = "the executor gave its work up: a cluster that is gone, most often"


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
        How many worlds are kept, and how many there are to be; of a study, those of all its points.
    """

    def __init__(self, folder: Path, done: int, wanted: int, go_on: str = "the same run goes on from there") -> None:
        super().__init__(f"stopped: {done} of {wanted} worlds are kept in {folder}; {go_on}")
        self.folder = folder
        self.done = done
        self.wanted = wanted


def crew_of(jobs: int) -> MakeCrew:
    """Return what makes a crew of so many processes, one of them being this one.

    Raises
    ------
    ValueError, ResultsError
        If it is less than one, or processes have no folder to start in.
    """
    if jobs < 1:
        raise ValueError(f"jobs must be at least 1, found {jobs}")
    if jobs == 1:
        return ThisProcess
    try:
        Path.cwd()
    except FileNotFoundError:
        raise ResultsError("the folder you are in is no longer there; go to another one, or use one job") from None
    return lambda tick: Processes(jobs)


@contextmanager
def writing(folder: Path, failures: Sequence[Failure] = ()) -> Iterator[None]:
    """Turn what the disk refuses into a failed run."""
    try:
        yield
    except OSError as error:
        raise RunFailed(folder, f"cannot write in {folder}: {error.strerror or error}", failures) from error


def carry_out(
    job: Job,
    tasks: list[Task],
    folder: Path,
    make_crew: MakeCrew,
    keep_unit: KeepUnit,
    progress: Progress,
    shared: Mapping[Task, Sequence[Unit]] | None = None,
) -> list[Failure]:
    """Do all tasks and keep each unit once all its policies are there; return what failed, which `folder` also says.

    What comes of a task in `shared` is that of some other units, too.

    Raises
    ------
    RunFailed
        If nothing can go on: the disk is full, no process can be started, a cluster is gone.
    KeyboardInterrupt
        On Ctrl-C.
    """
    meter = _Meter(sum(task.unit.worlds for task in tasks) * job.case.weeks, progress)
    failures: list[Failure] = []
    try:
        crew = make_crew(meter.add)
        given = job if isinstance(crew, ThisProcess) else job.packed()
        with closing(outcomes(crew, partial(perform, given), tasks)) as done:
            _keep_all(job, folder, _for_each_unit(done, shared or {}, meter, job.case.weeks), keep_unit, failures)
    except BrokenExecutor:
        raise RunFailed(folder, _A_PROCESS_DIED, failures) from None
    except CancelledError:
        raise RunFailed(folder, f"{_GONE}. What was done is kept in {folder}.", failures) from None
    return failures


def _keep_all(
    job: Job,
    folder: Path,
    outcomes: Iterator[Outcome],
    keep_unit: KeepUnit,
    failures: list[Failure],
) -> None:
    records: dict[Unit, dict[str, Record]] = {}
    left: dict[Unit, int] = {}
    for (unit, policy, _), outcome in outcomes:
        left[unit] = left.get(unit, len(job.case.policies)) - 1
        with writing(folder, failures):
            if isinstance(outcome, Failure):
                failures.append(outcome)
                keeping.note_failure(folder, outcome.as_json())
            else:
                records.setdefault(unit, {})[policy] = outcome
            if left[unit]:
                continue
            del left[unit]
            done = records.pop(unit, {})
            if len(done) == len(job.case.policies):
                keep_unit(unit, {name: done[name] for name in job.case.policies})


def _for_each_unit(
    outcomes: Iterator[Outcome], shared: Mapping[Task, Sequence[Unit]], meter: "_Meter", weeks: int
) -> Iterator[Outcome]:
    for task, outcome in outcomes:
        meter.finish(task.unit.worlds * weeks)
        yield task, outcome
        for unit in shared.get(task, ()):
            mine = outcome._replace(unit=unit.name) if isinstance(outcome, Failure) else outcome
            yield task._replace(unit=unit), mine


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
