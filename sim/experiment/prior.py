"""The prior: what every uncertain figure may well be, and settings drawn from it that can be laid over any case.

A draw has an address, like all luck here: setting `number` is what world `number` of a case draws whose uncertain
parameters are the prior and whose seed is the same.
"""

import re
from collections.abc import Mapping
from typing import Any
from zlib import crc32

import numpy as np

from sim.company.decisions import Decision
from sim.company.luck import Luck
from sim.company.quantile import quantile
from sim.scenario import METRICS, Case, Metric
from sim.scenario.behaviour import Behaviour
from sim.scenario.distribution import Distribution, Uniform
from sim.scenario.metric import PLAUSIBLE
from sim.scenario.people import People
from sim.scenario.setting import Definition, Range, plausible_ranges

SEED = 2026
SILENT = "tokens"
"""The bundled row that leaves everything but its units to the defaults: its draws are those of every silent row."""

Setting = dict[str, float]
_NOWHERE = np.zeros(1, np.int64)


def prior() -> dict[str, Distribution]:
    """Return what each uncertain figure is drawn from, by its path: uniform over its plausible range."""
    return {path: Distribution(uniform=Uniform(low=low, high=high)) for path, (low, high) in ranges().items()}


def ranges() -> dict[str, Range]:
    """Return the plausible range of each uncertain figure, by its path."""
    found = plausible_ranges(People, "people.") | plausible_ranges(Behaviour, "behaviour.")
    found |= plausible_ranges(Metric, f"metrics.{SILENT}.")
    return found | {f"metrics.{row}.{name}": ends for row, own in PLAUSIBLE.items() for name, ends in own.items()}


def draw_setting(number: int, seed: int = SEED) -> Setting:
    """Return setting `number` of the prior, a figure for each path; the same number gives the same setting."""
    luck = Luck(seed, number, 1, 1)
    drawn = {}
    for path, distribution in prior().items():
        u = luck.of_pairs(Decision.UNCERTAIN, 0, crc32(path.encode()), 0)[None, 0]
        drawn[path] = float(quantile(distribution, u, _NOWHERE, _NOWHERE)[0])
    return drawn


def default_setting() -> Setting:
    """Return the defaults, a figure for each path of the prior."""
    parts: dict[str, Any] = {"people": People(), "behaviour": Behaviour(), "metrics": METRICS}
    return {path: float(_at(parts, _steps(path))) for path in ranges()}


def lay(case: Case, setting: Mapping[str, Any]) -> Case:
    """Return the case under a setting.

    What a scenario file says of its own metric stands. The draws of the tokens' row hold for every row that is silent
    on a figure. The share of one part of a mixture leaves the rest to the others, in proportion.

    Parameters
    ----------
    case
        Any case.
    setting
        Values by their path, as `draw_setting` returns them; a whole distribution may stand at its own path.
    """
    metrics: dict[str, dict[str, Any]] = {}
    for path, value in setting.items():
        first, *rest = _steps(path)
        if first == "metrics":
            for row in _rows_that_take(case, *rest):
                metrics.setdefault(row, {})[rest[1]] = value
        else:
            case = case.model_copy(update={first: _replaced(getattr(case, first), rest, value)})
    rows = {name: case.all_metrics()[name].model_copy(update=update) for name, update in metrics.items()}
    return case.model_copy(update={"metrics": case.metrics | rows})


def figures(case: Case, setting: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a setting gives a case, by paths that a scenario file and `--set` have.

    Of metrics, those rows that the case's policies count; of a mixture, the shares of all its parts.
    """
    laid = lay(case, setting)
    parts: dict[str, Any] = {"people": laid.people, "behaviour": laid.behaviour, "metrics": laid.all_metrics()}
    found: dict[str, Any] = {}
    for path in setting:
        first, *rest = _steps(path)
        if first == "metrics":
            counted = [row for row in _rows_that_take(case, *rest) if row in _counted(case)]
            paths = [f"metrics.{row}.{rest[1]}" for row in counted]
        elif path.endswith("].share"):
            mixture = path[: path.rindex("[")]
            paths = [f"{mixture}[{place}].share" for place in range(len(_at(parts, _steps(mixture))))]
        else:
            paths = [path]
        found |= {path: _at(parts, _steps(path)) for path in paths}
    return found


def _counted(case: Case) -> set[str]:
    named = {case.company.meter}
    for changes in case.policies.values():
        for change in changes:
            named |= {change.metric} if isinstance(change.metric, str) else set(change.metric or ())
    return named


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
    first, *rest = steps
    if not isinstance(whole, tuple):
        assert isinstance(whole, Definition)
        return whole.model_copy(update={first: _replaced(getattr(whole, first), rest, value)})
    parts = list(whole)
    if rest == ["share"]:
        left = (1.0 - value) / (1.0 - parts[int(first)].share)
        parts = [part.model_copy(update={"share": part.share * left}) for part in parts]
    parts[int(first)] = _replaced(parts[int(first)], rest, value)
    return tuple(parts)


def _at(whole: Any, steps: list[str]) -> Any:
    for step in steps:
        if isinstance(whole, tuple):
            whole = whole[int(step)]
        else:
            whole = whole[step] if isinstance(whole, dict) else getattr(whole, step)
    return whole


def _steps(path: str) -> list[str]:
    return re.findall(r"[^.\[\]]+", path)
