"""What a results folder says of itself: which parameters, which program, which definitions."""

import json
import platform
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, field_validator

import sim
from sim.scenario import Case, posterior
from sim.scenario.case import named

if TYPE_CHECKING:
    from sim.measures import Measure

FORMAT = "goodhart results 1"
_PACKAGES = ("numpy", "scipy", "pandas", "pyarrow", "mesa")
_ABSENT = "absent"
_NUMBER = "$number"
_INFINITE = {"Infinity": float("inf"), "-Infinity": -float("inf")}


@dataclass(frozen=True)
class MeasureInfo:
    """A measure as the manifest describes it; `top` is its place at the head of every table."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    name: str
    title: str
    unit: str
    formula: str
    better: Literal["more", "less", "neither"]
    top: int | None
    form: Literal["share", "number", "money"]


class _Versions(BaseModel):
    model_config = ConfigDict(strict=True, extra="allow")
    __pydantic_extra__: dict[str, str]

    sim: str


class _Changed(BaseModel):
    model_config = ConfigDict(strict=True)

    path: str
    file: Any
    used: Any


class _Study(BaseModel):
    model_config = ConfigDict(strict=True)

    title: str
    identity: dict[str, Any]
    says: dict[str, Any]
    text: str
    scenario: str


class _Form(BaseModel):
    """What a manifest holds, as far as it is read again."""

    model_config = ConfigDict(strict=True)

    name: str
    hash: str
    created: str
    seed: int
    versions: _Versions
    commit: str | None
    policies: dict[str, list[Any]]
    measures: list[MeasureInfo]
    parameters: dict[str, Any]
    scenario: str
    changed: list[_Changed] = []
    study: _Study | None = None

    @field_validator("created")
    @classmethod
    def _is_a_day(cls, created: str) -> str:
        date.fromisoformat(created)
        return created


def parameters(case: Case) -> dict[str, Any]:
    """Return every resolved parameter but the number of worlds, fit for JSON; the posterior by its hash.

    A dated change is given by the levers that it moves, since an unnamed lever stays and a named one may be taken back.
    """
    dump = case.model_dump(mode="json", exclude={"worlds", "policies"})
    dump["policies"] = {
        name: [change.model_dump(mode="json", exclude_unset=True) for change in changes]
        for name, changes in case.policies.items()
    }
    if case.uncertain == posterior.POSTERIOR:
        dump[posterior.POSTERIOR] = posterior.digest()
    return to_json(dump)  # type: ignore[no-any-return]


def digest(values: Mapping[str, Any]) -> str:
    """Return the hash of parameters: 32 hexadecimal digits of BLAKE2b over canonical JSON, in the file's order."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return blake2b(text.encode(), digest_size=16).hexdigest()


def manifest(case: Case, measures: tuple["Measure", ...]) -> dict[str, Any]:
    """Return what `manifest.json` holds: all it takes to understand and repeat the run, and no place of a machine."""
    resolved = parameters(case)
    return {
        "format": FORMAT,
        "name": case.name,
        "hash": digest(resolved),
        "created": datetime.now(UTC).date().isoformat(),
        "seed": case.seed,
        "versions": {"sim": sim.__version__, "python": platform.python_version()} | {p: version(p) for p in _PACKAGES},
        "commit": _commit(),
        "policies": {
            name: [{"week": change.week, "words": change.words(), "note": change.note} for change in changes]
            for name, changes in case.policies.items()
        },
        "measures": [
            {
                "name": measure.name,
                "title": measure.title,
                "unit": measure.unit,
                "formula": measure.formula,
                "better": measure.better,
                "top": measure.top,
                "form": measure.form,
            }
            for measure in measures
        ],
        "parameters": resolved,
        "scenario": case.text,
    }


def measures_of(manifest: Mapping[str, Any]) -> list[MeasureInfo]:
    """Return the measures that a manifest describes; raise `ValueError` where it lacks anything that is read again."""
    return _Form.model_validate(manifest).measures


def unlike(manifest: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the version that wrote a manifest and this program's, if they differ and the manifest says so."""
    versions = manifest.get("versions")
    written = versions.get("sim") if isinstance(versions, dict) else None
    return (written, sim.__version__) if isinstance(written, str) and written != sim.__version__ else None


def case_of(manifest: Mapping[str, Any], worlds: int) -> Case:
    """Return the case that a manifest describes, with so many worlds."""
    values = from_json(manifest["parameters"]) | {"worlds": worlds}
    values.pop(posterior.POSTERIOR, None)
    return named(Case.model_validate(values), manifest["name"], manifest["scenario"])


def differences(there: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, str]:
    """Return the keys in which two manifests mean different runs, each with "what is there -> what is wanted"."""
    found = differing(identity(there), identity(now))
    if not found and there["hash"] != now["hash"]:
        return {"policies": "the same in another order"}
    return found


def differing(there: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, str]:
    """Return the dotted keys in which two JSON documents differ, each with "one -> other"."""
    old, new = dict(_leaves(from_json(there))), dict(_leaves(from_json(now)))
    pairs = {key: (old.get(key, _ABSENT), new.get(key, _ABSENT)) for key in old | new}
    return {key: f"{_short(one)} -> {_short(other)}" for key, (one, other) in pairs.items() if one != other}


def identity(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return what must agree for worlds to be put beside each other: parameters, measures, version, what varies."""
    measures = {measure["name"]: measure["formula"] for measure in manifest["measures"]}
    study = {"study": manifest["study"]["identity"]} if "study" in manifest else {}
    return {**manifest["parameters"], **study, "measures": measures, "version of sim": manifest["versions"]["sim"]}


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict | list) and value:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in items:
            yield from _leaves(inner, f"{path}.{key}" if path else str(key))
    else:
        yield path, value


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:37] + "..."


@cache
def _commit() -> str | None:
    """Return the commit of the checkout that the program runs from, marked where files were changed since."""
    root = Path(sim.__file__).parents[1]
    if not (root / ".git").exists():
        return None
    command = ["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


def to_json(value: Any) -> Any:
    """Return plain data fit for JSON: infinity goes as an object, which no text of a scenario can be taken for."""
    if isinstance(value, dict):
        return {key: to_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [to_json(inner) for inner in value]
    return next(({_NUMBER: word} for word, number in _INFINITE.items() if value == number), value)


def from_json(value: Any) -> Any:
    """Return plain data from what `to_json` made of it."""
    if isinstance(value, dict):
        number = next((number for word, number in _INFINITE.items() if value == {_NUMBER: word}), None)
        return {key: from_json(inner) for key, inner in value.items()} if number is None else number
    return [from_json(inner) for inner in value] if isinstance(value, list) else value
