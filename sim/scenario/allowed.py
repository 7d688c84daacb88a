"""What a model allows at a path, in words: read from its JSON Schema, so that no range is written down twice."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel

from sim.scenario.mistakes import nearest, quote, show
from sim.scenario.yaml12 import read_plain

MOST_LISTED = 10

_THOUSANDS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+")
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?%")
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}")

Node = dict[str, Any]
Nodes = list[Node]
"""Everything that may stand at a path: one part of the schema for each branch of a union."""


class Allowed:
    """The JSON Schema of a model, to walk down step by step."""

    def __init__(self, model: type[BaseModel]) -> None:
        self._root = model.model_json_schema()

    def whole(self) -> Nodes:
        """Return what the document may be."""
        return self._branches(self._root)

    def inside(self, nodes: Nodes, step: str | int) -> Nodes:
        """Return what may stand at a key, or at a place in a list, of something that may be `nodes`."""
        found: Nodes = []
        for node in nodes:
            if isinstance(step, int):
                first = node.get("prefixItems", [])
                inner = first[step] if step < len(first) else node.get("items")
            else:
                inner = node.get("properties", {}).get(step, node.get("additionalProperties"))
            if isinstance(inner, dict):
                found += self._branches(inner)
        return found

    def keys(self, nodes: Nodes) -> list[str]:
        """Return the names of the keys, as far as they are known."""
        names = [name for node in nodes for name in node.get("properties", {})]
        for node in nodes:
            names += choices(self._branches(node.get("propertyNames", {})))
        return list(dict.fromkeys(names))

    def _branches(self, node: Node) -> Nodes:
        if "$ref" in node:
            return self._branches(self._root["$defs"][node["$ref"].rpartition("/")[2]])
        branches = node.get("anyOf") or node.get("oneOf")
        return [part for branch in branches for part in self._branches(branch)] if branches else [node]


def choices(nodes: Nodes) -> list[Any]:
    """Return the values to choose from, where there is a choice."""
    return [value for node in nodes for value in node.get("enum", [node["const"]] if "const" in node else [])]


def words(nodes: Nodes) -> str:
    """Say what is expected: `a number from 0 to 1 (share of people) or one of 'all', 'most'`; empty when unknown."""
    kinds = dict.fromkeys(_kind(node) for node in nodes if "enum" not in node and "const" not in node)
    kinds.pop("", None)
    if named := [quote(value) if isinstance(value, str) else show(value) for value in choices(nodes)]:
        more = f", … ({len(named)} in all)" if len(named) > MOST_LISTED else ""
        kinds["one of " * (len(named) > 1) + ", ".join(named[:MOST_LISTED]) + more] = None
    return " or ".join(kinds)


def hint(value: object, nodes: Nodes) -> str:
    """Return "; did you mean 'all'?" or another way to mend a value, or nothing."""
    kinds = {node.get("type") for node in nodes}
    if share := _as_share(value, nodes):
        return f"; did you mean {share}?"
    if isinstance(value, str) and kinds & {"integer", "number"}:
        if _THOUSANDS.fullmatch(value):
            return f"; write {value.replace(',', '')}"
        if _DATE.fullmatch(value):
            return "; weeks count from 1, there are no dates"
    if isinstance(value, str):
        if "string" not in kinds and isinstance(read_plain(value), int | float):
            return "; take the quotes away"
        return nearest(value, (choice for choice in choices(nodes) if isinstance(choice, str)))
    if isinstance(value, float) and value.is_integer() and "integer" in kinds and "number" not in kinds:
        return f"; write {show(int(value))}"
    return ""


def _as_share(value: object, nodes: Nodes) -> str:
    """Return as a share what was given in per cent, where a share is asked for: 80 and '80 %' are 0.8."""
    if not any(1 in (node.get("maximum"), node.get("exclusiveMaximum")) for node in nodes):
        return ""
    written = _PERCENT.fullmatch(value) if isinstance(value, str) else None
    percent = float(written[1]) if written else value
    if isinstance(percent, bool) or not isinstance(percent, int | float):
        return ""
    return f"{percent / 100:.15g}" if (0 if written else 2) <= percent <= 100 else ""


def unknown_key(key: str, known: list[str]) -> str:
    """Say that a key cannot stand here, with the nearest name or, when they are few, all names."""
    if key in known:
        return f"the key {quote(key)} does not go together with the others here"
    few = f"; known here: {', '.join(known)}" if 0 < len(known) <= MOST_LISTED else ""
    return f"unknown key {quote(key)}{nearest(key, known) or few}"


def _kind(node: Node) -> str:
    match node.get("type"):
        case "number":
            return "a number" + _range(node)
        case "integer":
            return "a whole number" + _range(node)
        case "boolean":
            return "true or false"
        case "string":
            form = f" of the form {quote(node['pattern'])}" if "pattern" in node else ""
            return "text" + _length(node.get("minLength"), node.get("maxLength"), "character") + form
        case "array":
            return "a list" + _length(node.get("minItems"), node.get("maxItems"), "item")
        case "object":
            names = list(node.get("properties", {}))
            length = _length(node.get("minProperties"), node.get("maxProperties"), "key")
            return f"a group{length or ' of keys'}" + (
                f" ({', '.join(names)})" if 0 < len(names) <= MOST_LISTED else ""
            )
        case _:
            return ""


def _range(node: Node) -> str:
    low, above, high, below = (node.get(end) for end in ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"))
    unit = f" ({node['unit']})" if "unit" in node else ""
    if low is not None and high is not None:
        return f" from {low:.15g} to {high:.15g}{unit}"
    ends = _ends({"at least": low, "above": above, "at most": high, "below": below})
    return (f" of {ends}" if ends.startswith("at") else f" {ends}" if ends else "") + unit


def _length(low: int | None, high: int | None, what: str) -> str:
    if low is None and high is None:
        return ""
    size = low if low == high else _ends({"at least": low, "at most": high})
    return f" of {size} {what}{'' if (high or low) == 1 else 's'}"


def _ends(ends: dict[str, float | None]) -> str:
    return " and ".join(f"{word} {end:.15g}" for word, end in ends.items() if end is not None)
