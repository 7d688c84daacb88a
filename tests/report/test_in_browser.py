"""The page in a browser: accessible, alive, and printed on A4; skipped, aloud, where there is none."""

import html
import json
import math
import re
from pathlib import Path
from typing import Any

import pytest

from sim.experiment import Results
from sim.report import write_report
from tests.charts import made
from tests.report.browser import dom, needs_axe, needs_chromium, printed, violations

A4 = (595, 842)
GREATEST = 1.7e308
ODD = {
    "equal and large": [2e15] * 3,
    "equal and larger": [8e15] * 3,
    "equal and largest": [GREATEST] * 3,
    "from end to end": [-GREATEST, 0.0, GREATEST],
    "equal and small": [3e-12] * 3,
    "next to nothing": [0.0, 5e-324, 0.0],
    "nothing": [0.0] * 3,
    "never defined": [None] * 3,
    "close together": [1.0e15, 1.001e15, 1.002e15],
    "below nothing": [-3.0, None, -3.0],
    "usual": [0.8, 1.0, 1.2],
}
CHOOSE_EACH = """
const told = [], measure = document.getElementById("measure");
for (const option of measure.options) {
  const before = document.querySelector("#lines svg");
  measure.value = option.value;
  measure.dispatchEvent(new Event("change"));
  const svg = document.querySelector("#lines svg");
  told.push({name: option.text, drawn: svg !== before, svg: svg.outerHTML,
    values: document.getElementById("values").innerText,
    ticks: [...svg.querySelectorAll("text[text-anchor=end]")].map(
      (each) => [Number(each.getAttribute("y")), each.textContent])});
}
const found = document.createElement("pre");
found.id = "told";
found.textContent = JSON.stringify(told);
document.body.append(found);
"""


def explored(page: Path, folder: Path, numbers: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the page's script other numbers, choose one measure after another, and return what it drew of each."""
    text = re.sub(r"<meta http-equiv[^>]*>", "", page.read_text("utf-8"))
    start = text.index(">", text.index('id="numbers"')) + 1
    text = text[:start] + json.dumps(numbers) + text[text.index("</script>", start) :]
    copy = folder / "explored.html"
    copy.write_text(text.replace("</body>", f"<script>{CHOOSE_EACH}</script></body>"), "utf-8")
    told = re.search(r'<pre id="told">(.*?)</pre>', dom(copy, folder), re.DOTALL)
    assert told, "the script stopped"
    found: list[dict[str, Any]] = json.loads(html.unescape(told[1]))
    return found


def numbers(weeks: int, policies: int, values: dict[str, list[Any]], form: str = "number") -> dict[str, Any]:
    return {
        "weeks": weeks,
        "policies": [f"policy {place}" for place in range(policies)],
        "drawn": list(range(policies)),
        "measures": [{"name": name, "title": name, "unit": "units", "form": form} for name in values],
        "values": [[[row, row, row] for _ in range(policies)] for row in values.values()],
    }


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
@pytest.mark.parametrize("form", ["number", "money"])
def test_every_figure_has_an_axis_of_a_few_ticks(form: str, path: Path, tmp_path: Path) -> None:
    found = explored(path, tmp_path, numbers(3, 2, ODD, form))
    assert [each["name"] for each in found] == list(ODD)
    for each in found[1:]:
        assert each["drawn"], each["name"]
    for each in found:
        assert not re.search("NaN|Infinity", each["svg"]), each["name"]
        heights = [height for height, _ in each["ticks"]]
        assert 2 <= len(heights) <= 7, each["name"]
        assert all(math.isfinite(height) and 0 <= height <= 330 for height in heights), each["name"]
        assert max(len(label) for _, label in each["ticks"]) <= 12, each["name"]
    usual = found[-1]["ticks"]
    assert [label.lstrip("$").rstrip("0") for _, label in usual] == ["0.8", "0.9", "1.", "1.1", "1.2"]


@needs_chromium
def test_many_policies_over_a_century_are_drawn(path: Path, tmp_path: Path) -> None:
    weeks = 5200
    (found,) = explored(path, tmp_path, numbers(weeks, 9, {"long": [float(week) for week in range(weeks)]}))
    assert found["svg"].count('class="line"') == 9
    assert found["values"].count("policy") == 9
    assert "5200" not in found["ticks"][0][1]


@needs_chromium
def test_it_prints_on_a4(path: Path, tmp_path: Path) -> None:
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed(path, tmp_path))
    assert boxes
    assert {tuple(round(float(side)) for side in box) for box in boxes} == {A4}
