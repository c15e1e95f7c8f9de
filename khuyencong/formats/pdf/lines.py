"""Words to lines, and what stands at the head and foot of every page."""

import re
from collections import Counter
from dataclasses import dataclass

from khuyencong.formats.pdf.words import Word

#: A gap wider than this many heights parts two texts that stand side by side.
_WIDE = 2.2
_MARKER = re.compile(r"[-–+•*·]$|\(?(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[IVX]{1,5}|[a-zđ])[.)/]*$")
_DIGITS = re.compile(r"[0-9]+")
_PAGE_NUMBER = re.compile(
    r"(?:trang\s*)?[-–(\[]?\s*([0-9]{1,4})\s*[-–)\]]?(?:\s*(?:/|trên|of)\s*[0-9]{1,4})?$",
    re.IGNORECASE,
)
#: What a browser prints around a page: the day and hour, the address.
_BROWSER = re.compile(
    r"(?:file|https?)://\S+(?:\s+[0-9]+/[0-9]+)?$"
    r"|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4},? [0-9]{1,2}:[0-9]{2}(?: [AP]M)?\b"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?,? [0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}\b"
)
_EDGE_LINES = 3  # how deep into a page its head and foot may reach


@dataclass(slots=True)
class Line:
    """One line of text on one page."""

    words: list[Word]
    page: int
    size: float = 0.0  # of its first letters, as drawn
    bold: bool = False

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def base(self) -> float:
        return self.words[0].base


def lines_of(words: list[Word], page: int) -> list[Line]:
    """Group words that stand on one line and follow one another, in the order they are drawn."""
    lines: list[Line] = []
    for word in words:
        if lines and _goes_on(lines[-1], word):
            lines[-1].words.append(word)
        else:
            lines.append(Line([word], page))
    return lines


def _goes_on(line: Line, word: Word) -> bool:
    last = line.words[-1]
    height = max(line.words[0].height, 0.1)
    if abs(word.base - line.base) > 0.35 * height:
        return False
    gap = word.x0 - last.x1
    first = len(line.words) == 1 and _MARKER.match(last.text)
    return -0.5 * height < gap < (3 * _WIDE if first else _WIDE) * height


def without_running(pages: list[list[Line]]) -> tuple[list[list[Line]], list[Line]]:
    """Return the pages without their running lines and numbers, and those lines."""
    edges = [_edges(lines) for lines in pages]
    repeated = _repeated(edges)
    shift = _shift(edges)
    kept, running = [], []
    for number, (lines, edge) in enumerate(zip(pages, edges, strict=True), 1):
        out = {
            id(line)
            for line in edge
            if _key(line) in repeated
            or (shift is not None and _number(line) == number + shift)
            or _BROWSER.match(line.text)
        }
        kept.append([line for line in lines if id(line) not in out])
        running += [line for line in lines if id(line) in out]
    return kept, running


def _edges(lines: list[Line]) -> list[Line]:
    """Return the topmost and lowest lines of a page, each height counted once."""
    heights = sorted({round(line.base) for line in lines})
    ends = {*heights[:_EDGE_LINES], *heights[-_EDGE_LINES:]}
    return [line for line in lines if round(line.base) in ends]


def _key(line: Line) -> tuple[str, int]:
    """Return what is the same on every page: the words without numbers, and the height."""
    return _DIGITS.sub("#", line.text), round(line.base / 6)


def _repeated(edges: list[list[Line]]) -> set[tuple[str, int]]:
    counts = Counter(key for edge in edges for key in {_key(line) for line in edge})
    least = 2 if len(edges) < 5 else max(3, 0.4 * len(edges))
    return {
        key
        for key, count in counts.items()
        if count >= least and (key[0].strip("#-–./ ") or _only_numbers_count(key[0]))
    }


def _only_numbers_count(key: str) -> bool:
    """A line of bare digits is running only by its sequence, never by standing at the edge."""
    return "/" in key and key.count("#") == 2


def _number(line: Line) -> int | None:
    match = _PAGE_NUMBER.match(line.text)
    return int(match[1]) if match else None


def _shift(edges: list[list[Line]]) -> int | None:
    """Return how the printed page numbers differ from the count, where two pages agree on it."""
    shifts: Counter[int] = Counter()
    for page, edge in enumerate(edges, 1):
        numbers = {_number(line) for line in edge} - {None}
        shifts.update(number - page for number in numbers if number is not None)
    if not shifts:
        return None
    shift, times = shifts.most_common(1)[0]
    return shift if times >= 2 or (shift == 0 and len(edges) < 3) else None
