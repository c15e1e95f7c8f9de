"""A document as plain facts for the typesetter: text stays text, nothing of it is markup."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from khuyencong.documents import layout
from khuyencong.documents.letters import plain
from khuyencong.documents.model import (
    MOTTO,
    NATION,
    RECIPIENTS,
    Block,
    Document,
    Grounds,
    Heading,
    Items,
    Link,
    Paragraph,
    Picture,
    Signature,
    Table,
    Words,
    after,
    fitted,
    numbered,
    stands_with_signature,
)

#: A run of signs longer than any word may be broken anywhere, else it would leave the page.
_LONGEST = 30
#: A cell longer than this may go on over the page.
_WHOLE = 600
_RUN = re.compile(rf"\S{{{_LONGEST}}}(?=\S)")
_BREAK_HERE = "\u200b"

Facts = dict[str, Any]


def facts_of(document: Document, link: Link | None = None) -> Facts:
    """Return all that the typesetter needs, as JSON can hold it; `link` gives a cite's address."""
    blocks = _blocks(document.blocks, link)
    last = [blocks.pop()] if stands_with_signature(document) else []
    return {
        "layout": _layout(),
        "title": plain(document.title),
        "nation": NATION,
        "motto": MOTTO,
        "superior": _text(document.issuer.superior.upper()),
        "issuer": _text(document.issuer.name.upper()),
        "number": _text(document.number.shown),
        "marks": document.marks,
        "about": _text(document.about),
        "place_and_day": _text(document.place_and_day.shown),
        "kind": _text(document.kind.upper()),
        "subject": _text(document.subject),
        "to": _text(document.to),
        "blocks": blocks,
        "last": last,
        "recipients_title": RECIPIENTS if document.recipients.lines else "",
        "recipients": [_text(line) for line in document.recipients.lines],
        "signature": _signature(document.signature),
        "beside": _signature(document.beside) if document.beside else None,
        "appendices": [
            {
                "label": document.label(index),
                "title": _text(appendix.title.upper()),
                "turned": appendix.turned,
                "attached_to": _text(document.attached_to),
                "blocks": _blocks(appendix.blocks, link),
            }
            for index, appendix in enumerate(document.appendices)
        ],
    }


def _signature(signature: Signature) -> Facts:
    titles = [_text(line) for line in signature.titles]
    return {"titles": titles, "name": _text(signature.name)}


def _layout() -> Facts:
    """Return the measures that are used, in millimetres, points and percent."""
    ranges = {n.lower(): v.used for n, v in vars(layout).items() if isinstance(v, layout.Range)}
    return ranges | {
        "font": layout.TWIN,
        "paper": layout.PAPER,
        "page_number_from_top": layout.PAGE_NUMBER_FROM_TOP,
        "table_size": layout.TABLE_SIZE,
        "gap": layout.PARAGRAPH_GAP,
        "indent": layout.INDENT,
        "left_column": layout.LEFT_COLUMN,
        "rule": layout.RULE,
    }


def _text(text: str) -> str:
    return _breakable(plain(text))


def _breakable(text: str) -> str:
    return _RUN.sub(lambda run: run.group() + _BREAK_HERE, text)


def _parts(words: Words, link: Link | None) -> list[Facts]:
    """Return the parts of a text, each with the address it opens, "" for none."""
    parts = fitted(words)
    broken = iter(_breakable("".join(p if isinstance(p, str) else p.text for p in parts)))
    return [
        {"text": _next(broken, part), "link": ""}
        if isinstance(part, str)
        else {"text": _next(broken, part.text), "link": link(part.cite) if link else ""}
        for part in parts
    ]


def _next(broken: Iterator[str], part: str) -> str:
    """Return the next letters that say `part`, with the places between where they may break."""
    told = ""
    for _ in part:
        told += next(broken)
        if told[-1] == _BREAK_HERE:
            told += next(broken)
    return told


def _blocks(blocks: Sequence[Block], link: Link | None) -> list[Facts]:
    return [_block(block, number, link) for block, number in numbered(blocks)]


def _block(block: Block, number: str, link: Link | None) -> Facts:
    match block:
        case Heading(level=level, title=title):
            return {"is": "heading", "level": level, "text": f"{number} {_text(title)}"}
        case Paragraph():
            return _paragraph(block, link)
        case Grounds(lines=lines):
            told = [_paragraph(Paragraph(line, italic=True), link) for line in lines]
            return {"is": "grounds", "lines": told}
        case Items(items=items, marker=marker):
            marked = (after(marker.at(i), item) for i, item in enumerate(items))
            return {"is": "items", "items": [_parts(item, link) for item in marked]}
        case Table():
            return _table(block, link)
        case Picture():
            return _picture(block, link)


def _paragraph(block: Paragraph, link: Link | None) -> Facts:
    return {
        "is": "paragraph",
        "lead": _text(block.lead),
        "parts": _parts(block.text, link),
        "italic": block.italic,
        "bold": block.bold,
        "side": block.side,
    }


def _picture(block: Picture, link: Link | None) -> Facts:
    width, _ = layout.picture_size(block.proportion, block.width)
    return {
        "is": "picture",
        "svg": block.svg,
        "alt": plain(block.alt),
        "caption": _parts(block.caption, link),
        "width": width,
    }


def _table(table: Table, link: Link | None) -> Facts:
    return {
        "is": "table",
        "title": _text(table.title),
        "note": _text(table.note),
        "wide": table.wide,
        "breakable": any(len(str(cell)) > _WHOLE for row in table.rows for cell in row),
        "shares": [column.share for column in table.columns],
        "sides": [column.side for column in table.columns],
        "heads": [_text(column.title) for column in table.columns],
        "groups": [
            {"title": _text(g.title), "first": g.first, "count": g.count} for g in table.groups
        ],
        "rows": [_row(table, index, link) for index in range(len(table.rows))],
    }


def _row(table: Table, index: int, link: Link | None) -> Facts:
    alone = table.alone(index)
    cells = table.rows[index] if alone is None else (alone,)
    return {
        "bold": table.is_bold(index),
        "whole": alone is not None,
        "cells": [_parts(cell, link) for cell in cells],
    }
