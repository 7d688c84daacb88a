"""The reports of all bundled cases, as they are: sound HTML, accessible, on A4, and without nonsense."""

import re
from pathlib import Path

import html5lib
import pytest

import sim
from sim.experiment import Results
from sim.report import write_markdown, write_report, write_workbook
from sim.report.figures import SECTIONS
from sim.scenario import bundled
from tests.charts import made
from tests.report.browser import AXE, CHROMIUM, printed, violations
from tests.report.reading import read

NONSENSE = r"\bnan\b|\binf\b|\bNone\b(?! of)|[-\N{MINUS SIGN}]0(\.0+)?(?![\d.])|\b0 of 0\b|weeks (\d+) to \2\b"
PEOPLE = {"meta_claudeonomics": 2000}
FIRST_PAGE = ("Which policy to choose", "How sure that is", "What it hangs on")


def words_of(page: str) -> str:
    """The text of a page without the assumptions and the scenario, which are shown as they were written."""
    words = read(page).all("main")[0].words()
    return words[: words.index("Appendix: assumptions Every")]


def sound(page: str) -> None:
    parser = html5lib.HTMLParser()
    parser.parse(page)
    assert parser.errors == []
    assert not re.search(NONSENSE, words_of(page))


@pytest.mark.slow
@pytest.mark.parametrize("name", bundled())
def test_the_report_of_every_case(name: str, tmp_path: Path) -> None:
    results = sim.run(sim.load(name, worlds=6, employees=PEOPLE.get(name, 200)), jobs=2, out=tmp_path / "results")
    path = write_report(results, tmp_path / "report")
    sound(path.read_text("utf-8"))
    write_workbook(results, tmp_path / "report.xlsx")
    assert not re.search(r"\bnan\b", write_markdown(results, tmp_path / "markdown").read_text("utf-8"))
    if CHROMIUM:
        assert len(re.findall(rb"/Type\s*/Page\b", printed(path, tmp_path))) < 30
    if CHROMIUM and AXE.exists():
        assert violations(path, tmp_path) == []


@pytest.mark.parametrize(("worlds", "weeks"), [(1, 1), (3, 1), (1, 20), (2, 13), (1, 12)])
def test_small_runs_are_told_without_nonsense(worlds: int, weeks: int, tmp_path: Path) -> None:
    case = sim.load("amazon_meshclaw", worlds=worlds, weeks=weeks, employees=24)
    few = {policy: case.policies[policy] for policy in ("no metric", "as it happened", "outcome metric")}
    case = case.model_copy(update={"policies": few, "facts": ()})
    results = sim.run(case, jobs=1, out=tmp_path / "results")
    sound(write_report(results, tmp_path / "report").read_text("utf-8"))
    text = write_markdown(results, tmp_path / "report").read_text("utf-8").partition("## Prov")[0]
    assert not re.search(NONSENSE, re.sub(r"!\[.*", "", text))
    write_workbook(results, tmp_path / "report.xlsx")


def test_one_policy_and_hostile_names_are_sound_html(tmp_path: Path) -> None:
    name = "<b>&amp; \"' --> </td></table>"
    alone = made.results(tmp_path / "alone", [made.BASELINE], worlds=3, weeks=20)
    hostile = made.results(tmp_path / "hostile", [made.BASELINE, name], worlds=2, weeks=20, title=name)
    for results in (alone, hostile):
        sound(write_report(results, results.folder / "report").read_text("utf-8"))


def test_what_is_printed_begins_with_all_three_answers_and_every_policy(results: Results, path: Path) -> None:
    text = path.read_text("utf-8")
    first = read(text).all("main")[0].words().partition("How to read this report")[0]
    assert all(question in first for question in FIRST_PAGE)
    assert all(policy in first for policy in results.policies)
    assert "#how { break-before: page;" in text


def test_no_chart_stands_in_two_sections() -> None:
    names = [name for section in SECTIONS.values() for name in section]
    assert len(names) == len(set(names))
