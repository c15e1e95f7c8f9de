"""Words to lines, and what stands at the head and foot of every page."""

import re
from collections import Counter
from dataclasses import dataclass

from khuyencong.formats.pdf.words import RAISED, Word

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
        if lines and _is_note_mark(lines[-1], word):
            mark = lines[-1].words[0]
            mark.text, mark.base = mark.text.translate(RAISED), word.base
        if lines and _goes_on(lines[-1], word):
            lines[-1].words.append(word)
        else:
            lines.append(Line([word], page))
    return lines


def _is_note_mark(line: Line, word: Word) -> bool:
    """Tell whether a line so far is the small raised number that begins a footnote."""
    mark = line.words[0]
    if len(line.words) > 1 or not mark.text.isdecimal() or len(mark.text) > 3:
        return False
    beside = -0.2 * word.height < word.x0 - mark.x1 < 0.8 * word.height
    return beside and 0.1 * word.height < mark.base - word.base < word.height


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
            if not repeated.isdisjoint(_keys(line, number))
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


def _keys(line: Line, page: int) -> list[tuple[str, int]]:
    """Return what may be the same on other pages: the words, or all but a number that counts pages.

    Every key holds the height too. Numbers that change otherwise are the report's own.
    """
    text, height = line.text, round(line.base / 6)
    numbers = list(_DIGITS.finditer(text))
    keys = [(text, height)] if text.strip("0123456789-–./ ") else []
    for match in numbers[:6]:
        shift = int(match[0][:9]) - page
        keys.append((f"{text[: match.start()]}#{shift}{text[match.end() :]}", height))
    return keys


def _repeated(edges: list[list[Line]]) -> set[tuple[str, int]]:
    counts = Counter(
        key
        for page, edge in enumerate(edges, 1)
        for key in {key for line in edge for key in _keys(line, page)}
    )
    least = 2 if len(edges) < 5 else max(3, 0.4 * len(edges))
    return {key for key, count in counts.items() if count >= least}


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
