"""A document as plain facts for the typesetter: text stays text, nothing of it is markup."""

import re
from collections.abc import Sequence
from typing import Any

from khuyencong.documents import layout
from khuyencong.documents.letters import plain
from khuyencong.documents.model import (
    DRAFT,
    MOTTO,
    NATION,
    RECIPIENTS,
    Block,
    Document,
    Heading,
    Items,
    Paragraph,
    Table,
    numbered,
)

#: A run of signs longer than any word may be broken anywhere, else it would leave the page.
_LONGEST = 30
_RUN = re.compile(rf"\S{{{_LONGEST}}}(?=\S)")
_BREAK_HERE = "\u200b"

Facts = dict[str, Any]


def facts_of(document: Document) -> Facts:
    """Return all that the typesetter needs, as JSON can hold it."""
    return {
        "layout": _layout(),
        "title": plain(document.title),
        "nation": NATION,
        "motto": MOTTO,
        "superior": _text(document.issuer.superior.upper()),
        "issuer": _text(document.issuer.name.upper()),
        "number": _text(document.number.shown),
        "draft": DRAFT if document.draft else "",
        "place_and_day": _text(document.place_and_day.shown),
        "kind": _text(document.kind.upper()),
        "subject": _text(document.subject),
        "to": _text(document.to),
        "blocks": _blocks(document.blocks),
        "recipients_title": RECIPIENTS,
        "recipients": [_text(line) for line in document.recipients.lines],
        "titles": [_text(line) for line in document.signature.titles],
        "signed_by": _text(document.signature.name),
        "appendices": [
            {
                "label": document.label(index),
                "title": _text(appendix.title.upper()),
                "attached_to": _text(document.attached_to),
                "blocks": _blocks(appendix.blocks),
            }
            for index, appendix in enumerate(document.appendices)
        ],
    }


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
    return _RUN.sub(lambda run: run.group() + _BREAK_HERE, plain(text))


def _blocks(blocks: Sequence[Block]) -> list[Facts]:
    return [_block(block, number) for block, number in numbered(blocks)]


def _block(block: Block, number: str) -> Facts:
    if isinstance(block, Heading):
        return {"is": "heading", "level": block.level, "text": f"{number} {_text(block.title)}"}
    if isinstance(block, Paragraph):
        return {
            "is": "paragraph",
            "text": _text(block.text),
            "italic": block.italic,
            "bold": block.bold,
            "side": block.side,
        }
    if isinstance(block, Items):
        marked = [f"{block.marker.at(i)} {_text(item)}" for i, item in enumerate(block.items)]
        return {"is": "items", "items": marked}
    return _table(block)


def _table(table: Table) -> Facts:
    return {
        "is": "table",
        "title": _text(table.title),
        "note": _text(table.note),
        "wide": table.wide,
        "shares": [column.share for column in table.columns],
        "sides": [column.side for column in table.columns],
        "heads": [_text(column.title) for column in table.columns],
        "rows": [[_text(cell) for cell in row] for row in table.rows],
    }
