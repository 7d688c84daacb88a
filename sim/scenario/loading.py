"""Loading a case: a file or the name of a bundled one, with what the user sets over it."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sim.scenario.bundled import bundled
from sim.scenario.case import Case, named
from sim.scenario.disk import read_file
from sim.scenario.mistakes import Mistake, ScenarioError, nearest
from sim.scenario.names import Unknown, unknown_measures, unknown_names
from sim.scenario.reading import apply_settings, check
from sim.scenario.yaml12 import Document

_OVERRIDES = {"worlds": "worlds", "weeks": "weeks", "seed": "seed", "employees": "company.employees"}


def load(
    path: str | Path,
    *,
    settings: Mapping[str, Any] | None = None,
    worlds: int | None = None,
    weeks: int | None = None,
    seed: int | None = None,
    employees: int | None = None,
    measures: Iterable[str] | None = None,
) -> Case:
    """Read a case.

    Parameters
    ----------
    path
        A scenario file, or the name of a bundled case.
    settings
        Parameters by their path, laid over the file: ``{"behaviour.belief.fade": 0.05}``.
    worlds, weeks, seed, employees
        The same for the ones asked for most.
    measures
        Names of the measures that there are, asked for only where a fact names one; left out, those of facts are not
        checked.

    Raises
    ------
    ScenarioError
        With every mistake at once: file, line, column, what was found and what was expected.
    """
    given = {"worlds": worlds, "weeks": weeks, "seed": seed, "employees": employees}
    over = {_OVERRIDES[name]: value for name, value in given.items() if value is not None}
    document = apply_settings(read_named(path, bundled(), "case"), {**over, **(settings or {})})

    def unknown(data: Any) -> Iterator[Unknown]:
        yield from unknown_names(data)
        yield from () if measures is None else unknown_measures(data, measures)

    return named(check(Case, document, also=unknown), Path(document.file).stem, document.text)


def read_named(path: str | Path, known: Mapping[str, Path], what: str) -> Document:
    """Read a file, or the bundled one of that name; `what` says in words what is bundled.

    Raises
    ------
    ScenarioError
        If there is neither, or the file cannot be read.
    """
    if str(path) in known:
        return read_file(known[str(path)])
    file = Path(path)
    if not file.exists() and file.suffix == "" and file.name == str(path):
        hint = nearest(str(path), known) or f"; bundled {what}s: {', '.join(known)}"
        raise ScenarioError([Mistake(str(path), 0, 0, "", f"there is no such file or bundled {what}{hint}")])
    return read_file(file)
