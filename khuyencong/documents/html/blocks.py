"""The body of a document as markup, block by block."""

from collections.abc import Iterator, Sequence
from html import escape

from khuyencong.documents.html.parts import Html, said, tag, told
from khuyencong.documents.html.tables import grid
from khuyencong.documents.letters import plain
from khuyencong.documents.model import (
    Block,
    Grounds,
    Heading,
    Items,
    Link,
    Paragraph,
    Picture,
    Side,
    Table,
    after,
    numbered,
)
from khuyencong.documents.model.pictures import across

#: A page has no deeper heading.
_DEEPEST = 6


def blocks_of(blocks: Sequence[Block], link: Link | None, level: int) -> Iterator[str]:
    """Yield the blocks as markup; the highest heading among them is of this level."""
    for block, number in numbered(blocks):
        yield block_of(block, number, link, level)


def block_of(block: Block, number: str = "", link: Link | None = None, level: int = 2) -> Html:
    """Return a block as markup, its classes those of `document.css`.

    `link` gives the address of a figure's cite; a heading of level 1 becomes one of `level`.
    """
    return Html(_block(block, number, link, level))


def _block(block: Block, number: str, link: Link | None, level: int) -> str:
    match block:
        case Heading():
            name = f"h{min(level + block.level - 1, _DEEPEST)}"
            return tag(name, f"{number} {said(block.title)}")
        case Paragraph():
            return _paragraph(block, link)
        case Grounds(lines=lines):
            return "".join(_paragraph(Paragraph(line, italic=True), link) for line in lines)
        case Items(items=items, marker=marker):
            marked = (told(after(marker.at(i), item), link) for i, item in enumerate(items))
            return tag("ul", "".join(tag("li", line) for line in marked), "items")
        case Table():
            return grid(block, link)
        case Picture():
            return _picture(block, link)


def _paragraph(block: Paragraph, link: Link | None) -> str:
    inside = told(block.text, link)
    inside = tag("b", inside) if block.bold else inside
    inside = tag("i", inside) if block.italic else inside
    lead = f"{tag('b', said(block.lead))} " if block.lead else ""
    return tag("p", lead + inside, "" if block.side is Side.JUSTIFIED else block.side)


def _picture(block: Picture, link: Link | None) -> str:
    drawn = across(block.svg, block.width)
    caption = told(block.caption, link)
    name = escape(plain(block.alt))
    picture = f'<div role="img" aria-label="{name}">{drawn}</div>'
    frame = f'<div class="wide" tabindex="0" role="region" aria-label="Hình">{picture}</div>'
    return tag("figure", frame + (tag("figcaption", caption) if caption else ""))
