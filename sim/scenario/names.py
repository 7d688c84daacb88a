"""Names that a case uses must be names that it has: every one that is not, with its place."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from sim.scenario.levers import Levers
from sim.scenario.metric import METRICS
from sim.scenario.mistakes import KeyPath, nearest, quote

Unknown = tuple[KeyPath, str]
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs that show nothing."""
_ON_METRIC = ("target", "audience", "bonus", "review")


def unknown_names(data: Any) -> Iterator[Unknown]:
    """Yield where a case names a policy or metric that it does not have, or gives one a blank name, and what to say.

    Parameters
    ----------
    data
        A case as plain data, which may have mistakes of other kinds: what is not of the right kind is passed over.
    """
    data = _group(data)
    policies = _group(data.get("policies"))
    metrics = [*METRICS, *_group(data.get("metrics"))]
    for what, group in (("policies", policies), ("metrics", _group(data.get("metrics")))):
        for name in group:
            if not _can_be_seen(str(name)):
                yield (what, name), f"a name needs a character that can be seen; found {quote(str(name))}"
    if policies and isinstance(baseline := data.get("baseline"), str) and baseline not in policies | {"": None}:
        yield ("baseline",), _say("policy", baseline, list(policies))
    if isinstance(meter := _group(data.get("company")).get("meter"), str) and meter not in metrics:
        yield ("company", "meter"), _say("metric", meter, metrics)
    for policy, changes in policies.items():
        yield from _in_policy(policy, [_group(change) for change in _list(changes)], metrics)
    for index, fact in enumerate(_list(data.get("facts"))):
        for key in ("policy", "against", "over"):
            for name in _names(_group(fact).get(key)):
                if policies and name not in policies:
                    yield ("facts", index, key), _say("policy", name, list(policies))


def unknown_measures(data: Any, known: Iterable[str]) -> Iterator[Unknown]:
    """Yield where a fact names a measure that is not among the known ones, and what to say of it; data as above.

    What is known is asked for only where a fact names one: to list measures takes loading the model.
    """
    named = [(index, _group(fact).get("measure")) for index, fact in enumerate(_list(_group(data).get("facts")))]
    names = [(index, name) for index, name in named if isinstance(name, str)]
    there = list(known) if names else []
    for index, name in names:
        if name not in there:
            yield ("facts", index, "measure"), _say("measure", name, there)


def _in_policy(policy: str, changes: list[dict[str, Any]], metrics: list[str]) -> Iterator[Unknown]:
    named = [_metrics(change.get("metric")) for change in changes]
    for index, names in enumerate(named):
        for name in names:
            if name not in metrics:
                yield ("policies", policy, index, "metric"), _say("metric", name, metrics)
    if any(named):
        return
    for index, change in enumerate(changes):
        for lever in _ON_METRIC:
            if lever in change and lever in Levers.model_fields:
                words = f"{lever} has nothing to act on: this policy never names a metric to count"
                yield ("policies", policy, index, lever), words


def _can_be_seen(name: str) -> bool:
    return any(unicodedata.category(character)[0] in "LNPS" and character not in _BLANK for character in name)


def _names(names: Any) -> list[str]:
    return [name for name in ([names] if isinstance(names, str) else _list(names)) if isinstance(name, str)]


def _metrics(metric: Any) -> list[str]:
    return [metric] if isinstance(metric, str) else [str(name) for name in _group(metric)]


def _say(what: str, found: str, known: list[str]) -> str:
    hint = nearest(found, known) or f"; known: {', '.join(quote(name) for name in known)}"
    return f"there is no {what} called {quote(found)}{hint}"


def _group(data: Any) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}


def _list(data: Any) -> list[Any]:
    return list(data) if isinstance(data, list | tuple) else []
