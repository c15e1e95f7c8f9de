"""Things a report names side by side (regions, provinces, years) with their figures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from khuyencong.reading.model import Block, Figure
from khuyencong.reading.page import Page, lowered
from khuyencong.values.text import fold

#: Words around a name that are no part of it.
_TRIM = re.compile(
    r"^(?:(?:cac|tinh|thanh pho|tp|thi xa|thi tran|quan|huyen|xa|phuong|vung|khu vuc"
    r"|thuoc|dia phuong|co|la|va|tai|o|cua"
    r"|so voi|nhat|voi|don vi|nganh|linh vuc|noi dung)\s+)+"
)
_TAIL = re.compile(
    r"[\s:(\-–]*(?:(?:là|đạt|với|có|được|khoảng|gần|hơn|trên|chiếm|ở mức|mức)[\s:(]*)*$"
)
_STOP = re.compile(r"[,;.()\n:|]|\blà\b|\bgồm\b|\bnhư\b|\bnhất\b|tiếp (?:đến|theo)|\bvà\b")


#: Words that begin a sentence with a capital and name nothing.
_FIRST_WORDS = frozenset(
    ("với", "trong", "tổng", "kết", "có", "đã", "số", "nguồn", "riêng", "các", "từ", "về", "tại")
)


def same_name(a: str, b: str) -> bool:
    """Return whether two folded names mean one thing: equal, or one ends the other."""
    if not a or not b:
        return False
    return a == b or (min(len(a), len(b)) >= 5 and (a.endswith(" " + b) or b.endswith(" " + a)))


def plain_name(text: str) -> str:
    """Return `text` folded, without "vùng", "tỉnh" and the like: the key of a name."""
    return _TRIM.sub("", fold(text).strip(" -*_+"))


@dataclass(frozen=True)
class Peer:
    """One of several things named alike, with its first figure of every unit."""

    name: str  # as the report writes it
    key: str
    figures: dict[str, Figure]
    #: The words of the item it stands in, folded.
    words: str = ""


@dataclass(frozen=True)
class PeerGroup:
    """Things side by side: the items of one list, or the names of one sentence."""

    peers: tuple[Peer, ...]
    start: int
    end: int
    in_items: bool = False

    def find(self, key: str) -> Peer | None:
        """Return the peer of that name."""
        exact = next((p for p in self.peers if same_name(p.key, key)), None)
        if exact or len(key.split()) < 3:
            return exact
        within = [p for p in self.peers if key in p.words]
        return within[0] if len(within) == 1 else None

    def common(self, unit: str) -> list[tuple[Peer, Figure]]:
        """Return the peers that have a figure of `unit`, with it."""
        return [(p, p.figures[unit]) for p in self.peers if unit in p.figures]


def name_before(page: Page, figure: Figure) -> str:
    """Return the name written just before a number: "Hà Nội: 116,49 tỷ" → "Hà Nội"."""
    start = max(page.sentence(figure)[0], figure.number_start - 90)
    words = page.text[start : figure.number_start]
    tail = _TAIL.search(lowered(words))
    words = words[: tail.start()] if tail else words
    cuts = [m.end() for m in _STOP.finditer(lowered(words))]
    return words[cuts[-1] if cuts else 0 :].strip(" :(-–")


def groups(page: Page) -> list[PeerGroup]:
    """Return every list of named things, in items or in one sentence."""
    return [*_item_groups(page), *_sentence_groups(page)]


def _item_groups(page: Page) -> Iterator[PeerGroup]:
    for run in _runs(page):
        peers = [p for block in run if (p := _item_peer(page, block))]
        if len(peers) >= 3 and len({p.key for p in peers}) == len(peers):
            yield PeerGroup(tuple(peers), run[0].start, run[-1].end, in_items=True)


def _runs(page: Page) -> Iterator[list[Block]]:
    """Yield runs of neighbouring blocks with markers under one parent."""
    run: list[Block] = []
    for block in page.blocks:
        joins = run and block.parent == run[-1].parent and block.kind == run[-1].kind
        if block.marker and block.kind != "row" and joins:
            run.append(block)
            continue
        if len(run) >= 3:
            yield run
        run = [block] if block.marker and block.kind != "row" else []
    if len(run) >= 3:
        yield run


def _item_peer(page: Page, block: Block) -> Peer | None:
    start = block.start + len(block.marker)
    figures = page.inside(start, min(block.end, start + 900))
    if not figures:
        return None
    head = page.text[start : min(figures[0].number_start, start + 120)]
    name = re.split(r"[(:;,.]|\blà\b|\bgồm\b|\bcó\b|\bđạt\b", head, maxsplit=1)[0].strip(" -–*_")
    if not 1 <= len(name.split()) <= 14:
        return None
    first: dict[str, Figure] = {}
    for figure in figures:
        first.setdefault(figure.unit, figure)
    return Peer(name, plain_name(name), first, fold(head))


def _sentence_groups(page: Page) -> Iterator[PeerGroup]:
    for start, end in page.sentences:
        figures = page.inside(start, end)
        if len(figures) < 3:
            continue
        for unit in {f.unit for f in figures}:
            peers = [p for f in figures if f.unit == unit and (p := _named(page, f))]
            if len(peers) >= 2 and len({p.key for p in peers}) == len(peers):
                yield PeerGroup(tuple(peers), start, end)


def _named(page: Page, figure: Figure) -> Peer | None:
    name = name_before(page, figure)
    if not _is_proper(name) or figure.value_high is not None:
        return None
    return Peer(name, plain_name(name), {figure.unit: figure})


def _is_proper(name: str) -> bool:
    """Return whether words are the name of a place, a body or a year."""
    words = name.split()
    if not words or len(words) > 9 or name.lower() in _FIRST_WORDS:
        return False
    return words[-1][:1].isupper() or bool(re.match(r"(?:năm|quý|tháng) \d", name.lower()))


@dataclass(frozen=True)
class Mean:
    """The average of one peer, computed from its own amount and count."""

    peer: Peer
    amount: Figure
    count: Figure

    @property
    def value(self) -> Fraction:
        """Amount per counted thing, exact."""
        return Fraction(self.amount.value) / Fraction(self.count.value)


def means(group: PeerGroup, amount_unit: str) -> list[Mean]:
    """Return the averages that every peer's amount and count give; empty unless most have both."""
    counted = [
        Mean(p, p.figures[amount_unit], count)
        for p in group.peers
        if amount_unit in p.figures and (count := _count_of(p, amount_unit))
    ]
    return counted if 2 * len(counted) > len(group.peers) and len(counted) >= 3 else []


#: What an average is commonly taken over.
COUNTED = (
    "province",
    "district",
    "commune",
    "centre",
    "class",
    "course",
    "project",
    "establishment",
)


def _count_of(peer: Peer, amount_unit: str) -> Figure | None:
    for unit in COUNTED:
        figure = peer.figures.get(unit)
        if figure is not None and unit != amount_unit and figure.value:
            return figure
    return None
