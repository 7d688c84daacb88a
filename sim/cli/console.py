"""Two ways to speak: results on standard output, progress and messages on standard error."""

import errno
import json
import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Any, TextIO

import typer
from rich.console import Console

PIPED_WIDTH = 100
SECONDS_BETWEEN_LINES = 10.0


def silence(stream: TextIO | None) -> None:
    """Let nothing more be said on a stream whose reader has left: neither later nor when Python ends."""
    if stream is not None:
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


@contextmanager
def _whoever_reads() -> Iterator[None]:
    """Go on with the work when the reader of the results leaves; a file that cannot hold them is an error."""
    try:
        yield
    except BrokenPipeError:
        silence(sys.stdout)


@contextmanager
def _whoever_listens(stream: TextIO | None) -> Iterator[None]:
    """Go on with the work whatever becomes of standard error."""
    try:
        yield
    except OSError:
        silence(stream)


class _Aside:
    """Standard error, which may go away while somebody writes to it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        with _whoever_listens(self._stream):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with _whoever_listens(self._stream):
            self._stream.flush()


class _Console(Console):
    """A console without markup (names in a scenario may hold brackets), whose reader may leave early."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError(errno.EPIPE, "the reader has left")


def console(*, stderr: bool = False) -> Console:
    """Return a console: as wide as the terminal, or 100 columns when the text goes to a file or another program.

    Parameters
    ----------
    stderr
        Whether it speaks on standard error.
    """
    file: Any = _Aside(sys.stderr) if stderr and sys.stderr is not None else None
    made = _Console(file=file, stderr=stderr, markup=False, highlight=False, emoji=False)
    if not made.is_terminal:
        made.width = PIPED_WIDTH
    return made


def as_invoked() -> str:
    """Return the command as the user would type it again: ``goodhart`` where that finds it, else its place."""
    called = Path(sys.argv[0])
    if called.stem != "goodhart":
        return f"{shlex.quote(sys.executable)} -m sim"
    found = shutil.which("goodhart")
    return "goodhart" if found and Path(found).resolve() == called.resolve() else shlex.quote(str(called))


def show(*things: Any) -> None:
    """Print results: tables, and text that is wrapped to the width of the console."""
    out = console()
    with _whoever_reads():
        for thing in things:
            out.print(thing)


def show_line(line: str) -> None:
    """Print a line as it is, however long: a path, a name that other programs read."""
    with _whoever_reads():
        typer.echo(line)


def show_json(document: Any) -> None:
    """Print one JSON document and nothing else; letters that standard output cannot hold are escaped."""
    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(document, indent=2, allow_nan=False)
    with _whoever_reads():
        typer.echo(text)


def tell(message: str) -> None:
    """Say something beside the results, on standard error."""
    with _whoever_listens(sys.stderr):
        typer.echo(message, err=True)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far long work is and how much time is left: a bar on a terminal, else a line now and then.

    Parameters
    ----------
    what
        The work, in words.

    Yields
    ------
    callable
        To be called with how much is done and how much there is.
    """
    err = console(stderr=True)
    if not err.is_terminal:
        tell(what)
        yield _now_and_then()
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, TextColumn("left"), console=err, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _now_and_then() -> Callable[[int, int], None]:
    start = last = monotonic()

    def update(done: int, total: int) -> None:
        nonlocal last
        now = monotonic()
        if 0 < done < total and now - last > SECONDS_BETWEEN_LINES:
            last = now
            tell(f"{done / total:.0%} done, about {(now - start) * (total - done) / done:.0f} s left")

    return update
