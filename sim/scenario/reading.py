"""From plain data to checked values: settings laid over a file, and every mistake at once with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from sim.scenario.allowed import Allowed, Nodes, hint, unknown_key, words
from sim.scenario.mistakes import BARE_KEY, SETTING, KeyPath, Mistake, ScenarioError, nearest, path_words, quote, show
from sim.scenario.yaml12 import Document, read_yaml

M = TypeVar("M", bound=BaseModel)

_STEP = rf'(?:"(?:[^"\\]|\\.)*"|{BARE_KEY})'
_PATH = re.compile(rf"{_STEP}(?:\.{_STEP}|\[[0-9]{{1,9}}\])*")
_OF_PYDANTIC = set(get_args(ErrorType))
_SAID_BY_SCHEMA = re.compile(
    "[a-z_]+_type|literal_error|enum|greater_than(_equal)?|less_than(_equal)?"
    "|(string_)?too_(short|long)|string_pattern_mismatch"
)
_WRONG_KIND = re.compile("[a-z_]+_type|literal_error|enum|none_required")


def check(
    model: type[M], document: Document, *, also: Callable[[Any], Iterable[tuple[KeyPath, str]]] | None = None
) -> M:
    """Check a document against a pydantic model.

    Strictness is the model's own: `ConfigDict(strict=True, extra="forbid")`. A validator raises `ValueError` with words
    for the user, or `mistake_at` to point deeper than the value that it checks.

    Parameters
    ----------
    model
        Model of the whole document.
    document
        What `read_yaml` or `apply_settings` returned.
    also
        Finds further mistakes in the plain data, path and message each, whatever else is wrong with it.

    Raises
    ------
    ScenarioError
        With every mistake: those of settings first, then those of the file in its order.
    """
    further = [_placed(path, words, document) for path, words in (also(document.data) if also else ())]
    try:
        checked = model.model_validate(document.data)
    except ValidationError as error:
        details = error.errors(include_url=False)
    else:
        if further:
            raise ScenarioError(further)
        return checked
    allowed = Allowed(model)
    faults = _without_lost_branches([_fault(one, document.data, allowed) for one in details])
    mistakes = dict.fromkeys([*(_mistake(fault, document, allowed) for fault in faults), *further])
    raise ScenarioError(sorted(mistakes, key=lambda mistake: (mistake.line, mistake.column)))


def parse_setting(text: str) -> tuple[str, Any]:
    """Split `a.b=3` into the path and the value, which is read as YAML.

    Raises
    ------
    ScenarioError
        There is no `=` after a path, or the value is empty or not YAML.
    """
    match = _PATH.match(text)
    if not match or not text.startswith("=", match.end()):
        raise _setting_error(text, "expected path=value, as in company.employees=500")
    try:
        return match.group(), read_yaml(text[match.end() + 1 :], SETTING).data
    except ScenarioError as error:
        raise ScenarioError(Mistake(SETTING, 0, 0, match.group(), one.message) for one in error.mistakes) from None


def apply_settings(document: Document, settings: Mapping[str, Any]) -> Document:
    """Lay settings over a document; what they name comes into being where the file is silent.

    Parameters
    ----------
    document
        What `read_yaml` returned; it stays as it is.
    settings
        Path -> plain value. A path is `policies.as it happened[0].target.share`; a key with one of ``."[]=`` in it is
        written in double quotes.

    Raises
    ------
    ScenarioError
        A path is not written as above, or leads into something that the file does not have: a list, an item of a list,
        or below a value that is no group of keys. Unknown keys are left for `check` to find.
    """
    data = deepcopy(document.data)
    made = set(document.settings)
    mistakes: list[Mistake] = []
    for text, value in settings.items():
        try:
            made.add(_put(data, parse_path(text), deepcopy(value)))
        except ScenarioError as error:
            mistakes += error.mistakes
    if mistakes:
        raise ScenarioError(mistakes)
    return replace(document, data=data, settings=frozenset(made))


def parse_path(text: str) -> KeyPath:
    """Split `policies.board[0].target.share` into its steps.

    Raises
    ------
    ScenarioError
        It is not written as a path.
    """
    if not _PATH.fullmatch(text):
        raise _setting_error(text, "this is no path, as in company.employees or policies.as it happened[0].week")
    steps = re.findall(rf"{_STEP}|\[[0-9]+\]", text)
    try:
        return tuple(
            int(step[1:-1]) if step[0] == "[" else json.loads(step) if step[0] == '"' else step for step in steps
        )
    except json.JSONDecodeError:
        raise _setting_error(text, r"only \" and \\ may stand after a backslash in a quoted key") from None


def _put(data: Any, path: KeyPath, value: Any) -> KeyPath:
    """Set a value and return the path of the outermost thing that is there because of it."""
    made = path
    for n, step in enumerate(path):
        here = path[:n]
        if isinstance(step, int):
            if not isinstance(data, list):
                raise _setting_error(path_words(path), f"{path_words(here)} is no list, found {show(data)}")
            if step >= len(data):
                raise _setting_error(path_words(path), f"{path_words(here)} is {show(data)}, the first is [0]")
        elif not isinstance(data, dict):
            raise _setting_error(path_words(path), f"{path_words(here) or 'the file'} has no keys, found {show(data)}")
        if n == len(path) - 1:
            data[step] = value
        elif isinstance(step, str) and data.get(step) is None:
            if isinstance(path[n + 1], int):
                raise _setting_error(path_words(path), f"there is no list {quote(step)}{nearest(step, data)}")
            data[step] = {}
            made = min(made, path[: n + 1], key=len)
        data = data[step]
    return made


def _setting_error(path: str, message: str) -> ScenarioError:
    return ScenarioError([Mistake(SETTING, 0, 0, path, message)])


@dataclass(frozen=True, eq=False)
class _Fault:
    """What pydantic said of the value at `path`; `tried` names the branches of unions in which it said so."""

    kind: str
    path: KeyPath
    found: Any
    details: ErrorDetails
    nodes: Nodes
    around: Nodes
    tried: tuple[tuple[KeyPath, str], ...]


def _fault(details: ErrorDetails, data: Any, allowed: Allowed) -> _Fault:
    """Tell apart the steps that pydantic took: in the data, in the schema alone, and into branches of unions."""
    kind, loc, found = details["type"], details["loc"], details["input"]
    if kind == "missing" and isinstance(loc[-1], int):
        kind, loc = "too_short", loc[:-1]
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        loc = (*loc, details["ctx"]["discriminator"].strip("'"))
        kind, found = ("literal_error", details["ctx"]["tag"]) if kind == "union_tag_invalid" else ("missing", None)
    path: KeyPath = ()
    nodes = around = allowed.whole()
    tried: list[tuple[KeyPath, str]] = []
    for n, step in enumerate(loc):
        if _has(data, step) or (kind == "missing" and n == len(loc) - 1):
            path, data = (*path, step), data[step] if _has(data, step) else None
            around, nodes = nodes, allowed.inside(nodes, step)
        elif step == "[key]":
            kind = "key"
        elif step in allowed.keys(nodes):
            around, nodes, data = nodes, allowed.inside(nodes, step), None
        elif isinstance(step, str):
            tried.append((path, step))
    return _Fault(kind, path, found, details, nodes, around, tuple(tried))


def _without_lost_branches(faults: list[_Fault]) -> list[_Fault]:
    """Keep, for each union, the branch that the value comes closest to; all of them when it is of no branch's kind."""
    unions: dict[KeyPath, dict[tuple[str, ...], list[_Fault]]] = {}
    for fault in faults:
        for place in {at for at, _ in fault.tried}:
            branch = tuple(label for at, label in fault.tried if at == place)
            unions.setdefault(place, {}).setdefault(branch, []).append(fault)
    lost: set[_Fault] = set()
    for place, union in sorted(unions.items(), key=lambda one: len(one[0])):
        branches = [branch for branch in union.values() if lost.isdisjoint(branch)]
        fitting = [
            branch
            for branch in branches
            if not any(fault.path == place and _WRONG_KIND.fullmatch(fault.kind) for fault in branch)
        ]
        if fitting:
            closest = min(fitting, key=lambda branch: (_unknown_keys(branch), len(branch)))
            lost.update(fault for branch in branches if branch is not closest for fault in branch)
    return [fault for fault in faults if fault not in lost]


