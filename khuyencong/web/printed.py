"""An official document as a template prints it: block by block, each heading with its number."""

from collections.abc import Iterator
from dataclasses import dataclass

from khuyencong.documents import Block, Document, Heading
from khuyencong.documents.html import Html, block_of
from khuyencong.documents.model import numbered


@dataclass(frozen=True)
class Printed:
    """A block with the number it bears, and where a heading is typed."""

    is_heading: bool
    block: Block
    number: str = ""
    link: str = ""

    @property
    def body(self) -> Html:
        """Return the block as markup."""
        return block_of(self.block, self.number)


def printed(document: Document, links: dict[str, str] | None = None) -> Iterator[Printed]:
    """Yield the blocks of a document; `links` leads from a heading to where it is typed."""
    for block, number in numbered(document.blocks):
        title = block.title if isinstance(block, Heading) else ""
        yield Printed(bool(title), block, number, (links or {}).get(title, ""))
