"""The page as a document: it stands alone, it is sound, and everybody can read it."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from sim.charts import all_charts
from sim.experiment import Results, ResultsError
from sim.report import figures
from sim.report.figures import SECTIONS, pictures
from sim.report.words import shown_as
from tests.report.reading import Element


def test_the_page_asks_nothing_of_a_network(text: str, page: Element) -> None:
    assert not page.all("link", "img", "iframe", "object", "embed", "base", "form", "image")
    for element in page.all():
        assert not {"src", "srcset", "data", "action", "poster", "background"} & set(element.attributes)
        for name, value in element.attributes.items():
            assert not name.startswith("on")
            if name.endswith("href"):
                assert value.startswith("#") or (element.tag == "a" and value.startswith("https://"))
    assert "@import" not in text
    assert all(place.startswith("#") for place in re.findall(r"url\(([^)]*)\)", text))


def test_the_page_forbids_itself_every_request_and_every_script_but_its_own(page: Element) -> None:
    policy = next(meta for meta in page.all("meta") if "http-equiv" in meta.attributes)
    assert policy.attributes["http-equiv"] == "Content-Security-Policy"
    numbers, script = page.all("script")
    assert numbers.attributes == {"type": "application/json", "id": "numbers"}
    digest = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
    rules = policy.attributes["content"].split("; ")
    assert rules[:3] == ["default-src 'none'", "style-src 'unsafe-inline'", f"script-src 'sha256-{digest}'"]


def test_what_needs_a_script_is_hidden_until_one_runs(page: Element) -> None:
    for element in page.all("fieldset", "select", "input"):
        assert not element.all("input")
    parts = [each for each in page.all() if "with-script" in each.attributes.get("class", "")]
    assert len(parts) == 3
    assert all("hidden" in part.attributes for part in parts)
    controls = page.all("select", "input", "fieldset")
    assert all(any(control in part.all() or control is part for part in parts) for control in controls)


def test_the_script_draws_the_weekly_means_of_the_results(page: Element, results: Results) -> None:
    told = json.loads(page.all("script")[0].text)
    assert told["policies"] == results.policies
    assert [each["name"] for each in told["measures"]] == [shown_as(name) for name in results.top]
    place, policy = results.top.index("surplus"), results.policies.index("as it happened")
    mean, low, high = told["values"][place][policy]
    expected = results.cube("surplus")[policy]
    np.testing.assert_allclose(mean, expected.mean(axis=0), rtol=1e-3)
    np.testing.assert_allclose([low, high], np.quantile(expected, (0.025, 0.975), axis=0), rtol=1e-3)
    claimed = told["values"][results.top.index("claimed value")][policy][0]
    assert claimed[:11] == [None] * 11


def test_ids_are_unique_and_every_reference_finds_its_own(text: str, page: Element) -> None:
    ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    wanted = [element.attributes["href"][1:] for element in page.all() if element.attributes.get("href", "")[:1] == "#"]
    wanted += [each for element in page.all() for each in element.attributes.get("aria-labelledby", "").split()]
    wanted += re.findall(r"url\(#([^)]*)\)", text)
    assert wanted
    assert set(wanted) <= set(ids)


def test_headings_begin_with_one_and_skip_no_level(page: Element) -> None:
    levels = [int(heading.tag[1]) for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_names_its_language_its_title_and_its_parts(page: Element) -> None:
    assert page.all("html")[0].attributes["lang"] == "en-GB"
    assert page.all("title")[0].words() == page.all("h1")[0].words() == "Amazon, MeshClaw and the public token board"
    assert [len(page.all(tag)) for tag in ("header", "main", "nav", "footer")] == [1, 1, 1, 1]


def test_the_first_link_skips_to_the_report(page: Element) -> None:
    first = page.all("body")[0].all("a")[0]
    assert first.attributes["href"] == f"#{page.all('main')[0].attributes['id']}"


def test_every_table_says_what_it_is_and_which_cells_are_its_heads(page: Element) -> None:
    assert len(page.all("table")) >= 5
    for table in page.all("table"):
        assert table.all("caption")[0].words()
        assert all(head.attributes["scope"] in ("col", "row", "rowgroup") for head in table.all("th"))
        for row in table.all("tbody")[0].all("tr"):
            assert row.all("th")


def test_what_scrolls_can_be_reached_with_the_keyboard(page: Element) -> None:
    scrolling = [each for each in page.all("div") if "scroll" in each.attributes.get("class", "")]
    assert len(scrolling) == len(page.all("table"))
    for each in scrolling:
        assert each.attributes["tabindex"] == "0"
        assert each.attributes["role"] == "region"
        assert each.attributes["aria-labelledby"]


def test_every_chart_is_in_the_page_with_words_for_those_who_do_not_see_it(page: Element) -> None:
    pictures = [each for figure in page.all("figure") for each in figure.all("svg")]
    assert len(pictures) >= 4
    for picture in pictures:
        assert picture.attributes["role"] == "img"
        assert len(picture.attributes["aria-label"]) > 40
        assert len(picture.all("path")) > 10
        assert not picture.all("text", "metadata")


def test_every_chart_of_a_section_is_drawn_or_says_why_not(page: Element) -> None:
    there = {chart.name for chart in all_charts()}
    wanted = [name for names in SECTIONS.values() for name in names if name in there]
    found = page.all("figure")
    assert len(found) == len(wanted) >= 4
    assert all(figure.all("svg") or "is not drawn: " in figure.words() for figure in found)


def test_the_charts_lie_beside_the_page_too(path: Path, page: Element) -> None:
    drawn = [each.attributes["id"].removeprefix("chart-") for each in page.all("svg") if "id" in each.attributes]
    files = sorted(f"{name}{ending}" for name in drawn for ending in (".png", ".svg"))
    assert sorted(file.name for file in (path.parent / "charts").iterdir()) == files


def test_the_style_of_one_picture_does_not_reach_the_page(page: Element) -> None:
    for picture in [each for figure in page.all("figure") for each in figure.all("svg")]:
        for style in picture.all("style"):
            assert style.words().startswith(f"#{picture.attributes['id']} ")


def test_it_prints_on_a4_without_tearing_pictures_and_rows(text: str) -> None:
    assert "@page { size: A4;" in text
    assert re.search(r"@media print.*tr, figure,[^}]*\{ break-inside: avoid; \}", text, re.DOTALL)


def test_a_chart_that_the_results_do_not_allow_says_why(
    results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ResultsError("another program wrote them")

    broken = replace(next(chart for chart in all_charts() if chart.name == "validity"), draw=refuse)
    monkeypatch.setattr(figures, "all_charts", lambda: (broken,))
    drawn = pictures(results, tmp_path)
    assert [each.problem for section in drawn.values() for each in section] == ["another program wrote them"]
    assert not list(tmp_path.iterdir())
