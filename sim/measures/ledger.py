"""The Goodhart ledger: where the gain that the metric claims went, line by line."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sim.company.once import once_a_week
from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.company import Company, FloatArray
    from sim.company.ledger import Lines

_LINES = (
    ("claim", "What the metric claims to have gained", "a (<M> - <M>b), a the slope of V on M over people, a' on X"),
    ("padding counted", "Padding counted as use", "-a <padding's part of M>"),
    ("noise", "Luck in the metric", "a' (<X> - <X>b) - a (<U> - <U>b); U, X: M without padding, with luck and without"),
    ("people changed (i)", "Other people's use", "-a' (<X*> - <X>b), * the reference of the person now in the seat"),
    (
        "who uses it",
        "Who uses AI is not what AI does",
        "c <A (g* - k r*) (min(r, b) - r*)> - a' <X - X* - W (V0 - V0*)>, W the weight on value, c = 1 - a' W",
    ),
    (
        "diminishing returns",
        "Each further hour of use brings less",
        "-c <A k (min(r, b) - r*)^2>/2, b = max(r*, g*/k) the most use that is of use",
    ),
    ("overuse", "More use than is of use", "-c <A (k (r - b)^2/2 + (k b - g*) (r - b)), where r is above b>"),
    ("learning", "Skill with AI, and a clear purpose", "c <A (g - g*) r>, g what a week of use is worth"),
    ("unmeasured work", "Work that no board shows", "c <A y (u - u*)>"),
    ("padding time", "Time that padding takes", "-<A t m>"),
    ("harm to others", "Rework of others, and incidents", "-(<x (team mean of r + m) + harm> - the same in week b)"),
    ("people changed (ii)", "Other people's work", "what is left: <V0*> - <V0>b, V0 own value"),
    ("real gain", "What was really gained", "<V> - <V>b, b the last week before launch"),
)


def _of(company: Company, *, line: int) -> FloatArray:
    return _lines(company)[line]


@once_a_week
def _lines(company: Company) -> Lines:
    return company.ledger.lines(company)


MEASURES = tuple(
    Measure(
        name=f"ledger: {name}",
        title=title,
        unit="baseline weeks a person-week",
        formula=formula,
        better="more" if name == "real gain" else "neither",
        of=partial(_of, line=line),
    )
    for line, (name, title, formula) in enumerate(_LINES)
)
