"""The workbook holds the same numbers, and no text in it is ever a formula or a link."""

import math
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sim.experiment import Results
from sim.report import sheets, workbook, write_workbook
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


def test_more_rows_than_a_sheet_holds_go_on_on_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = made.results(tmp_path, made.POLICIES[:2], worlds=12, weeks=8)
    whole = cells(write_workbook(results, tmp_path / "whole.xlsx"))
    monkeypatch.setattr(workbook, "_MOST_ROWS", 10)
    file = write_workbook(results, tmp_path / "parts.xlsx")
    found = cells(file)
    for name in NAMES:
        parts = [rows for other, rows in found.items() if re.fullmatch(rf"{name}( \d+)?", other)]
        assert [row for part in parts for row in part[1:]] == whole[name][1:]
        assert all(part[0] == whole[name][0] and len(part) <= 11 for part in parts)
    assert list(found)[list(found).index("Companies") :][:3] == ["Companies", "Companies 2", "Companies 3"]
    with zipfile.ZipFile(file) as book:
        texts = book.read("xl/sharedStrings.xml").decode()
    assert "(rows 11 to 20 of 24)" in texts
    assert "(rows 1 to 2 of 2)" not in texts


def test_a_sheet_is_split_where_a_spreadsheet_ends() -> None:
    rows = [(float(row),) for row in range(1_048_573 + 1)]
    first, second = workbook._parts(sheets.Sheet("Companies", "each", ("company",), rows))
    assert (len(list(first.rows)), list(second.rows)) == (1_048_573, [rows[-1]])


@pytest.mark.parametrize(("letter", "fit"), [("x", 32_767), ("\N{GRINNING FACE}", 16_383)])
def test_a_text_that_is_longer_than_a_cell_says_so(letter: str, fit: int, tmp_path: Path) -> None:
    notes = [letter * fit, letter * (fit + 1)]
    results = made.results(tmp_path, made.POLICIES[:2], worlds=2, weeks=8, sources=notes)
    rows = cells(write_workbook(results, tmp_path / "report.xlsx"))["Provenance"]
    whole, cut = (str(row[1]) for row in rows if row[0] == "source")
    assert whole == notes[0]
    assert cut.endswith(" (cut: longer than a cell can hold)")
    assert 32_765 <= len(cut.encode("utf-16-le")) / 2 <= 32_767
    assert set(cut[: fit // 2]) == {letter}


def test_a_seed_stands_there_digit_by_digit(tmp_path: Path) -> None:
    seed = int("7" * 400)
    results = made.results(tmp_path, made.POLICIES[:2], worlds=2, weeks=8, seed=seed)
    rows = cells(write_workbook(results, tmp_path / "report.xlsx"))["Provenance"]
    assert ["seed", str(seed)] in rows
