"""Sheets out: a list that opens again as an import, and a template; no cell is ever a formula."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

import xlsxwriter

from khuyencong.sheets.model import Column, Kind, Type
from khuyencong.values.text import clean

Cell = str | int | date | bool | None
#: Letters that no XML keeps, out of what people typed.
_UNKEPT = {code: None for code in range(32) if code not in (9, 10)}
#: A cell of Excel holds no more.
LONGEST = 32_000
WIDTHS = {Type.TEXT: 28, Type.PLACE: 24, Type.CHOICE: 24, Type.MONEY: 18, Type.DATE: 14}


def write_list(
    shown: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    title: str,
    said: str = "",
) -> bytes:
    """Return an .xlsx of rows, each in the order of the columns; money in đồng.

    Rows are written as they come: memory does not grow with their number.
    """
    out = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("Danh sách")
        bold = book.add_format({"bold": True})
        head = book.add_format(
            {"bold": True, "bg_color": "#ECE8DF", "border": 1, "text_wrap": True, "valign": "top"}
        )
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        figure = book.add_format({"num_format": "#,##0"})
        sheet.set_column(0, 0, 6)
        for at, column in enumerate(shown, 1):
            sheet.set_column(at, at, WIDTHS.get(column.type, 16))
        sheet.write_string(0, 0, title, bold)
        has_money = any(column.type is Type.MONEY for column in shown)
        line = " ".join(filter(None, (said, "ĐVT: đồng" if has_money else "")))
        sheet.write_string(1, 0, line)
        sheet.freeze_panes(3, 0)
        for at, label in enumerate(["STT", *(column.label for column in shown)]):
            sheet.write_string(2, at, label, head)
        for number, row in enumerate(rows, 1):
            sheet.write_number(number + 2, 0, number)
            for at, cell in enumerate(row, 1):
                _put(sheet, number + 2, at, cell, day, figure)
    return out.getvalue()


def write_template(kind: Kind) -> bytes:
    """Return an empty sheet of the kind with one row as an example."""
    return write_list(kind.columns, [[column.example or None for column in kind.columns]],
                      title=f"Mẫu: {kind.label} (dòng 1 là ví dụ, xin thay)")  # fmt: skip


def _put(
    sheet: "xlsxwriter.worksheet.Worksheet",
    row: int,
    at: int,
    cell: Cell,
    day: "xlsxwriter.format.Format",
    figure: "xlsxwriter.format.Format",
) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        sheet.write_string(row, at, "có" if cell else "không")
    elif isinstance(cell, int):
        # A float holds whole numbers up to here; a greater amount goes as text that reads alike.
        if abs(cell) < 2**53:
            sheet.write_number(row, at, cell, figure)
        else:
            sheet.write_string(row, at, f"{cell:,}".replace(",", "."))
    elif isinstance(cell, date):
        sheet.write_datetime(row, at, datetime.combine(cell, time()), day)
    else:
        sheet.write_string(row, at, clean(cell.translate(_UNKEPT))[:LONGEST])