def _unknown_keys(faults: list[_Fault]) -> int:
    return sum(fault.kind == "extra_forbidden" for fault in faults)


def _mistake(fault: _Fault, document: Document, allowed: Allowed) -> Mistake:
    path: KeyPath = (*fault.path, *fault.details.get("ctx", {}).get("at", ()))
    return _placed(path, _message(fault, allowed), document, of_key=fault.kind in ("key", "extra_forbidden"))


def _placed(path: KeyPath, message: str, document: Document, *, of_key: bool = False) -> Mistake:
    """Give a mistake its place: that of the value, or of the key where that is meant or the value is a group."""
    if any(path[: len(made)] == made for made in document.settings):
        return Mistake(SETTING, 0, 0, path_words(path), message)
    there, value = _deepest(document.data, path)
    place = document.place(there, key=of_key or isinstance(value, dict | list))
    return Mistake(document.file, *place, path_words(path), message)


def _message(fault: _Fault, allowed: Allowed) -> str:
    expected, said = words(fault.nodes), fault.details["msg"]
    if fault.kind == "missing":
        return "this key is missing" + (f"; expected {expected}" if expected else "")
    if fault.kind in ("extra_forbidden", "key"):
        key, known = str(fault.path[-1]), allowed.keys(fault.around)
        return unknown_key(key, known) if known else f"the key {quote(key)} cannot be used here: {said}"
    if "error" in (context := fault.details.get("ctx", {})):
        return str(context["error"])
    if fault.kind not in _OF_PYDANTIC:
        return said
    if fault.kind == "finite_number":
        return f"found {show(fault.found)}; expected a finite number"
    if expected and _SAID_BY_SCHEMA.fullmatch(fault.kind):
        return f"found {show(fault.found)}; expected {expected}{hint(fault.found, fault.nodes)}"
    return f"found {show(fault.found)}; {said}"


def _has(data: Any, step: str | int) -> bool:
    if isinstance(step, int):
        return isinstance(data, list) and step < len(data)
    return isinstance(data, dict) and step in data


def _deepest(data: Any, path: KeyPath) -> tuple[KeyPath, Any]:
    """Return as much of a path as is in the data, and what stands there."""
    for n, step in enumerate(path):
        if not _has(data, step):
            return path[:n], data
        data = data[step]
    return path, data
