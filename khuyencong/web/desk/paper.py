"""A report as it reads: its blocks in order, cut into pieces where a figure or a passage begins.

Nothing is added to the words: the pieces of a block, joined, are the block's own text, without the
signs of Markdown around a heading.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from khuyencong.reading.model import Block, Figure, Reading
from khuyencong.values.vocabulary import Severity, TokenReason

#: Kinds of mark: letter of the sheet's class → name in the legend, in the legend's order.
MARKS = {"m": "tiền", "c": "số đếm", "r": "tỷ lệ", "t": "thời gian", "l": "văn bản"}
#: Units that are no counts of things, by their code's first word.
MARK_OF_UNIT = {"VND": "m", "USD": "m", "percent": "r", "ratio": "r", "year": "t"}
TIMES = frozenset({TokenReason.DATE, TokenReason.YEAR_OR_PERIOD})
#: What may stand between two halves of one time: "2016 - 2020".
TIME_LINK = re.compile(r"\s?[-–]\s?")
#: What marks a heading in plain text; the paper shows its size instead.
HEADING_SIGN = re.compile(r"#{1,6} ")
BOLD = "**"
DIVIDING_ROW = re.compile(r"[\s|:+=-]+")
#: Errors first, what is in order last.
ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE, Severity.OK)
HEADING_TAGS = ("h2", "h3", "h4", "h5")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to highlight: a figure with its evidence, a time, a cited document."""

    start: int
    end: int
    kind: str
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A span that a check speaks of, with the label of its pin and where the pin leads."""

    start: int
    end: int
    label: str
    tone: Severity
    anchor: str
    address: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text that looks one way."""

    text: str
    mark: Mark | None
    #: Where the evidence of its figure stands, "" for what is no figure.
    address: str
    is_hit: bool
    is_said: bool
    #: Whether this piece begins its figure, and so bears its name.
    is_named: bool
    pins: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table row."""

    pieces: list[Piece]


@dataclass(slots=True)
class Line:
    """A block of the report, or a gap where blocks are left out, or a whole table."""

    tag: str  # "h2" … "h5", "p", "table", "gap"
    look: str = ""  # class of a paragraph
    number: int = 0
    pieces: list[Piece] = field(default_factory=list)
    head: list[Cell] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    tone: Severity | None = None
    left_out: int = 0


class Paper:
    """The report laid out for one view: which passages are lit, which figures are outlined."""

    def __init__(
        self,
        reading: Reading,
        passages: Iterable[Passage] = (),
        hits: Iterable[str] = (),
        *,
        figure_address: str = "so/{}/",
        where: Callable[[int], str] = lambda offset: "",
    ) -> None:
        self.reading = reading
        #: Where the file shows an offset, "" where its line says it all.
        self.where = where
        self.figure_address = figure_address
        self.marks = list(_apart(marks_of(reading)))
        self.passages = sorted(passages, key=lambda p: p.start)
        self.hits = frozenset(hits)
        self._mark_starts = [mark.start for mark in self.marks]
        self._line_starts = [0, *(m.end() for m in re.finditer("\n", reading.text))]

    def line_number(self, offset: int) -> int:
        """Return the line, counted from 1, on which `offset` stands in the file."""
        return bisect_right(self._line_starts, offset)

    def lines(self, only: frozenset[int] | None = None) -> list[Line]:
        """Return the report's lines; with `only`, those blocks, and a gap for what is left out."""
        laid: list[Line] = []
        for shape, group in groupby(self.reading.blocks, lambda b: _shape(b, only)):
            blocks = list(group)
            if shape == "gap":
                laid.append(Line("gap", left_out=len(blocks)))
            elif shape == "row":
                laid.append(self._table(blocks))
            else:
                laid += [self._line(block) for block in blocks]
        return laid

    def pieces(self, start: int, end: int) -> list[Piece]:
        """Return the text from `start` to `end`, cut at every mark and passage."""
        marks = self._marks_in(start, end)
        passages = [p for p in self.passages if p.start < end and p.end > start]
        edges = {start, end}
        for span in (*marks, *passages):
            edges |= {max(start, span.start), min(end, span.end)}
        cuts = sorted(edges)
        return [self._piece(a, b, marks, passages) for a, b in pairwise(cuts)]

    def _piece(self, a: int, b: int, marks: list[Mark], passages: list[Passage]) -> Piece:
        mark = next((m for m in marks if m.start <= a and b <= m.end), None)
        return Piece(
            text=self.reading.text[a:b],
            mark=mark,
            address=self.figure_address.format(mark.figure) if mark and mark.figure else "",
            is_hit=mark is not None and mark.figure in self.hits,
            is_said=any(p.start <= a and b <= p.end for p in passages),
            is_named=mark is not None and mark.start == a,
            pins=tuple(p for p in passages if p.start == a),
        )

    def _marks_in(self, start: int, end: int) -> list[Mark]:
        first = max(bisect_right(self._mark_starts, start) - 1, 0)
        found = []
        for mark in self.marks[first:]:
            if mark.start >= end:
                break
            if mark.end > start:
                found.append(mark)
        return found

    def _line(self, block: Block) -> Line:
        is_heading = block.kind == "heading"
        tag = HEADING_TAGS[min(max(block.level, 1), 4) - 1] if is_heading else "p"
        look = {"item": "item deep" if block.level > 1 else "item", "signature": "sign"}
        return Line(
            tag=tag,
            look=look.get(block.kind, "chrome" if block.kind == "chrome" else ""),
            number=self.line_number(block.start),
            pieces=self.pieces(*without_signs(self.reading.text, block)),
            tone=self._tone(block.start, block.end),
        )

    def _table(self, blocks: list[Block]) -> Line:
        text = self.reading.text
        is_divider = [bool(DIVIDING_ROW.fullmatch(text[b.start : b.end])) for b in blocks]
        rows = [
            [Cell(self.pieces(*span)) for span in cell_spans(text, block)]
            for block, divides in zip(blocks, is_divider, strict=True)
            if not divides
        ]
        has_head = len(blocks) > 1 and is_divider[1]
        return Line(
            tag="table",
            number=self.line_number(blocks[0].start),
            head=rows[0] if has_head else [],
            rows=rows[1:] if has_head else rows,
            tone=self._tone(blocks[0].start, blocks[-1].end),
        )

    def _tone(self, start: int, end: int) -> Severity | None:
        tones = [p.tone for p in self.passages if p.start < end and p.end > start]
        return min(tones, key=ORDER.index) if tones else None


