"""Writing files whole or not at all, and clearing away what a process that was killed left half written."""

import errno
import os
import re
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

_UNFINISHED = re.compile(r"\.goodhart-[0-9a-f]{8}-([1-9]\d{0,8})\.part")


def keep(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: under a short name in the same folder, synced, then renamed.

    What a link points to is written, and the link stays.
    """
    target = Path(os.path.realpath(path))
    digest = blake2b(os.fsencode(target.name), digest_size=4).hexdigest()
    unfinished = target.with_name(f".goodhart-{digest}-{os.getpid()}.part")
    try:
        if target.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        with unfinished.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError as error:
        error.filename = str(path)
        raise
    finally:
        with suppress(OSError):
            unfinished.unlink()


def is_unfinished(path: Path) -> bool:
    """Return whether a file has the name of one that `keep` has not finished."""
    return _UNFINISHED.fullmatch(path.name) is not None


def ready(folder: Path) -> None:
    """Make a folder to write in, and clear away what processes that are no more left half written in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        match = _UNFINISHED.fullmatch(path.name)
        if match and not _alive(int(match[1])):
            path.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    """Return whether a process is there; where there is no way to ask without harm, say that it is."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
