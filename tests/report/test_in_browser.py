"""The page in a browser: accessible, alive, and printed on A4; skipped, aloud, where there is none."""

import re
from pathlib import Path

from sim.experiment import Results
from sim.report import write_report
from tests.charts import made
from tests.report.browser import dom, needs_axe, needs_chromium, printed, violations

A4 = (595, 842)


@needs_axe
def test_axe_finds_nothing_with_and_without_the_script(path: Path, tmp_path: Path) -> None:
    assert violations(path, tmp_path) == []
    assert violations(path, tmp_path, script=False) == []


@needs_chromium
def test_the_script_draws_and_lets_policies_be_chosen(path: Path, results: Results, tmp_path: Path) -> None:
    opened = dom(path, tmp_path)
    assert 'id="lines"><svg' in opened
    assert opened.count('type="checkbox"') == 2 * len(results.policies)
    assert opened.count('class="line"') == 4
    values = opened[opened.index('id="values"') :]
    assert values[: values.index("</tbody>")].count("<tr>") == 4
    assert f'<span id="values-week">{results.case.weeks}</span>' in opened


@needs_chromium
def test_hostile_names_are_text_to_the_script_too(tmp_path: Path) -> None:
    name = '</script><img src=x onerror="document.title=1">'
    hostile = made.results(tmp_path / "results", [made.BASELINE, name], worlds=2, weeks=14)
    opened = dom(write_report(hostile, tmp_path / "report"), tmp_path)
    assert "<img" not in opened
    assert f"<title>{hostile.case.title}</title>" in opened
    assert 'id="lines"><svg' in opened


@needs_chromium
def test_it_prints_on_a4(path: Path, tmp_path: Path) -> None:
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed(path, tmp_path))
    assert boxes
    assert {tuple(round(float(side)) for side in box) for box in boxes} == {A4}
