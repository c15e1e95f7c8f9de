"""A whole with its parts: what makes a figure a part, and what forbids to add parts up.

Which figures the text hangs together so is found by `opened` (a phrase or a bracket opens the
parts) and by `reckoned` (the arithmetic proposes, the words only veto).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from khuyencong.reading.model import Figure
from khuyencong.reading.page import Page, family
from khuyencong.values.vocabulary import FigureKind, FundingSource

#: A phrase that says the list names only some.
ADMITS_MORE = re.compile(
    r"trong đó\s*[:,]?\s*có\b|chủ yếu|nhất là|đặc biệt|điển hình|tiêu biểu là|nổi bật|đáng chú ý"
    r"|\bnhư\b(?! sau| vậy| thế| trên)|\briêng\b(?! từng)|\.\.\.|…|v\.v|một số|trong số"
    r"|phần lớn|tập trung"
)
#: A property that several parts may share at once, so that they need not add up.
OVERLAPPING = re.compile(
    r"\bnữ\b|dân tộc|hộ nghèo|cận nghèo|khuyết tật|thanh niên|đảng viên|xuất khẩu|lần đầu|đạt chuẩn"
    r"|trình độ|kiêm nhiệm|đã được|hoàn thành|cấp khu vực|cấp quốc gia|khó khăn"
)
#: Before a number: it measures a change, a mean or a comparison and is no part.
NOT_A_PART = re.compile(
    r"(?:bình quân|trung bình|\bmỗi\b|tăng|giảm|vượt|so với|trị giá|tối đa)[^,;.:()]*$"
)
#: A remainder told with its number, before or after it.
REST = re.compile(
    r"\b(?:số )?còn (?:lại|phải|chưa)\b|\bgiữ lại\b|\bcòn(?: có| thiếu| dư| thừa| nợ| tồn)?(?= \d)"
    r"|\bsau khi (?:loại|trừ|bớt)\b|\bsố chưa\b|\btrừ(?= \d)"
)

#: Money that stands beside the state's and is often not counted into its total.
BESIDE = frozenset(
    {
        FundingSource.COUNTERPART,
        FundingSource.FOREIGN,
        FundingSource.SPONSOR,
        FundingSource.OWN_REVENUE,
        FundingSource.CAPITAL_INVESTMENT,
    }
)


@dataclass(frozen=True)
class Relation:
    """A whole and the parts that the text hangs on it."""

    whole: Figure
    parts: tuple[Figure, ...]
    cue: str
    start: int
    end: int
    #: The text itself says, or lets one expect, that more parts exist or that they overlap.
    partial: bool
    #: Other figures of the sentence that could be the whole instead, nearest first.
    rivals: tuple[Figure, ...] = ()
    #: How far parts that no phrase opens may miss a whole that they were meant to make.
    slack: Fraction | None = None


def is_part(page: Page, figure: Figure, whole: Figure) -> bool:
    """Return whether `figure` may be counted into `whole` by its words."""
    if figure.kind in (FigureKind.NORM, FigureKind.RATIO) and figure.kind is not whole.kind:
        return False
    if figure is whole or not adds(figure):
        return False
    return not NOT_A_PART.search(page.before(figure, 28))


def adds(figure: Figure) -> bool:
    """Return whether numbers of this kind add up: no percent, rate, year, range or "n/m"."""
    if figure.unit.startswith(("percent", "ratio", "year")) or "_per_" in figure.unit:
        return False
    return figure.value_high is None and figure.out_of is None


def by_family(figures: Sequence[Figure]) -> dict[str, list[Figure]]:
    """Return the figures that add up, by the unit under which they do."""
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        if adds(figure):
            found.setdefault(family(figure), []).append(figure)
    return found


def by_source(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Return whether the parts are money of different sources and the whole is of none."""
    sources = [f.funding_source for f in parts]
    told = None not in sources and len(set(sources)) == len(sources)
    free = (None, FundingSource.STATE_TOTAL, sources[0])  # the first often stands right behind
    return told and len(sources) > 1 and whole.funding_source in free


def misses_by(whole: Figure, parts: Sequence[Figure]) -> Fraction:
    """Return how far the sum of `parts` misses `whole`, as a part of it; 1 for none."""
    if not whole.value:
        return Fraction(1)
    reached = sum((Fraction(f.value) for f in parts), Fraction(0))
    return abs(reached / Fraction(whole.value) - 1)
