"""Increases told as an amount: "từ 320 lên 380 cơ sở, tăng thêm 60 cơ sở"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from khuyencong.reading.checks import beside
from khuyencong.reading.checks.changes import DOWN, Change, around, belongs, told_by
from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.growth import change_beside, judged, unbound
from khuyencong.reading.checks.targets import is_goal
from khuyencong.reading.checks.tolerance import interval
from khuyencong.reading.checks.wording import Voice
from khuyencong.reading.model import Check, Figure
from khuyencong.reading.page import family

#: "Chênh lệch giữa A và B là C": which is more does not matter.
GAP = re.compile(r"(chênh lệch|chênh nhau|hơn nhau|kém nhau|cách nhau)[^\d,;.]*$")

#: Before an amount by which a goal was passed or missed.
MISSES = re.compile(
    r"(?:vượt|thiếu|hụt|thấp hơn|cao hơn|ít hơn|nhiều hơn)"
    r"(?: (?:mức|kế hoạch|chỉ tiêu|mục tiêu|là|được|khoảng|gần|hơn))*\s*$"
)


def find(page: Context) -> Iterator[Check]:
    """Yield every difference told beside its two ends."""
    for figures, changes in page.changes:
        found = [c for change in changes for c in _of_change(page, change)]
        yield from found
        told = {i for c in found for i in c.figures}
        if len(figures) > 2:
            for figure in figures:
                yield from _beside(page, figure, told) if figure.id not in told else ()


def _of_change(page: Context, change: Change) -> Iterator[Check]:
    for figure in around(page, change):
        if figure in (change.first, change.last) or family(figure) != family(change.first):
            continue
        verb = told_by(page, figure)
        if verb and belongs(page, change, figure):
            yield _difference(change, unbound(figure, verb), -1 if verb in DOWN else 1)


def _beside(page: Context, figure: Figure, told: set[str]) -> Iterator[Check]:
    """Yield the verdict on a difference whose two ends stand beside it in any other order."""
    text = re.sub(r"\([^()]*\)\s*", "", page.before(figure, 160))
    goal = _against_goal(page, figure)
    if goal:
        yield goal
        return
    verb = told_by(page, figure) or (GAP.search(text) and "chênh")
    change = change_beside(page, figure, told) if verb and verb != "thêm" else None
    if change is None or verb is None or family(change.first) != family(figure):
        return
    falls = verb in DOWN or (verb == "chênh" and change.last.value < change.first.value)
    yield _difference(change, unbound(figure, verb), -1 if falls else 1)


def _against_goal(page: Context, figure: Figure) -> Check | None:
    """Return the verdict on "vượt 12 cơ sở", "còn thiếu 12 cơ sở" beside a result and its goal."""
    if not MISSES.search(page.before(figure, 40)):
        return None
    for one, other in beside.pairs(page, figure):
        goals = [f for f, before in ((one, None), (other, one)) if is_goal(page, f, before)]
        if len(goals) == 1 and one.unit == figure.unit:
            small, large = sorted((one, other), key=lambda f: f.value)
            return _difference(Change(small, large, None), replace(figure, bound=None), 1)
    return None


def _difference(change: Change, figure: Figure, sign: int) -> Check:
    first, last = interval(change.first), interval(change.last)
    gap = sorted((sign * (last[0] - first[1]), sign * (last[1] - first[0])))
    ends = (change.last, change.first) if sign > 0 else (change.first, change.last)
    voice = Voice(change.first)
    left = f"{voice.bare(ends[0].value)} − {voice.bare(ends[1].value)}"
    computed = Fraction(ends[0].value) - Fraction(ends[1].value)
    return judged(change, figure, (gap[0], gap[1]), computed, left)
