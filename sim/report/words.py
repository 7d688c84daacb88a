"""Every word that a report uses in a sense of its own, in one place.

What a measure or a lever is comes from its definition; a few notions that are neither stand here.
"""

import re
from collections.abc import Iterable
from inspect import getdoc
from typing import NamedTuple, get_args

from sim.experiment import MeasureInfo
from sim.scenario import Levers
from sim.scenario.setting import Definition

NOTIONS = {
    "95 % interval": "The range that holds the true mean over simulated companies 95 times in 100. It says how far "
    "chance in people and weeks carries, not how wrong the assumptions may be.",
    "baseline": "The policy that the others are held against, as a rule no metric at all.",
    "baseline week": "What an average person gets done in a week without AI: 0.01 of it is one per cent of a "
    "working week.",
    "cannot tell": "The 95 % interval of a difference holds zero, or there is none: the results do not say which is "
    "better.",
    "consequence": "A fact that follows from how a policy is defined, so that it speaks for nothing.",
    "dashboard": "What those at the top see: the metric and reported adoption, not value.",
    "fact": "Something reported of the case, written in the scenario file with the band in which the simulation must "
    "lie and the share of simulated companies in which it must hold.",
    "ledger": "Where the gain that a metric claims went: line by line from the claim to what was really gained.",
    "ledger: claim": "It is the slope of value on the metric over people before launch, times the metric's rise since "
    "then. The dashboard counts from the mean of some weeks before launch, all other lines from the last of them; what "
    "that makes is a line of its own.",
    "ledger: diminishing returns": "The first hours of use go to what gains most by it; each further hour gains less "
    "than the claim takes it to.",
    "ledger: harm to others": "Reviewers repair what others let AI do, and agents break things.",
    "ledger: learning": "People who use AI get better at it, so that a week of use brings more than before.",
    "ledger: noise": "A metric that moves by luck is linked to value more weakly than use is, so that the claim is too "
    "low by this.",
    "ledger: overuse": "Use beyond the amount that is best for a person's work takes more time than it saves.",
    "ledger: padding counted": "The metric rises by padding, which brings no value; the claim takes it for use.",
    "ledger: people changed (i)": "Some people left and others came, who would use AI more or less without a policy.",
    "ledger: people changed (ii)": "Those who came do more or less work without a policy than those who left.",
    "ledger: who uses it": "Those who use AI more are also those whom it helps more and who are good at their work; "
    "the claim credits their lead to use, and so more use by others brings less than it promises.",
    "launch": "The week in which a policy first counts a metric.",
    "padding": "Use of AI, or other counted activity, that serves the number and nobody else.",
    "point": "A percentage point: from 20 % to 25 % are five points.",
    "policy": "A list of dated changes: what is counted, who sees it, what hangs on it.",
    "prevalence": "Tables call it “people who pad”.",
    "real value": "What people really get done in a week, whatever is counted.",
    "reference of a person": "What a person would do without any policy: the private best, with no padding.",
    "setting": "A figure that the model takes: of people, of behaviour, of the company. A report's appendix lists all "
    "with their sources.",
    "simulated company": "One run of the model with its own people and luck. Every policy meets the same companies, so "
    "that a difference between policies is the policies' doing.",
    "useful week": "A whole working week of useful use of AI, the unit in which metered use is counted.",
}
SYMBOLS = (
    "Formulas are written for a person and a week: V is real value, M the metric, r useful use of AI, m padding, u "
    "work that no board shows (each a share of the week), A skill, L belief in log-odds; mean and <...> are over "
    "people, b is the last week before launch."
)


SHOWN_AS = {"prevalence": "people who pad"}
"""What tables call a measure whose name says too little."""

OTHER_FORMS = {
    "interval": "95 % interval",
    "people who pad": "prevalence",
    "policies": "policy",
    "simulated companies": "simulated company",
    "value": "real value",
}
"""Words that mean a term without being its name or its plural."""


class Term(NamedTuple):
    """A word, what it means, and for a measure its unit, which way is better and its formula."""

    name: str
    says: str
    unit: str = ""
    better: str = ""
    formula: str = ""

    @property
    def anchor(self) -> str:
        """Where a page explains it."""
        return anchor(self.name)


def shown_as(name: str) -> str:
    """Return what a table calls a measure."""
    return SHOWN_AS.get(name, name)


def anchor(name: str) -> str:
    """Return a term's place on a page."""
    return "term-" + re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def glossary(measures: Iterable[MeasureInfo]) -> tuple[Term, ...]:
    """Return every term, in alphabetical order: notions, levers, and the measures given.

    A measure of the same name as a notion takes its place.
    """
    terms = {name: Term(name, says) for name, says in NOTIONS.items()}
    terms |= {f"{name} (lever)": Term(f"{name} (lever)", says) for name, says in _levers()}
    for info in measures:
        notion = NOTIONS.get(info.name, "")
        better = f"{info.better} is better" if info.better != "neither" else ""
        says = " ".join(part for part in (f"{info.title}.", notion) if part)
        terms[info.name] = Term(info.name, says, info.unit, better, info.formula)
    return tuple(sorted(terms.values(), key=lambda term: term.name.casefold()))


def _levers() -> Iterable[tuple[str, str]]:
    """Say of each lever what it is: its parameter's line, or the first line of its definition."""
    for name, field in Levers.model_fields.items():
        kinds = [field.annotation, *get_args(field.annotation)]
        parts = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Definition)]
        said = (getdoc(parts[0]) or "").partition("\n")[0] if parts else f"{field.description}."
        yield name, f"{said[:1].upper()}{said[1:]}"
