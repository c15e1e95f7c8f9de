"""Bars of money: what belongs to the State in its colours, what stands beside it hatched."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from khuyencong.projects.states import STATE_SOURCES
from khuyencong.values.vocabulary import FundingSource

WHOLE, GAP = 1000, 6
#: Short names of the sources, as columns and legends print them.
SHORT = {
    FundingSource.NATIONAL: "KCQG",
    FundingSource.PROVINCIAL: "KCĐP tỉnh",
    FundingSource.DISTRICT: "NS huyện",
    FundingSource.COMMUNE: "NS xã",
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar, in thousandths of its width."""

    css: str
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its words for who does not see it."""

    segments: tuple[Segment, ...]
    words: str = ""


def bar_of(support: Mapping[str, int], counterpart: int = 0, most: int = 0, words: str = "") -> Bar:
    """Return the bar of a sum by source, of `most` đồng where several bars are compared."""
    parts = [(source.value, support.get(source, 0)) for source in STATE_SOURCES]
    parts += [("own", counterpart)]
    return Bar(tuple(_segments(parts, most or sum(amount for _, amount in parts))), words)


def _segments(parts: Iterable[tuple[str, int]], most: int) -> Iterable[Segment]:
    at = 0
    for css, amount in parts:
        if not amount or not most:
            continue
        width = max(round(amount * WHOLE / most), 4)
        gap = GAP if css == "own" and at else 0
        yield Segment(css, at + gap, max(min(width, WHOLE - at) - gap, 3))
        at += width
