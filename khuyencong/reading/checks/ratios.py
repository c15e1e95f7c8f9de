"""Relations of two sums of money: "01 đồng vốn ngân sách thu hút 5,5 đồng vốn đầu tư"."""

import re
from collections.abc import Iterator
from fractions import Fraction

from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.finding import finding
from khuyencong.reading.checks.tolerance import agreement, interval, quotient
from khuyencong.reading.checks.wording import Voice, number
from khuyencong.reading.model import Check, Figure
from khuyencong.values.vocabulary import CheckKind, FundingSource, Severity

ONE = re.compile(r"(?:cứ|mỗi|bình quân|trung bình|\b1 đồng|\bmột đồng)[^.;]{0,40}$")
DRAWS = re.compile(r"thu hút|huy động|kéo theo|đối ứng|lan tỏa")
DRAWN = re.compile(r"đối ứng|thu hút|huy động|vốn đầu tư của|đóng góp")
_REACH = 4000


def find(page: Context) -> Iterator[Check]:
    """Yield the check of each "one đồng draws n đồng" against the two sums nearby."""
    for one in page.figures:
        if one.value != 1 or not one.unit.startswith(("VND", "ratio")):
            continue
        drawn = next((f for f in page.mates(one) if f.number_start > one.number_end), None)
        if drawn is None or not DRAWS.search(page.between(one, drawn)) or drawn.value > 1000:
            continue
        check = _check(page, one, drawn)
        if check:
            yield check


def _check(page: Context, one: Figure, drawn: Figure) -> Check | None:
    near = [
        f
        for f in page.inside(max(0, one.number_start - _REACH), one.number_start)
        if f.unit == "VND"
    ]
    others = [f for f in near if _is_drawn(page, f)]
    state = [f for f in near if not _is_drawn(page, f) and page.says_total(f)]
    pairs = [
        (a, b)
        for a in reversed(others[-6:])
        for b in reversed(state[-6:])
        if a.value > 1000 and b.value > 1000
    ]
    for other, base in pairs:
        verdict = agreement(drawn, quotient(interval(other), interval(base)) or (Fraction(0),) * 2)
        if verdict:
            return _finding(one, drawn, other, base, verdict)
    if len(others) == 1 and len(state) == 1:
        return _finding(one, drawn, *pairs[0], Severity.WARNING) if pairs else None
    return None


def _is_drawn(page: Context, figure: Figure) -> bool:
    if figure.funding_source is FundingSource.COUNTERPART:
        return True
    return bool(DRAWN.search(page.before(figure, 90).rpartition(";")[2]))


def _finding(one: Figure, drawn: Figure, other: Figure, base: Figure, severity: Severity) -> Check:
    voice = Voice(base)
    computed = Fraction(other.value) / Fraction(base.value)
    told = "" if severity is Severity.OK else f"; báo cáo ghi {number(drawn.value)}"
    why = "tỷ số được tính trên một tổng khác, hoặc chưa tính lại khi số liệu đổi."
    return finding(
        CheckKind.RATIO,
        severity,
        f"{voice.bare(other.value)} : {voice.full(base.value)} = {number(computed, 2)} lần{told}",
        [base, other, one, drawn],
        stated=drawn.value,
        computed=computed,
        why="" if severity is Severity.OK else why,
    )
