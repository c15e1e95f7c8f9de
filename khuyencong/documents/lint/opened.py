"""A Word file as its lines, each with its place and the look of its letters."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from khuyencong.documents.layout import Range
from khuyencong.documents.lint.looks import Look, Looks
from khuyencong.values.errors import Unreadable, quoted
from khuyencong.values.text import clean

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_APP = "/docProps/app.xml"
STRANGE = "Tệp Word hỏng hoặc theo chuẩn lạ, không xem được thể thức."


@dataclass(frozen=True)
class Run:
    """Some letters of one look."""

    text: str
    look: Look


@dataclass(frozen=True)
class Line:
    """A paragraph, or a part of it between two line breaks."""

    runs: tuple[Run, ...]
    number: int
    paragraph: Any = field(compare=False, repr=False)
    looks: Looks = field(compare=False, repr=False)

    @cached_property
    def text(self) -> str:
        """Return what is read: capitals where the letters are shown as capitals."""
        return clean("".join(r.text.upper() if r.look.capitals else r.text for r in self.runs))

    @property
    def place(self) -> str:
        """Return where it is, in words."""
        return f"đoạn {self.number}, {quoted(self.text)}"

    @property
    def seen(self) -> list[Run]:
        """Return the runs that show something."""
        return [run for run in self.runs if run.text.strip()]

    @cached_property
    def side(self) -> str:
        """Return where it stands: "left", "center", "right", "both"."""
        return self.looks.side(self.paragraph)

    @cached_property
    def cell(self) -> Any:
        """Return the innermost cell of a table that it stands in, None outside of tables."""
        return next(self.paragraph.iterancestors(qn("w:tc")), None)

    @property
    def in_table(self) -> bool:
        """Return whether it stands in a table."""
        return self.cell is not None

    @cached_property
    def table(self) -> Any:
        """Return the outermost table that it stands in, None outside of tables."""
        return next(iter([*self.paragraph.iterancestors(qn("w:tbl"))][::-1]), None)

    def all(self, what: str) -> bool:
        """Return whether all letters that are seen look so: "bold", "italic", …"""
        return all(getattr(run.look, what) for run in self.seen)

    def any(self, what: str) -> bool:
        """Return whether some letters that are seen look so."""
        return any(getattr(run.look, what) for run in self.seen)

    def outside(self, sizes: Range) -> float | None:
        """Return the first size of its letters that is not allowed."""
        return next((r.look.size for r in self.seen if not sizes.holds(r.look.size)), None)


class Opened:
    """A Word file. Raises `Unreadable` for what is none."""

    def __init__(self, data: bytes):
        try:
            self._docx = docx.Document(io.BytesIO(data))
        except (OpcError, BadZipFile, KeyError, ValueError, AttributeError) as error:
            raise Unreadable(STRANGE) from error
        self._looks = Looks(self._docx.part)
        self.sections: list[Any] = list(self._docx.sections)
        self.lines = list(self.lines_of(self._docx.element.body))

    def lines_of(self, root: Any) -> Iterator[Line]:
        """Yield the lines below an element, in the order of the file."""
        for number, paragraph in enumerate(root.iter(qn("w:p")), 1):
            if next(paragraph.iterancestors(_FALLBACK), None) is None:
                yield from self._lines(paragraph, number)

    def _lines(self, paragraph: Any, number: int) -> Iterator[Line]:
        runs: list[Run] = []
        for run in paragraph.iter(qn("w:r")):
            if next(run.iterancestors(qn("w:p"))) is not paragraph:
                continue
            look = self._looks.of(paragraph, run)
            for part in run:
                if part.tag == qn("w:t"):
                    runs.append(Run(part.text or "", look))
                elif part.tag == qn("w:tab"):
                    runs.append(Run(" ", look))
                elif part.tag in (qn("w:br"), qn("w:cr")):
                    yield Line(tuple(runs), number, paragraph, self._looks)
                    runs = []
        yield Line(tuple(runs), number, paragraph, self._looks)

    @property
    def pages(self) -> int:
        """Return how many pages Word counted when it last kept the file; 0 where unknown."""
        for part in self._docx.part.package.iter_parts():
            if part.partname == _APP:
                told = part.blob.partition(b"<Pages>")[2].partition(b"</Pages>")[0]
                return int(told) if told.isdigit() and len(told) < 7 else 0
        return 0

    def look_of(self, paragraph: Any, run: Any) -> Look:
        """Return the look of a run."""
        return self._looks.of(paragraph, run)

    def side_of(self, paragraph: Any) -> str:
        """Return where a paragraph stands: "left", "center", "right", "both"."""
        return self._looks.side(paragraph)
