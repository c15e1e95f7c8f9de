"""Numbers with the proper name each belongs to: "huyện Ba Tri 18", "năm 2020: 280 người"."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.peers import plain_name
from khuyencong.reading.model import Block, Figure
from khuyencong.reading.page import family

#: The capitals of Vietnamese, for a class of characters.
CAPITALS = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ" + "".join(c for c in map(chr, range(0x1EA0, 0x1EFA)) if c.isupper())
_TIME = r"(?:[Nn]ăm|[Qq]uý|[Tt]háng|[Đđ]ợt|[Kk]ỳ|[Kk]hóa)\s+(?:\d{1,4}|[IVX]+)\b"
#: A name: a stretch of time with its number, or words with capitals.
NAME = re.compile(rf"{_TIME}|\b[{CAPITALS}]\w*(?:[\s-]+[{CAPITALS}]\w*)*")
#: Between a number and the name it belongs to, where the name comes second.
BELONGS = re.compile(r"[^\d,;.:()]{0,40}\b(?:ở|tại|của|thuộc|cho)\s+(?:\w+\s+){0,2}?$")
#: Between a name and its number: nothing that ends the clause, no other number.
_APART = re.compile(r"[,;.\d\n]|\bvà\b")
_TOTAL = re.compile(r"(?:tổng|cộng|toàn (?:tỉnh|huyện|vùng)|cả (?:nước|tỉnh))")
_MOST = 40
_WORDS = 12


@dataclass(frozen=True)
class Named:
    """A figure with the name it belongs to."""

    name: str
    key: str
    figure: Figure
    start: int  # of the name

    @property
    def is_time(self) -> bool:
        """Whether the name is that of a year, a quarter or the like."""
        return bool(re.match(_TIME, self.name))


def named_figures(page: Context, start: int, end: int) -> list[Named]:
    """Return the figures of [start, end) that have a name, at most forty, in reading order."""
    found: list[Named] = []
    floor = start
    for figure in page.inside(start, end)[:_MOST]:
        match = _before(page, figure, floor) or _after(page, figure, end)
        if match and figure.value_high is None:
            found.append(_named(match, figure))
        floor = figure.number_end
    return found


def _named(match: re.Match[str], figure: Figure) -> Named:
    return Named(match.group(), plain_name(match.group()), figure, match.start())


def _before(page: Context, figure: Figure, floor: int) -> re.Match[str] | None:
    """Return the last name before a number, with a few words between at most."""
    last = None
    for match in NAME.finditer(page.text, max(floor, figure.number_start - 120)):
        if match.end() > figure.number_start:
            break
        last = match if _is_name(page, match) else last
    if last is None:
        return None
    between = page.low[last.end() : figure.number_start]
    return None if _APART.search(between) or len(between.split()) > _WORDS else last


def _after(page: Context, figure: Figure, end: int) -> re.Match[str] | None:
    """Return the name after a number, as in "45 cơ sở tại huyện Ba Tri"."""
    stop = min(end, figure.number_end + 70)
    match = next(NAME.finditer(page.text, figure.number_end, stop), None)
    if match is None or not BELONGS.fullmatch(page.low, figure.number_end, match.start()):
        return None
    return match if _is_name(page, match) else None


def _is_name(page: Context, match: re.Match[str]) -> bool:
    """Return whether a capital is more than that of a sentence's or an item's first word."""
    if " " in match.group():
        return True
    before = page.text[: match.start()][-3:].rstrip(' *_"“-+•')
    opens = not before or before[-1] in ".:;!?\n)"
    return not opens and len(match.group()) > 1


def items_above(page: Context, block: Block, unit: str | None) -> list[Named]:
    """Return the named figures of the list or table that ends just before `block`.

    An item gives its first figure; a row that of `unit`, or its only one.
    """
    found: list[Named] = []
    kind = page.blocks[block.index - 1].kind if block.index else ""
    index = block.index - 1
    while index >= 0 and block.index - index <= _MOST and page.blocks[index].kind == kind:
        above = page.blocks[index]
        found.extend(_row(page, above, unit) if kind == "row" else _item(page, above))
        index -= 1
    return found[::-1] if kind in ("row", "item") else []


def _row(page: Context, block: Block, unit: str | None) -> Iterator[Named]:
    """Yield the figure of a row of a table with what stands in its first cell of words."""
    figures = page.inside(block.start, block.end)
    figures = [f for f in figures if unit is None or family(f) == unit]
    cells = (c.strip() for c in re.split(r"[|\t]|\s{2,}", page.text[block.start : block.end]))
    name = next((c for c in cells if re.match(r"[^\W\d]{2}", c)), "")
    if len(figures) == 1 and name and not _TOTAL.match(name.lower()):
        yield Named(name, plain_name(name), figures[0], block.start)


def _item(page: Context, block: Block) -> Iterator[Named]:
    """Yield the first figure of an item with the name that the item begins with."""
    start = block.start + len(block.marker)
    figures = page.inside(start, min(block.end, start + 300))
    if not figures:
        return
    head = re.split(
        r"[:(;,–]|\s-\s|\b(?:có|là|đạt|được|với)\b",
        page.text[start : figures[0].number_start],
        maxsplit=1,
    )[0].strip(" -–*_")
    if 1 <= len(head.split()) <= 9:
        yield Named(head, plain_name(head), figures[0], start)


def alike(named: list[Named]) -> list[Named]:
    """Return those measured in the unit that most of `named` have."""
    if not named:
        return []
    unit = Counter(family(n.figure) for n in named).most_common(1)[0][0]
    return [n for n in named if family(n.figure) == unit]
