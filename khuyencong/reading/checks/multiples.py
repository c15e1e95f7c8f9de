"""Multiples: "gấp 2,5 lần", "tăng 3 lần, từ A lên B", "B, bằng x lần năm trước (A)"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from khuyencong.reading.checks import beside
from khuyencong.reading.checks.changes import Change, around, belongs
from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.growth import change_beside, judged, unbound
from khuyencong.reading.checks.tolerance import agreement
from khuyencong.reading.checks.wording import Voice
from khuyencong.reading.model import Check, Figure

TIMES = re.compile(
    r"(gấp|tăng|bằng|cao hơn|nhiều hơn|lớn hơn|\bhơn|đạt|lên)"
    r"(?: (?:gấp|lên|tới|đến|hơn|khoảng|gần|trên|được))*\s*$"
)
#: With these "3 lần" may be said of what was added: from 5 to 20.
MORE = frozenset({"tăng", "cao hơn", "nhiều hơn", "lớn hơn", "hơn"})
#: Only with these the two amounts need not be two states: "gấp 4 lần vốn nhà nước".
FOLD = re.compile(r"(?:gấp|bằng)(?: (?:tới|đến|hơn|khoảng|gần|trên))*\s*$")
#: "gấp 3 lần" may be said of 2,7 or 3,3; nobody says it of 3,5.
_NICE = Decimal("0.45")


def find(page: Context) -> Iterator[Check]:
    """Yield every multiple that can be computed from what stands beside it."""
    for figures, changes in page.changes:
        found = [c for change in changes for c in _of_change(page, change)]
        yield from found
        told = {i for c in found for i in c.figures}
        for figure in figures:
            if _is_multiple(page, figure) and figure.id not in told:
                yield from _beside(page, figure, told)


def _is_multiple(page: Context, figure: Figure) -> bool:
    plain = figure.unit == "ratio" and figure.value_high is None
    return plain and bool(TIMES.search(page.before(figure, 70)))


def _of_change(page: Context, change: Change) -> Iterator[Check]:
    for figure in around(page, change):
        if _is_multiple(page, figure) and belongs(page, change, figure):
            yield from _times(page, change, figure)


def _beside(page: Context, figure: Figure, told: set[str]) -> Iterator[Check]:
    """Yield the verdict on a multiple whose two ends stand beside it in any other order."""
    near = beside.pairs(page, figure)
    change = change_beside(page, figure, told)
    if change is None and len(near) == 1 and FOLD.search(page.before(figure, 70)):
        small, large = sorted(near[0], key=lambda f: f.value)
        change = Change(small, large, None)
    if change and not beside.explained(page, figure, (change.first, change.last)):
        yield from _times(page, change, figure)


def _times(page: Context, change: Change, figure: Figure) -> Iterator[Check]:
    ratio = beside.ratio(change.last, change.first)
    said = TIMES.search(page.before(figure, 70))
    word = said.group(1) if said else ""
    if ratio and not (word in MORE and agreement(figure, (ratio[0] - 1, ratio[1] - 1))):
        figure = unbound(replace(figure, step=_NICE) if figure.step == 1 else figure, word)
        a, b = Fraction(change.first.value), Fraction(change.last.value)
        left = f"{Voice(change.last).bare(b)} : {Voice(change.first).bare(a)}"
        yield judged(change, figure, ratio, b / a, left)
