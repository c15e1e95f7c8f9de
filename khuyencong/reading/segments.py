"""Sentences cut into the stretches that speak of one thing: parts, brackets, list members."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from khuyencong.reading.counting import Draft

Span = tuple[int, int]

#: Where the parts of a whole begin.
PARTS = re.compile(r"\b(?:trong đó|bao gồm|gồm có|gồm|cụ thể|chia ra)\b\s*:?")
_CUT = re.compile(r";|\b(?:ngoài ra|bên cạnh đó|trong đó|bao gồm|gồm có|riêng|còn lại|đồng thời)\b")
_AFTER_MONEY = re.compile(r"[,;()]|\s(?:và|trong đó|cho)\s")
_BRACKET = re.compile(r"[()]")


@dataclass(slots=True)
class Segment:
    """A stretch of a sentence; `holes` are brackets in it that speak for themselves.

    `inside` is the stretch that a bracket stands in.
    """

    start: int
    end: int
    holes: tuple[Span, ...] = ()
    inside: "Segment | None" = None
    drafts: list[Draft] = field(default_factory=list)
    #: What was asked of this stretch before, so that many figures cost one look.
    memo: dict[str, Any] = field(default_factory=dict)

    def holds(self, offset: int) -> bool:
        """Tell whether a place belongs to this stretch and to none of its brackets."""
        return self.start <= offset < self.end and not any(a <= offset < b for a, b in self.holes)


def segments_of(low: str, start: int, end: int, drafts: list[Draft]) -> list[Segment]:
    """Cut low[start:end] into segments in reading order of their beginnings."""
    holes = _brackets(low, start, end, drafts)
    outside = [d for d in drafts if not _in(holes, d.number_start)]
    segments = _cut(low, (start, end), outside, holes)
    starts = [s.start for s in segments]
    for hole in holes:
        around = segments[bisect_right(starts, hole[0]) - 1]
        within = [d for d in drafts if hole[0] <= d.number_start < hole[1]]
        for segment in _cut(low, hole, within, []):
            segment.inside = around
            segments.append(segment)
    return sorted(segments, key=lambda s: (s.start, -s.end))


def _in(holes: list[Span], offset: int) -> bool:
    return any(a <= offset < b for a, b in holes)


def _cut(low: str, span: Span, drafts: list[Draft], holes: list[Span]) -> list[Segment]:
    start, end = span
    cuts = {m.start() for m in _CUT.finditer(low, start + 1, end)}
    cuts.update(_money_cuts(low, drafts, holes))
    edges = sorted({start, end, *(c for c in cuts if not _in(holes, c))})
    segments = [
        Segment(a, b, tuple(h for h in holes if a <= h[0] < b)) for a, b in pairwise(edges)
    ] or [Segment(start, end)]
    position = 0
    for draft in drafts:
        while segments[position].end <= draft.number_start and position + 1 < len(segments):
            position += 1
        segments[position].drafts.append(draft)
    return segments


def _money_cuts(low: str, drafts: list[Draft], holes: list[Span]) -> list[int]:
    """A sum of money, with its shares, closes a stretch: "16.150 triệu đồng | 17 đề án"."""
    cuts, money = [], False
    for draft, following in pairwise(drafts):
        share = draft.unit.startswith("percent")
        money = draft.unit == "VND" or (money and share)
        if not money or following.unit.startswith("percent"):
            continue
        cut = _end_of_money(low, draft.end, following.start, holes)
        if cut is not None:
            cuts.append(cut)
    return cuts


def _end_of_money(low: str, start: int, end: int, holes: list[Span]) -> int | None:
    """Return where the words of a sum end; a bracket that only explains it belongs to it."""
    match = _AFTER_MONEY.search(low, start, end)
    if match is None or _in(holes, match.start()):
        return None
    if match[0] == "(":
        closing = low.find(")", match.start(), end)
        return closing + 1 if closing >= 0 else match.start()
    return match.start()


def _brackets(low: str, start: int, end: int, drafts: list[Draft]) -> list[Span]:
    """Return the outermost brackets that hold figures other than percents."""
    holders = [d.number_start for d in drafts if not d.unit.startswith("percent")]
    if not holders:
        return []
    found, depth, opening = [], 0, start
    for match in _BRACKET.finditer(low, start, end):
        if match[0] == "(":
            depth += 1
            opening = match.start() if depth == 1 else opening
        elif depth:
            depth -= 1
            if not depth:
                found.append((opening, match.end()))
    return [(a, b) for a, b in found if bisect_right(holders, a) < bisect_right(holders, b)]
