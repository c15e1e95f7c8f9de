"""A sheet of an appendix: lines of figures under columns, and how they add up."""

from dataclasses import dataclass, field
from enum import StrEnum

from khuyencong.reports.figures import Figure

#: A cell: a figure, words, or nothing known.
Cell = Figure | str | None


class LineKind(StrEnum):
    """How a line stands in its sheet."""

    LINE = "line"
    HEAD = "head"  # the name of a group of lines, with or without figures of its own
    TOTAL = "total"


@dataclass(frozen=True)
class Line:
    """One line: its marks and names, then its cells.

    `sums` are the lines, counted from 0, whose cells a cell of this one adds up; () where it is a
    figure of its own. `across`: whether the last cell is the sum of those before it.
    """

    words: tuple[str, ...]
    cells: tuple[Cell, ...]
    kind: LineKind = LineKind.LINE
    sums: tuple[int, ...] = ()
    across: bool = False


@dataclass(frozen=True)
class Sheet:
    """An appendix: titles of its columns (of words, then of figures), its lines, its unit."""

    code: str
    title: str
    word_heads: tuple[str, ...]
    cell_heads: tuple[str, ...]
    lines: tuple[Line, ...]
    note: str = ""
    #: Parts of the width: of the columns of words, of a column of figures.
    shares: tuple[int, ...] = field(default=(2, 12))
    cell_share: int = 5
    #: What the reader must know of it: what is not known, how something is counted.
    remark: str = ""
