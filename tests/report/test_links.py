"""Terms lead to the glossary where they are first used, and names of policies never do."""

import re

import pytest

from sim.report.links import Links
from sim.report.words import Term
from tests.report.reading import Element

TERMS = (
    Term("surplus", "What is left.", "weeks"),
    Term("real value", "What is done."),
    Term("95 % interval", "A range."),
    Term("simulated company", "One run."),
    Term("ledger: claim", "What is claimed."),
    Term("audit (lever)", "Checks."),
    Term("baseline", "The one held against."),
)
HOSTILE = "<b>surplus</b> & \"x\" 'y'"


def links(*policies: str) -> Links:
    return Links(TERMS, policies)


def linked(text: str) -> list[tuple[str, str]]:
    return re.findall(r'<a class="term" href="#([^"]*)" title="[^"]*">([^<]*)</a>', text)


def test_the_first_use_of_each_term_is_a_link_and_no_later_one() -> None:
    found = links()
    one, two = (
        found.firsts("Surplus is surplus, of the baseline."),
        found.firsts("Surplus against the Baseline; value."),
    )
    assert linked(one) == [("term-surplus", "Surplus"), ("term-baseline", "baseline")]
    assert linked(two) == [("term-real-value", "value")]
    assert found.used == {"surplus", "baseline", "real value"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the real value of it", "real value"),
        ("two 95\N{NO-BREAK SPACE}% intervals", "95\N{NO-BREAK SPACE}% intervals"),
        ("in 24 simulated companies", "simulated companies"),
        ("of one simulated company", "simulated company"),
    ],
)
def test_the_longest_term_wins_in_any_form(text: str, said: str) -> None:
    assert [words for _, words in linked(links().firsts(text))] == [said]


@pytest.mark.parametrize("text", ["surplusage", "non-surplus", "undervalued", "claim", "an audit", "values-based"])
def test_parts_of_words_are_no_terms(text: str) -> None:
    assert links().firsts(text) == text


@pytest.mark.parametrize("name", ["surplus", "the “surplus” board", "surplus” of “value", HOSTILE])
def test_a_name_in_quotation_marks_is_never_a_link(name: str) -> None:
    text = links(name, "other").firsts(f"Under “{name}” the surplus falls.")
    assert linked(text) == [("term-surplus", "surplus")]
    assert text.endswith("surplus</a> falls.")


def test_everything_else_is_escaped() -> None:
    text = links(HOSTILE).firsts(f"{HOSTILE} <script>alert(1)</script> &amp; surplus")
    assert "<b>" not in text
    assert "<script>" not in text
    assert "&amp;amp;" in text
    assert len(linked(text)) == 1


def test_a_row_that_says_all_that_the_glossary_says_does_not_ask_for_it_on_paper() -> None:
    found = Links((Term("money: audits", "Checking people."), Term("quits", "People who leave.")), ())
    found.to("money: audits", "Checking people")
    found.to("quits")
    assert found.used == {"quits"}


def test_the_terms_of_the_verdict_are_one_click_away(page: Element) -> None:
    verdict, answers = (
        next(each for each in page.all("section") if name in each.attributes.get("class", ""))
        for name in ("verdict", "answers")
    )
    said = [
        link.words().casefold() for part in (verdict, answers) for each in part.all("p", "dd") for link in each.all("a")
    ]
    assert {"surplus", "dashboard", "value", "padding", "95 % interval"} <= set(said)
    assert len(said) == len(set(said))
    defined = {each.attributes.get("id") for each in page.all("dt")}
    assert {link.attributes["href"][1:] for link in verdict.all("a")} <= defined
