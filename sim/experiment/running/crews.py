"""Who does the work: this process, processes of this machine, or an executor that somebody else keeps.

All are used as a `concurrent.futures.Executor` is: work is submitted, and a future comes back.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any, Protocol

Work = Callable[..., Any]


class Crew(Protocol):
    """Something that work can be handed to."""

    @property
    def at_once(self) -> int:
        """How many pieces of work are handed over before the first comes back."""

    def submit(self, work: Work, *given: Any) -> Future[Any]:
        """Hand over a piece of work; raises `BrokenExecutor` where a worker has died."""

    def renew(self) -> None:
        """Replace workers after one has died; raises `BrokenExecutor` where none can be had."""

    def close(self) -> None:
        """Let the workers go, whatever they are doing."""


class ThisProcess:
    """The process itself, one piece after the other; the work is also handed `tick`."""

    at_once = 1

    def __init__(self, tick: Callable[[int], None]) -> None:
        self._tick = tick

    def submit(self, work: Work, *given: Any) -> Future[Any]:
        """Do the work now."""
        future: Future[Any] = Future()
        future.set_result(work(*given, self._tick))
        return future

    def renew(self) -> None:
        """There is nothing to renew."""

    def close(self) -> None:
        """There is nothing to let go."""


class Processes:
    """Processes of this machine; none of them outlives the one that started it.

    Parameters
    ----------
    jobs
        How many.
    """

    def __init__(self, jobs: int) -> None:
        self.at_once = 2 * jobs
        self._jobs = jobs
        self._open()

    def submit(self, work: Work, *given: Any) -> Future[Any]:
        """Hand over a piece of work; the first ones start the processes."""
        with _ctrl_c_waits():
            return self._pool.submit(work, *given)

    def renew(self) -> None:
        """Start afresh, and see that a process can be started at all."""
        self.close()
        self._open()
        self.submit(os.getpid).result()

    def close(self) -> None:
        """End all processes at once."""
        self._lifeline.close()
        self._pool.shutdown(cancel_futures=True)
        self._held_by_workers.close()

    def _open(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._held_by_workers, self._lifeline = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(
            self._jobs, mp_context=context, initializer=_begin, initargs=(self._held_by_workers,)
        )


class Given:
    """An executor that is somebody else's; workers that die are the executor's own business.

    Parameters
    ----------
    executor
        Any `concurrent.futures.Executor`.
    at_once
        Tells how many pieces of work it is handed before the first comes back.
    close
        What lets it go.
    """

    def __init__(
        self, executor: Executor, at_once: Callable[[], int], close: Callable[[], None] = lambda: None
    ) -> None:
        self._executor, self._at_once, self.close = executor, at_once, close

    @property
    def at_once(self) -> int:
        """How many pieces of work are handed over before the first comes back."""
        return self._at_once()

    def submit(self, work: Work, *given: Any) -> Future[Any]:
        """Hand over a piece of work."""
        return self._executor.submit(work, *given)

    def renew(self) -> None:
        """Say that it is broken: only its owner can mend it."""
        raise BrokenExecutor("the executor that was given is broken")


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


def _begin(lifeline: Connection) -> None:
    """Start a worker: it ends when the parent lets go of the lifeline or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(lifeline,), daemon=True).start()


def _end_with_parent(lifeline: Connection) -> None:
    with suppress(EOFError, OSError):
        lifeline.recv_bytes()
    os._exit(1)
