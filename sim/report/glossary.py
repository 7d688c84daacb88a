"""The glossary as a page of its own, written from the definitions.

``python -m sim.report.glossary > docs/glossary.md`` renews the page.
"""

import sys

from sim.experiment import MeasureInfo
from sim.experiment.simulating import known_measures
from sim.report.words import SYMBOLS, glossary

_INTRODUCTION = """\
# Glossary

The words of reports, tables and charts. This page is written from the definitions in the code;
`python -m sim.report.glossary > docs/glossary.md` renews it. Units, ranges, defaults and sources stand in the
[reference](reference.md); how all of it acts together is told in [the model](model.md).
"""


def page() -> str:
    """Return the glossary as a page of its own, Markdown."""
    measures = [
        MeasureInfo(each.name, each.title, each.unit, each.formula, each.better, each.top, each.form)
        for each in known_measures()
    ]
    lines = [_INTRODUCTION, f"{SYMBOLS}\n"]
    for term in glossary(measures):
        beside = "; ".join(part for part in (f"unit: {term.unit}" if term.unit else "", term.better) if part)
        formula = f" Formula: `{term.formula}`." if term.formula else ""
        lines.append(f"**{term.name}** – {term.says}{f' ({beside}.)' if beside else ''}{formula}\n")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(page())
