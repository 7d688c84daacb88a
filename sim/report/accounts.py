"""The ledger and the money of policies, as tables of words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.charts.numbers import MOST, estimate, number
from sim.experiment import ResultsError, ledger
from sim.experiment.lead import Lead, signless_nought
from sim.experiment.ledger import CLAIM, EFFECT, GAIN, START, TOTALS, ledger_by_world
from sim.experiment.money import COMPANY, SURPLUS
from sim.experiment.money import money as experiment_money
from sim.experiment.pairing import Mean, Paired, mean_of, paired

if TYPE_CHECKING:
    from sim.experiment import Line, Results
    from sim.experiment.money import MoneyLine
    from sim.scenario import Case

_LEDGER = "ledger: "
WEEKS_A_YEAR = 52
_KINDS = {
    "padding and luck": (START, "padding counted", "noise"),
    "other people": ("people changed (i)", "people changed (ii)", "who uses it"),
    "diminishing returns and overuse": ("diminishing returns", "overuse"),
    "learning": ("learning",),
    "other work and harm": ("unmeasured work", "padding time", "harm to others"),
}
"""Lines of the ledger that a table of all policies takes together."""


class Entry(NamedTuple):
    """A line of an account: a few words, its measure's name or "", and its figure with its interval."""

    says: str
    measure: str
    figures: tuple[tuple[str, str], ...]
    total: bool


class Account(NamedTuple):
    """An account: whose columns, its lines, what it comes to in words, what it leaves out; or why there is none."""

    columns: tuple[str, ...]
    entries: tuple[Entry, ...]
    sentence: str
    problem: str = ""
    note: str = ""


def ledger_of(results: Results, policy: str) -> Account:
    """Return the ledger of one policy over the weeks of the verdict, per cent of a working week a person."""
    try:
        lines = _lines(results, policy)
    except ResultsError as error:
        return Account((), (), "", str(error))
    entries = tuple(
        Entry(line.says, _measure(results, line.name), (_percent(line),), line.name in TOTALS) for line in lines
    )
    by_name = {line.name: line for line in lines}
    claim, effect = by_name[CLAIM], by_name[EFFECT]
    padding, real = by_name["padding counted"], by_name[GAIN]
    told = (
        f"The dashboard claims a gain of {_in_words(claim)}. Taken off for padding: {_in_words(padding, -1)}. What was "
        f"really gained: {_in_words(real)}. What the policy itself changed against “{results.case.baseline}”: "
        f"{_in_words(effect)}."
    )
    return Account((policy,), entries, told)


def ledgers(results: Results) -> Account:
    """Return where the claim of every policy went, lines taken together, one entry a policy."""
    columns = ("the claim", *_KINDS, "real gain", "the policy's effect")
    entries = []
    for policy in results.policies:
        try:
            _lines(results, policy)
            lines = ledger_by_world(results, policy, results.since_first_change)
        except ResultsError:
            continue
        wanted = ((CLAIM,), *_KINDS.values(), (GAIN,), (EFFECT,))
        sums = (mean_of(np.sum([lines[name] for name in kind if name in lines], axis=0)) for kind in wanted)
        entries.append(Entry(policy, "", tuple(map(_percent, sums)), total=False))
    return Account(columns, tuple(entries), "")


def money(results: Results, policies: list[str]) -> Account:
    """Return the money of some policies over the weeks of the verdict, dollars a person and week."""
    accounts = [experiment_money(results, policy, results.since_first_change) for policy in policies]
    if not accounts[0]:
        return Account((), (), "", "these results hold no account of money")
    entries, nothing = [], []
    for lines in zip(*accounts, strict=True):
        first = lines[0]
        if first.total or any(line.per_world.any() for line in lines):
            measure = first.measure if first.measure in results.measures else ""
            figures = tuple(estimate(*mean_of(line.per_world), "money") for line in lines)
            entries.append(Entry(first.says, measure, figures, first.total))
        else:
            nothing.append(f"“{first.says}”")
    note = f"Nothing in any of these columns, and so left out: {', '.join(nothing)}." if nothing else ""
    return Account(
        tuple(policies), tuple(entries), _a_year(results, dict(zip(policies, accounts, strict=True))), "", note
    )


def _a_year(results: Results, accounts: dict[str, tuple[MoneyLine, ...]]) -> str:
    """Say what policies leave more or less than the baseline in a year, for all people, and what that assumes."""
    baseline, firm = results.case.baseline, results.case.company
    told = []
    for policy, lines in accounts.items():
        changes = {
            line.measure: paired(line.per_world, against.per_world)
            for line, against in zip(lines, accounts[baseline], strict=True)
        }
        if policy != baseline and math.isfinite(changes[SURPLUS].mean):
            whole, part = (_in_a_year(changes[name], firm.employees * WEEKS_A_YEAR) for name in (SURPLUS, COMPANY))
            told.append(f"“{policy}” {whole}, of which the company gets and pays {part}")
    if not told:
        return ""
    return (
        f"What is left in a year, for {firm.employees:,} people, against “{baseline}”: {'; '.join(told)}; the rest is "
        f"effort and other burdens of people, priced at their wage. {_assumed(results.case)}"
    )


def _assumed(case: Case) -> str:
    """Name the wage and the cost of replacing a leaver, by which work is turned into money."""
    drawn = "drawn anew in each company"
    wage = drawn if "company.wage" in case.distributions else number(case.company.wage, "money", decimals=0)
    weeks = f"{case.company.replacement:g} weeks' wages"
    replacement = drawn if "company.replacement" in case.distributions else weeks
    return f"Assumed: a wage of {wage} a week; to replace a leaver costs {replacement}."


def _in_a_year(pair: Paired, scale: int) -> str:
    """Write an amount in millions where it is that large, or else in thousands, to two figures."""
    size, unit = (1e6, "million") if scale * abs(pair.mean) >= 1e6 else (1e3, "thousand")
    mean, low, high = (scale * value / size for value in (pair.mean, pair.low, pair.high))
    places = 0 if abs(mean) >= 10 else 1

    def written(value: float) -> str:
        return number(value, "money", decimals=places, signed=True)

    sure = f"{MOST} interval {written(low)} to {written(high)} {unit}" if math.isfinite(low) else "one company"
    return f"about {written(mean)} {unit} ({sure})"


def _lines(results: Results, policy: str) -> tuple[Line, ...]:
    if not any(name.startswith(_LEDGER) for name in results.measures):
        raise ResultsError("these results hold no ledger")
    lines = ledger(results, policy, results.since_first_change)
    if not np.isfinite(lines[0].mean):
        raise ResultsError(f"in no week of “{policy}” is the metric counted whose gain could be taken apart")
    return lines


def _measure(results: Results, name: str) -> str:
    return f"{_LEDGER}{name}" if f"{_LEDGER}{name}" in results.measures else ""


def _percent(line: Line | Mean) -> tuple[str, str]:
    mean, low, high = (f"{100 * value:.1f}" for value in (line.mean, line.low, line.high))
    interval = f"{signless_nought(low)} to {signless_nought(high)}" if math.isfinite(line.low) else ""
    return _signed(signless_nought(mean), line.mean), interval


def _signed(digits: str, value: float) -> str:
    return f"+{digits}" if value > 0 and digits.strip("0.") else digits


def _in_words(line: Line, way: int = 1) -> str:
    low, high = sorted((way * line.low, way * line.high))
    said = Lead(way * line.mean, low, high, 0, 1)
    interval = f" (95 % interval {said.percent(low)} to {said.percent(high)})" if math.isfinite(low) else ""
    return f"{said.percent(said.mean)} % of a working week a person{interval}"
