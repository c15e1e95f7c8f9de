"""A text as officers type it, laid out in the few shapes a page of the State needs.

An empty line ends a paragraph. A line that begins with "## " is a heading, lines that begin with
"- " a list, [words](address) a link. Everything else is words: nothing becomes markup.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\(((?:https?://|/(?!/))[^\s()<>\"']{0,400})\)")
HEADING, ITEM = "## ", "- "


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one line; with an address they are a link."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a list; a paragraph may have several lines."""

    kind: str
    lines: tuple[tuple[Run, ...], ...]


def laid_out(text: str) -> list[Block]:
    """Return the blocks of a text in their order."""
    rows = [row.strip() for row in text.splitlines()]
    found = []
    for kind, group in groupby(rows, key=_kind):
        if kind == "heading":
            found += [Block(kind, (runs(row.removeprefix(HEADING).strip()),)) for row in group]
        elif kind:
            lead = ITEM if kind == "list" else ""
            found.append(Block(kind, tuple(runs(row.removeprefix(lead).strip()) for row in group)))
    return found


def runs(row: str) -> tuple[Run, ...]:
    """Return the words of a line and the links among them."""
    return tuple(_runs(row))


def _kind(row: str) -> str:
    if not row:
        return ""
    if row.startswith(HEADING):
        return "heading"
    return "list" if row.startswith(ITEM) else "words"


def _runs(row: str) -> Iterator[Run]:
    at = 0
    for link in LINK.finditer(row):
        if link.start() > at:
            yield Run(row[at : link.start()])
        yield Run(link[1], link[2])
        at = link.end()
    if at < len(row):
        yield Run(row[at:])
