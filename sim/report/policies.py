"""Policies in sentences: what is changed when."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sim.scenario.words import clauses

if TYPE_CHECKING:
    from sim.experiment import Results


class Dated(NamedTuple):
    """What changes in a week: the note of the scenario file, sentences, and whether it was simulated."""

    week: int
    note: str
    sentences: str
    beyond: bool


def dated(results: Results, policy: str) -> list[Dated]:
    """Return a policy's changes in the order of their weeks, those of one week together."""
    changes = sorted(results.case.policies[policy], key=lambda change: change.week)
    found = []
    for week, group in groupby(changes, key=lambda change: change.week):
        together = list(group)
        note = "; ".join(change.note for change in together if change.note)
        said = " ".join(_sentence(clause) for change in together for clause in clauses(change))
        found.append(Dated(week, note, said, week > results.case.weeks))
    return found


def _sentence(clause: str) -> str:
    return f"{clause[:1].upper()}{clause[1:]}."
