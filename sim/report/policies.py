"""Policies in words: what is changed when, and where that leaves every lever."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sim.scenario.words import COLUMNS, clauses, state

if TYPE_CHECKING:
    from sim.experiment import Results
    from sim.scenario import Case, Change


class Dated(NamedTuple):
    """What changes in a week: the note of the scenario file, sentences, and whether it was simulated."""

    week: int
    note: str
    sentences: str
    beyond: bool


class Standing(NamedTuple):
    """Where a policy's levers stand from a week on: a cell for each of `heads`, empty where it is as it was before."""

    week: int
    note: str
    cells: tuple[str, ...]
    beyond: bool


class Grid(NamedTuple):
    """All policies in words: heads of the columns, and each policy's rows in the order of their weeks."""

    heads: tuple[str, ...]
    policies: list[tuple[str, list[Standing]]]


def dated(results: Results, policy: str) -> list[Dated]:
    """Return a policy's changes in the order of their weeks, those of one week together."""
    return [
        Dated(week, note, " ".join(_sentence(clause) for change in together for clause in clauses(change)), beyond)
        for week, note, together, beyond in _by_week(results.case, policy)
    ]


def grid(results: Results) -> Grid:
    """Return where every policy's levers stand, a row for each week in which it changes anything."""
    case = results.case
    return Grid(tuple(COLUMNS), [(policy, _standings(case, policy)) for policy in results.policies])


def _standings(case: Case, policy: str) -> list[Standing]:
    found: list[Standing] = []
    before: tuple[str, ...] = ()
    for week, note, _, beyond in _by_week(case, policy) or [(1, "", [], False)]:
        levers = case.levers_in(policy, week)
        active = case.row_of(levers.metric or case.company.meter)[1].active
        now = tuple(state(levers, active).values())
        cells = tuple("" if found and cell == before[place] else cell for place, cell in enumerate(now))
        found.append(Standing(week, note, cells, beyond))
        before = now
    return found


def _by_week(case: Case, policy: str) -> list[tuple[int, str, list[Change], bool]]:
    changes = sorted(case.policies[policy], key=lambda change: change.week)
    weeks = [(week, list(together)) for week, together in groupby(changes, key=lambda change: change.week)]
    return [
        (week, "; ".join(change.note for change in together if change.note), together, week > case.weeks)
        for week, together in weeks
    ]


def _sentence(clause: str) -> str:
    return f"{clause[:1].upper()}{clause[1:]}."
