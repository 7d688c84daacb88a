"""The page on theory: each special case with its derivation, as its module says it, and the figures reached."""

import sys
from collections.abc import Iterable
from inspect import getdoc

from sim.theory import proxyeconomics
from sim.theory.check import check_theory, special_cases
from sim.theory.closed_form import Row
from sim.theory.proxyeconomics import Figure

INTRODUCTION = """# Theory

Where economics has a closed form for a special case of the model, the simulation must come to it. Each special case
below is the one engine with everything else switched off: the same week, the same choices, the same draws as in every
other run, set up in the module that is named. Nothing of the formula is in the simulation. `goodhart check theory` runs
them all, about two minutes, and ends with exit code 1 where one is missed.

Where nothing is left to chance the tolerance is that of rounding (1e-9), or equality (exact). Where it is, at least
2,000 people or pooled worlds keep the error to 1-3 %. Errors are relative to the closed form, absolute where that is 0.

In all of them time spent, effort and pay are in the units of [the model](model.md): A skill, r useful use, m padding, u
unmeasured work, c their costs, p and q their yields in the metric M, ω how far a person's own reward follows value.

This page is written by `python -m sim.theory.page > docs/theory.md`.
"""


def words() -> str:
    """Return the page without its figures: the introduction and every special case with its derivation."""
    return "\n".join([INTRODUCTION, *(_section(module.__name__, getdoc(module) or "") for module in special_cases())])


def page(rows: Iterable[Row], published: Iterable[Figure]) -> str:
    """Return the whole page, Markdown; `published` are the figures of the published model beside the engine."""
    twin = _section(proxyeconomics.__name__, getdoc(proxyeconomics) or "")
    return f"{words()}\n{twin}\n{_means(published)}\n## The figures reached\n\n{_table(rows)}"


def _section(module: str, text: str) -> str:
    first, _, derivation = text.partition("\n\n")
    heading, _, gist = " ".join(first.split()).partition(": ")
    file = module.replace(".", "/") + ".py"
    return f"## {heading}\n\n{gist[:1].upper()}{gist[1:]} `{file}`\n\n{derivation}\n"


def _means(figures: Iterable[Figure]) -> str:
    lines = [("c", "gs", "Mean of", "Published", "Here", "Standard error", "Apart, in standard errors"), ("---",) * 7]
    for each in figures:
        means = f"{each.reference:.2f}", f"{each.mean:.2f}", f"{each.standard_error:.3f}", f"{each.difference:+.1f}"
        lines.append((f"{each.competition:g}", f"{each.goal_scale:g}", each.measure, *means))
    table = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    return (
        f"Means over 30 seeds, last half of 4,000 steps; the command above makes them too, in some minutes.\n\n{table}"
    )


def _table(rows: Iterable[Row]) -> str:
    lines = [("Special case", "Closed form", "Simulated", "Error", "Tolerance", ""), ("---",) * 6]
    for row in rows:
        tolerance = "exact" if row.tolerance == 0.0 else f"{row.tolerance:.2g}"
        figures = (f"{row.closed_form:.6g}", f"{row.simulated:.6g}", f"{row.error:.1e}", tolerance)
        lines.append((row.name, *figures, "" if row.passed else "missed"))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    sys.stdout.write(page(check_theory(), proxyeconomics.figures()))
