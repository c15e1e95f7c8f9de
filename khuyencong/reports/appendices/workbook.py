"""The sheets as a workbook whose sums are formulas: Excel adds them up again.

The value that each formula must give is kept beside it, so that a reader that reckons nothing sees
the same numbers; no text is ever a formula.
"""

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from khuyencong.documents.letters import roman
from khuyencong.reports.appendices.model import Cell, Line, LineKind, Sheet
from khuyencong.reports.figures import Figure
from khuyencong.values.text import clean

_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
HEAD_ROW = 4
#: Characters of width for one part of a share.
_WIDTH = 2.6


def workbook_of(sheets: Sequence[Sheet], *, title: str, as_of: str) -> bytes:
    """Return an .xlsx with a page for each sheet; the same bytes for the same sheets."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": title, "comments": as_of})
        formats = _Formats(book)
        several = len(sheets) > 1
        for number, sheet in enumerate(sheets, 1):
            name = f"Phụ lục {roman(number)}" if several else "Phụ lục"
            _page(book.add_worksheet(name), sheet, formats, title, as_of)
        if not sheets:
            page = book.add_worksheet("Phụ lục")
            page.write_string(0, 0, title, formats.bold)
            page.write_string(1, 0, "Chưa có hồ sơ; không có phụ lục nào để lập.")
    return out.getvalue()


class _Formats:
    """The looks of cells, made once for a workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._kept: dict[tuple[str, bool], Any] = {}
        self.bold = book.add_format({"bold": True})
        self.italic = book.add_format({"italic": True})
        look = {"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "top"}
        self.head = book.add_format({**look, "bg_color": "#ECE8DF"})

    def cell(self, number: str, bold: bool) -> Any:
        """Return the look of a cell: its way of numbers, bold for heads and totals."""
        if (number, bold) not in self._kept:
            look = {"border": 1, "bold": bold, "valign": "top", "text_wrap": not number}
            look |= {"num_format": number} if number else {}
            self._kept[(number, bold)] = self._book.add_format(look)
        return self._kept[(number, bold)]


def _page(page: Any, sheet: Sheet, formats: _Formats, title: str, as_of: str) -> None:
    page.write_string(0, 0, sheet.title, formats.bold)
    page.write_string(1, 0, f"{title}; {as_of}", formats.italic)
    page.write_string(2, 0, sheet.note)
    for at, head in enumerate((*sheet.word_heads, *sheet.cell_heads)):
        page.write_string(HEAD_ROW - 1, at, head, formats.head)
    words = len(sheet.word_heads)
    for at, share in enumerate(sheet.shares):
        page.set_column(at, at, share * _WIDTH)
    page.set_column(words, words + len(sheet.cell_heads), sheet.cell_share * _WIDTH + 2)
    way = _way(sheet)
    for number, line in enumerate(sheet.lines):
        _line(page, HEAD_ROW + number, line, words, way, formats)
    if sheet.remark:
        page.write_string(HEAD_ROW + len(sheet.lines) + 1, 0, sheet.remark, formats.italic)
    page.freeze_panes(HEAD_ROW, words)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEAD_ROW - 1)


def _line(page: Any, row: int, line: Line, words: int, way: str, formats: _Formats) -> None:
    bold = line.kind is not LineKind.LINE
    for at, text in enumerate(line.words):
        page.write_string(row, at, clean(text), formats.cell("", bold))
    last = len(line.cells) - 1
    for at, cell in enumerate(line.cells):
        column = words + at
        look = formats.cell(way, bold)
        value = _value(cell)
        if value is None:
            page.write_blank(row, column, None, look)
        elif line.across and at == last and last > 0:
            first, until = xl_rowcol_to_cell(row, words), xl_rowcol_to_cell(row, column - 1)
            page.write_formula(row, column, f"=SUM({first}:{until})", look, value)
        elif line.sums:
            page.write_formula(row, column, _sum(line.sums, column), look, value)
        else:
            page.write_number(row, column, value, look)


def _sum(rows: Sequence[int], column: int) -> str:
    """Return the formula that adds the cells of some lines: a run of them as one range."""
    name = xl_col_to_name(column)
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    cells = [
        f"{name}{HEAD_ROW + 1 + first}" + (f":{name}{HEAD_ROW + 1 + last}" if last > first else "")
        for first, last in runs
    ]
    return f"=SUM({','.join(cells)})"


def _value(cell: Cell) -> float | int | None:
    """Return the number of a cell in the unit of its sheet; nothing known is no number."""
    if not isinstance(cell, Figure) or cell.value is None:
        return None
    if cell.unit != "VND":
        return int(cell.value)
    value = Decimal(int(cell.value)) / cell.money.size
    return int(value) if value == value.to_integral_value() else float(value)


def _way(sheet: Sheet) -> str:
    """Return how the numbers of a sheet are shown: with decimals where one of them has some."""
    values = [_value(cell) for line in sheet.lines for cell in line.cells]
    return "#,##0.0##" if any(isinstance(value, float) for value in values) else "#,##0"
