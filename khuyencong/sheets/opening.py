"""A file of rows by its name and its bytes; of several sheets the one that holds the kind."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import PurePath

from khuyencong.sheets.grid import Grid, Row
from khuyencong.sheets.heads import find_head
from khuyencong.sheets.model import Kind
from khuyencong.sheets.package import MACROS, OLD
from khuyencong.sheets.plain import read_csv
from khuyencong.sheets.xlsx import read_xlsx
from khuyencong.values.errors import Unreadable

ENDINGS = (".xlsx", ".csv", ".tsv", ".txt")
#: The head of a table stands within so many rows.
HEAD_WITHIN = 60
_ADVICE = {
    ".xls": OLD,
    ".xlsm": MACROS,
    ".xlsb": "Tệp .xlsb chưa đọc được; xin mở bằng Excel và lưu lại thành .xlsx.",
    ".ods": "Tệp .ods chưa đọc được; xin lưu lại thành .xlsx.",
    ".docx": "Đây là tệp Word; xin chép bảng sang Excel, hoặc nộp ở mục Báo cáo.",
    ".pdf": "Đây là tệp PDF; xin xin tệp Excel gốc, hoặc nộp ở mục Báo cáo.",
}
EMPTY = "Tệp không có ô nào có chữ hay số."
ALL_HIDDEN = "Mọi tờ có dữ liệu đều bị ẩn; xin bỏ ẩn tờ cần nhập rồi lưu lại."


def open_sheet(name: str, data: bytes, kind: Kind, wanted: str = "") -> Grid:
    """Return the sheet `wanted`, else the one in which the kind's head is best recognised.

    Its `sheets` tells of all sheets of the file. Hidden sheets are never chosen by themselves.
    """
    grids = list(_grids(name, data))
    sheets = [grid.sheets[0] for grid in grids]
    if wanted:
        found = next((grid for grid in grids if grid.name == wanted), None)
        if found is None:
            raise Unreadable(f"Tệp không có tờ nào tên “{wanted[:60]}”.")
        return replace(found, sheets=sheets)
    seen = [grid for grid in grids if not grid.sheets[0].is_hidden and grid.row_count]
    if not seen:
        raise Unreadable(ALL_HIDDEN if any(grid.row_count for grid in grids) else EMPTY)
    return replace(max(seen, key=lambda grid: _fits(grid, kind)), sheets=sheets)


def _grids(name: str, data: bytes) -> Iterator[Grid]:
    ending = PurePath(name).suffix.lower()
    if not data:
        raise Unreadable("Tệp rỗng, không có byte nào.")
    if ending in _ADVICE:
        raise Unreadable(_ADVICE[ending])
    if ending not in ENDINGS:
        raise Unreadable(f"Chưa đọc được tệp “{ending or name[:60]}”; nhận .xlsx và .csv.")
    if ending == ".xlsx":
        return read_xlsx(data)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable(f"Tên tệp kết thúc bằng {ending} nhưng nội dung là tệp Excel.")
    return iter([read_csv(data)])


def _fits(grid: Grid, kind: Kind) -> tuple[int, int]:
    top: list[Row] = list(islice(grid.rows, HEAD_WITHIN))
    head = find_head(top, grid.merges, kind)
    return (head.score if head else 0), grid.row_count
