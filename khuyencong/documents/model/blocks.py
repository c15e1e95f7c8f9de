"""What the body of a document is made of: headings, paragraphs, lists, tables, pictures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from khuyencong.documents.letters import letter, roman
from khuyencong.documents.model.pictures import proportion_of
from khuyencong.documents.model.tables import Side, Table
from khuyencong.documents.model.words import Cited, Spans, Words, parts_of


class Marker(StrEnum):
    """What stands before each item of a list."""

    DASH = "dash"
    LETTER = "letter"
    NUMBER = "number"

    def at(self, index: int) -> str:
        """Return the mark of the item at `index`, from 0."""
        if self is Marker.DASH:
            return "-"
        return f"{letter(index)})" if self is Marker.LETTER else f"{index + 1}."


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (I.), 2 (1.) or 3 (1.1); its number is counted, not written."""

    level: int
    title: str

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise ValueError(f"a heading has level 1, 2 or 3, not {self.level}")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body; the grounds (căn cứ) are italic, the `lead` ("Điều 1.") is bold."""

    text: Words
    italic: bool = False
    bold: bool = False
    side: Side = Side.JUSTIFIED
    lead: str = ""


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Words, ...]
    marker: Marker = Marker.DASH


@dataclass(frozen=True)
class Grounds:
    """What a document rests on (căn cứ): each on its line, italic, ";" after each, "." at last."""

    grounds: tuple[Words, ...]

    @property
    def lines(self) -> tuple[Words, ...]:
        """Return each ground with the mark it ends with."""
        last = len(self.grounds) - 1
        ends = ("." if index == last else ";" for index in range(len(self.grounds)))
        return tuple(_ended(one, end) for one, end in zip(self.grounds, ends, strict=True))


def _ended(words: Words, end: str) -> Words:
    *before, last = parts_of(words)
    if isinstance(last, Cited):
        return Spans((*before, last, end))
    told = last.rstrip(" ;.,") + end
    return Spans((*before, told)) if before else told


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG, told in words by `alt`; `width` is its percent of the lines' width.

    The SVG holds plain shapes and letters alone, and says how wide and high it is by its viewBox:
    anything else raises ValueError.
    """

    svg: str
    alt: str
    caption: Words = ""
    width: int = 100

    def __post_init__(self) -> None:
        if not 10 <= self.width <= 100:
            raise ValueError(f"a picture takes 10 to 100 percent of the width, not {self.width}")
        if not self.alt.strip():
            raise ValueError("a picture is told in words, for who cannot see it")
        proportion_of(self.svg)

    @property
    def proportion(self) -> tuple[int, int]:
        """Return width and height, in whatever unit the SVG counts."""
        return proportion_of(self.svg)


Block = Heading | Paragraph | Grounds | Items | Table | Picture


def numbered(blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Yield each block with the number it bears: "I." or "1." or "1.1" for a heading, else ""."""
    counts = [0, 0, 0]
    for block in blocks:
        if not isinstance(block, Heading):
            yield block, ""
            continue
        level = block.level - 1
        counts[level:] = [counts[level] + 1] + [0] * (len(counts) - level - 1)
        yield block, _number(counts, level)


def _number(counts: Sequence[int], level: int) -> str:
    if level == 0:
        return f"{roman(counts[0])}."
    return f"{counts[1]}." if level == 1 else f"{counts[1]}.{counts[2]}"
