"""What a case has otherwise than its scenario file, however that came about, and the options that say it again."""

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sim.experiment.prior import made_uncertain
from sim.experiment.provenance import from_json, parameters, to_json
from sim.scenario import Case, ScenarioError
from sim.scenario.distribution import Distribution
from sim.scenario.mistakes import BARE_KEY, KeyPath
from sim.scenario.reading import apply_settings, check, parse_setting
from sim.scenario.setting import Definition
from sim.scenario.yaml12 import Document, read_yaml

UNCERTAIN, ANEW = "uncertain", "every setting that is not known, from its plausible range"
"""The path and the value of what `--uncertain` changes."""
SIZE = {"weeks": "--weeks", "company.employees": "--employees", "seed": "--seed"}
"""Paths that have an option of their own."""
_LONGEST = 60


class Changed(NamedTuple):
    """A parameter that is otherwise than the scenario file has it.

    Attributes
    ----------
    path
        Where it stands, as `--set` takes it.
    file
        Its value by the file, or the default where the file is silent; None where that has nothing there.
    used
        Its value in the run.
    """

    path: str
    file: Any
    used: Any

    @property
    def option(self) -> str:
        """The option that sets it, quoted for a shell."""
        if (self.path, self.used) == (UNCERTAIN, ANEW):
            return "--uncertain"
        if self.path in SIZE:
            return f"{SIZE[self.path]} {self.used}"
        return f"--set {shlex.quote(self.setting)}"

    @property
    def setting(self) -> str:
        """What `--set` takes: path and value."""
        return f"{self.path}={_yaml(self.used)}"

    @property
    def words(self) -> str:
        """Path, value used and value of the file, in a line to be read."""
        if (self.path, self.used) == (UNCERTAIN, ANEW):
            return f"drawn anew in each company: {ANEW}"
        return f"{self.path} = {_short(self.used)} (the file: {_short(self.file)})"


def changed(case: Case) -> tuple[Changed, ...]:
    """Return every parameter that a case has otherwise than its file, in the file's order; nothing where it has none.

    Laid over the file, they give the parameters of the case.
    """
    if not case.text:
        return ()
    try:
        document = read_yaml(case.text, case.name)
        file = check(Case, document)
    except ScenarioError:
        return ()
    anew = _drawn_anew(case, file)
    if anew:
        case = case.model_copy(update={UNCERTAIN: file.uncertain})
    there, used = _resolved(file), _resolved(case)
    found = tuple(_differing(there, used, document.data, file))
    if found and _laid(document, found) != _text(used):
        found = tuple(Changed(key, there[key], used[key]) for key in used if _text(there[key]) != _text(used[key]))
    return (*found, Changed(UNCERTAIN, there[UNCERTAIN], ANEW)) if anew else found


def as_json(found: tuple[Changed, ...]) -> list[dict[str, Any]]:
    """Return changes fit for JSON."""
    return [{"path": each.path, "file": to_json(each.file), "used": to_json(each.used)} for each in found]


def kept(manifest: Mapping[str, Any]) -> tuple[Changed, ...]:
    """Return the changes that a manifest holds; nothing where it is of a version that did not keep them."""
    return tuple(
        Changed(each["path"], from_json(each["file"]), from_json(each["used"])) for each in manifest.get("changed", [])
    )


def _drawn_anew(case: Case, file: Case) -> bool:
    """Return whether what is uncertain is what `--uncertain` makes of the rest of the case."""
    as_in_file = case.model_copy(update={UNCERTAIN: file.uncertain})
    same = case.uncertain == file.uncertain
    return not same and _text(_resolved(made_uncertain(as_in_file))) == _text(_resolved(case))


def _differing(file: Any, used: Any, raw: Any, part: Any, path: KeyPath = ()) -> Iterator[Changed]:
    """Yield what differs, as deep down as a value can be laid over the file.

    Parameters
    ----------
    file, used
        Resolved values as plain data.
    raw
        What the file says there, None where it is silent.
    part
        The value by the file, as it was checked.
    path
        Where all this stands.
    """
    if _text(file) == _text(used):
        return
    if _both_have_keys(file, used) and (isinstance(raw, dict) or (raw is None and _all_defaults(part))):
        for key, value in used.items():
            inner = raw.get(key) if isinstance(raw, dict) else None
            yield from _differing(file.get(key), value, inner, _inside(part, key), (*path, key))
    elif all(isinstance(each, list) for each in (file, used, raw)) and len(file) == len(used) == len(raw):
        for place, value in enumerate(used):
            yield from _differing(file[place], value, raw[place], _inside(part, place), (*path, place))
    else:
        yield Changed(_written(path), file, used)


def _both_have_keys(file: Any, used: Any) -> bool:
    """Return whether both are groups of keys, and the second has those of the first, before any others."""
    return isinstance(file, dict) and isinstance(used, dict) and list(used)[: len(file)] == list(file)


def _all_defaults(part: Any) -> bool:
    """Return whether a part is what comes of a file that says nothing in it."""
    try:
        return isinstance(part, Definition) and type(part)() == part
    except ValueError:
        return False


def _inside(part: Any, key: Any) -> Any:
    if isinstance(part, Definition):
        return getattr(part, key, None)
    inside = isinstance(part, tuple) or (isinstance(part, dict) and key in part)
    return part[key] if inside else None


def _laid(document: Document, found: tuple[Changed, ...]) -> str:
    """Return the parameters that the file has with the changes laid over it; nothing where they cannot be."""
    try:
        settings = dict(parse_setting(each.setting) for each in found)
        return _text(_resolved(check(Case, apply_settings(document, settings))))
    except ScenarioError:
        return ""


def _resolved(case: Case) -> dict[str, Any]:
    fields = type(case).model_fields
    return {key: value for key, value in from_json(parameters(case)).items() if key in fields}


def _text(value: Any) -> str:
    """Return a value as text: two are the same where these are, down to the order of their keys."""
    return json.dumps(value)


def _written(path: KeyPath) -> str:
    words = "".join(f"[{step}]" if isinstance(step, int) else f".{_key(step)}" for step in path)
    return words.removeprefix(".")


def _key(key: str) -> str:
    return key if key.isprintable() and re.fullmatch(BARE_KEY, key) else json.dumps(key, ensure_ascii=False)


def _yaml(value: Any) -> str:
    """Write a value in one line of YAML."""
    if isinstance(value, dict):
        of_distribution = value.keys() == Distribution.model_fields.keys()
        said = {key: inner for key, inner in value.items() if not of_distribution or inner is not None}
        return f"{{{', '.join(f'{_yaml(key)}: {_yaml(inner)}' for key, inner in said.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_yaml, value))}]"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value).replace("inf", ".inf")
    return json.dumps(value, ensure_ascii=isinstance(value, str) and not value.isprintable())


def _short(value: Any) -> str:
    if value is None or value in ({}, []):
        return "nothing"
    text = value if isinstance(value, str) and value.isprintable() else _yaml(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
