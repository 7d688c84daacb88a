"""The reference page: every parameter, lever, metric and measure, written from their definitions.

``python -m sim.report.reference > docs/reference.md`` renews the page.
"""

import sys
from collections.abc import Iterable, Iterator
from inspect import getdoc
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from sim.experiment.simulating import known_measures
from sim.scenario import METRICS, Case, Change, Metric
from sim.scenario.behaviour import Behaviour
from sim.scenario.company import Firm
from sim.scenario.distribution import Distribution
from sim.scenario.metric import PLAUSIBLE
from sim.scenario.people import People
from sim.scenario.setting import Definition, Range, plausible_of

_COLUMNS = ("Path", "Unit", "Range", "Default (plausible)", "How it acts", "Source")
_INTRODUCTION = """\
# Reference

This page is written from the definitions in the code; `python -m sim.report.reference > docs/reference.md` renews it.

A path says where a parameter stands in a [scenario file](scenario-files.md) and what `--set PATH=VALUE` takes. The path
of a fractional number, also inside a trait's distribution (`people.skill.lognormal.mean`), can stand under `uncertain`.
A figure is at most 1e15 in size, but for `.inf` where that is allowed. *Assumption* means that nobody has measured it.
Beside a default, in brackets, stands what the figure may well be: the range from which the
[prior](facts.md#the-prior) is drawn. How the parameters act together is told in [the model](model.md).
"""
_LEVERS = """\
What a dated change of a policy can name. A path is relative to the change. The default is the state before any policy
names the lever; inside a lever it is what holds where its first change is silent. `audience: company` is short for
`audience: {who: company}`.
"""
_METRICS = """\
A metric is a row of data. A scenario file adds one, or replaces a bundled one, under `metrics`; NAME is its name.
"""
_DISTRIBUTIONS = """\
What a trait, or an uncertain parameter, may be drawn from: a plain number, or exactly one of these.
"""
_MEASURES = """\
What is written down every week for every policy and simulated company, those at the head of every table first.
"""

_OF_ONE_VALUE = {
    "constant": "a number, or .inf",
    "mixture": "a list of parts, each with `share` and `of` (a distribution); the shares add up to 1",
    "values": "a list of numbers, dealt out by seat",
}


def reference() -> str:
    """Return the reference page, Markdown."""
    groups = ((name, type(getattr(Behaviour(), name))) for name in Behaviour.model_fields)
    parts = [
        _INTRODUCTION,
        _section("## The run", "", _parameters(Case, "")),
        _section("## The company", _first_line(Firm), _parameters(Firm, "company.")),
        _section("## People", _first_line(People), _parameters(People, "people.")),
        "## Behaviour\n\nOne set of defaults for every case.\n",
        *(
            _section(f"### {name.capitalize()}", _first_line(kind), _parameters(kind, f"behaviour.{name}."))
            for name, kind in groups
        ),
        _section("## Levers", _LEVERS, _parameters(Change, "")),
        _section("## Metrics", _METRICS, _parameters(Metric, "metrics.NAME.")),
        "### Bundled metrics\n",
        _bundled_metrics(),
        f"## Distributions\n\n{_DISTRIBUTIONS}",
        _distributions(),
        f"## Measures\n\n{_MEASURES}",
        _measures(),
    ]
    return "\n".join(parts)


def _parameters(kind: type[Definition], prefix: str) -> Iterator[tuple[str, ...]]:
    """Walk over the parameters of a definition; those of the parts inside a lever follow with longer paths."""
    for name, field in kind.model_fields.items():
        extra = field.json_schema_extra
        if isinstance(extra, dict) and "unit" in extra:
            default = "obligatory" if field.is_required() else _value(field.default)
            default += _plausible(field)
            cells = (extra["unit"], _range(field), default, field.description, extra["source"])
            yield f"`{prefix}{name}`", *map(str, cells)
        elif kind is Change:
            for part in (field.annotation, *get_args(field.annotation)):
                if isinstance(part, type) and issubclass(part, Definition):
                    yield from _parameters(part, f"{prefix}{name}.")


def _range(field: FieldInfo) -> str:
    """Say what a parameter may be."""
    kind = field.annotation
    if get_origin(kind) is Literal:
        return ", ".join(map(str, get_args(kind)))
    if kind is Distribution:
        return "a distribution"
    if kind is str or str in get_args(kind):
        return "text"
    ends = {
        end: getattr(mark, end) for mark in field.metadata for end in ("ge", "gt", "le", "lt") if hasattr(mark, end)
    }
    words = {"ge": "at least", "gt": "above", "le": "at most", "lt": "below"}
    if {"ge", "le"} <= ends.keys():
        said = f"{_value(ends['ge'])} to {_value(ends['le'])}"
    else:
        said = ", ".join(f"{words[end]} {_value(value)}" for end, value in ends.items()) or "any number"
    return f"{said}, or .inf" if any(getattr(mark, "allow_inf_nan", False) for mark in field.metadata) else said


def _plausible(field: FieldInfo) -> str:
    """Say a parameter's plausible range, or the ranges of the figures inside a distribution."""
    ranges = (plausible_of(field) or {}).items()
    said = [f"{'' if inner in ('', 'constant') else inner + ' '}{_ends(ends)}" for inner, ends in ranges]
    return f" ({', '.join(said)})" if said else ""


def _ends(ends: Range) -> str:
    return f"{_value(ends[0])} to {_value(ends[1])}"


def _value(value: Any) -> str:
    """Write a value as a scenario file would."""
    if value is None or value == "":
        return "none"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, int | float):
        return f"{value:.15g}".replace("inf", ".inf")
    return str(value)


def _bundled_metrics() -> str:
    fields = [name for name in Metric.model_fields if name != "title"]
    rows = [(f"`{name}`", *(_of_row(row, metric, name) for row, metric in METRICS.items())) for name in fields]
    titles = [f"`{name}`: {metric.title}" for name, metric in METRICS.items()]
    return _table(("Setting", *titles), rows)


def _of_row(row: str, metric: Metric, field: str) -> str:
    """Write a figure of a bundled row, with the plausible range that is its own."""
    ends = PLAUSIBLE.get(row, {}).get(field)
    return _value(getattr(metric, field)) + (f" ({_ends(ends)})" if ends else "")


def _distributions() -> str:
    rows = []
    for name, field in Distribution.model_fields.items():
        kinds = [kind for kind in get_args(field.annotation) if isinstance(kind, type) and issubclass(kind, Definition)]
        parts = [f"`{part}` {_range(inner)}" for kind in kinds for part, inner in kind.model_fields.items()]
        rows.append((f"`{name}`", "; ".join(parts) or _OF_ONE_VALUE[name], _first_line(kinds[0]) if kinds else ""))
    return _table(("Form", "Takes", "What it is"), rows)


def _measures() -> str:
    rows = [
        (f"`{each.name}`", each.title, each.unit, f"`{each.formula}`", each.better, each.form)
        for each in known_measures()
    ]
    return _table(("Name", "What it says", "Unit", "Formula", "Better", "Form"), rows)


def _section(heading: str, words: str, rows: Iterable[tuple[str, ...]]) -> str:
    return "\n\n".join(part for part in (heading, words.strip(), _table(_COLUMNS, rows)) if part)


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [columns, ("---",) * len(columns), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def _first_line(kind: type) -> str:
    return (getdoc(kind) or "").partition("\n")[0]


if __name__ == "__main__":
    sys.stdout.write(reference())
