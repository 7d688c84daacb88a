"""Everything that a report says, as words ready to be shown, whatever it is shown on."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sim.experiment import evaluate_all, verdict
from sim.experiment.choosing import choose
from sim.experiment.lead import companies, span
from sim.experiment.verdict import claim_caution
from sim.report import accounts, first_page
from sim.report.hanging import Hanging, command, finding_out, hanging
from sim.report.policies import Grid, grid
from sim.report.tables import Numbers, assumptions
from sim.report.words import SYMBOLS, Term, glossary

if TYPE_CHECKING:
    from sim.experiment import FactResult, Results, Sentence
    from sim.report.accounts import Account
    from sim.scenario import Case, Setting


@dataclass(frozen=True)
class Story:
    """What is told of some results; each part is worked out when it is first asked for."""

    results: Results
    symbols: str = SYMBOLS

    @property
    def case(self) -> Case:
        """The case, with as many worlds as there are."""
        return self.results.case

    @property
    def manifest(self) -> dict[str, Any]:
        """What the results folder says of itself."""
        return self.results.manifest

    @property
    def companies(self) -> str:
        """How many simulated companies there are."""
        return companies(len(self.results.worlds))

    @property
    def weeks(self) -> str:
        """The weeks of the verdict."""
        return span(self.results.since_first_change)

    @property
    def late(self) -> str:
        """The last weeks, counted and named."""
        first, last = self.results.last_quarter
        count = last - first + 1
        return f"the last {f'{count} weeks' if count > 1 else 'week'}, {span((first, last))}"

    @cached_property
    def verdict(self) -> tuple[Sentence, ...]:
        """The verdict, sentence by sentence."""
        return verdict(self.results)

    @cached_property
    def facts(self) -> list[FactResult]:
        """The facts of the case, held against each company."""
        return self._held[0]

    @property
    def skipped(self) -> list[str]:
        """Warnings of facts that were skipped."""
        return self._held[1]

    @cached_property
    def answers(self) -> first_page.Answers:
        """The three questions of the first page."""
        return first_page.answers(self.results, self.facts)

    @cached_property
    def ranking(self) -> list[first_page.Rank]:
        """The table of the first page; empty where there is one policy."""
        return first_page.ranking(self.results) if len(self.results.policies) > 1 else []

    @cached_property
    def numbers(self) -> Numbers:
        """Means and differences."""
        return Numbers(self.results)

    @property
    def main(self) -> str:
        """The policy that most is told of: the first beside the baseline."""
        return first_page.main_policy(self.results)

    @cached_property
    def grid(self) -> Grid:
        """Where every policy's levers stand, and from which week on."""
        return grid(self.results)

    @cached_property
    def ledger(self) -> Account:
        """The ledger of the main policy."""
        return accounts.ledger_of(self.results, self.main)

    @property
    def claim_caution(self) -> str:
        """How far the claim of the main policy may be off; empty where there is nothing to say."""
        return claim_caution(self.results, self.main)

    @cached_property
    def ledgers(self) -> Account:
        """The ledgers of all policies, lines taken together."""
        return accounts.ledgers(self.results)

    @cached_property
    def money(self) -> Account:
        """The money of the baseline, the main policy, and the best or what comes closest to it."""
        choice = choose(self.results)
        rival = [choice.rival.policy] if choice.rival else []
        return accounts.money(self.results, list(dict.fromkeys([self.case.baseline, self.main, choice.best, *rival])))

    @cached_property
    def hanging(self) -> Hanging:
        """What the verdict hangs on."""
        return hanging(self.results, choose(self.results) if len(self.results.policies) > 1 else None)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The glossary."""
        return glossary(self.results.measures.values())

    @cached_property
    def assumptions(self) -> dict[str, list[Setting]]:
        """Every parameter, by the part that it belongs to."""
        return assumptions(self.results)

    @property
    def command(self) -> str:
        """What repeats the run."""
        return command(self.results)

    @property
    def folder(self) -> str:
        """The results folder, as a command names it."""
        return shlex.quote(f"results/{self.results.folder.name}")

    @property
    def finding_out(self) -> str:
        """What draws settings anew in each company."""
        return finding_out(self.results)

    @cached_property
    def _held(self) -> tuple[list[FactResult], list[str]]:
        return evaluate_all(self.results)
