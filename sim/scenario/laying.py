"""Values laid over a whole case by their paths, as a design point does: every default is there to be reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import ValidationError

from sim.scenario.allowed import Allowed
from sim.scenario.case import Case, named
from sim.scenario.metric import METRICS
from sim.scenario.mistakes import SETTING, KeyPath, Mistake, ScenarioError, nearest, path_words, quote
from sim.scenario.names import unknown_names
from sim.scenario.reading import apply_settings, check, parse_path
from sim.scenario.yaml12 import Document


def plain(case: Case) -> dict[str, Any]:
    """Return a case as plain data, defaults written out; of a dated change only the levers that it moves."""
    data = case.model_dump(mode="json", exclude={"policies"})
    data["policies"] = {
        name: [change.model_dump(mode="json", exclude_unset=True) for change in changes]
        for name, changes in case.policies.items()
    }
    return data


class Laid:
    """A case over which values are laid, again and again.

    Parameters
    ----------
    case
        What is not laid over stays as it is here.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._data = plain(case)

    def under(self, values: Mapping[str, Any]) -> Case:
        """Return the case under some values.

        Parameters
        ----------
        values
            Path -> plain value; a path is ``policies.as it happened[0].target.share``, the first of a list is [0]. A
            path into a bundled metric's row changes that row.

        Raises
        ------
        ScenarioError
            With every mistake, each with its path; none has a place in a file.
        """
        if not values:
            return self._case
        data = self._data
        try:
            for text, value in values.items():
                path = parse_path(text)
                data = _put(self._with_row(data, path), path, value)
            case = Case.model_validate(data)
        except (KeyError, IndexError, TypeError, ScenarioError, ValidationError):
            return self._explained(values)
        return named(case, self._case.name, self._case.text)

    def _with_row(self, data: dict[str, Any], path: KeyPath) -> dict[str, Any]:
        """Return the data with a bundled metric's row written out where a path leads into it."""
        if len(path) < 3 or path[0] != "metrics" or path[1] in data["metrics"]:
            return data
        name = str(path[1])
        if name not in METRICS:
            hint = nearest(name, self._case.all_metrics())
            message = f"there is no metric called {quote(name)}{hint}"
            raise ScenarioError([Mistake(SETTING, 0, 0, path_words(path), message)])
        return data | {"metrics": data["metrics"] | {name: METRICS[name].model_dump(mode="json")}}

    def _explained(self, values: Mapping[str, Any]) -> Case:
        """Return the case, or raise every mistake: those of each path first, then those of what the others make."""
        document = Document("", "", self._data, {(): ((0, 0), (0, 0))})
        mistakes: list[Mistake] = []
        for text, value in values.items():
            try:
                document = replace(document, data=self._with_row(document.data, parse_path(text)))
                document = apply_settings(document, {text: value})
            except ScenarioError as error:
                mistakes += error.mistakes
        try:
            case = check(Case, document, also=unknown_names)
        except ScenarioError as error:
            mistakes += error.mistakes
        if mistakes:
            raise ScenarioError(mistakes)
        return named(case, self._case.name, self._case.text)


def is_whole(path: str) -> bool:
    """Return whether what stands at a path of a case can only be a whole number."""
    allowed = _allowed()
    nodes = allowed.whole()
    for step in parse_path(path):
        nodes = allowed.inside(nodes, step)
    kinds = {node.get("type") for node in nodes}
    return "integer" in kinds and "number" not in kinds


@cache
def _allowed() -> Allowed:
    return Allowed(Case)


def _put(data: Any, path: KeyPath, value: Any) -> Any:
    """Return data with a value at a path, what is around it copied; the last key alone may be new."""
    step, rest = path[0], path[1:]
    if not isinstance(data, dict | list):
        raise KeyError(step)
    copied: Any = data.copy()
    if rest and copied[step] is None:
        raise KeyError(step)
    copied[step] = _put(copied[step], rest, value) if rest else value
    return copied
