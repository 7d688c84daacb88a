"""What the report's tables and lists hold, as words ready to be shown."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.charts.numbers import MINUS, estimate, number
from sim.report.words import shown_as
from sim.scenario import Setting, settings_of

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiment import FactResult, MeasureInfo, Results
    from sim.experiment.results import Weeks

SURPLUS = "surplus"
BESIDE = ("real value", "prevalence", "quits", "cost per value")
"""Measures that stand beside the surplus in the first table."""
PEOPLE = (
    "regretted quits",
    "dismissed for padding",
    "honest rank loss",
    "middling over target",
    "review accuracy",
    "false promotions",
)
"""Measures that say who gains and who loses, where results have them."""
FURTHER = ("belief gap", "inequality of value")
"""Measures that follow those at the head of every table in the appendix, where results have them."""
_ABREAST = 4
_IN_WORDS = {"inf": "infinite", "None": "none", "True": "yes", "False": "no", "": "none"}
_ROUNDING = 1e-12
_NOTHING = "no difference"
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
    """Some measures side by side, each a mean over the same weeks, one row a policy."""

    weeks: Weeks
    columns: list[MeasureInfo]
    rows: list[tuple[str, list[Cell]]]

    @property
    def names(self) -> str:
        """What is measured, for a caption."""
        names = ", ".join(shown_as(info.name) for info in self.columns)
        return names[:1].upper() + names[1:]


class Numbers:
    """Means of every policy and its differences to the baseline, over the weeks of the verdict and the last of them."""

    def __init__(self, results: Results) -> None:
        self._results = results
        self._verdict, self._late = results.since_first_change, results.last_quarter
        there = [name for name in (*PEOPLE, *FURTHER) if name in results.measures]
        wanted = list(dict.fromkeys([*results.top, *there]))
        others = [policy for policy in results.policies if policy != results.case.baseline]
        periods = {self._verdict, self._late}
        self._levels = {weeks: _by_name([results.summary(weeks)]) for weeks in periods}
        self._differences = {
            weeks: _by_name([results.compare(policy, measures=wanted, weeks=weeks) for policy in others])
            for weeks in periods
        }

    def glance(self) -> Outcomes:
        """Return the first table: the surplus and what stands beside it."""
        return self._outcomes([SURPLUS, *BESIDE], self._verdict)

    def late(self) -> Outcomes | None:
        """Return the chief measures over the last weeks alone; None where those are the weeks of the verdict."""
        return self._outcomes([SURPLUS, *BESIDE[:2]], self._late) if self._late != self._verdict else None

    def further(self) -> list[Outcomes]:
        """Return the measures that no other table holds, a few at a time."""
        names = [*self._results.top, *(name for name in FURTHER if name in self._results.measures)]
        left_out = (SURPLUS, *BESIDE, *PEOPLE)
        return self._abreast([name for name in dict.fromkeys(names) if name not in left_out])

    def people(self) -> list[Outcomes]:
        """Return the measures of who gains and who loses, a few at a time."""
        return self._abreast([name for name in PEOPLE if name in self._results.measures and self._is_defined(name)])

    def _abreast(self, names: list[str]) -> list[Outcomes]:
        found = [names[start : start + _ABREAST] for start in range(0, len(names), _ABREAST)]
        return [self._outcomes(abreast, self._verdict) for abreast in found]

    def _is_defined(self, name: str) -> bool:
        levels = self._levels[self._verdict]
        means = [levels[policy, name]["mean"] for policy in self._results.policies]
        return any(math.isfinite(mean) and mean != 0.0 for mean in means)

    def _outcomes(self, names: list[str], weeks: Weeks) -> Outcomes:
        """Return a table of measures, the policy with the largest surplus over these weeks first."""
        levels = self._levels[weeks]
        policies = sorted(self._results.policies, key=lambda policy: -_finite(levels[policy, SURPLUS]["mean"]))
        infos = [self._results.measures[name] for name in names]
        return Outcomes(
            weeks, infos, [(policy, [self._cell(policy, info, weeks) for info in infos]) for policy in policies]
        )

    def _cell(self, policy: str, info: MeasureInfo, weeks: Weeks) -> Cell:
        row = self._levels[weeks][policy, info.name]
        return Cell(*estimate(row["mean"], row["low"], row["high"], info.form), self._change(policy, info, weeks))

    def _agree(self, row: dict[Any, Any]) -> str:
        if row["low"] == row["high"] == 0.0:
            return "in all"
        return f"in {number(row['same_sign'], 'share', decimals=0)}"

    def _change(self, policy: str, info: MeasureInfo, weeks: Weeks) -> Change | None:
        """Return a policy's difference to the baseline; None for the baseline and where it is not defined."""
        row = self._differences[weeks].get((policy, info.name))
        if row is None or not math.isfinite(row["mean"]):
            return None
        mean, interval = estimate(row["mean"], row["low"], row["high"], info.form, signed=True)
        agree = self._agree(row) if interval else "one company"
        return Change(mean, interval, agree, _meaning(row, info))


def _by_name(tables: list[pd.DataFrame]) -> dict[tuple[str, str], dict[Any, Any]]:
    """Return rows by policy and measure; a mean that is nothing but rounding is nothing."""
    rows = [row for table in tables for row in table.to_dict("records")]
    return {(row["policy"], row["measure"]): row | {"mean": _clean(row["mean"])} for row in rows}


def _clean(mean: float) -> float:
    return 0.0 if abs(mean) < _ROUNDING else mean


def _finite(value: float) -> float:
    return value if math.isfinite(value) else -math.inf


def _meaning(row: dict[Any, Any], info: MeasureInfo) -> str:
    if row["low"] == row["high"] == 0.0:
        return _NOTHING
    if not (row["low"] > 0 or row["high"] < 0):
        return _UNCLEAR
    rises = row["mean"] > 0
    if info.better == "neither":
        return "higher" if rises else "lower"
    return "better" if rises == (info.better == "more") else "worse"


def band(fact: FactResult) -> str:
    """Say between which values a fact is expected."""
    low, high = (f"{end:g}".replace("-", MINUS) for end in (fact.low, fact.high))
    if math.isinf(fact.low):
        return f"below {high}"
    return f"above {low}" if math.isinf(fact.high) else f"{low} to {high}"


def assumptions(results: Results) -> dict[str, list[Setting]]:
    """Return every parameter of the case and of the metrics that it uses, by the part that it belongs to."""
    case = results.case
    named = [change.metric for changes in case.policies.values() for change in changes if change.metric]
    used = {case.company.meter}.union(*([each] if isinstance(each, str) else each for each in named))
    found = list(settings_of(case))
    for name, metric in case.all_metrics().items():
        if name in used:
            found += settings_of(metric, f"metrics.{name}.")
    parts: dict[str, list[Setting]] = {}
    for each in found:
        if each.source != "definition":
            shown = each._replace(value=_IN_WORDS.get(each.value, each.value))
            parts.setdefault(each.path.rpartition(".")[0] or "run", []).append(shown)
    return parts
