"""A spreadsheet package, looked at before anything of it is parsed.

Sizes, kinds and declarations are checked on the list of members; each sheet is gone through once as
a stream of bytes: what is hidden, how far it reaches, whether a formula has no result.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from khuyencong.formats.kinds import PASSWORD
from khuyencong.formats.trees import Element, xml_tree
from khuyencong.sheets.inflating import BROKEN, TRAP, inflated, require_bounded
from khuyencong.values.errors import Unreadable
from khuyencong.values.numbers import format_number

#: A part that is taken as a tree, as the list of sheets is, is never longer.
LARGEST_TREE = 8 * 1024**2
MOST_ROWS, MOST_COLUMNS = 200_000, 256
_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DOCTYPES = (b"<!DOCTYPE", b"<!ENTITY")
_DECLARED = (*_DOCTYPES, *(sign.decode().encode("utf-16-le") for sign in _DOCTYPES))
_CHUNK = 1 << 20

MACROS = "Tệp Excel có macro (.xlsm) không được nhận; xin lưu lại thành .xlsx."
OLD = "Tệp Excel đời cũ (.xls) chưa đọc được; xin mở bằng Excel và lưu lại thành .xlsx."
DOCTYPE = "Tệp có khai báo DOCTYPE trong nội dung XML, bị từ chối vì lý do an toàn."
NOT_A_SHEET = "Nội dung tệp không phải bảng tính Excel (.xlsx)."


@dataclass(frozen=True)
class Looks:
    """What a sheet's bytes show: hidden rows and columns, a filter."""

    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    has_filter: bool


class Package:
    """An .xlsx whose members were looked at; `Unreadable` says what is wrong with it."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLE):
            raise Unreadable(PASSWORD if _ENCRYPTED in data else OLD)
        if not data.startswith(b"PK\x03\x04"):
            raise Unreadable(NOT_A_SHEET)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise Unreadable(BROKEN) from error
        members = self._zip.infolist()
        _require_harmless(members)
        require_bounded(members, len(data))
        self._data = data
        self._members = {member.filename: member for member in members}
        self._names = set(self._members)
        book = self._main()
        tree = self._tree(book)
        self._recalculated = any(
            _local(one) == "calcPr" and one.get("fullCalcOnLoad") in ("1", "true") for one in tree
        )
        related = self._related(book)
        self.sheets = [
            (one.get("name", ""), related.get(_relation(one), ""), one.get("state", "visible"))
            for sheets in tree
            if _local(sheets) == "sheets"
            for one in sheets
        ]
        self._require_honest(self._names - {path for _, path, _ in self.sheets})

    def looks(self, name: str) -> Looks:
        """Go through the bytes of the sheet `name`; `Unreadable` where it may not be read."""
        path = next((path for sheet, path, _ in self.sheets if sheet == name), "")
        if path not in self._names:
            raise Unreadable(BROKEN)
        return _Scan(self._recalculated).through(self._inflated(path))

    def require_sheets(self) -> None:
        """Refuse where a sheet unpacks to more than it declares: for who reads them all at once."""
        self._require_honest(self._names & {path for _, path, _ in self.sheets})

    def _require_honest(self, names: set[str]) -> None:
        for name in sorted(names):
            for _ in self._inflated(name):
                pass

    def _inflated(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part, measured; refuse a declaration at the head of an XML part."""
        chunks = inflated(self._data, self._members[name])
        first = next(chunks, b"")
        if name.endswith((".xml", ".rels")) and any(sign in first[:4096] for sign in _DECLARED):
            raise Unreadable(DOCTYPE)
        yield first
        yield from chunks

    def _main(self) -> str:
        if _TYPES not in self._names:
            raise Unreadable(NOT_A_SHEET)
        kinds = [
            (one.get("ContentType", ""), one.get("PartName", "")) for one in self._tree(_TYPES)
        ]
        if any("macroEnabled" in kind or "vbaProject" in kind for kind, _ in kinds):
            raise Unreadable(MACROS)
        main: str | None = next((name.lstrip("/") for kind, name in kinds if kind == _MAIN), None)
        if main is None or main not in self._names:
            raise Unreadable(NOT_A_SHEET)
        return main

    def _tree(self, name: str) -> Element:
        if self._members[name].file_size > LARGEST_TREE:
            raise Unreadable(TRAP)
        # What `zipfile` raises for a part cut short, garbled, or packed as it cannot undo.
        try:
            return xml_tree(self._zip.read(name))
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as error:
            raise Unreadable(BROKEN) from error

    def _related(self, part: str) -> dict[str, str]:
        folder, base = posixpath.split(part)
        name = f"{folder}/_rels/{base}.rels".lstrip("/")
        if name not in self._names:
            return {}
        return {
            one.get("Id", ""): posixpath.normpath(
                posixpath.join("/" + folder, one.get("Target", ""))
            ).lstrip("/")
            for one in self._tree(name)
        }


