"""What can go wrong, turned into a sentence and an exit code: 1 the work failed, 2 the user's input was wrong."""

import errno
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from sim.cli.console import tell

FAILED, WRONG_INPUT, INTERRUPTED = 1, 2, 130
_WRONG_PLACE = (
    *(errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG, errno.ELOOP),
    *(errno.EACCES, errno.EPERM, errno.EROFS),
)


class InputError(Exception):
    """The user asked for something that cannot be done; the message says what, and how to go on."""


class Commands(TyperGroup):
    """The group of all commands: a user never sees a traceback for a mistake of their own."""

    def invoke(self, ctx: Any) -> None:
        """Run one command and leave with its exit code."""
        try:
            with _warnings_in_words():
                super().invoke(ctx)
            if sys.stdout is not None:
                sys.stdout.flush()
        except KeyboardInterrupt as stop:
            _end(str(stop) or "stopped", INTERRUPTED, stop)
        except OSError as error:
            _end_for(error)
        except MemoryError as error:
            _end("there is not enough memory; try fewer --employees or fewer --jobs", FAILED, error)
        except Exception as error:
            code = _code_for(error)
            if code is None:
                raise
            _end(str(error), code, error)


@contextmanager
def _warnings_in_words() -> Iterator[None]:
    """Say what this program warns of as it says everything else, without the place in its source."""
    with warnings.catch_warnings():
        show = warnings.showwarning

        def say(message: Warning | str, category: type[Warning], *rest: Any, **more: Any) -> None:
            if category.__module__.partition(".")[0] == "sim":
                tell(str(message))
            else:
                show(message, category, *rest, **more)

        warnings.showwarning = say
        yield


def _end(message: str, code: int, cause: BaseException) -> None:
    tell(message)
    raise typer.Exit(code) from cause


def _end_for(error: OSError) -> None:
    """Say what the system refused: a place that the user named, or the work."""
    place = f"{error.filename}: " if error.filename else ""
    _end(f"{place}{error.strerror or error}", WRONG_INPUT if error.errno in _WRONG_PLACE else FAILED, error)


def _code_for(error: Exception) -> int | None:
    """Exit code for what the rooms of the house raise on purpose; charts and experiments take time to load."""
    from sim.scenario import ScenarioError

    if isinstance(error, InputError | ScenarioError):
        return WRONG_INPUT
    if type(error).__module__.partition(".")[0] != "sim":
        return None
    from sim.charts import ChartError
    from sim.experiment import ResultsError, RunFailed

    return {ChartError: WRONG_INPUT, ResultsError: WRONG_INPUT, RunFailed: FAILED}.get(type(error))
