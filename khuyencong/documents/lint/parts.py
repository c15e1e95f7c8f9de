"""Which line of a Word file is which part of an official document; None where it is not found."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from khuyencong.documents.lint.opened import Line, Opened
from khuyencong.documents.model import MOTTO, NATION, Secrecy, Urgency
from khuyencong.values.text import fold

#: The head stands within so many lines.
HEAD = 40
#: Names of types and their codes in the symbol of a number.
CODES = {
    "nghị quyết": "NQ",
    "quyết định": "QĐ",
    "chỉ thị": "CT",
    "thông báo": "TB",
    "hướng dẫn": "HD",
    "chương trình": "CTr",
    "kế hoạch": "KH",
    "phương án": "PA",
    "đề án": "ĐA",
    "dự án": "DA",
    "báo cáo": "BC",
    "biên bản": "BB",
    "tờ trình": "TTr",
    "hợp đồng": "HĐ",
    "công điện": "CĐ",
    "giấy mời": "GM",
    "giấy giới thiệu": "GGT",
    "phiếu gửi": "PG",
    "phiếu chuyển": "PC",
    "phiếu báo": "PB",
}
MARKS = frozenset(mark for mark in (*Secrecy, *Urgency) if mark)
_DASHES = re.compile(r"\s*[-–—‐‑−]\s*")
#: Signs typed one after another in the place of a drawn line.
TYPED = re.compile(r"[-–—_=.*~]{4,}")
_NUMBER = re.compile(r"số\s*:|số\s*[\d./…_ ]*/", re.I)
_APPENDIX = re.compile(r"phụ lục(?:\s+(?:số\s+)?(?P<number>[IVXLC]+|\d+))?", re.I)
#: Lines of the name of a document: type, subject in several lines, a line drawn below.
_NAME = 8
#: Letters of a line that is text, where it does not stand in the middle.
_LONG = 90


class Parts:
    """The parts of one document."""

    def __init__(self, opened: Opened):
        self.opened = opened
        self.lines = [line for line in opened.lines if line.text]

    @cached_property
    def nation(self) -> Line | None:
        """Return the line of Quốc hiệu."""
        return self._said(NATION)

    @cached_property
    def motto(self) -> Line | None:
        """Return the line of Tiêu ngữ."""
        return self._said(MOTTO)

    def _said(self, words: str) -> Line | None:
        wanted = bare(words)
        return next((line for line in self.opened.lines[:HEAD] if bare(line.text) == wanted), None)

    @cached_property
    def left(self) -> list[Line]:
        """Return the lines beside Quốc hiệu: issuer, number, marks."""
        if self.nation is None or self.nation.cell is None:
            return []
        column = _column(self.nation.cell)
        lines = (line for line in self.lines if line.table is self.nation.table)
        return [line for line in lines if _column(line.cell) != column]

    @property
    def _beside(self) -> list[Line]:
        """Return the lines in the row of Quốc hiệu."""
        assert self.nation is not None or not self.left
        row = self.nation.cell.getparent() if self.nation is not None else None
        return [line for line in self.left if line.cell.getparent() is row]

    @cached_property
    def number(self) -> Line | None:
        """Return the line of number and symbol."""
        return next((line for line in self.left if _NUMBER.match(line.text)), None)

    @cached_property
    def bodies(self) -> tuple[list[Line], list[Line]]:
        """Return the lines of the superior body and of the issuing one."""
        lines = self.left[: self.left.index(self.number)] if self.number else self._beside
        lines = [line for line in lines if re.search(r"\w", line.text)]
        for at, line in enumerate(lines):
            if line.all("bold"):
                return lines[:at], lines[at:]
        return lines[:-1], lines[-1:]

    @cached_property
    def about(self) -> Line | None:
        """Return the subject of a letter, below its number."""
        return next((line for line in self.left if fold(line.text).startswith("v/v")), None)

    @cached_property
    def marks(self) -> list[Line]:
        """Return how secret and how urgent it is."""
        lines = (line for line in self.lines[:HEAD] if len(line.text) < 20)
        return [line for line in lines if line.text.upper() in MARKS]

    @cached_property
    def _first(self) -> int:
        """Return where, among the lines, the head ends."""
        table = self.nation.table if self.nation is not None else None
        if table is None:
            return 0
        return 1 + max(at for at, line in enumerate(self.lines) if line.table is table)

    @cached_property
    def kind(self) -> Line | None:
        """Return the name of the type: "BÁO CÁO"; None for a letter."""
        lines = self.lines[self._first : self._first + _NAME]
        return next((line for line in lines if line.text.lower() in CODES), None)

    @cached_property
    def subject(self) -> list[Line]:
        """Return what it tells of, below the name of its type."""
        return list(self._subject()) if self.kind is not None else []

    def _subject(self) -> Iterator[Line]:
        assert self.kind is not None
        start = self.lines.index(self.kind) + 1
        for line in self.lines[start : start + _NAME]:
            is_long = line.side != "center" and len(line.text) > _LONG
            if line.in_table or is_long or _begins_body(line) or TYPED.fullmatch(line.text):
                return
            yield line
            if _is_ruled(line) or line.side != "center":
                return

    @cached_property
    def to(self) -> Line | None:
        """Return the line "Kính gửi: …"."""
        return next((line for line in self._named if fold(line.text).startswith("kinh gui")), None)

    @property
    def _named(self) -> list[Line]:
        return self.lines[self._first : self._first + _NAME]

    @cached_property
    def recipients(self) -> Line | None:
        """Return the line "Nơi nhận:"."""
        return next((line for line in self.lines if fold(line.text).startswith("noi nhan")), None)

    @cached_property
    def received(self) -> list[Line]:
        """Return the lines below "Nơi nhận:" in its cell."""
        if self.recipients is None or self.recipients.cell is None:
            return []
        lines = [line for line in self.lines if line.cell is self.recipients.cell]
        return lines[lines.index(self.recipients) + 1 :]

    @cached_property
    def signed(self) -> list[list[Line]]:
        """Return the lines of each one who signs: authority, post, name."""
        if self.recipients is None or self.recipients.cell is None:
            return []
        cells: dict[int, list[Line]] = {}
        for line in self.lines:
            if line.table is self.recipients.table and line.cell is not self.recipients.cell:
                cells.setdefault(id(line.cell), []).append(line)
        return list(cells.values())

    @cached_property
    def appendices(self) -> list[tuple[Line, re.Match[str], list[Line]]]:
        """Return each label of an appendix with the lines that follow it."""
        found = []
        for at, line in enumerate(self.lines):
            match = _APPENDIX.fullmatch(line.text)
            if match and not line.in_table:
                found.append((line, match, self.lines[at + 1 : at + 6]))
        return found

    @cached_property
    def body(self) -> list[Line]:
        """Return the lines between the head and the end, those of tables left out."""
        named = [line for line in (self.kind, *self.subject, self.to) if line is not None]
        lines = self.lines[self._first : self._last]
        return [line for line in lines if not line.in_table and line not in named]

    @cached_property
    def _last(self) -> int:
        table = self.recipients.table if self.recipients is not None else None
        ends = [
            at for at, line in enumerate(self.lines) if table is not None and line.table is table
        ]
        labels = [self.lines.index(label) for label, _, _ in self.appendices]
        return min([*ends, *labels, len(self.lines)])


def bare(text: str) -> str:
    """Return a text without what may be written in several ways: marks, capitals, dashes."""
    return _DASHES.sub("-", fold(text))


def _column(cell: Any) -> int:
    return list(cell.getparent().iterchildren(cell.tag)).index(cell)


def _begins_body(line: Line) -> bool:
    return fold(line.text).startswith(("kinh gui", "can cu", "theo ", "xet "))


def _is_ruled(line: Line) -> bool:
    """Return whether a line is drawn below a paragraph, by itself or by an empty one after it."""
    below = line.paragraph.getnext()
    is_empty = below is not None and below.tag.endswith("}p") and not "".join(below.itertext())
    return any(border_of(p) is not None for p in (line.paragraph, *([below] if is_empty else [])))


def border_of(paragraph: Any) -> Any:
    """Return the line drawn below a paragraph, None where there is none."""
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    found = paragraph.find(f"{space}pPr/{space}pBdr/{space}bottom")
    if found is None or found.get(f"{space}val") in (None, "none", "nil"):
        return None
    return found


def joined(lines: Sequence[Line]) -> str:
    """Return what several lines say together."""
    return " ".join(line.text for line in lines)
