"""One design at a time: while a sweep is at work in a folder, nobody else changes what is asked of it there."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.experiment.keeping import MANIFEST, ResultsError
from sim.experiment.wanted import Point, Wanted


@contextmanager
def at_work(folder: Path, points: Iterable[Point], worlds: int) -> Iterator[Wanted]:
    """Ask points of a folder and hold it while the work goes on; the same may be asked by several at once.

    The system lets go of the folder when the process ends, however it does. On Windows nothing is held.

    Raises
    ------
    ResultsError
        If another sweep is at work there that was asked for something else; nothing is changed then.
    OSError
        If the disk is full or fails.
    """
    if sys.platform == "win32":
        wanted = Wanted.asked(folder, points, worlds)
        wanted.keep(folder)
        yield wanted
        return
    import fcntl

    with (folder / MANIFEST).open("rb") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            wanted = Wanted.asked(folder, points, worlds)
            if Wanted.read(folder) != wanted:
                raise ResultsError(
                    f"another sweep is at work in {folder} and was asked for other points or companies; wait until it "
                    "is done, or choose another folder (--out)"
                ) from None
        else:
            wanted = Wanted.asked(folder, points, worlds)
            wanted.keep(folder)
        fcntl.flock(held, fcntl.LOCK_SH)
        yield wanted
