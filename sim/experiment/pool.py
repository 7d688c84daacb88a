"""Tasks in several processes; none of them outlives the one that started it."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing.connection import Connection

from sim.experiment.simulating import Failure, Record, Simulate, Task, attempt
from sim.scenario import Case

Outcome = tuple[Task, Record | Failure]
_given: tuple[Simulate, Case]


def in_processes(work: Simulate, case: Case, tasks: list[Task], jobs: int) -> Generator[Outcome]:
    """Yield every task with its outcome, as they finish; closing the iterator ends the processes at once.

    Raises
    ------
    concurrent.futures.process.BrokenProcessPool
        If a process ends by itself, most often for want of memory.
    """
    context = multiprocessing.get_context("spawn")
    held_by_workers, lifeline = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(
        min(jobs, len(tasks)), mp_context=context, initializer=_begin, initargs=(held_by_workers, work, case)
    )
    to_do = iter(tasks)
    running: dict[Future[Record | Failure], Task] = {}
    try:
        while True:
            with _ctrl_c_waits():
                for task in islice(to_do, 2 * jobs - len(running)):
                    running[pool.submit(_work, task)] = task
            if not running:
                break
            for future in wait(running, timeout=1.0, return_when=FIRST_COMPLETED).done:
                yield running.pop(future), future.result()
    finally:
        lifeline.close()
        pool.shutdown(cancel_futures=True)
        held_by_workers.close()


@contextmanager
def _ctrl_c_waits() -> Iterator[None]:
    """Hear Ctrl-C only afterwards; processes started meanwhile never hear it, their parent ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(lifeline: Connection, work: Simulate, case: Case) -> None:
    """Start a worker: it ends when the parent lets go of the lifeline or dies."""
    global _given
    _given = work, case
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(lifeline,), daemon=True).start()


def _end_with_parent(lifeline: Connection) -> None:
    with suppress(EOFError, OSError):
        lifeline.recv_bytes()
    os._exit(1)


def _work(task: Task) -> Record | Failure:
    return attempt(*_given, task, lambda _: None)
