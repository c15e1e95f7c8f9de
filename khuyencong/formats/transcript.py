"""The one text of a report file, and the way from each of its characters back to the page."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple


class Position(NamedTuple):
    """Where a stretch of the text stands in the file; all counted from 1, None where unknown.

    A table is counted as one paragraph. `row` and `column` are those of the printed grid.
    """

    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        names = ("trang", "đoạn", "bảng", "hàng", "cột")
        shown = zip(names, self, strict=True)
        return ", ".join(
            f"{name} {at}" for name, at in shown if at and not (name == "đoạn" and self.table)
        )


class Anchor(NamedTuple):
    """From this offset on, until the next anchor, the text stands at this position."""

    start: int
    position: Position


class LeftOut(NamedTuple):
    """Words of the file that are not in the text, with the reason.

    `why`: `running_header page_number page_chrome deleted hidden column_numbers`.
    """

    why: str
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """A report file as one text; every offset is a Python `str` offset into `text`."""

    text: str
    kind: str  # "txt" (Markdown too) | "docx" | "html" | "pdf"
    anchors: tuple[Anchor, ...]
    pages: int | None = None
    left_out: tuple[LeftOut, ...] = ()
    #: Vietnamese sentences that the owner of the file should see before trusting the text.
    notes: tuple[str, ...] = ()

    def position(self, offset: int) -> Position:
        """Return where the character at `offset` stands in the file."""
        at = bisect_right(self.anchors, offset, key=lambda a: a.start) - 1
        return self.anchors[max(at, 0)].position if self.anchors else Position()
