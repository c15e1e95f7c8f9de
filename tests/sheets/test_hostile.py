"""Files that would hurt or mislead: each refused with its own words, in bounded time and memory."""

import io
import time
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
from openpyxl import Workbook

from khuyencong.core.limited import ChildFailed, Limits, run_limited
from khuyencong.sheets import KINDS, Level, Role, understand
from khuyencong.sheets.opening import open_sheet
from khuyencong.values.errors import Unreadable
from tests.sheets.ugly import ALL, design

PAST = KINDS["past_projects"]
CHILD = "khuyencong.ingestion.sheet_child:read_sheet"
LIMITS = Limits(20, 512 * 1024**2)


def plain_book() -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active.append(["STT", "Tên đề án", "Huyện", "KCĐP (triệu đồng)"])
    book.active.append([1, "Máy mẫu", "huyện Mẫu", 5])
    book.save(out)
    return out.getvalue()


def changed(
    change: Callable[[str, bytes], bytes | None], add: dict[str, bytes] | None = None
) -> bytes:
    """Return the plain book with its parts changed; a part of which None is made falls out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(plain_book())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
        for name, data in (add or {}).items():
            new.writestr(name, data)
    return out.getvalue()


def in_sheet(old: bytes, new: bytes) -> bytes:
    return changed(lambda name, data: data.replace(old, new) if "sheet1.xml" in name else data)


def bomb() -> bytes:
    return changed(lambda name, data: data, {"xl/media/image1.bin": b"\0" * (80 * 1024**2)})


def far_cell() -> bytes:
    return in_sheet(b"</row></sheetData>", b'</row><row r="1048576"><c r="XFD1048576"><v>1</v></c>'
                    b"</row></sheetData>")  # fmt: skip


def far_right() -> bytes:
    return in_sheet(b"</row></sheetData>", b'<c r="XFD2"><v>1</v></c></row></sheetData>')


def doctype() -> bytes:
    head = b'<!DOCTYPE x [<!ENTITY a "b">]>'
    return changed(
        lambda name, data: head + data if "sheet1.xml" in name or "sharedStrings" in name else data
    )


def macros() -> bytes:
    return changed(
        lambda name, data: data.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml"),
        {"xl/vbaProject.bin": b"x"},
    )


def uncounted() -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active.append(["STT", "Tên đề án", "Huyện", "KCĐP (triệu đồng)"])
    book.active.append([1, "Máy mẫu", "huyện Mẫu", "=2+3"])
    book.save(out)
    return out.getvalue()


def uncounted_zero() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["STT", "Tên đề án", "Huyện", "KCĐP (triệu đồng)"])
        sheet.write_row(1, 0, [1, "Máy mẫu", "huyện Mẫu"])
        sheet.write_formula(1, 3, "=2+3")
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le")
CASES: list[tuple[str, Callable[[], bytes], str]] = [
    ("a.xlsx", bomb, "bung ra lớn"),
    ("a.xlsx", far_cell, r"dòng 1\.048\.576"),
    ("a.xlsx", far_right, "XFD2.*xa ngoài bảng"),
    ("a.xlsx", doctype, "DOCTYPE"),
    ("a.xlsx", macros, "macro"),
    ("a.xlsm", macros, "macro"),
    ("a.xls", lambda: OLE, "đời cũ"),
    ("a.xlsx", lambda: OLE, "đời cũ"),
    ("a.xlsx", lambda: LOCKED, "mật khẩu"),
    ("a.xlsx", uncounted, "Ô D2 là công thức chưa có kết quả.*mở tệp bằng Excel"),
    ("a.xlsx", uncounted_zero, "Ô D2 là công thức"),
    ("a.xlsx", lambda: b"PK\x03\x04" + b"x" * 99, "hỏng"),
    ("a.xlsx", lambda: b"hello", "không phải bảng tính"),
    ("a.xlsx", lambda: b"", "rỗng"),
    ("a.pdf", lambda: b"%PDF-", "PDF"),
    ("a.csv", plain_book, "nội dung là tệp Excel"),
    ("a.csv", lambda: b"\x00\x01\x02\x03" * 100, "nhị phân"),
]


@pytest.mark.parametrize(("name", "make", "told"), CASES, ids=lambda v: getattr(v, "__name__", v))
def test_each_is_refused_in_its_own_words(name: str, make: Callable[[], bytes], told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        open_sheet(name, make(), PAST)


@pytest.mark.parametrize("make", [bomb, far_cell, far_right, doctype, macros, uncounted])
def test_the_child_refuses_them_too_and_soon(make: Callable[[], bytes]) -> None:
    data, begin = make(), time.monotonic()
    with pytest.raises(ChildFailed):
        run_limited(CHILD, data, limits=LIMITS, arguments=("a.xlsx", "past_projects", ""))
    assert time.monotonic() - begin < 10  # the child's start on a busy machine, not the parsing


@pytest.mark.slow
def test_a_million_rows_are_refused_with_their_number() -> None:
    line = b'<row r="%d"><c r="A%d"><v>1</v></c></row>'
    rows = b"".join(line % (n, n) for n in range(1, 1_000_001))
    data = changed(
        lambda name, data: (
            b"<worksheet xmlns="
            b'"http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            b'<dimension ref="A1:A1000000"/>'
            b"<sheetData>" + rows + b"</sheetData></worksheet>"
            if "sheet1.xml" in name
            else data
        )
    )
    with pytest.raises(Unreadable, match=r"1\.000\.000"):
        open_sheet("a.xlsx", data, PAST)


def test_a_formula_with_its_result_is_its_result() -> None:
    data = in_sheet(b'<c r="D2" t="n"><v>5</v></c>', b'<c r="D2"><f>2+3</f><v>5</v></c>')
    lines = list(understand(open_sheet("a.xlsx", data, PAST), PAST).lines())
    assert lines[1].values["provincial"] == 5_000_000


@pytest.mark.parametrize("epoch", [1900, 1904])
def test_days_counted_from_1900_and_from_1904(epoch: int) -> None:
    from datetime import datetime

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"date_1904": epoch == 1904}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["STT", "Tên đề án", "Huyện", "KCĐP (đồng)", "Ngày nghiệm thu"])
        sheet.write_row(1, 0, [1, "Máy mẫu", "huyện Mẫu", 5_000_000])
        sheet.write_datetime(1, 4, datetime(2019, 8, 15), day)  # noqa: DTZ001
    found = understand(open_sheet("a.xlsx", out.getvalue(), PAST), PAST)
    assert str(list(found.lines())[1].values["accepted"]) == "2019-08-15"


def test_what_is_hidden_is_announced_and_never_silently_used() -> None:
    ugly = next(make() for make in ALL if make.__name__ == "several_sheets")
    grid = open_sheet(ugly.name, ugly.data, PAST)
    found = understand(grid, PAST)
    told = {remark.at: remark for remark in found.about}
    assert told["hidden:rows"].level is Level.QUESTION and "dòng 5" in told["hidden:rows"].text
    assert "ẩn, 2 dòng" in told["sheet:Nháp"].text and told["sheet:Bìa"].level is Level.NOTE
    names = [x.values.get("name") for x in found.lines() if x.role is Role.RECORD]
    assert names == ["Tủ sấy thảo dược", "Tư vấn nhãn mác"]
    used = understand(grid, PAST, {"hidden:rows": "use"})
    assert len([x for x in used.lines() if x.role is Role.RECORD]) == 3


def test_a_hidden_column_is_named_and_not_used() -> None:
    ugly = design()
    found = understand(open_sheet(ugly.name, ugly.data, PAST), PAST)
    told = {remark.at: remark.text for remark in found.about}
    assert "Cột I (đang ẩn) “Ghi chú” không dùng đến" in told["column:I"]


LETTERS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"]


@pytest.mark.parametrize("letters", LETTERS)
def test_a_csv_in_any_letters_reads_the_same(letters: str) -> None:
    import unicodedata

    text = (
        "STT;Tên đề án;Huyện;Kinh phí hỗ trợ (triệu đồng);Năm\r\n"
        "1;Máy sấy vải thiều;huyện Lục Ngạn;12,5;2019\r\n"
    )
    shown = _as_1258(text) if letters == "cp1258" else unicodedata.normalize("NFC", text)
    grid = open_sheet("a.csv", shown.encode(letters), PAST)
    line = list(understand(grid, PAST).lines())[1]
    assert line.values["name"] == "Máy sấy vải thiều"
    assert line.values["provincial"] == 12_500_000


def _as_1258(text: str) -> str:
    """Return text with the five tones as signs of their own, as Windows-1258 keeps them."""
    import unicodedata

    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = []
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones))
        out.append(base + "".join(p for p in parts if p in tones))
    return "".join(out)


def test_a_csv_in_vni_letters() -> None:
    told = (
        "STT;Teân ñeà aùn;Huyeän;Kinh phí hoã trôï (trieäu ñoàng)\r\n1;Maùy saáy;huyeän Maãu;5\r\n"
    )
    grid = open_sheet("a.csv", told.encode("cp1252"), PAST)
    assert grid.source == "csv, VNI"
    assert list(understand(grid, PAST).lines())[1].values["name"] == "Máy sấy"