def marks_of(reading: Reading) -> Iterator[Mark]:
    """Yield everything of the text that is highlighted, in no order."""
    for figure in reading.figures:
        kind = mark_kind(figure)
        yield Mark(figure.number_start, figure.end, kind, figure.id)
    for reference in reading.legal_references:
        yield Mark(reference.start, reference.end, "l")
    yield from _times(reading)


def _times(reading: Reading) -> Iterator[Mark]:
    """Yield the days and years of the text, "2016 - 2020" as one."""
    open_mark: Mark | None = None
    for token in sorted(reading.other, key=lambda t: t.start):
        if token.why not in TIMES:
            continue
        between = reading.text[open_mark.end : token.start] if open_mark else ""
        if open_mark and TIME_LINK.fullmatch(between):
            open_mark = Mark(open_mark.start, token.end, "t")
            continue
        if open_mark:
            yield open_mark
        open_mark = Mark(token.start, token.end, "t")
    if open_mark:
        yield open_mark


def mark_kind(figure: Figure) -> str:
    """Return the letter of the figure's kind: money, count, rate or time."""
    return MARK_OF_UNIT.get(figure.unit.split("_")[0], "c")


def without_signs(text: str, block: Block) -> tuple[int, int]:
    """Return the span of a block without the signs that make it a heading or a bold line."""
    sign = HEADING_SIGN.match(text, block.start, block.end)
    start, end = sign.end() if sign else block.start, block.end
    words = text[start:end]
    if len(words) > 2 * len(BOLD) and words.startswith(BOLD) and words.endswith(BOLD):
        return start + len(BOLD), end - len(BOLD)
    return start, end


def cell_spans(text: str, block: Block) -> list[tuple[int, int]]:
    """Return the spans of a row's cells, without bars and the space around them."""
    row = text[block.start : block.end]
    bar = "|" if "|" in row else "\t"
    spans, at = [], block.start
    for cell in row.split(bar):
        lead = len(cell) - len(cell.lstrip())
        spans.append((at + lead, at + max(lead, len(cell.rstrip()))))
        at += len(cell) + 1
    first = 1 if row.lstrip().startswith("|") else 0
    return spans[first : -1 if row.rstrip().endswith("|") else None]


def _apart(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield the marks in reading order, the one that begins first winning where two overlap.

    A time inside a cited document is part of the citation.
    """
    reached = 0
    for mark in sorted(marks, key=lambda m: (m.start, m.figure == "", -m.end)):
        if mark.end <= mark.start or mark.end <= reached:
            continue
        start = max(mark.start, reached)
        yield mark if start == mark.start else replace(mark, start=start)
        reached = mark.end


def _shape(block: Block, only: frozenset[int] | None) -> str:
    if only is not None and block.index not in only:
        return "gap"
    return "row" if block.kind == "row" else "line"
