"""The workbook holds the same numbers, and no text in it is ever a formula or a link."""

import math
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sim.experiment import Results
from sim.report import write_workbook
from tests.charts import made

NAMES = [
    "Verdict", "Ranking", "Policies", "Levels", "Differences", "Companies", "Weeks", "Ledger", "Facts", "Definitions",
    "Assumptions", "Provenance",
]  # fmt: skip
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells(file: Path) -> dict[str, list[list[str | float]]]:
    """Rows of every sheet, from its heads on; a cell without a value is left out."""
    with zipfile.ZipFile(file) as book:
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        texts = ["".join(part.text or "" for part in each.iter(f"{_NS}t")) for each in shared]
        names = [
            each.attrib["name"] for each in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{_NS}sheet")
        ]
        found = {}
        for place, name in enumerate(names, start=1):
            sheet = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{place}.xml"))
            rows = []
            for row in list(sheet.iter(f"{_NS}row"))[1:]:
                told = ((each.attrib.get("t"), each.find(f"{_NS}v")) for each in row)
                rows.append(
                    [
                        texts[int(v.text or 0)] if kind == "s" else float(v.text or 0)
                        for kind, v in told
                        if v is not None
                    ]
                )
            found[name] = rows
    return found


def test_every_sheet_is_there_with_the_numbers_of_the_results(simulated: Results, tmp_path: Path) -> None:
    found = cells(write_workbook(simulated, tmp_path / "new" / "report.xlsx"))
    assert list(found) == NAMES
    heads, *rows = found["Differences"]
    assert heads[:4] == ["policy", "measure", "weeks", "mean"]
    row = next(row for row in rows if row[:3] == ["as it happened", "surplus", "weeks 12 to 30"])
    expected = simulated.compare("as it happened", measures=["surplus"], weeks=(12, 30)).iloc[0]
    assert row[3:7] == pytest.approx(list(expected[["mean", "low", "high", "same_sign"]]))
    assert len(found["Companies"]) == 1 + 4 * 14
    assert len(found["Weeks"]) == 1 + 4 * 30
    assert (
        len(found["Ledger"]) == 1 + 3 * 16
    )  # lines, the start of the count, what would have come anyway, and what the policy changed
    defined = {row[0] for row in found["Definitions"]}
    assert set(simulated.measures) <= defined
    assert any(row[0] == "hash of all parameters" for row in found["Provenance"])


def test_what_is_not_defined_is_an_empty_cell(tmp_path: Path) -> None:
    one = made.results(tmp_path, made.POLICIES[:2], worlds=1, weeks=8, facts=made.FACTS)
    found = cells(write_workbook(one, tmp_path / "report.xlsx"))
    assert all(
        math.isfinite(cell) for rows in found.values() for row in rows for cell in row if isinstance(cell, float)
    )
    assert not any(cell in ("nan", "inf") for rows in found.values() for row in rows for cell in row)


@pytest.mark.parametrize("name", ["=1+1", "+SUM(A1)", "@x", "https://example.org", "{=1}", "12", "x" * 400, "<b>&"])
def test_text_stays_text(name: str, tmp_path: Path) -> None:
    hostile = made.results(
        tmp_path, [made.BASELINE, name], worlds=2, weeks=20, title=name, question=name, sources=[name],
        changes=[{"week": 3, "metric": "tokens", "note": name}],
    )  # fmt: skip
    file = write_workbook(hostile, tmp_path / "report.xlsx")
    with zipfile.ZipFile(file) as book:
        sheets = [book.read(each).decode() for each in book.namelist() if each.startswith("xl/worksheets/sheet")]
    assert len(sheets) == len(NAMES)
    assert not any("<f>" in sheet or "<f " in sheet or "<hyperlink" in sheet for sheet in sheets)
    assert {row[0] for row in cells(file)["Companies"][1:]} == {made.BASELINE, name}


def test_the_same_results_are_the_same_bytes(results: Results, tmp_path: Path) -> None:
    one, two = (write_workbook(results, tmp_path / name) for name in ("one.xlsx", "two.xlsx"))
    assert one.read_bytes() == two.read_bytes()


def test_a_long_scenario_stands_there_line_by_line(results: Results, tmp_path: Path) -> None:
    rows = cells(write_workbook(results, tmp_path / "report.xlsx"))["Provenance"]
    lines = [row[1] for row in rows if re.match(r"scenario, line \d+$", str(row[0]))]
    assert lines == results.case.text.splitlines()
