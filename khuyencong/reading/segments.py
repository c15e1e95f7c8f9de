"""Sentences cut into the stretches that speak of one thing: parts, brackets, list members."""

import re
from dataclasses import dataclass, field

from khuyencong.reading.counting import Draft

#: Where the parts of a whole begin.
PARTS = re.compile(r"\b(?:trong đó|bao gồm|gồm có|gồm|cụ thể|chia ra)\b\s*:?")
_CUT = re.compile(r";|\b(?:ngoài ra|bên cạnh đó|trong đó|bao gồm|gồm có|riêng|còn lại|đồng thời)\b")
_AFTER_MONEY = re.compile(r"[,;()]|\s(?:và|trong đó|cho)\s")


@dataclass(slots=True)
class Segment:
    """A stretch of a sentence with the figures in it; `inside` is what its bracket stands in."""

    start: int
    end: int
    inside: "Segment | None" = None
    drafts: list[Draft] = field(default_factory=list)


def segments_of(low: str, start: int, end: int, drafts: list[Draft]) -> list[Segment]:
    """Cut low[start:end] into segments; every draft lies in exactly one."""
    cuts = {start, end}
    cuts.update(m.start() for m in _CUT.finditer(low, start, end) if m.start() > start)
    cuts.update(_money_cuts(low, end, drafts))
    brackets = _brackets(low, start, end, drafts)
    for opening, closing in brackets:
        cuts.update((opening, closing))
    edges = sorted(cuts)
    segments = [Segment(a, b) for a, b in zip(edges, edges[1:], strict=False)]
    _fill(segments, drafts)
    return _joined_around(segments, brackets)


def _fill(segments: list[Segment], drafts: list[Draft]) -> None:
    position = 0
    for draft in drafts:
        while segments[position].end <= draft.number_start and position + 1 < len(segments):
            position += 1
        segments[position].drafts.append(draft)


def _money_cuts(low: str, end: int, drafts: list[Draft]) -> list[int]:
    """A sum of money closes a stretch: "132 đề án, kinh phí 16.150 triệu đồng | 17 đề án …"."""
    cuts = []
    for draft, following in zip(drafts, drafts[1:], strict=False):
        if draft.unit != "VND" or following.unit.startswith("percent"):
            continue
        match = _AFTER_MONEY.search(low, draft.end, following.start)
        if match is None:
            continue
        if match[0] == "(":
            closing = low.find(")", match.start(), end)
            if 0 <= closing < following.start:
                match = None
                cuts.append(closing + 1)
        if match:
            cuts.append(match.start())
    return cuts


def _brackets(low: str, start: int, end: int, drafts: list[Draft]) -> list[tuple[int, int]]:
    """Return the outermost brackets that hold figures other than percents."""
    found, depth, opening = [], 0, start
    holders = [d for d in drafts if not d.unit.startswith("percent")]
    if not holders:
        return []
    for match in re.finditer(r"[()]", low[start:end]):
        at = start + match.start()
        if match[0] == "(":
            depth += 1
            opening = at if depth == 1 else opening
        elif depth:
            depth -= 1
            if not depth:
                found.append((opening, at + 1))
    return [(a, b) for a, b in found if any(a < d.number_start < b for d in holders)]


def _joined_around(segments: list[Segment], brackets: list[tuple[int, int]]) -> list[Segment]:
    """Let segments in a bracket know what stands around it, and join that where nothing cut it."""
    for opening, closing in brackets:
        before = next((s for s in reversed(segments) if s.end <= opening), None)
        for segment in segments:
            if opening <= segment.start and segment.end <= closing:
                segment.inside = before
    return segments
