"""The workbook: what the report says as tables that a spreadsheet can go on with."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlsxwriter

from sim.experiment.choosing import choose
from sim.experiment.writing import keep, ready
from sim.report import sheets
from sim.report.story import Story

if TYPE_CHECKING:
    from sim.experiment import Results

_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_WIDEST, _NARROWEST = 60, 9
_LONGEST = 32_767
"""Characters that a cell can hold, as UTF-16 counts them."""
_CUT = " … (cut: longer than a cell can hold)"
_MOST_ROWS = 1_048_576 - 3
"""Rows that a sheet can hold below its head."""


def write_workbook(results: Results, path: str | Path) -> Path:
    """Write the workbook.

    Numbers are numbers and every text is text: what a scenario file says is never read as a formula or a link. The same
    results give the same bytes. What is longer than a sheet goes on on another; a text that is cut says so.

    Parameters
    ----------
    results
        What a run left behind.
    path
        Where to write; its folder is made if it is not there.
    """
    path = Path(path)
    ready(path.parent)
    file = BytesIO()
    story = Story(results)
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        made = datetime.combine(date.fromisoformat(story.manifest["created"]), datetime.min.time())
        book.set_properties({"title": story.case.title, "created": made})
        for sheet in sheets.all_sheets(story, choose(results)):
            for part in _parts(sheet):
                _write(book, part)
    keep(path, file.getvalue())
    return path


def _parts(sheet: sheets.Sheet) -> Iterator[sheets.Sheet]:
    """Yield a sheet, in parts that are no longer than a sheet can be."""
    rows = list(sheet.rows)
    for part, first in enumerate(range(0, max(1, len(rows)), _MOST_ROWS), start=1):
        some = rows[first : first + _MOST_ROWS]
        which = f" (rows {first + 1:,} to {first + len(some):,} of {len(rows):,})" if len(some) < len(rows) else ""
        name = sheet.name if part == 1 else f"{sheet.name} {part}"
        yield sheets.Sheet(name, sheet.about + which, sheet.columns, some)


def _write(book: Any, sheet: sheets.Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    page.write_string(0, 0, _fitting(sheet.about), book.add_format({"italic": True}))
    for column, head in enumerate(sheet.columns):
        page.write_string(2, column, head, bold)
    rows = list(sheet.rows)
    for place, row in enumerate(rows, start=3):
        for column, value in enumerate(row):
            _cell(page, place, column, value, wrapped)
    for column, width in enumerate(_widths(sheet.columns, rows)):
        page.set_column(column, column, width)
    page.freeze_panes(3, 1)
    if rows:
        page.autofilter(2, 0, 2 + len(rows), len(sheet.columns) - 1)


def _cell(page: Any, row: int, column: int, value: sheets.Value, wrapped: Any) -> None:
    if isinstance(value, str):
        page.write_string(row, column, _fitting(value), wrapped)
    elif value is not None and math.isfinite(value):
        page.write_number(row, column, value)


def _fitting(text: str) -> str:
    """Return a text as a cell can hold it; what is cut says so."""
    if 2 * len(text) <= _LONGEST or len(units := text.encode("utf-16-le")) <= 2 * _LONGEST:
        return text
    return units[: 2 * (_LONGEST - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


def _widths(columns: Sequence[str], rows: Iterable[Sequence[sheets.Value]]) -> list[int]:
    longest = [len(head) for head in columns]
    for row in rows:
        for column, value in enumerate(row):
            longest[column] = max(longest[column], len(value) if isinstance(value, str) else _NARROWEST)
    return [min(_WIDEST, max(_NARROWEST, length + 2)) for length in longest]
