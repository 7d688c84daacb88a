"""What the report's tables and lists hold, as words ready to be shown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.charts.numbers import MINUS, estimate, number, sentence
from sim.scenario import Setting, settings_of

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiment import FactResult, MeasureInfo, Results

GLANCE = ("surplus", "real value", "prevalence", "cost per value")
_ABREAST = 4
_UNCLEAR = "cannot tell"


class Change(NamedTuple):
    """A difference to the baseline: the figure, its interval, how many companies agree, and what that means."""

    mean: str
    interval: str
    agree: str
    meaning: str


class Cell(NamedTuple):
    """A measure under a policy, and what that policy changes in it."""

    mean: str
    interval: str
    change: Change | None


class Outcomes(NamedTuple):
    """Some measures side by side, one row a policy."""

    measures: list[MeasureInfo]
    rows: list[tuple[str, list[Cell]]]


class Numbers:
    """Every policy's means and differences to the baseline, looked up by policy and measure."""

    def __init__(self, results: Results) -> None:
        self._results = results
        self._levels = _by_name(results.summary())
        self._differences = _by_name(results.differences())

    def change(self, policy: str, measure: str) -> Change | None:
        """Return a policy's difference to the baseline; None for the baseline and where it is not defined."""
        row = self._differences.get((policy, measure))
        if row is None or not math.isfinite(row["mean"]):
            return None
        info = self._results.measures[measure]
        mean, interval = estimate(row["mean"], row["low"], row["high"], info.form, signed=True)
        agree = f"in {number(row['same_sign'], 'share', decimals=0)}" if interval else "one company"
        return Change(mean, interval, agree, _meaning(row, info))

    def outcomes(self, measures: Sequence[str]) -> Outcomes:
        """Return a table of measures, the policy with the largest surplus first."""
        policies = sorted(self._results.policies, key=lambda policy: -_finite(self._levels[policy, "surplus"]["mean"]))
        infos = [self._results.measures[name] for name in measures]
        return Outcomes(infos, [(policy, [self._cell(policy, info) for info in infos]) for policy in policies])

    def in_words(self, policy: str) -> str:
        """Say what a policy changes in the measures of the first table; empty for the baseline."""
        said = []
        for name in GLANCE:
            if (policy, name) in self._differences:
                row = self._differences[policy, name]
                form = self._results.measures[name].form
                said.append(f"{name} {sentence(row['mean'], row['low'], row['high'], form, signed=True)}")
        return "; ".join(said)

    def _cell(self, policy: str, info: MeasureInfo) -> Cell:
        row = self._levels[policy, info.name]
        return Cell(*estimate(row["mean"], row["low"], row["high"], info.form), self.change(policy, info.name))


def _by_name(table: pd.DataFrame) -> dict[tuple[str, str], dict[Any, Any]]:
    return {(row["policy"], row["measure"]): row for row in table.to_dict("records")}


def _finite(value: float) -> float:
    return value if math.isfinite(value) else -math.inf


def _meaning(row: dict[Any, Any], info: MeasureInfo) -> str:
    if not (row["low"] > 0 or row["high"] < 0):
        return _UNCLEAR
    rises = row["mean"] > 0
    if info.better == "neither":
        return "higher" if rises else "lower"
    return "better" if rises == (info.better == "more") else "worse"


def further_measures(results: Results) -> list[list[str]]:
    """Return the chief measures that the first table leaves out, a few at a time."""
    names = [name for name in results.top if name not in GLANCE]
    return [names[start : start + _ABREAST] for start in range(0, len(names), _ABREAST)]


def band(fact: FactResult) -> str:
    """Say between which values a fact is expected."""
    low, high = (f"{end:g}".replace("-", MINUS) for end in (fact.low, fact.high))
    if math.isinf(fact.low):
        return f"below {high}"
    return f"above {low}" if math.isinf(fact.high) else f"{low} to {high}"


def assumptions(results: Results) -> dict[str, list[Setting]]:
    """Return every parameter of the case and of the metrics that it uses, by the part that it belongs to."""
    case = results.case
    used = {case.meter_of(policy) for policy in case.policies}
    used |= {change.metric for changes in case.policies.values() for change in changes if change.metric}
    found = list(settings_of(case))
    for name, metric in case.all_metrics().items():
        if name in used:
            found += settings_of(metric, f"metrics.{name}.")
    parts: dict[str, list[Setting]] = {}
    for each in found:
        if each.source != "definition":
            parts.setdefault(each.path.rpartition(".")[0] or "run", []).append(each)
    return parts
