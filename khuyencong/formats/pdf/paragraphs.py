"""Lines re-joined into paragraphs, across the end of a page too.

A line ends its paragraph when the next word would still have fitted on it, when the next line
stands in, lower or larger, and seldom by its punctuation alone.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from khuyencong.formats.pdf.lines import Line
from khuyencong.formats.pieces import Paragraph, Words

_ENDS = re.compile(r"[.:;!?…][\"”’)\]]*$|\./\.$")
_MARKER = re.compile(
    r"(?:[-–+•*·▪]|\(?(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}|[IVX]{1,5}|[a-zđ])[.)/])\s+\S|"
    r"(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Điều)\s+[IVX0-9]"
)
#: A line that breaks after these had no space there: "1330/QĐ-" "UBND".
_GLUED = re.compile(r"[^\s\-–/][-–/]$")


@dataclass(frozen=True, slots=True)
class Measure:
    """The usual line of a document: its size, margins and distance to the next."""

    size: float
    left: float
    right: float
    pitch: float
    #: Where the first line of a paragraph begins, if they all stand in; else None.
    indent: float | None = None


def measure_of(lines: list[Line]) -> Measure:
    """Measure the lines that carry most of the words."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) < 0.1 * size]
    lefts = Counter(round(line.x0 / 3) for line in body)
    common = [place for place, times in lefts.items() if times >= max(2, 0.05 * len(body))]
    left = 3 * min(common or lefts)
    rights = sorted(line.x1 for line in body)
    right = rights[int(0.97 * (len(rights) - 1))]
    return Measure(size, left, right, _pitch(body, size), _indent(body, size, left, right))


def _indent(lines: list[Line], size: float, left: float, right: float) -> float | None:
    """Return where first lines begin: full lines there that go on at the left margin."""
    step = 0.7 * size
    full = [(a, b) for a, b in pairwise(lines) if a.x0 > left + step and a.x1 > right - 2 * size]
    places = Counter(round(a.x0 / 3) for a, _ in full)
    if not places:
        return None
    place, times = places.most_common(1)[0]
    back = sum(b.x0 < left + step for a, b in full if round(a.x0 / 3) == place)
    return 3.0 * place if times >= 3 and back > 0.7 * times else None


def _pitch(lines: list[Line], size: float) -> float:
    gaps = Counter(
        round(2 * (a.base - b.base)) / 2
        for a, b in pairwise(lines)
        if a.page == b.page and 0.6 * size < a.base - b.base < 2.6 * size
    )
    if not gaps:
        return 1.2 * size
    most = max(gaps.values())
    return min(gap for gap, times in gaps.items() if times >= 0.4 * most)


class Joiner:
    """Joins the lines of one stretch of text between tables."""

    def __init__(self, measure: Measure, sizes: list[float]):
        self.measure = measure
        self.sizes = sizes  # those of headings, the largest first

    def paragraphs(self, lines: list[Line]) -> list[Paragraph]:
        """Return the paragraphs that the lines make, in their order."""
        found: list[list[Line]] = []
        for line in lines:
            if found and self.goes_on(found[-1], line):
                found[-1].append(line)
            else:
                found.append([line])
        made = []
        for i, group in enumerate(found):
            close = i > 0 and self._close(found[i - 1][-1], group[0])
            made.append(self._made(group, close))
        return made

    def goes_on(self, group: list[Line], line: Line) -> bool:
        """Tell whether `line` belongs to the paragraph of the lines before it."""
        before = group[-1]
        if abs(line.size - before.size) > 0.12 * before.size:
            return False
        if self._fits(before, line):
            return False
        if line.page != before.page or line.base > before.base + before.size:
            return self._goes_on_elsewhere(group, line)
        if before.base - line.base > self._usual_gap(line):
            return False
        if line.bold != before.bold and (before.bold and _ENDS.search(before.text)):
            return False
        return not self._stands_in(group, line)

    def _fits(self, before: Line, line: Line) -> bool:
        """Tell whether the next word would have fitted on the line before: the break was meant."""
        word = line.words[0]
        room = self.measure.right - before.x1
        return room > (word.x1 - word.x0) + 0.45 * before.size

    def _goes_on_elsewhere(self, group: list[Line], line: Line) -> bool:
        """The same question where the page or the column ends between the two."""
        before = group[-1]
        ended = bool(_ENDS.search(before.text))
        if ended and (line.text[0].isupper() or _MARKER.match(line.text)):
            return False
        if _MARKER.match(line.text) and line.x0 > self.measure.left + 0.8 * line.size:
            return False
        return not ended or not self._stands_in(group, line)

    def _stands_in(self, group: list[Line], line: Line) -> bool:
        """Tell whether a line stands further in than its paragraph goes on: a new one begins."""
        before = group[-1]
        step = 0.7 * self.measure.size
        if line.x0 > before.x0 + step:
            return not (len(group) == 1 and _MARKER.match(before.text))
        in_line = abs(line.x0 - before.x0) <= step
        if in_line and _MARKER.match(line.text) and _ENDS.search(before.text):
            return True
        if not in_line or len(group) > 1 or line.x0 <= self.measure.left + step:
            return False
        indent = self.measure.indent
        begins = indent is not None and abs(line.x0 - indent) <= step / 2
        return begins or bool(_ENDS.search(before.text))

    def _close(self, before: Line, line: Line) -> bool:
        gap = before.base - line.base
        return before.page == line.page and 0 <= gap <= self._usual_gap(line)

    def _usual_gap(self, line: Line) -> float:
        """Return the most that two lines of one paragraph of this size stand apart."""
        return 1.25 * self.measure.pitch * max(1.0, line.size / self.measure.size) + 0.5

    def _made(self, group: list[Line], close: bool) -> Paragraph:
        size = group[0].size
        heading = 0
        if size > 1.12 * self.measure.size and len(group) < 6:
            heading = 1 + sum(s > 1.05 * size for s in self.sizes)
        return Paragraph(joined(group), heading, bold=all(g.bold for g in group), close=close)


def heading_sizes(lines: list[Line], body: float) -> list[float]:
    """Return the sizes larger than the body's, each once, the largest first."""
    sizes: list[float] = []
    for size in sorted({round(line.size, 1) for line in lines}, reverse=True):
        if size > 1.12 * body and (not sizes or size < 0.95 * sizes[-1]):
            sizes.append(size)
    return sizes


def joined(lines: list[Line]) -> list[Words]:
    """Join lines with a space, but for those that break after "QĐ-" or "đồng/"."""
    words: list[Words] = []
    for i, line in enumerate(lines):
        glued = i == 0 or _GLUED.search(lines[i - 1].text)
        words.append(Words(("" if glued else " ") + line.text, line.page))
    return words
