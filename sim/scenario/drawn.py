"""Figures laid over a case by their paths: a setting that was drawn, or what each world draws for itself."""

import re
from collections.abc import Mapping
from typing import Any

from sim.scenario.case import Case
from sim.scenario.metric import Metric
from sim.scenario.setting import Definition

SILENT = "tokens"
"""The bundled row that leaves everything but its units to the defaults: its figures are those of every silent row."""


def lay(case: Case, setting: Mapping[str, Any]) -> Case:
    """Return the case under a setting.

    What a scenario file says of its own metric stands. The figures of the tokens' row hold for every row that is silent
    on a figure. The share of one part of a mixture leaves the rest to the others, in proportion. A figure of a
    distribution of another form than the case's has no place there and is passed over.

    Parameters
    ----------
    case
        Any case.
    setting
        Values by their path, as ``metrics.tokens.noise`` or ``people.status.mixture[1].share``: numbers, or (worlds, 1)
        arrays where they differ by world; a whole distribution may stand at its own path.
    """
    metrics: dict[str, dict[str, Any]] = {}
    for path, value in setting.items():
        first, *rest = steps(path)
        if first == "metrics":
            for row in _rows_that_take(case, *rest):
                metrics.setdefault(row, {})[rest[1]] = value
        else:
            case = case.model_copy(update={first: _replaced(getattr(case, first), rest, value)})
    if not metrics:
        return case
    rows = {name: case.all_metrics()[name].model_copy(update=update) for name, update in metrics.items()}
    return case.model_copy(update={"metrics": case.metrics | rows})


def figures(case: Case, setting: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a setting gives a case, by paths that a scenario file and ``--set`` have.

    Of metrics, those rows that the case's policies count; of a mixture, the shares of all its parts; not what has no
    place in the case.
    """
    laid = lay(case, setting)
    parts: dict[str, Any] = {"people": laid.people, "behaviour": laid.behaviour, "metrics": laid.all_metrics()}
    counted = _counted(case)
    found: dict[str, Any] = {}
    for path in setting:
        first, *rest = steps(path)
        if first == "metrics":
            paths = [f"metrics.{row}.{rest[1]}" for row in _rows_that_take(case, *rest) if row in counted]
        elif path.endswith("].share"):
            mixture = path[: path.rindex("[")]
            paths = [f"{mixture}[{place}].share" for place in range(len(at(parts, steps(mixture)) or ()))]
        else:
            paths = [path]
        found |= {path: at(parts, steps(path)) for path in paths}
    return {path: value for path, value in found.items() if value is not None}


def at(whole: Any, steps: list[str]) -> Any:
    """Return what stands at the end of some steps; None where there is no such place."""
    for step in steps:
        if whole is None:
            return None
        if isinstance(whole, tuple):
            whole = whole[int(step)] if int(step) < len(whole) else None
        else:
            whole = whole[step] if isinstance(whole, dict) else getattr(whole, step)
    return whole


def _counted(case: Case) -> set[str]:
    named = {case.company.meter}
    for changes in case.policies.values():
        for change in changes:
            named |= {change.metric} if isinstance(change.metric, str) else set(change.metric or ())
    return named


def steps(path: str) -> list[str]:
    """Return the steps of a path: names, and places in a mixture."""
    return re.findall(r"[^.\[\]]+", path)


def _rows_that_take(case: Case, name: str, field: str) -> list[str]:
    def takes(row: str, metric: Metric) -> bool:
        if field in metric.model_fields_set:
            return row == name and row not in case.metrics
        return name in (row, SILENT)

    return [row for row, metric in case.all_metrics().items() if takes(row, metric)]


def _replaced(whole: Any, steps: list[str], value: Any) -> Any:
    """Return a definition, or a tuple of them, with the value at the end of the steps replaced."""
    if not steps:
        return value
    if whole is None:
        return None
    first, *rest = steps
    if not isinstance(whole, tuple):
        assert isinstance(whole, Definition)
        return whole.model_copy(update={first: _replaced(getattr(whole, first), rest, value)})
    parts, place = list(whole), int(first)
    if place >= len(parts):
        return whole
    if rest == ["share"]:
        left = (1.0 - value) / (1.0 - parts[place].share)
        parts = [part.model_copy(update={"share": part.share * left}) for part in parts]
    parts[place] = _replaced(parts[place], rest, value)
    return tuple(parts)
