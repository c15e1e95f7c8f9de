"""Wholes that no phrase opens: the total after its parts, the rest, the first of a list.

Here the arithmetic proposes: in a sentence, or in two that follow each other, one number of a
unit is held against the others of that unit. The words say how far the others may miss it and
still be meant to make it, or veto.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from khuyencong.reading.model import Figure
from khuyencong.reading.opened import NEXT_ACTIVITY
from khuyencong.reading.page import Page
from khuyencong.reading.parts import (
    ADMITS_MORE,
    OVERLAPPING,
    REST,
    Relation,
    by_family,
    by_source,
    is_part,
    misses_by,
)

#: A word that makes the next number the whole of its sentence.
TOTALLY = re.compile(
    r"(?:\btổng\b(?! hợp| kết| cục| công ty)|cả thảy|tất cả|toàn bộ|cộng(?! đồng| tác| với| thêm)"
    r"|hợp lại|gộp lại|gộp chung|tính chung|tính gộp)(?:[^\d,;.:()]{0,45})?:?\s*$"
)
#: Before a whole that only some of what follows is taken from.
AMONG = re.compile(r"(?:trong|trên) tổng số\s*$")
#: The same words where they end a reckoning: "… Như vậy cả thảy nghề này có 5 tỷ".
CONCLUDES = re.compile(
    r"\s*(?:như vậy|vậy là|tính chung|tính ra|cộng|tổng cộng|cả thảy|tất cả|gộp|hợp lại|ba nguồn"
    r"|các khoản|các nguồn)"
)
#: Before the last number of a sentence: what the numbers before it come to.
COMES_TO = re.compile(
    r"(?:như (?:vậy|thế)|vậy là|tức là|thành|tính ra|cả (?:năm|kỳ|đợt|tỉnh|huyện|xã|vùng|nước|thảy"
    r"|hai|ba|bốn|năm)|chung|(?:sáu|chín|mười) tháng|\d tháng|=|hết)[^\d,;:.()]*$"
)
#: A total that may hold more than was just told.
RAISES = re.compile(r"nâng tổng|đưa tổng|lũy kế|lên\s*$")
#: Words that set two values of one measure side by side.
COMPARES = re.compile(
    r"nhất\b|tiếp (?:theo|đến)|đứng đầu|dẫn đầu|so với|tăng|giảm|cùng kỳ|kế hoạch|mục tiêu|đến năm"
    r"|lên|xuống"
)
#: One measure told for several times, or as it was and as it is.
CHANGES = re.compile(r"giảm|tăng|so với|xuống|chỉ còn|cùng kỳ|mục tiêu|chỉ tiêu")
#: The cues under which a check names what was found.
SAID, LISTED, BY_PLACE, LEFT = "tổng", ":", "…", "còn lại"
#: How far the parts may miss a whole that was meant, by what speaks for it.
SURE, LIKELY, CLOSE, NEAR = Fraction(1, 2), Fraction(1, 3), Fraction(1, 4), Fraction(1, 10)
_MOST = 30


@dataclass(frozen=True)
class _Guess:
    """A whole among figures of one unit, what speaks for it, and how far they may miss it."""

    whole: Figure
    parts: list[Figure]
    cue: str
    slack: Fraction


def reckoned(page: Page, found: Iterable[Relation]) -> Iterator[Relation]:
    """Yield the wholes of all sentences whose figures `found` does not explain yet."""
    taken = {f.id for r in found if len(r.parts) > 1 for f in (r.whole, *r.parts)}
    spans = [s for s in page.sentences if len(page.inside(*s)) <= _MOST]
    for span in spans:
        for alike in _free(page, span, taken):
            yield from _of_sentence(page, alike, span)
    for first, second in pairwise(spans):
        if page.block_at(first[0]) is page.block_at(second[0]):
            yield from _of_two(page, first, second, taken)


def _free(page: Page, span: tuple[int, int], taken: set[str]) -> Iterator[list[Figure]]:
    """Yield the figures of each unit of a sentence where none of them is taken."""
    for alike in by_family(page.inside(*span)).values():
        if not taken & {f.id for f in alike}:
            yield alike


def _of_sentence(page: Page, alike: list[Figure], span: tuple[int, int]) -> Iterator[Relation]:
    guesses = [
        guess
        for some in _clauses(page, alike)
        for guess in _guesses(page, some, span)
        if len(guess.parts) > 1 and misses_by(guess.whole, guess.parts) <= guess.slack
    ]
    if not guesses:
        return
    guess = next((g for g in guesses if not misses_by(g.whole, g.parts)), guesses[0])
    text = page.low[alike[0].number_start : span[1]]
    partial = guess.cue != LEFT and bool(
        ADMITS_MORE.search(text) or (OVERLAPPING.search(text) and guess.cue == BY_PLACE)
    )
    yield Relation(guess.whole, tuple(guess.parts), guess.cue, *span, partial, slack=guess.slack)


def _clauses(page: Page, alike: list[Figure]) -> Iterator[list[Figure]]:
    """Yield the figures up to the first clause that tells of something else, then all of them."""
    for at in range(3, len(alike)):
        between = page.between(alike[at - 1], alike[at])
        if NEXT_ACTIVITY.match(between.partition(";")[2]):
            yield alike[:at]
            break
    if len(alike) > 2:
        yield alike


def _guesses(page: Page, alike: list[Figure], span: tuple[int, int]) -> Iterator[_Guess]:
    for find in (_rest, _said, _last, _first):
        for guess in find(page, alike, span):
            parts = [f for f in guess.parts if is_part(page, f, guess.whole)]
            yield replace(guess, parts=parts)


def _rest(page: Page, alike: list[Figure], span: tuple[int, int]) -> Iterator[_Guess]:
    """Yield "159 cơ sở: 128 xong, còn 26": the greatest with the others, one called the rest."""
    whole = max(alike, key=lambda f: f.value)
    if _is_rest(page, whole):
        whole = alike[0]
    others = [f for f in alike if f is not whole]
    if any(_is_rest(page, f) for f in others):
        yield _Guess(whole, others, LEFT, NEAR if CHANGES.search(page.low, *span) else LIKELY)


def _is_rest(page: Page, figure: Figure) -> bool:
    """Return whether the words beside a number call it what is left."""
    before = page.before(figure, 45)
    found = [m.end() for m in REST.finditer(before + page.low[figure.number_start])]
    joined = bool(found) and not re.search(r"[\d,;.:()]", before[found[-1] :])
    return joined or bool(re.match(r"(?:\s+[^\W\d_]+){0,4}\s+còn lại", page.after(figure, 45)))


def _said(page: Page, alike: list[Figure], span: tuple[int, int]) -> Iterator[_Guess]:
    """Yield the one figure that the words call a total, with the others."""
    said = [f for f in alike if TOTALLY.search(page.before(f, 60))]
    if len(said) == 1 and not (said[0] is alike[0] and AMONG.search(page.before(said[0], 60))):
        whole, parts = said[0], [f for f in alike if f is not said[0]]
        placed = whole is alike[-1] or _opens_list(page, alike)
        sure = placed and not RAISES.search(page.before(whole, 60))
        yield _Guess(whole, parts, SAID, SURE if sure else CLOSE)


def _opens_list(page: Page, alike: list[Figure]) -> bool:
    return bool(re.search(r"[:;(]", page.between(alike[0], alike[1])))


def _last(page: Page, alike: list[Figure], span: tuple[int, int]) -> Iterator[_Guess]:
    """Yield the last figure where the words before it draw the sum of the others."""
    last = alike[-1]
    if COMES_TO.search(page.before(last, 60)) and not COMPARES.search(page.low, *span):
        yield _Guess(last, alike[:-1], SAID, CLOSE)


def _first(page: Page, alike: list[Figure], span: tuple[int, int]) -> Iterator[_Guess]:
    """Yield the first figure with those after it, where nothing sets them side by side."""
    if COMPARES.search(page.low, span[0], alike[-1].number_end):
        return
    whole, parts = alike[0], alike[1:]
    if _side_by_side(page, alike):
        return
    if re.search(r"[:;]", page.between(whole, parts[0])):
        yield _Guess(whole, parts, LISTED, CLOSE)
    elif by_source(whole, parts):
        yield _Guess(whole, parts, LISTED, LIKELY)
    else:
        yield _Guess(whole, parts, BY_PLACE, NEAR)


def _side_by_side(page: Page, alike: list[Figure]) -> bool:
    """Return whether the first number is told of a thing named like those of the others."""
    before = [page.before(f, 60) for f in alike]
    names = [re.split(r"[,;:.()]|\bvà\b", words)[-1].split() for words in before]
    nouns = [name[0] if name else "" for name in names]
    alone = sum(1 for noun in nouns[1:] if noun and noun == nouns[0])
    return 2 * alone >= len(nouns) - 1


def _of_two(
    page: Page, first: tuple[int, int], second: tuple[int, int], taken: set[str]
) -> Iterator[Relation]:
    """Yield "A; B, C. Cả thảy T." and "Tổng vốn T. A; B; C." over two neighbouring sentences."""
    there = by_family(page.inside(*first))
    for unit, here in by_family(page.inside(*second)).items():
        before = there.get(unit, [])
        if taken & {f.id for f in (*before, *here)}:
            continue
        if len(here) == 1 and len(before) > 1:
            yield from _concluded(page, here[0], before, (first[0], second[1]))
        elif len(before) == 1 and len(here) > 1:
            yield from _announced(page, before[0], here, (first[0], second[1]))


def _concluded(
    page: Page, whole: Figure, before: list[Figure], span: tuple[int, int]
) -> Iterator[Relation]:
    if not TOTALLY.search(page.before(whole, 60)) or RAISES.search(page.before(whole, 60)):
        return
    parts = tuple(f for f in before if is_part(page, f, whole))
    concludes = CONCLUDES.match(page.low, page.sentence(whole)[0]) or by_source(whole, before)
    slack = LIKELY if concludes else NEAR
    if len(parts) > 1 and not COMPARES.search(page.low, span[0], page.sentence(whole)[0]):
        yield Relation(whole, parts, SAID, *span, False, slack=slack)


def _announced(
    page: Page, whole: Figure, here: list[Figure], span: tuple[int, int]
) -> Iterator[Relation]:
    said = TOTALLY.search(page.before(whole, 60))
    parts = tuple(f for f in here if is_part(page, f, whole))
    if not said or len(parts) < 2 or COMPARES.search(page.low, *page.sentence(here[0])):
        return
    text = page.low[slice(*page.sentence(here[0]))]
    partial = bool(ADMITS_MORE.search(text) or OVERLAPPING.search(text))
    slack = LIKELY if by_source(whole, list(parts)) else NEAR
    yield Relation(whole, parts, LISTED, *span, partial, slack=slack)
