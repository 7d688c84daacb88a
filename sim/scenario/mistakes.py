"""Mistakes in what a user wrote, each with its place, in words that are safe to print."""

from __future__ import annotations

import difflib
import json
import math
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from pydantic_core import PydanticCustomError

KeyPath = tuple[str | int, ...]
"""Where a value stands in a file: keys, and places in lists counted from 0."""

SETTING = "--set"
"""The `Mistake.file` of what was not written in a file but given as `--set path=value`."""

LONGEST_SHOWN = 60
BARE_KEY = r'[^\s."\[\]=](?:[^."\[\]=]*[^\s."\[\]=])?'
"""A key that a path shows as it is; any other stands in double quotes, as in JSON."""


@dataclass(frozen=True)
class Mistake:
    """One mistake of the user.

    Control characters in `file`, `path` and `message` are escaped: any of them may quote what a stranger wrote.

    Attributes
    ----------
    file
        File as the user named it, or `--set`.
    line, column
        Place in the file, both from 1; both 0 when there is none (no such file, `--set`).
    path
        Dotted path of the value, `policies.as it happened[1].target.share`; may be empty.
    message
        What was found and what was expected.
    """

    file: str
    line: int
    column: int
    path: str
    message: str

    def __post_init__(self) -> None:
        for name in ("file", "path", "message"):
            object.__setattr__(self, name, printable(getattr(self, name)))

    def __str__(self) -> str:
        if self.file == SETTING:
            return f"{SETTING} {self.path}: {self.message}"
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return ": ".join(part for part in (place, self.path, self.message) if part)

    def as_json(self) -> dict[str, str | int]:
        """Return the mistake as an object of `validate --json`."""
        return asdict(self)


class ScenarioError(Exception):
    """What the user wrote cannot be used; `mistakes` says all that is wrong with it, `str()` one a line."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(self.mistakes)

    def __str__(self) -> str:
        return "\n".join(map(str, self.mistakes))


def mistake_at(at: KeyPath, message: str) -> PydanticCustomError:
    """Make the error that a pydantic validator raises to point deeper than the value it checks.

    Parameters
    ----------
    at
        Path from the value that is checked: `("target", "share")` in a validator of the model that has `target`.
    message
        What was found and what was expected. A validator that need not point deeper raises a `ValueError` instead.
    """
    return PydanticCustomError("mistake_at", "{message}", {"message": message, "at": at})


def path_words(path: KeyPath) -> str:
    """Write a path as a reader would: `policies.as it happened[1].target.share`."""
    words = "".join(f"[{step}]" if isinstance(step, int) else f".{_key_words(step)}" for step in path)
    return words.removeprefix(".")


def show(value: object) -> str:
    """Describe a value of a file in a few words: `text 'no'`, `0.5`, `a list of 2 items`, `nothing`."""
    if isinstance(value, str):
        return f"text {quote(value)}"
    if isinstance(value, list):
        return f"a list of {len(value)} item{'' if len(value) == 1 else 's'}"
    if isinstance(value, dict):
        return "a group of keys" if value else "an empty group of keys"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and not math.isfinite(value):
        return f"{value}".replace("inf", ".inf").replace("nan", ".nan")
    return _short(str(value))


def quote(text: str) -> str:
    """Put text from a file in quotes, shortened when it is long."""
    return f"'{_short(text)}'"


def nearest(word: str, names: Iterable[str]) -> str:
    """Return "; did you mean 'name'?" for the name closest to a word, or nothing when none is close."""
    by_lower = {name.lower(): name for name in names}
    close = difflib.get_close_matches(word.lower(), by_lower, n=1)
    return f"; did you mean {quote(by_lower[close[0]])}?" if close else ""


def _key_words(key: str) -> str:
    return _short(key if re.fullmatch(BARE_KEY, key) else json.dumps(key, ensure_ascii=False))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def printable(text: str) -> str:
    """Return a text with everything escaped that does not print as it stands."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
