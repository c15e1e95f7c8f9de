"""The same file back: a comment on each wrong cell, and a last column "Lý do"."""

import io
from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from khuyencong.sheets.opening import ENDINGS
from khuyencong.sheets.package import Package
from khuyencong.sheets.plain import read_csv
from khuyencong.values.errors import Unreadable

AUTHOR = "Khuyến Công"
WHY = "Lý do"
RED = PatternFill("solid", fgColor="F8D7D4")
YELLOW = PatternFill("solid", fgColor="FFF3D4")
#: A longer sheet is not drawn whole in memory.
MOST_ROWS = 20_000


def marked(
    data: bytes, name: str, sheet: str, head: int, remarks: Sequence[dict[str, Any]]
) -> bytes:
    """Return the file with each remark as a comment at its cell, and by row in a new column.

    `head`: the row of the sheet that names the columns. Formulas stay text to whoever reads them
    here: nothing is computed.
    """
    book = _book(data, name)
    if sheet not in book.sheetnames:
        raise Unreadable("Tệp không còn tờ đã xem.")
    one = book[sheet]
    assert isinstance(one, Worksheet)
    if one.max_row > MOST_ROWS:
        raise Unreadable(f"Tờ dài hơn {MOST_ROWS} dòng: xin xem lỗi trên màn hình.")
    by_row: dict[int, list[str]] = defaultdict(list)
    column = one.max_column + 1
    for remark in remarks:
        if remark["row"]:
            by_row[remark["row"]].append(remark["text"])
        _comment(one, remark)
    one.cell(head, column, WHY)
    for row, texts in by_row.items():
        cell = one.cell(row, column)
        cell.value = " ".join(dict.fromkeys(texts))
        cell.data_type = "s"
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        _Writer(book, archive).save()
    return out.getvalue()


class _Writer(ExcelWriter):  # type: ignore[misc]
    """Writes a workbook in memory alone: the child may write no file, not even a passing one."""

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        out = io.BytesIO()
        writer = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], out.getvalue())
        self.manifest.append(ws)


def _comment(sheet: Worksheet, remark: dict[str, Any]) -> None:
    if remark["level"] == "note":
        return
    try:
        coordinate_from_string(remark["at"])
    except ValueError:
        return  # about the sheet as a whole
    cell = sheet[remark["at"]]
    if isinstance(cell, MergedCell):
        span = next((m for m in sheet.merged_cells.ranges if remark["at"] in m), None)
        cell = sheet.cell(span.min_row, span.min_col) if span else cell
    if isinstance(cell, Cell):
        before = f"{cell.comment.text}\n" if cell.comment else ""
        cell.comment = Comment(f"{before}{remark['text']}", AUTHOR, width=320, height=120)
        cell.fill = RED if remark["level"] == "error" else YELLOW


def _book(data: bytes, name: str) -> Workbook:
    if name.lower().endswith(".xlsx"):
        Package(data).require_sheets()
        book: Workbook = load_workbook(io.BytesIO(data), keep_links=False)
        return book
    if not name.lower().endswith(ENDINGS):
        raise Unreadable("Không ghi lỗi vào loại tệp này được.")
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "CSV"
    for number, row in enumerate(read_csv(data).rows, 1):
        for at, text in enumerate(row, 1):
            if text is not None:
                cell = sheet.cell(number, at)
                cell.value, cell.data_type = str(text), "s"
    return book