def _require_harmless(members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & 0x1 for member in members):
        raise Unreadable(PASSWORD)
    if any(member.filename.endswith("vbaProject.bin") for member in members):
        raise Unreadable(MACROS)


_REACH = re.compile(rb'<dimension ref="[A-Z]+[0-9]+:[A-Z]+([0-9]+)"')
_ROW = re.compile(rb"<row\b([^>]*)>")
_NUMBER = re.compile(rb'\br="([0-9]+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_COLUMN = re.compile(rb"<col\b([^>]*)>")
_SPAN = re.compile(rb'\b(min|max)="([0-9]+)"')
#: A cell further right than column IV, or below the last row that is read.
_FAR = re.compile(rb'<c r="([A-Z]{3,}|[J-Z][A-Z]|I[W-Z])([0-9]+)"')
_UNREAD = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"[^>]*>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:</c>|<v\s*/>|<v></v>)'
)
_ZERO = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*<v>0</v>')


class _Scan:
    """One pass over the bytes of a sheet, cut only where a tag ends."""

    def __init__(self, recalculated: bool) -> None:
        #: Who wrote the file left all results to the next program that opens it.
        self._unread = _ZERO if recalculated else None
        self._rows = 0
        self._reach = 0
        self._hidden: set[int] = set()
        self._columns: set[int] = set()
        self._filtered = False

    def through(self, chunks: Iterator[bytes]) -> Looks:
        rest = b""
        for chunk in chunks:
            if any(sign in chunk for sign in _DOCTYPES):
                raise Unreadable(DOCTYPE)
            text = rest + chunk
            # Cut before the last whole cell, so that a formula and its value stay together.
            cut = text.rfind(b"<c ")
            cut = cut if cut > 0 else text.rfind(b"<")
            self._look(text[: max(cut, 0)])
            rest = text[max(cut, 0) :]
            if len(rest) > 4 * _CHUNK:
                raise Unreadable(TRAP)
        self._look(rest)
        return Looks(frozenset(self._hidden), frozenset(self._columns), self._filtered)

    def _look(self, text: bytes) -> None:
        if told := _REACH.search(text, 0, 4096):
            self._reach = int(told[1])
        for row in _ROW.finditer(text):
            self._rows += 1
            told = _NUMBER.search(row[1])
            number = int(told[1]) if told else self._rows
            if number > MOST_ROWS:
                raise Unreadable(_too_long(max(number, self._reach)))
            if _HIDDEN.search(row[1]):
                self._hidden.add(number - 1)
        if far := _FAR.search(text):
            raise Unreadable(
                f"Có ô {far[1].decode()}{far[2].decode()} nằm xa ngoài bảng;"
                f" nhận tối đa {MOST_COLUMNS} cột. Xin xóa phần thừa bên phải."
            )
        if b"<col " in text:
            self._note_columns(text)
        if b"<autoFilter" in text:
            self._filtered = True
        if b"<f" in text:
            self._require_results(text)

    def _note_columns(self, text: bytes) -> None:
        for column in _COLUMN.finditer(text):
            if _HIDDEN.search(column[1]):
                span = {name: int(number) for name, number in _SPAN.findall(column[1])}
                first, last = span.get(b"min", 1), span.get(b"max", 1)
                self._columns.update(range(first - 1, min(last, MOST_COLUMNS)))

    def _require_results(self, text: bytes) -> None:
        unread = _UNREAD.search(text) or (self._unread.search(text) if self._unread else None)
        if unread:
            raise Unreadable(
                f"Ô {unread[1].decode()} là công thức chưa có kết quả."
                " Xin mở tệp bằng Excel, đợi tính xong và lưu lại."
            )


def _too_long(row: int) -> str:
    dotted = (format_number(number) for number in (row, MOST_ROWS))
    return (
        "Tờ tính có dữ liệu tới dòng {}; nhận tối đa {} dòng."
        " Xin xóa phần thừa bên dưới hoặc chia tệp."
    ).format(*dotted)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _relation(sheet: Element) -> str:
    return next((str(v) for k, v in sheet.attrib.items() if str(k).endswith("}id")), "")
