"""Work in a process of its own, on cores of its own."""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from time import perf_counter
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def cores(number: int) -> Iterator[None]:
    """Keep this process, and those that it starts, to the last few of its cores, where the system can do that."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(before)[-number:])
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def alone(work: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
    """Return what a function returns in a fresh process on one core."""
    context = multiprocessing.get_context("spawn")
    with cores(1), ProcessPoolExecutor(1, mp_context=context) as executor:
        return executor.submit(work, *arguments, **named).result()


def seconds_of(*command: str, on: int = 1) -> float:
    """Return how long Python takes for a command line, from its start to its end, on so many cores."""
    with cores(on):
        start = perf_counter()
        subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return perf_counter() - start
