"""Numbers in the words of a report that no measure stands behind, and what each may be.

The reader of this house reads the words; dates, periods, numbers of documents, names and marks of
lists are no numbers of a report.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from khuyencong.documents import Cited, Document, Items, Paragraph, Table, Words, parts_of
from khuyencong.reading.model import Figure as Read
from khuyencong.reading.reader import read
from khuyencong.reports.narratives.references import references_in

#: No word of a report is longer than what is around it here, when one is quoted.
AROUND = 40


#: What an amount or a share is typed with, which the figure tells as well.
_UNIT_AFTER = {
    "VND": re.compile(r"\s*(?:nghìn|ngàn|triệu|tỷ|tỉ)?\s*(?:đồng|VNĐ|VND|đ)?(?!\w)", re.I),
    "percent": re.compile(r"\s*%"),
}


class Sayable(Protocol):
    """A figure that a typed number may be."""

    @property
    def key(self) -> str:
        """The key by which words cite it."""

    @property
    def unit(self) -> str:
        """What is counted."""

    @property
    def value(self) -> int | Decimal | None:
        """The number; None where nothing is known."""


@dataclass(frozen=True)
class Known:
    """A figure that an edition keeps."""

    key: str
    unit: str
    value: Decimal | None


def known_of(told: Iterable[Mapping[str, Any]]) -> list[Known]:
    """Return the figures of an edition, as it keeps them."""
    return [
        Known(str(one["key"]), str(one["unit"]), _decimal(one["value"]))
        for one in told
        if one.get("key")
    ]


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


@dataclass(frozen=True)
class Typed:
    """A number in a typed text, and where: with the words that a figure in its place tells."""

    start: int
    end: int
    text: str
    context: str
    offered: tuple[str, ...]


def uncited_in(text: str, figures: Sequence[Sayable]) -> list[Typed]:
    """Return every number of a chapter that no figure stands behind, in order."""
    masked = text
    for one in references_in(text):
        masked = f"{masked[: one.start]}{'x' * (one.end - one.start)}{masked[one.end :]}"
    if not any(char.isdigit() for char in masked):
        return []
    return [_placed(found, masked, figures) for found in read(masked).figures]


def _placed(found: Read, text: str, figures: Sequence[Sayable]) -> Typed:
    told = _told(found, text, figures)
    units = {one.unit for one in figures if one.key in told.offered}
    kind = "VND" if "VND" in units else "percent" if any("percent" in u for u in units) else ""
    after = _UNIT_AFTER[kind].match(text, found.number_end) if kind else None
    end = after.end() if after else found.number_end
    return Typed(
        found.number_start, end, text[found.number_start : end], told.context, told.offered
    )


@dataclass(frozen=True)
class Uncited:
    """A number that somebody typed: where, what the reader took it for, which figures say it."""

    text: str
    context: str
    value: Decimal
    unit: str
    offered: tuple[str, ...]

    def told(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {
            "text": self.text,
            "context": self.context,
            "unit": self.unit,
            "offered": list(self.offered),
        }


def uncited(document: Document, figures: Sequence[Sayable]) -> list[Uncited]:
    """Return every number of the prose that is no figure of the report, in order."""
    text, spans = spelled(document)
    if not any(char.isdigit() for char in _outside(text, spans)):
        return []
    return [
        _told(found, text, figures)
        for found in read(text).figures
        if not any(start < found.number_end and found.number_start < end for start, end in spans)
    ]


def spelled(document: Document) -> tuple[str, list[tuple[int, int]]]:
    """Return the prose of a document, a paragraph a line, and where its cited numbers stand."""
    text, spans = "", []
    for words in _prose(document):
        for part in parts_of(words):
            said = part.text if isinstance(part, Cited) else part
            if isinstance(part, Cited):
                spans.append((len(text), len(text) + len(said)))
            text += said
        text += "\n\n"
    return text, spans


def _prose(document: Document) -> Iterator[Words]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Items):
            yield from block.items


def words_of(document: Document) -> Iterator[Words]:
    """Yield every text of the body and the appendices: paragraphs, items, cells."""
    blocks = (*document.blocks, *(b for a in document.appendices for b in a.blocks))
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Items):
            yield from block.items
        elif isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row)


def _outside(text: str, spans: Sequence[tuple[int, int]]) -> str:
    kept, end = [], 0
    for start, until in spans:
        kept.append(text[end:start])
        end = until
    return "".join([*kept, text[end:]])


def _told(found: Read, text: str, figures: Sequence[Sayable]) -> Uncited:
    start, end = found.number_start, found.number_end
    value = Decimal(str(found.value))
    offered = tuple(one.key for one in figures if _says(one, value, str(found.unit)))
    around = text[max(0, start - AROUND) : end + AROUND].strip()
    return Uncited(text[start:end], " ".join(around.split()), value, str(found.unit), offered)


def _says(figure: Sayable, value: Decimal, unit: str) -> bool:
    same = figure.unit == unit or {figure.unit, unit} <= _PEOPLE or {figure.unit, unit} <= _FIRMS
    return same and figure.value is not None and Decimal(figure.value) == value


_PEOPLE = {"person", "person_turn"}
_FIRMS = {"establishment", "enterprise", "cooperative", "establishment_turn"}
