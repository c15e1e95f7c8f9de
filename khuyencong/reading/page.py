"""A reading laid open: figures, sentences and blocks found by their place in the text.

Everything is built once per report and asked by bisection, so that a check costs what it looks at.
"""

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import pairwise

from khuyencong.reading.brackets import Brackets
from khuyencong.reading.model import Block, Figure, Reading
from khuyencong.values.vocabulary import FigureKind

#: Units that a report adds together under one name ("49 cơ sở: 23 doanh nghiệp, 18 hộ").
FAMILIES = {
    "enterprise": "establishment",
    "cooperative": "establishment",
    "household_business": "establishment",
    "person_turn": "person",
    "establishment_turn": "establishment",
    "product_turn": "product",
    "percent_per_year": "percent",
}
#: Kinds of figure that are claims about one measure and may be added or compared.
MEASURED = frozenset({FigureKind.RESULT, FigureKind.OUTCOME, FigureKind.CONTEXT, FigureKind.BIN})


def family(figure: Figure) -> str:
    """Return the unit under which `figure` is added to others."""
    return FAMILIES.get(figure.unit, figure.unit)


def lowered(text: str) -> str:
    """Return `text` in lower case with every offset kept."""
    low = text.lower()
    return (
        low
        if len(low) == len(text)
        else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    )


class Page:
    """The text of one reading and its figures in reading order."""

    def __init__(self, reading: Reading):
        self.reading = reading
        self.text = reading.text
        self.low = lowered(reading.text)
        self.figures = sorted(reading.figures, key=lambda f: (f.number_start, f.number_end))
        self._starts = [f.number_start for f in self.figures]
        self.by_id = {f.id: f for f in self.figures}
        self.blocks = reading.blocks

    def inside(self, start: int, end: int) -> list[Figure]:
        """Return the figures whose number begins in [start, end)."""
        return self.figures[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, figure: Figure, width: int = 60) -> str:
        """Return the lower-case words of the same sentence just before the number."""
        return self.low[
            max(self.sentence(figure)[0], figure.number_start - width) : figure.number_start
        ]

    def after(self, figure: Figure, width: int = 60) -> str:
        """Return the lower-case words of the same sentence just after the number."""
        return self.low[
            figure.number_end : min(self.sentence(figure)[1], figure.number_end + width)
        ]

    def between(self, first: Figure, second: Figure) -> str:
        """Return the lower-case text from the end of one number to the start of the next."""
        return self.low[first.number_end : second.number_start]

    def sentence(self, figure: Figure) -> tuple[int, int]:
        """Return the span of the sentence the figure stands in."""
        if figure.sentence[1] > figure.sentence[0]:
            return figure.sentence
        return self.sentence_at(figure.number_start)

    def sentence_at(self, position: int) -> tuple[int, int]:
        """Return the span of the sentence around `position`, or that of its line."""
        i = bisect_right(self._sentence_starts, position) - 1
        if i >= 0 and position < self._sentences[i][1]:
            return self._sentences[i]
        line_end = self.text.find("\n", position)
        return self.text.rfind("\n", 0, position) + 1, len(self.text) if line_end < 0 else line_end

    def mates(self, figure: Figure) -> list[Figure]:
        """Return the figures of the same sentence, itself among them."""
        return self.inside(*self.sentence(figure))

    def block_at(self, position: int) -> Block | None:
        """Return the block around `position`."""
        i = bisect_right(self._block_starts, position) - 1
        return self.blocks[i] if i >= 0 and position < self.blocks[i].end else None

    def children(self, block: Block) -> list[Block]:
        """Return the blocks that stand directly under `block`."""
        return [self.blocks[i] for i in self._children.get(block.index, ())]

    def top(self) -> list[Block]:
        """Return the blocks that stand under no other."""
        return [self.blocks[i] for i in self._children.get(None, ())]

    def siblings(self, block: Block) -> list[Block]:
        """Return the blocks with the same parent, `block` among them, in reading order."""
        return [self.blocks[i] for i in self._children.get(block.parent, ())]

    def items_below(self, block: Block) -> list[Block]:
        """Return the items under `block`, or those that follow it under the same parent."""
        under = [b for b in self.children(block) if b.kind == "item"]
        return under or self._next_items(block)

    def _next_items(self, block: Block) -> list[Block]:
        found: list[Block] = []
        index = block.index + 1
        follower = self.blocks[index] if index < len(self.blocks) else block
        if block.kind == "item" and follower.marker[-1:] == block.marker[-1:]:
            return []  # the next item of the same list
        while index < len(self.blocks):
            following = self.blocks[index]
            if following.parent != block.parent or following.kind != "item":
                break
            if found and (
                following.marker[-1:] != found[0].marker[-1:] or self._set_off(found, following)
            ):
                break
            found.append(following)
            index = self._after_subtree(index)
        return found

    def _set_off(self, items: list[Block], following: Block) -> bool:
        """Return whether a blank line parts `following` from items that stand line by line."""
        gap = self.text[items[-1].end : following.start].count("\n")
        first = self.text[items[0].end : items[1].start] if len(items) > 1 else "\n\n"
        return gap > 1 >= first.count("\n")

    def _after_subtree(self, index: int) -> int:
        end = self.subtree_end[index]
        following = index + 1
        while following < len(self.blocks) and self.blocks[following].start < end:
            following += 1
        return following

    @cached_property
    def brackets(self) -> Brackets:
        """The round brackets of the text, none of them open beyond its block."""
        return Brackets(self.low, self._block_starts)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The spans of all sentences in reading order."""
        return self._sentences

    @cached_property
    def _sentences(self) -> list[tuple[int, int]]:
        return [
            span
            for block in self.blocks
            for span in (block.sentences or ((block.start, block.end),))
        ]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self._sentences]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _children(self) -> dict[int | None, list[int]]:
        found: dict[int | None, list[int]] = {}
        for block in self.blocks:
            found.setdefault(block.parent, []).append(block.index)
        return found

    @cached_property
    def subtree_end(self) -> list[int]:
        """Block index → where the last block that stands under it ends."""
        ends = [block.end for block in self.blocks]
        for block in reversed(self.blocks):
            if block.parent is not None:
                ends[block.parent] = max(ends[block.parent], ends[block.index])
        return ends

    def gaps(self, figures: list[Figure]) -> list[str]:
        """Return the lower-case texts between neighbours of `figures`."""
        return [self.between(a, b) for a, b in pairwise(figures)]
