"""Dask's executor: workers on other machines, found through a scheduler."""

import socket
from typing import Any

from sim.experiment.keeping import ResultsError
from sim.experiment.running.carrying import MakeCrew
from sim.experiment.running.crews import Given

_SECONDS_TO_ANSWER = 10
_FEWEST = 2
_WITHIN_THIS_PROCESS = "inproc://"


def crew_on(address: str) -> MakeCrew:
    """Return what makes a crew of the workers of a Dask scheduler.

    A worker that dies is replaced by the scheduler, which gives its task to another; a task that several workers die of
    is given up. Workers need this package, in the same version.

    Raises
    ------
    ResultsError
        If Dask is not installed, or no scheduler answers there.
    """
    try:
        from distributed import Client
        from distributed.comm.addressing import get_address_host_port
    except ImportError:
        raise ResultsError("a cluster takes Dask: pip install 'goodhart-sim[cluster]'") from None
    try:
        if not address.startswith(_WITHIN_THIS_PROCESS):
            socket.create_connection(get_address_host_port(address), timeout=_SECONDS_TO_ANSWER).close()
        client = Client(address, timeout=_SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise ResultsError(f"there is no Dask scheduler at {address}: {error}") from None
    return lambda tick: Given(client.get_executor(pure=False, retries=0), lambda: _at_once(client), client.close)


def _at_once(client: Any) -> int:
    """Return twice as many tasks as the workers that are there now have threads for."""
    return max(_FEWEST, 2 * int(sum(client.nthreads().values())))
