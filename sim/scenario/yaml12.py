"""Strict YAML 1.2 (core schema) with the place of every key and value.

PyYAML reads the syntax; what a plain word means is decided here, since PyYAML follows YAML 1.1, in which `no` is false
and 12:30 a number. Left out on purpose: tags, merge keys, several documents, keys that are not text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.parser import Parser
from yaml.reader import Reader, ReaderError
from yaml.resolver import BaseResolver
from yaml.scanner import Scanner

from sim.scenario.mistakes import KeyPath, Mistake, ScenarioError, path_words, quote, show

MOST_BYTES = 5_000_000
MOST_NODES = 200_000
DEEPEST = 100

Place = tuple[int, int]

_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WHOLE = {10: r"[-+]?[0-9]{1,300}", 8: r"0o[0-7]{1,300}", 16: r"0x[0-9a-fA-F]{1,250}"}
_NUMBER = r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
_NOT_FINITE = r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_MISFIT = "this does not fit what stands before it; check the indentation and the quotes"
_TAG = "tags ('!') are not used here; leave it out, or put text that begins with '!' in quotes"
_QUOTE = "this quote is never closed"
_ESCAPE = r"this cannot follow a '\' in double quotes; write '\\' for a backslash, or use single quotes"
_SYNTAX = {
    r"character '\t' that cannot start": "a tab cannot stand here; use spaces",
    "cannot start any token": "text cannot begin with this character; put it in quotes",
    "mapping values are not allowed": "a ':' cannot stand here; check the indentation, or put text with ': ' in quotes",
    "could not find expected ':'": "a ':' is missing after this key",
    "sequence entries are not allowed": "a '-' cannot stand here; begin the list on a line of its own",
    "mapping keys are not allowed": "a '?' cannot stand here; put text that begins with it in quotes",
    "expected ',' or ']'": "a ',' or the closing ']' of the list is missing before this",
    "expected ',' or '}'": "a ',' or the closing '}' is missing before this",
    "expected <block end>": _MISFIT,
    "expected '<document start>'": _MISFIT,
    "node content": "a value is missing before this",
    "unexpected end of stream": _QUOTE,
    "unexpected document separator": _QUOTE,
    "escape sequence of": _ESCAPE,
    "unknown escape character": _ESCAPE,
    "undefined alias": "no '&' with this name stands before it; put text that begins with '*' in quotes",
    "duplicate anchor": "this '&' name is taken already",
    "another document": "a second document begins here; a file holds one",
    "directive": "text cannot begin with '%'; put it in quotes",
    "tag": _TAG,
    "an alias": "a name is missing after '*'; put text that begins with '*' in quotes",
    "an anchor": "a name is missing after '&'; put text that begins with '&' in quotes",
    "block scalar": "only a line break may follow '|' or '>'",
}
_SAID_OF_THE_BEGINNING = ("expected ':'", "unexpected end of stream", "unexpected document separator", "directive")


@dataclass(frozen=True)
class Document:
    """A file as plain data, with the place of everything in it.

    Attributes
    ----------
    file
        File as the user named it.
    text
        The file word for word.
    data
        dict, list, str, int, float, bool and None only; an alias is a copy of its own.
    places
        Path -> place of its key and place of its value; items of a list and the whole have their value's twice.
    settings
        Paths of what was set over the file (`--set`), which has no place in it.
    """

    file: str
    text: str
    data: Any
    places: Mapping[KeyPath, tuple[Place, Place]] = field(repr=False)
    settings: frozenset[KeyPath] = frozenset()

    def place(self, path: KeyPath, *, key: bool = False) -> Place:
        """Return line and column, from 1, of the value at a path, or of its key.

        A path that the file does not have is placed where its nearest parent is.
        """
        while path not in self.places:
            path = path[:-1]
        return self.places[path][0 if key else 1]


def read_yaml(text: str, file: str) -> Document:
    """Read YAML text.

    Parameters
    ----------
    text
        One YAML document; a byte order mark at its beginning is skipped.
    file
        Name of the file, for the places of mistakes.

    Raises
    ------
    ScenarioError
        The text is empty or not YAML; it has a tag, a merge key, a key that is not text or is there twice, an alias
        within itself, more than 200,000 values once aliases are written out, or more than 100 levels.
    """
    composer = None
    try:
        composer = _Composer(text, file)
        root = composer.get_single_node()
    except ReaderError as error:
        place = place_after(text[: error.position])
        raise refusal(file, place, _not_allowed(text[error.position])) from None
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(file, error) from None
    except (ValueError, OverflowError):  # what PyYAML lets through: \UFFFFFFFF, a %YAML version of 5,000 digits
        raise refusal(file, _place(composer.get_mark()) if composer else None, "a number here is too large") from None
    if root is None:
        raise refusal(file, (1, 1), "there is nothing in it")
    builder = _Builder(file, composer.mistakes)
    data = builder.value(root, (), _place(root.start_mark), ())
    if builder.mistakes:
        raise ScenarioError(sorted(builder.mistakes.values(), key=lambda mistake: (mistake.line, mistake.column)))
    return Document(file, text, data, builder.places)


def read_plain(word: str) -> str | int | float | bool | None:
    """Read a word without quotes as YAML 1.2 does; whole numbers of more than 300 digits become fractional ones."""
    if word in _NULL:
        return None
    if word in _BOOL:
        return _BOOL[word]
    for base, pattern in _WHOLE.items():
        if re.fullmatch(pattern, word):
            return int(word, base)
    if re.fullmatch(_NUMBER, word):
        return float(word)
    return float(word.replace(".", "")) if re.fullmatch(_NOT_FINITE, word) else word


def unfit(text: str, *, in_comments: bool = False) -> str:
    """Say what a text holds that no text of a file may hold; nothing where it is fit.

    Parameters
    ----------
    text
        A key or a value, as it is once its escapes are read; or a whole file.
    in_comments
        Whether it is a whole file, whose comments may hold what values may not.
    """
    if half := _HALF_CHARACTER.search(text):
        return f"{quote(half.group())} is half of a character; write the character itself"
    if not in_comments and (unseen := _UNSEEN.search(text)):
        return f"{quote(unseen.group())} is a control character, which text here may not hold"
    refused = Reader.NON_PRINTABLE.search(text)
    return _not_allowed(refused.group()) if refused else ""


def _not_allowed(character: str) -> str:
    return f"the character {quote(character)} is not allowed in YAML"


class _Composer(Reader, Scanner, Parser, Composer, BaseResolver):
    """PyYAML's nodes, with limits while they are made; tags are noted in `mistakes`."""

    def __init__(self, text: str, file: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)
        BaseResolver.__init__(self)
        self.file = file
        self.mistakes: dict[Place, Mistake] = {}
        self._nodes = self._depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        place = _place(event.start_mark)
        if getattr(event, "tag", None) is not None:
            self.mistakes[place] = Mistake(self.file, *place, "", _TAG)
        self._nodes += 1
        _refuse_too_much(self.file, place, self._nodes, self._depth)
        self._depth += 1
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


