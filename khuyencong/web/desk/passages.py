"""The passages a check speaks of: gathered for pins, quoted with the words around them."""

from collections.abc import Iterator
from dataclasses import dataclass

from khuyencong.reading.model import Check, Figure, Reading
from khuyencong.web.desk.paper import Paper, Passage

#: Spans of one block that lie no further apart than this, in characters, share a pin.
NEAR = 300
#: Words shown around what a quote is about, in characters.
AROUND = 56
#: A rest no longer than this is not cut off.
SPARED = 40
CUT = "[…]"


@dataclass(frozen=True)
class QuotePiece:
    """Words of a quote; strong where they are a figure of the check."""

    text: str
    strong: bool


@dataclass(frozen=True)
class Quote:
    """A passage as quoted beside its pin."""

    number: str
    anchor: str
    line: int
    where: str
    pieces: list[QuotePiece]


def pinned(reading: Reading, check: Check, prefix: str = "", address: str = "") -> list[Passage]:
    """Return the passages of a check with their pins 1, 2, … (or 3.1, 3.2 with a prefix)."""
    return [
        Passage(
            start=start,
            end=end,
            label=f"{prefix}{n}",
            tone=check.severity,
            anchor=f"doan-{prefix}{n}".replace(".", "-"),
            address=address or f"#{check.id}",
        )
        for n, (start, end) in enumerate(_gathered(reading, check), 1)
    ]


def _gathered(reading: Reading, check: Check) -> list[tuple[int, int]]:
    """Return the spans of a check in reading order, near ones of the same block as one."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(check.passages):
        if (
            spans
            and start - spans[-1][1] <= NEAR
            and _block(reading, start) == _block(reading, spans[-1][0])
        ):
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


def quotes(paper: Paper, check: Check) -> list[Quote]:
    """Return the check's passages as they are quoted, figures strong, long ways cut short."""
    figures = [f for f in paper.reading.figures if f.id in check.figures]
    return [
        Quote(
            number=passage.label,
            anchor=passage.anchor,
            line=paper.line_number(passage.start),
            where=paper.where(passage.start),
            pieces=list(_pieces(paper, passage, figures)),
        )
        for passage in paper.passages
    ]


def _pieces(paper: Paper, passage: Passage, figures: list[Figure]) -> Iterator[QuotePiece]:
    strong = {f.id for f in figures}
    reached, most = _sentences_around(paper.reading, passage)
    index = _block(paper.reading, passage.start)
    is_row = index is not None and paper.reading.blocks[index].kind == "row"
    for start, end in _windows(paper.reading, passage, figures):
        if start > reached:
            yield QuotePiece(f" {CUT} ", False)
        for piece in paper.pieces(start, end):
            words = _without_bars(piece.text) if is_row else piece.text
            yield QuotePiece(words, piece.mark is not None and piece.mark.figure in strong)
        reached = end
    if reached < most:
        yield QuotePiece(f" {CUT}", False)


def _without_bars(text: str) -> str:
    """Return cells of a table row as a reader is shown them in a line: apart by dots."""
    return text.removeprefix("| ").removesuffix(" |").replace(" | ", " · ")


def _windows(reading: Reading, passage: Passage, figures: list[Figure]) -> list[tuple[int, int]]:
    """Return the parts of the text to quote: each figure, or the whole, with words around."""
    least, most = _sentences_around(reading, passage)
    inside = [f for f in figures if passage.start <= f.number_start < passage.end]
    cores = [(f.number_start, f.end) for f in inside] or [(passage.start, passage.end)]
    windows: list[tuple[int, int]] = []
    for start, end in cores:
        low, high = _word_before(reading.text, start, least), _word_after(reading.text, end, most)
        if windows and low <= windows[-1][1] + 20:
            windows[-1] = windows[-1][0], max(high, windows[-1][1])
        else:
            windows.append((low, high))
    return windows


def _sentences_around(reading: Reading, passage: Passage) -> tuple[int, int]:
    """Return where the sentence of the passage's start begins and that of its end ends."""
    index = _block(reading, passage.start)
    if index is None:
        return passage.start, passage.end
    block = reading.blocks[index]
    spans = block.sentences or ((block.start, block.end),)
    least = max((s for s, _ in spans if s <= passage.start), default=block.start)
    most = min((e for _, e in spans if e >= passage.end), default=block.end)
    return least, max(most, passage.end)


def _word_before(text: str, start: int, least: int) -> int:
    if start - AROUND - SPARED <= least:
        return least
    return text.find(" ", start - AROUND, start) + 1 or start


def _word_after(text: str, end: int, most: int) -> int:
    if end + AROUND + SPARED >= most:
        return most
    space = text.rfind(" ", end, end + AROUND)
    return end if space < 0 else space


def _block(reading: Reading, offset: int) -> int | None:
    return next((i for i, b in enumerate(reading.blocks) if b.start <= offset < b.end), None)
