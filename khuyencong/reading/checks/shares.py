"""Shares: "chiếm 43,49% tổng kinh phí", "57/63 tỉnh …, chiếm 90,48%". Of which whole?

A share is accused only where its whole is certain: written beside it, given by the breakdown it
stands in, or by the other shares of the same passage.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from khuyencong.reading.checks import beside
from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.finding import finding
from khuyencong.reading.checks.tolerance import (
    Interval,
    agreement,
    exact,
    exact_sum,
    half_step,
    interval,
    meets,
    out_of,
    quotient,
)
from khuyencong.reading.checks.wording import ROUGH, Voice, number, written
from khuyencong.reading.model import Check, Figure
from khuyencong.reading.page import FAMILIES, family
from khuyencong.reading.parts import ADMITS_MORE, OVERLAPPING
from khuyencong.values.vocabulary import CheckKind, FigureKind, Severity

CLAIMS = re.compile(
    r"(?:chiếm|tức(?: là)?|tương đương|(?:tương )?ứng(?: với)?|đạt tỷ lệ|tỷ (?:lệ|trọng)(?: là"
    r"| đạt|:)?|bằng|[-–—])\s*(?:tỷ (?:lệ|trọng)\s*)?(?:khoảng|gần|hơn|trên|tới|đến|đúng|chỉ)?\s*$"
)
BRACKETED = re.compile(r"\(\s*(?:chiếm|tỷ lệ|đạt|bằng)?\s*(?:tỷ lệ\s*)?$")
#: Only after "n/m" or "n trên tổng số m": elsewhere it speaks of a plan.
REACHES = re.compile(r"đạt(?: tỷ lệ)?\s*$")
#: After the percent: it measures something else than a share of what was just named.
NO_SHARE = re.compile(
    r"\s*%?\s*(?:/năm|so với|(?:của )?năm (?:\d|trước)|cùng kỳ|mục tiêu|kế hoạch|chỉ "
    r"tiêu|dự toán)|\s*%?\s*(?:giá trị|GDP|GRDP)"
)
GROWS = re.compile(
    r"(?:tăng|giảm|vượt|tăng trưởng|bình quân|hoàn thành|giải ngân|tiến độ)[^,;.]{0,30}$"
)
#: Before a part: so much of the whole was done, "đã giải ngân 11.760 triệu đồng, đạt 80%".
DONE = re.compile(
    r"(?:\bđã\b|giải ngân|thanh toán|quyết toán|nghiệm thu|được duyệt)[^,;.]{0,30}$"
    r"|\bsố\b[^,;.\d]{0,30}$"
)
#: The whole itself follows at once: "chiếm 70% trong 180 lao động".
WHOLE_AFTER = re.compile(r"\s*%?\)?\s*(?:trong|trên|của)\s+(?=\d)")
TOTAL_AFTER = re.compile(r"\s*%?\)?\s*(?:trong |trên |của |so với )?(?:tổng|toàn bộ)")
#: Between a percent and the part that follows it, and between that part and its whole.
OPENS_ENDS = re.compile(
    r"\s*%?[^\d;.()]{0,60}(?:\(|:|,\s*(?:tức|hay|cụ thể)(?: là)?|\b(?:với|gồm|ứng với))"
    r"\s*(?:có\s*)?"
)
OF = re.compile(
    r"\s*(?:[^\d,;.:()]{0,40}\b(?:trên|trong|của)(?: tổng| số| tổng số)?|[^\d,;.:()]{0,20}/)\s*"
)
NAMED_WHOLE = re.compile(
    r"\s*%?\)?\s*(?:(?:trong|trên|của) )?(?:tổng )?số (?:lượng )?(\w+(?: \w+){0,2})"
)
STRUCTURE = re.compile(r"trong đó|cơ cấu|gồm|chia ra|chiếm|còn lại")
GROWTH_WORDS = re.compile(r"tăng|giảm|đạt|so với|mục tiêu|kế hoạch|tỷ lệ")
#: Around a part and its supposed whole: they are two states, or a result and its goal.
COMPARED = re.compile(r"so với|tăng|giảm|cùng kỳ|mục tiêu|kế hoạch|chỉ tiêu|dự toán|nghị quyết|gấp")
AND = re.compile(r"[^\d,;.:()]{0,30}(?:\bvà|\bcùng|\bvới|\bhoặc|-|–)\s*")
YEAR = re.compile(r"\b(?:19|20)\d\d\b|[Qq]uý|[Tt]háng|[Đđ]ợt")
PLACE = re.compile(r"(?:[Hh]uyện|[Xx]ã|[Tt]ỉnh|[Vv]ùng|[Tt]hị xã|[Tt]hành phố|TP\.?) [A-ZĐ]")
#: Before a bracket: what it holds is of an earlier time, "giai đoạn trước (50 cơ sở)".
EARLIER = re.compile(
    r"(?:(?:giai đoạn|năm|kỳ|nhiệm kỳ) trước|năm ngoái|cùng kỳ(?: năm (?:trước|\d{4}))?)\s*\(\s*$"
)
AGE = re.compile(r"\s*tuổi\b")
#: A figure may be the whole of a share in a neighbouring passage this far back.
_REACH = 1600


@dataclass(frozen=True)
class Share:
    """One claim of a share: the part, the percent, and the whole where the words name it."""

    part: Figure
    percent: Figure
    whole: Figure | None


def find(page: Context) -> Iterator[Check]:
    """Yield a check for each share whose whole can be told."""
    yield from _shares_of_one(page)
    claims = [s for f in page.figures if f.unit == "percent" and (s := _claim(page, f))]
    settled: list[tuple[Share, Figure]] = []
    open_claims: list[Share] = []
    for share in claims:
        whole = share.whole or _fitting(page, share)
        verdict = _verdict(share, whole) if whole else None
        if whole is not None and verdict is not None:
            settled.append((share, whole))
            yield _check(share, whole, verdict)
        else:
            open_claims.append(share)
    for share in open_claims:
        if any(_verdict(Share(f, share.percent, f), f) for f in _fractions(page, share)):
            continue
        whole = share.whole or _by_neighbours(page, share, settled) or _evident(page, share)
        if whole is not None:
            yield _check(share, whole, Severity.ERROR)


def _fractions(page: Context, share: Share) -> list[Figure]:
    """Return the figures "n/N" of the sentence, of which a percent may be told from afar."""
    start, end = page.sentence(share.percent)
    at = share.percent.number_start
    return [f for f in page.inside(max(start, at - 300), min(end, at + 300)) if f.out_of]


def _shares_of_one(page: Context) -> Iterator[Check]:
    """Yield lists of three shares or more, "… 60%, … 30%, … 20%", that miss a hundred by little."""
    for start, end in page.sentences:
        listed = [f for f in page.inside(start, end) if f.unit == "percent"]
        if not 3 <= len(listed) <= 12 or len(listed) != len(page.inside(start, end)):
            continue
        text = page.low[start:end]
        reached = exact_sum(listed)
        vetoes = (GROWTH_WORDS, ADMITS_MORE, OVERLAPPING)
        if not STRUCTURE.search(text) or any(veto.search(text) for veto in vetoes):
            continue
        slack = sum((half_step(f) for f in listed), Fraction(0))
        if slack < abs(reached - 100) <= 15:
            left = " + ".join(number(f.value) for f in listed)
            yield finding(
                CheckKind.SUM,
                Severity.WARNING,
                f"{left} = {number(reached)}%, không phải 100%",
                listed,
                stated=100,
                computed=reached,
                why="một tỷ lệ gõ nhầm, hoặc các phần không cùng tính trên một tổng.",
            )


def _claim(page: Context, percent: Figure) -> Share | None:
    turned = _turned(page, percent) if percent.value_high is None else None
    if turned:
        return turned
    before = page.before(percent, 60)
    bracketed = BRACKETED.search(before)
    claimed = CLAIMS.search(before) or bracketed or TOTAL_AFTER.match(page.low, percent.number_end)
    reached = not claimed and REACHES.search(before)
    if not (claimed or reached) or GROWS.search(before):
        return None
    if NO_SHARE.match(page.low, percent.number_end) or percent.value_high is not None:
        return None
    part = _part_before(page, percent)
    if part and _of_other_things(page, percent, part):
        return None
    if part is None or (bracketed and _apart(page.between(part, percent))):
        return None
    chosen = _chosen_of(page, part)
    if chosen:
        return Share(chosen, percent, _plain(part))
    if reached and part.out_of is None and not _spent(page, part):
        return None
    return Share(part, percent, _named_whole(page, part, percent))


def _of_other_things(page: Context, percent: Figure, part: Figure) -> bool:
    """Return whether the whole named after a percent counts something else: "60% số làng nghề"."""
    named = NAMED_WHOLE.match(page.low, percent.number_end)
    unit = beside.unit_of(named.group(1)) if named else None
    return unit is not None and FAMILIES.get(unit, unit) != family(part)


def _plain(whole: Figure) -> Figure:
    """Return the 211 of "74 trên 211" without the "trên", which bounds nothing here."""
    return replace(whole, bound=None, approximate=False)


def _spent(page: Context, part: Figure) -> bool:
    """Return whether "đạt" may speak of what was done of a whole named before."""
    return bool(DONE.search(page.before(part, 40)) and not STRUCTURE.search(page.before(part, 40)))


def _turned(page: Context, percent: Figure) -> Share | None:
    """Return "chiếm 10,7% (1,885 tỷ) trong tổng kinh phí 10,41 tỷ", where the part comes second."""
    end = page.sentence(percent)[1]
    after = page.inside(percent.number_end, min(end, percent.number_end + 160))
    if after and after[0].out_of and OPENS_ENDS.fullmatch(page.between(percent, after[0])):
        return Share(after[0], percent, after[0])
    if len(after) < 2 or family(after[0]) != family(after[1]) or after[1].value < after[0].value:
        return None
    between = page.between(percent, after[0])
    opened = OPENS_ENDS.fullmatch(between)
    if opened and after[0].unit == after[1].unit and OF.fullmatch(page.between(*after[:2])):
        return Share(after[0], percent, _plain(after[1]))
    opened = re.fullmatch(
        r"\s*%?\s*(?:[^\d;.()]{0,45}\(|,?\s*(?:với|là|tương ứng(?: với)?|hay|:|,))\s*", between
    )
    if opened and re.search(
        r"\b(?:trong|trên|của)\b[^;.]*\btổng\b[^;.]*$", page.between(after[0], after[1])
    ):
        return Share(after[0], percent, after[1])
    return None


def _chosen_of(page: Context, whole: Figure) -> Figure | None:
    """Return the 4 of "4 trong số 12 huyện" where `whole` is the 12."""
    before = page.inside(max(page.sentence(whole)[0], whole.number_start - 60), whole.number_start)
    if not before or before[-1].value > whole.value:
        return None
    between = page.between(before[-1], whole)
    said = re.search(r"(?:trong|trên)(?: tổng)? số\s*$", between) or between.strip() == "trên"
    over = re.fullmatch(
        r"[^\d,;.:()]{0,20}(?:\b(?:trên|trong)(?: tổng(?: \w+){0,3})?|/)\s*", between
    )
    return before[-1] if said or (over and before[-1].unit == whole.unit) else None


def _apart(between: str) -> bool:
    """Return whether a percent in brackets belongs to something named after the figure."""
    return between.count("(") > 1 or bool(
        re.search(r"trong đó|trong số|\briêng\b|\bnhư\b", between)
    )


def _part_before(page: Context, percent: Figure) -> Figure | None:
    """Return the nearest figure before the percent that can be a part."""
    start = max(page.sentence(percent)[0], percent.number_start - 220)
    for figure in reversed(page.inside(start, percent.number_start)):
        between = page.between(figure, percent)
        if ";" in between or figure.value_high is not None:
            return None
        if _is_amount(figure) and not _is_aside(page, figure):
            return figure
    return None


def _is_amount(figure: Figure) -> bool:
    """Return whether a figure can be a part of something: no rate, no length of time."""
    return not figure.unit.startswith(("percent", "ratio", "year")) and "_per_" not in figure.unit


def _is_aside(page: Context, figure: Figure) -> bool:
    """Return whether a figure is an age, or tells in brackets how it was before."""
    aged = AGE.match(page.low, figure.number_end)
    return bool(aged or EARLIER.search(page.before(figure, 50)))


def _named_whole(page: Context, part: Figure, percent: Figure) -> Figure | None:
    """Return the whole that the words give: n/63, "trong tổng số 1.308 người", a breakdown."""
    if part.out_of is not None:
        return part
    after = page.inside(percent.number_end, min(page.sentence(percent)[1], percent.number_end + 90))
    if TOTAL_AFTER.match(page.low, percent.number_end) or WHOLE_AFTER.match(
        page.low, percent.number_end
    ):
        near = [f for f in after if family(f) == family(part) and f.value > part.value]
        if near and not re.search(r"[;,.]", page.between(percent, near[0])):
            return near[0]
    return None


def _fitting(page: Context, share: Share) -> Figure | None:
    """Return the likeliest whole that gives the percent: its breakdown, its passage, a total."""
    here = page.block_at(share.percent.number_start)
    for whole in _candidates(page, share):
        verdict = _verdict(share, whole)
        if verdict is Severity.OK or (verdict and page.block_at(whole.number_start) is here):
            return whole
    return None


def _candidates(page: Context, share: Share) -> Iterator[Figure]:
    part = share.part
    yield from page.wholes_of.get(part.id, ())
    near = page.inside(max(0, part.number_start - _REACH), part.number_start)
    yield from (f for f in reversed(near) if _may_hold(f, part))
    yield from (f for f in page.totals.get(family(part), ())[:60] if _may_hold(f, part))


def _may_hold(figure: Figure, part: Figure) -> bool:
    return (
        family(figure) == family(part)
        and figure.value >= part.value
        and figure is not part
        and figure.value_high is None
        and figure.kind is not FigureKind.NORM
    )


def _computed(share: Share, whole: Figure) -> Interval | None:
    part = interval(share.part)
    if whole is share.part:
        return quotient(part, (out_of(whole), out_of(whole)), 100)
    return quotient(part, interval(whole), 100)


def _verdict(share: Share, whole: Figure) -> Severity | None:
    """Return how the percent agrees with part and whole, None where it does not."""
    base = out_of(whole) if whole is share.part else exact(whole)
    made, told = 300 * exact(share.part), 3 * exact(share.percent) * base
    if made > 2 * told or told > 2 * made:
        return None
    computed = _computed(share, whole)
    return agreement(share.percent, computed) if computed else None


def _by_neighbours(
    page: Context, share: Share, settled: list[tuple[Share, Figure]]
) -> Figure | None:
    """Return the whole of which a neighbouring share of the same unit was rightly taken."""
    for other, whole in settled:
        same = family(other.part) == family(share.part) and whole is not other.part
        near = abs(other.percent.number_start - share.percent.number_start) < _REACH
        if same and near and whole.value >= share.part.value and _same_rank(page, other, share):
            return whole
    return None


def _same_rank(page: Context, one: Share, other: Share) -> bool:
    """Return whether two shares stand in one sentence, or in sibling items."""
    if page.sentence(one.percent) == page.sentence(other.percent):
        return True
    a, b = page.block_at(one.percent.number_start), page.block_at(other.percent.number_start)
    return bool(a and b and (a is b or (a.parent == b.parent and a.marker and b.marker)))


def _evident(page: Context, share: Share) -> Figure | None:
    """Return the one whole that the breakdown, or the sentence alone, leaves to choose."""
    wholes = page.wholes_of.get(share.part.id, ())
    if wholes and share.percent.value <= 100:
        return wholes[0]
    start = page.sentence(share.part)[0]
    before = [f for f in page.inside(start, share.part.number_start) if _may_hold(f, share.part)]
    totals = [f for f in before if page.says_total(f)]
    if share.percent.value > 100:
        return None
    if len(totals) == 1 and len(before) <= 2:
        return totals[0]
    whole = before[-1] if before else None
    if whole is None or len({f.value for f in before}) > 1:
        return None
    same = whole.unit == share.part.unit
    of_total = TOTAL_AFTER.match(page.low, share.percent.number_end)
    return whole if of_total or (same and not _side_by_side(page, whole, share)) else None


def _side_by_side(page: Context, whole: Figure, share: Share) -> bool:
    """Return whether two amounts are likelier two of a kind than a whole and its part."""
    between = page.between(whole, share.part)
    names = [
        page.text[f.number_start - len(page.before(f, 40)) : f.number_start]
        for f in (whole, share.part)
    ]
    return (
        any(
            f.unit.startswith("percent")
            for f in page.inside(whole.number_end, share.part.number_start)
        )
        or bool(COMPARED.search(page.before(whole, 60)) or COMPARED.search(between))
        or bool(AND.fullmatch(between))
        or all(YEAR.search(name) or PLACE.search(name) for name in names)
    )


def _check(share: Share, whole: Figure, severity: Severity) -> Check:
    part, percent = share.part, share.percent
    base = out_of(whole) if whole is part else exact(whole)
    computed = Fraction(part.value) * 100 / base
    voice = Voice(part)
    if whole is part:
        left = f"{voice.bare(part.value)}/{number(base)}"
    else:
        left = f"{voice.bare(part.value)} : {voice.full(base)}"
    right = f"{number(computed)}%"
    told = "" if severity is Severity.OK else f"; báo cáo ghi {written(percent)}"
    return finding(
        CheckKind.OUT_OF if whole is part else CheckKind.SHARE,
        severity,
        f"{left} = {right}{told}",
        [part, whole, percent],
        stated=percent.value,
        computed=computed,
        why=_cause(page_total=whole, share=share, severity=severity),
    )


def _cause(page_total: Figure, share: Share, severity: Severity) -> str:
    if severity is Severity.OK:
        return ""
    if severity is Severity.NOTE:
        return ROUGH
    if meets(interval(share.percent), (Fraction(100), Fraction(100))):
        return "tỷ lệ 100% thuộc về một tổng khác."
    implied = Fraction(share.part.value) * 100 / Fraction(share.percent.value or 1)
    base = Voice(share.part).full(implied)
    return (
        f"tỷ lệ được tính trên một tổng khác (khoảng {base}), hoặc chưa tính lại khi số liệu đổi."
    )
