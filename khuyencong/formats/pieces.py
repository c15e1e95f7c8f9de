"""What every format is taken apart into before it is written down as one text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

#: Characters that are a space to the eye; a line break inside a paragraph stays one.
_SPACES = dict.fromkeys(map(ord, "\t\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"), " ")
#: Characters of no alphabet, which symbol fonts show as the bullets of lists.
_BULLET = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Words:
    """Text that stands on one page; None where the file does not tell its pages."""

    text: str
    page: int | None = None


@dataclass(slots=True)
class Paragraph:
    """A heading, list item or paragraph; `heading` is its depth, 0 for none."""

    words: list[Words]
    heading: int = 0
    marker: str = ""
    bold: bool = False
    #: Stands directly under the line before it, without a gap.
    close: bool = False

    @property
    def text(self) -> str:
        """The words in one string, spaces as they came."""
        return "".join(w.text for w in self.words)

    @property
    def is_blank(self) -> bool:
        return not self.marker and not any(w.text.strip() for w in self.words)


@dataclass(slots=True)
class Cell:
    """What stands in a table cell, and how many columns and rows it covers."""

    pieces: list[Piece]
    across: int = 1
    down: int = 1
    head: bool = False

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Every paragraph inside, those of inner tables too, in reading order."""
        return list(flat(self.pieces))


@dataclass(slots=True)
class Table:
    """Rows of cells as the file has them: merged cells once, where they begin."""

    rows: list[list[Cell]]
    bordered: bool = True
    heads: int = 0  # rows the file itself names as head; 0 where it does not say
    caption: list[Paragraph] = field(default_factory=list)


Piece = Paragraph | Table


def flat(pieces: list[Piece]) -> list[Paragraph]:
    """Return the paragraphs of `pieces` in reading order, out of all tables."""
    found: list[Paragraph] = []
    waiting: list[Piece] = list(reversed(pieces))
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, Paragraph):
            found.append(piece)
            continue
        inner = [p for row in piece.rows for cell in row for p in cell.pieces]
        waiting.extend(reversed([*piece.caption, *inner]))
    return found


def tidy(text: str) -> str:
    """Return `text` in NFC with plain single spaces and nothing invisible; ends are kept."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = _BULLET.sub("•", text)
    text = "".join(c for c in text.translate(_SPACES) if c.isprintable() or _is_plain_gap(c))
    lines = (_single_spaced(line) for line in text.split("\n"))
    return "\n".join(lines)


def _is_plain_gap(char: str) -> bool:
    return char == "\n" or unicodedata.category(char) == "Zs"


def _single_spaced(line: str) -> str:
    words = " ".join(line.split())
    if not words:
        return " " if line else ""
    return " " * line[0].isspace() + words + " " * line[-1].isspace()
