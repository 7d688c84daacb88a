"""Links from the words of a report to its glossary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from sim.report.words import NOTIONS, OTHER_FORMS, anchor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sim.report.words import Term

_LINK = Markup('<a class="term" href="#{place}" title="{title}">{said}</a>')


class Links:
    """Links made while a page is written, so that it knows which terms it has used so far.

    Parameters
    ----------
    terms
        The glossary.
    policies
        Names of policies: in quotation marks they are names and never terms.

    Attributes
    ----------
    used : set of str
        Names of the terms that were linked to, but for those of which the glossary says no more than the link.
    """

    def __init__(self, terms: Iterable[Term], policies: Sequence[str]) -> None:
        self._terms = {term.name: term for term in terms}
        self._linked: set[str] = set()
        self.used: set[str] = set()
        plain = {name.casefold(): name for name in self._terms if ":" not in name and "(" not in name}
        self._forms = plain | {form: name for form, name in OTHER_FORMS.items() if name in self._terms}
        names = "|".join(re.escape(f"“{policy}”") for policy in _longest_first(policies))
        words = "|".join(r"\s+".join(map(re.escape, form.split())) for form in _longest_first(self._forms))
        self._found = re.compile(rf"({names}|“[^“”]*”)|(?<![\w-])({words})(s?)(?![\w-])", re.IGNORECASE)

    def to(self, name: str, said: str = "") -> Markup:
        """Return a link to a term; `said` stands for its name."""
        term, said = self._terms[name], said or name
        if name in NOTIONS or term.says != f"{said}.":
            self.used.add(name)
        return _LINK.format(place=anchor(name), title=term.says, said=said)

    def firsts(self, text: str) -> Markup:
        """Return a text, escaped, in which every term is a link that was not linked by an earlier call or before it."""
        parts, at = [], 0
        for found in self._found.finditer(text):
            form = " ".join((found[2] or "").casefold().split())
            name = self._forms.get(form)
            if name is None or name in self._linked:
                continue
            self._linked.add(name)
            parts += [Markup.escape(text[at : found.start()]), self.to(name, found[0])]
            at = found.end()
        return Markup().join([*parts, Markup.escape(text[at:])])


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)
