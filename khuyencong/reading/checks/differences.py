"""Increases told as an amount: "từ 320 lên 380 cơ sở, tăng thêm 60 cơ sở"."""

from collections.abc import Iterator
from fractions import Fraction

from khuyencong.reading.checks.changes import (
    DOWN,
    Change,
    around,
    belongs,
    told_by,
)
from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.growth import judged
from khuyencong.reading.checks.tolerance import interval
from khuyencong.reading.checks.wording import Voice
from khuyencong.reading.model import Check, Figure
from khuyencong.reading.page import family


def find(page: Context) -> Iterator[Check]:
    """Yield every difference told beside its two ends."""
    for _, changes in page.changes:
        for change in changes:
            yield from _of_change(page, change)


def _of_change(page: Context, change: Change) -> Iterator[Check]:
    for figure in around(page, change):
        ends = (change.first, change.last)
        if figure in ends or family(figure) != family(change.first):
            continue
        verb = told_by(page, figure)
        if verb and belongs(page, change, figure):
            yield _difference(change, figure, -1 if verb in DOWN else 1)


def _difference(change: Change, figure: Figure, sign: int) -> Check:
    first, last = interval(change.first), interval(change.last)
    gap = sorted((sign * (last[0] - first[1]), sign * (last[1] - first[0])))
    ends = (change.last, change.first) if sign > 0 else (change.first, change.last)
    voice = Voice(change.first)
    left = f"{voice.bare(ends[0].value)} − {voice.bare(ends[1].value)}"
    computed = Fraction(ends[0].value) - Fraction(ends[1].value)
    return judged(change, figure, (gap[0], gap[1]), computed, left)
