"""The cells of an Excel file, read by calamine after its package was looked at."""

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from khuyencong.sheets.grid import Broken, Cell, Grid, Row, Sheet
from khuyencong.sheets.inflating import BROKEN
from khuyencong.sheets.package import MOST_COLUMNS, Package
from khuyencong.values.errors import Unreadable

#: So many sheets a file of one table never has.
MOST_SHEETS = 60


def read_xlsx(data: bytes) -> Iterator[Grid]:
    """Yield the sheets of an .xlsx in their order, each once; hidden ones too, marked as such."""
    package = Package(data)
    if len(package.sheets) > MOST_SHEETS:
        raise Unreadable(f"Tệp có {len(package.sheets)} tờ; nhận tối đa {MOST_SHEETS}.")
    # All of it is unpacked and looked at here before another reader unpacks any of it.
    seen = {name: package.looks(name) for name, _, _ in package.sheets}
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError as error:
        raise Unreadable(BROKEN) from error
    states = {name: state for name, _, state in package.sheets}
    names = [name for name in book.sheet_names if name in states]
    for name in names:
        looks = seen[name]
        try:
            sheet = book.get_sheet_by_name(name)
        except CalamineError as error:
            raise Unreadable(BROKEN) from error
        rows = sheet.end[0] + 1 if sheet.end else 0
        yield Grid(
            name=name,
            rows=_Cells(sheet),
            merges=[(a, b, c, d) for (a, b), (c, d) in sheet.merged_cell_ranges or []],
            hidden_rows=looks.hidden_rows,
            hidden_columns=looks.hidden_columns,
            sheets=[Sheet(name, states[name] != "visible", rows)],
            source="xlsx",
            row_count=rows,
            has_filter=looks.has_filter,
        )


class _Cells:
    """The rows of a sheet, each made plain when it is asked for."""

    def __init__(self, sheet: CalamineSheet) -> None:
        self._sheet = sheet

    def __iter__(self) -> Iterator[Row]:
        start = self._sheet.start
        if start is None:
            return
        for _ in range(start[0]):
            yield []
        before: Row = [None] * start[1]
        for row in self._rows():
            yield _plain_row(before, row)

    def _rows(self) -> Iterable[list[Any]]:
        return self._sheet.iter_rows()


def _plain_row(before: Row, row: list[Any]) -> Row:
    cells: Row = before + [
        (value or None) if type(value) is str and value[:1] != "#" else _plain(value)
        for value in row[:MOST_COLUMNS]
    ]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _plain(value: Any) -> Cell:
    """Return a value of calamine as a plain cell; a number is exact from here on."""
    kind = type(value)
    if kind is float:
        return int(value) if value.is_integer() else Decimal(repr(value))
    if kind is str:
        return Broken(value) if value in ERRORS else (value or None)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, time | timedelta):
        return str(value)
    if value is None or isinstance(value, date | bool | int):
        return value
    return str(value)


ERRORS = {"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!"}
