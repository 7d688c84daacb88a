"""Every task is brought to an end: done, failed by the model, or put aside because it kills whoever takes it up."""

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from itertools import islice
from typing import Any

from sim.experiment.running.crews import Crew
from sim.experiment.simulating import Failure, Record, Task

Outcome = tuple[Task, Record | Failure]
Perform = Callable[..., Record | Failure]
ENDED = "ProcessEnded"
_ALL_HEAR_OF_IT = 5.0
_WHY = "its process ended unexpectedly, also when it ran alone; most often for want of memory"


def outcomes(crew: Crew, perform: Perform, tasks: Iterable[Task]) -> Generator[Outcome]:
    """Yield every task with its outcome, as they finish; closing the generator lets the crew go.

    Where a worker dies, nobody knows by which of the tasks in flight: they are run again, each alone, and the one that
    does it again is put aside with its reason. What an executor gives up, a cluster its tasks whose workers died, is
    tried again at the end, alone too: others may have been to blame.

    Parameters
    ----------
    crew
        Who does the work.
    perform
        What is done with a task.
    tasks
        In the order in which they are begun.

    Raises
    ------
    BrokenExecutor
        If no worker can be had any more.
    CancelledError
        If the executor gave work up: a cluster that went away.
    """
    to_do = iter(tasks)
    running: dict[Future[Any], Task] = {}
    given_up: list[Task] = []
    try:
        while True:
            suspects = _hand_over(crew, perform, to_do, running)
            if not running and not suspects:
                yield from _each_alone(crew, perform, sorted(given_up))
                return
            finished = wait(running, timeout=0 if suspects else 1.0, return_when=FIRST_COMPLETED).done
            while finished:
                future = finished.pop()
                task = running.pop(future)
                try:
                    outcome = _outcome(task, future)
                except BrokenExecutor:
                    suspects.append(task)
                    finished |= wait(running, timeout=_ALL_HEAR_OF_IT).done
                except _GivenUp:
                    given_up.append(task)
                else:
                    yield task, outcome
            if suspects:
                suspects += running.values()
                running.clear()
                crew.renew()
                yield from _each_alone(crew, perform, sorted(suspects))
    finally:
        for future in running:
            future.cancel()
        crew.close()


def _hand_over(crew: Crew, perform: Perform, to_do: Iterator[Task], running: dict[Future[Any], Task]) -> list[Task]:
    """Keep the crew busy; return the task that could not be handed over."""
    for task in islice(to_do, max(0, crew.at_once - len(running))):
        try:
            running[crew.submit(perform, task)] = task
        except BrokenExecutor:
            return [task]
    return []


class _GivenUp(Exception):  # noqa: N818 - says what happened
    """The executor's own error: a worker that was lost too often, something that cannot be sent."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def _outcome(task: Task, future: Future[Any]) -> Record | Failure:
    """Return what a task came to."""
    try:
        return future.result()  # type: ignore[no-any-return]
    except (BrokenExecutor, CancelledError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever the executor raises, the other units go on
        failure = Failure(task.unit.name, task.policy, type(error).__name__, str(error) or _WHY, "")
        raise _GivenUp(failure) from None


def _each_alone(crew: Crew, perform: Perform, tasks: list[Task]) -> Iterator[Outcome]:
    for task in tasks:
        try:
            outcome = _outcome(task, crew.submit(perform, task))
        except BrokenExecutor:
            outcome = Failure(task.unit.name, task.policy, ENDED, _WHY, "")
            crew.renew()
        except _GivenUp as given_up:
            outcome = given_up.failure
        yield task, outcome
