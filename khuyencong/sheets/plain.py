"""Text with commas, semicolons or tabs between its cells, in whatever letters it was written."""

import csv
import io
from collections.abc import Iterable

from khuyencong.formats.oldfonts import decoded
from khuyencong.sheets.grid import Grid, Row, Sheet
from khuyencong.sheets.package import MOST_COLUMNS, MOST_ROWS
from khuyencong.values.errors import Unreadable
from khuyencong.values.text import nfc, strip_marks

_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
#: Letters that Vietnamese text has and text of other letters read as Latin seldom has.
_VIETNAMESE = frozenset("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")
_WORDS = ("tên", "đơn vị", "đồng", "tổng", "số", "huyện", "xã", "năm", "cộng", "triệu", "đề án",
          "kinh phí", "hỗ trợ", "cơ sở", "địa", "loại hình", "mã")  # fmt: skip


def read_csv(data: bytes) -> Grid:
    """Return the one sheet of a CSV; `source` tells the letters it was found to be written in."""
    if b"\0" in data and data[:2] not in _WIDE and not _is_wide(data):
        raise Unreadable("Tệp nhị phân, không phải bảng CSV.")
    text, letters = _decoded(data)
    rows = _rows(text)
    if len(rows) > MOST_ROWS:
        raise Unreadable(f"Tệp có {len(rows)} dòng; nhận tối đa {MOST_ROWS}. Xin chia tệp.")
    return Grid(
        name="CSV",
        rows=rows,
        sheets=[Sheet("CSV", rows=len(rows))],
        source=f"csv, {letters}",
        row_count=len(rows),
    )


def _rows(text: str) -> list[Row]:
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_between(text)))
    except csv.Error as error:
        raise Unreadable("Bảng CSV có dấu ngoặc kép không khép. Xin xem lại.") from error
    return [[cell.strip() or None for cell in line[:MOST_COLUMNS]] for line in lines]


def _between(text: str) -> str:
    """Return what stands between cells: the sign most alike in number from line to line."""
    lines = [line for line in text.splitlines()[:30] if line.strip()]
    if not lines:
        raise Unreadable("Tệp không có dòng nào.")
    return max("\t;,", key=lambda sign: sorted(line.count(sign) for line in lines)[len(lines) // 2])


def _is_wide(data: bytes) -> str:
    """Return the UTF-16 that bytes without its mark show: every other one of the first is NUL."""
    odd, even = data[1:400:2], data[0:400:2]
    if odd.count(0) > len(odd) * 0.6:
        return "utf-16-le"
    return "utf-16-be" if even.count(0) > len(even) * 0.6 else ""


def _decoded(data: bytes) -> tuple[str, str]:
    wide = _WIDE.get(data[:2]) or (_is_wide(data) if b"\0" in data else "")
    try:
        if wide:
            return nfc(data.decode(wide).lstrip("\ufeff")), "UTF-16"
        return nfc(data.decode("utf-8-sig")), "UTF-8"
    except UnicodeDecodeError:
        if wide:
            raise Unreadable("Tệp ghi là UTF-16 nhưng có chỗ không phải. Xin lưu lại.") from None
    return _likeliest(data)


def _likeliest(data: bytes) -> tuple[str, str]:
    """Return the text in the old letters that make it read most like Vietnamese."""
    latin = data.decode("cp1252", "replace") if b"\x81" not in data else data.decode("latin-1")
    ways = (
        (nfc(data.decode("cp1258", "replace")), "Windows-1258"),
        (nfc(decoded(data.decode("latin-1"), ".VnTime")), "TCVN3 (.VnTime)"),
        (nfc(decoded(latin, "VNI-Times")), "VNI"),
    )
    found, letters = max(ways, key=lambda way: _sense(way[0]))
    if _sense(found) <= 0:
        raise Unreadable("Không nhận ra bảng mã chữ của tệp; xin lưu lại bằng UTF-8.")
    return found, letters


def _sense(text: str) -> int:
    """Return how much a text reads like Vietnamese: its letters and words, less what is foreign."""
    sample = text[:20_000].lower()
    words = sum(3 * min(sample.count(word), 20) for word in _WORDS)
    letters = sum(char in _VIETNAMESE for char in sample)
    foreign = sum(not strip_marks(char).isascii() or char == "\ufffd" for char in sample)
    inside = sum(1 for char in sample if char in "ßæøåþðµ¶·¸¹»¼½¾¿×÷¡¢£¤¥¦§¨ª«¬®¯°±²³´º")
    return words * 10 + letters - 3 * foreign - 3 * inside


def first_lines(rows: Iterable[Row], most: int = 5) -> list[str]:
    """Return the beginning of a sheet as lines, for a preview of its letters."""
    told = []
    for row, _ in zip(rows, range(most), strict=False):
        told.append(" · ".join(str(cell) for cell in row if cell is not None))
    return told