class _Builder:
    """Plain data and places from nodes; an alias is walked through once more wherever it stands."""

    def __init__(self, file: str, mistakes: dict[Place, Mistake]) -> None:
        self.file = file
        self.mistakes = mistakes
        self.places: dict[KeyPath, tuple[Place, Place]] = {}
        self._nodes = 0

    def value(self, node: yaml.Node, path: KeyPath, key_place: Place, parents: tuple[yaml.Node, ...]) -> Any:
        place = _place(node.start_mark)
        self._nodes += 1
        _refuse_too_much(self.file, place, self._nodes, len(parents))
        if any(node is parent for parent in parents):
            raise refusal(self.file, place, "this '&' stands for something that contains itself", path)
        self.places[path] = (key_place, place)
        if isinstance(node, yaml.ScalarNode):
            self._check_characters(node, path)
            return node.value if node.style else read_plain(node.value)
        parents = (*parents, node)
        if isinstance(node, yaml.SequenceNode):
            items = enumerate(node.value)
            return [self.value(item, (*path, n), _place(item.start_mark), parents) for n, item in items]
        return self._group(node, path, parents)

    def _group(self, node: yaml.Node, path: KeyPath, parents: tuple[yaml.Node, ...]) -> dict[str, Any]:
        group: dict[str, Any] = {}
        first_lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, path)
            place = _place(key_node.start_mark)
            if key in first_lines:
                self._note(place, (*path, key), f"the key {quote(key)} is here twice; first in line {first_lines[key]}")
            first_lines.setdefault(key, place[0])
            group[key] = self.value(value_node, (*path, key), place, parents)
        return group

    def _key(self, node: yaml.Node, path: KeyPath) -> str:
        place = _place(node.start_mark)
        if not isinstance(node, yaml.ScalarNode):
            self._note(place, path, "a key must be text, not a list or a group of keys")
            return ""
        word = str(node.value)
        self._check_characters(node, path)
        if node.style is None and word == "<<":
            self._note(place, path, "merge keys ('<<') are not used here; write the keys out")
        elif node.style is None and not isinstance(key := read_plain(word), str):
            found, mend = show(key), "put it in quotes"
            if re.fullmatch("[0-9]{3}", word):
                found, mend = word, "put it in quotes, or write 3000 where 3,000 is meant"
            self._note(place, path, f"a key must be text, found {found}; {mend}")
        return word

    def _check_characters(self, node: yaml.Node, path: KeyPath) -> None:
        if message := unfit(node.value):
            self._note(_place(node.start_mark), path, message)

    def _note(self, place: Place, path: KeyPath, message: str) -> None:
        self.mistakes.setdefault(place, Mistake(self.file, *place, path_words(path), message))


def _refuse_too_much(file: str, place: Place, nodes: int, depth: int) -> None:
    if nodes > MOST_NODES:
        raise refusal(file, place, f"there are more than {MOST_NODES:,} values, aliases written out")
    if depth > DEEPEST:
        raise refusal(file, place, f"this is nested more than {DEEPEST} deep")


def _syntax_error(file: str, error: yaml.MarkedYAMLError) -> ScenarioError:
    said = f"{error.problem} {error.context}"
    message = next((words for part, words in _SYNTAX.items() if part in said), f"this is not YAML: {error.problem}")
    mark = error.problem_mark
    if error.context_mark and any(part in said for part in _SAID_OF_THE_BEGINNING):
        mark = error.context_mark
    return refusal(file, _place(mark) if mark else None, message)


def refusal(file: str, place: Place | None, message: str, path: KeyPath = ()) -> ScenarioError:
    """Return the error that says one mistake at its place, or of the file as a whole."""
    line, column = place or (0, 0)
    return ScenarioError([Mistake(file, line, column, path_words(path), message)])


def _place(mark: yaml.Mark) -> Place:
    return mark.line + 1, mark.column + 1


def place_after(text: str) -> Place:
    """Return the line and column, from 1, that come after a text."""
    return text.count("\n") + 1, len(text.rpartition("\n")[2]) + 1
