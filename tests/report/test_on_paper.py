"""What is printed: what the page alone needs is left out, captions stay with their tables, and a strip has a scale."""

import re
from pathlib import Path

import pytest

from sim.experiment import Results
from sim.report import write_report
from sim.report.first_page import ranking
from sim.report.strip import scale
from tests.charts import made
from tests.report.browser import needs_chromium, printed
from tests.report.reading import Element, read


def hidden(page: Element) -> list[Element]:
    return [each for each in page.all() if "page-only" in each.attributes.get("class", "").split()]


def test_formulas_code_and_further_measures_stay_on_the_page(page: Element, text: str) -> None:
    alone = " ".join(each.words() for each in hidden(page))
    assert "Appendix: further measures" in alone
    assert "The scenario, word for word" in alone
    formulas = [each for each in page.all("span") if each.words().startswith("Formula: ")]
    assert len(formulas) > 20
    assert all("page-only" in each.attributes["class"] for each in formulas)
    assert ".page-only { display: none !important; }" in text[text.index("@media print") :]
    note = next(each for each in page.all("p") if "paper-only" in each.attributes.get("class", ""))
    assert "index.html, holds the rest" in note.words()


def test_paper_has_the_terms_that_its_tables_use_and_no_others(simulated: Results, tmp_path: Path) -> None:
    page = read(write_report(simulated, tmp_path).read_text("utf-8"))
    glossary = next(each for each in page.all("dl") if each.attributes.get("class") == "definitions")
    printed_terms = {
        div.all("dt")[0].words() for div in glossary.all("div") if "page-only" not in div.attributes.get("class", "")
    }
    assert {"surplus", "real value", "prevalence", "quits", "padding", "ledger: noise"} <= printed_terms
    assert not {"belief gap", "inequality of value", "money: audits", "bunching", "spread"} & printed_terms
    heads = {
        a.attributes["href"][1:]
        for each in page.all("table")
        if not any(each in part.all() for part in hidden(page))
        for head in each.all("thead")
        for a in head.all("a")
    }
    shown = {dt.attributes["id"] for dt in glossary.all("dt") if dt.words() in printed_terms}
    assert heads <= shown


@needs_chromium
def test_fifteen_policies_print_on_fourteen_pages_at_most(tmp_path: Path) -> None:
    names = [*made.POLICIES[:2], *(f"policy number {number} of them" for number in range(2, 15))]
    many = made.results(tmp_path / "results", names, worlds=6, facts=made.FACTS)
    pages = re.findall(rb"/Type\s*/Page\b", printed(write_report(many, tmp_path / "report"), tmp_path))
    assert 8 < len(pages) <= 14


def test_captions_wrap_and_charts_scroll(page: Element, text: str) -> None:
    assert all(
        each.all("span")[0].attributes["class"] == "words"
        for each in page.all("caption")
        if each.words() != "Values in week"
    )
    drawings = [each for each in page.all("div") if each.attributes.get("class") == "drawing"]
    assert len(drawings) == 1 + len([each for figure in page.all("figure") for each in figure.all("svg")])
    for each in drawings:
        assert each.attributes["tabindex"] == "0"
        assert each.attributes["role"] == "region"
        assert each.attributes["aria-label"]
    assert re.search(r"screen and \(max-width: 40rem\).*\.drawing svg \{[^}]*min-width", text, re.DOTALL)


def test_the_strip_has_a_scale_that_agrees_with_its_marks(results: Results) -> None:
    ranks = ranking(results)
    ticks = scale(results, ranks)
    assert 2 <= len(ticks) <= 4
    assert all(0 <= place <= 100 for place, _ in ticks)
    zero = next(place for place, label in ticks if label.startswith("0"))
    assert zero == pytest.approx(ranks[0].zero)
    values = [
        (place, float(label.split("\N{NO-BREAK SPACE}")[0].replace("\N{MINUS SIGN}", "-"))) for place, label in ticks
    ]
    (left, low), (right, high) = values[0], values[-1]
    for rank in ranks:
        if rank.mean is not None:
            told = low + (rank.mean - left) * (high - low) / (right - left)
            assert told == pytest.approx(float(rank.change.replace("\N{MINUS SIGN}", "-")), abs=0.06)


def test_a_strip_without_differences_has_no_scale_but_nought(tmp_path: Path) -> None:
    same = made.results(tmp_path / "same", [made.BASELINE, "the same again"], worlds=4, weeks=11, changes=())
    assert [label[0] for _, label in scale(same, ranking(same))] == ["0"]
    assert scale(same, []) == []
