"""Relations of two sums of money: "01 đồng vốn ngân sách thu hút 5,5 đồng vốn đầu tư".

The two sums stand in the sentence of the claim, else in its paragraph, else just before it; sums
further off may confirm a claim and never belie it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.finding import finding
from khuyencong.reading.checks.tolerance import Interval, agreement, half_step, interval, quotient
from khuyencong.reading.checks.wording import Voice, number
from khuyencong.reading.model import Check, Figure
from khuyencong.values.vocabulary import CheckKind, FigureKind, FundingSource, Severity

#: The one đồng to which another sum is related.
ONE = re.compile(r"\b(?:(?:0?1|một)|mỗi(?: một)?)\s+đồng\b")
#: Another relation than that of two sums: of two years, or of a price.
NO_RATIO = re.compile(r"\b(?:tăng|giảm|tiết kiệm|lãi|lợi nhuận|thuế|giá)\b")
#: Words beside the money that others bring.
DRAWN = re.compile(
    r"đối ứng|thu hút|huy động|kéo theo|vốn đầu tư của|đóng góp|\bgóp\b|bỏ (?:ra|vốn|thêm)|tự có"
    r"|\bdân\b|doanh nghiệp|cơ sở|hợp tác xã|\bhộ\b|tư nhân|xã hội|ngoài ngân sách|tự lo"
)
#: Words beside the money of the state.
BASE = re.compile(r"khuyến công|ngân sách|nhà nước|hỗ trợ|vốn mồi|\bkcqg\b|\bkcđp\b|\btổng\b")
#: A relation of two sums is a number of this size; what is larger is a sum itself.
_LARGEST = 1000
#: Less money than this is a sum whose "triệu" stands elsewhere.
_SMALLEST = 100_000
_REACH = 4000
_MOST = 8


@dataclass(frozen=True)
class _Claim:
    """ "1 đồng … x đồng": the figures that say so, and the x with the values it stands for."""

    figures: tuple[Figure, ...]
    drawn: Figure
    start: int

    @property
    def value(self) -> Fraction:
        """The x."""
        high = self.drawn.value_high
        return Fraction(self.drawn.value if high is None else high)

    def agrees(self, computed: Interval) -> Severity | None:
        """Return how well the x stands for `computed`; of "1 - 5,5 đồng" the second end counts."""
        if self.drawn.value_high is None:
            return agreement(self.drawn, computed)
        half = half_step(self.drawn)
        low, high = computed
        return Severity.OK if low <= self.value + half and self.value - half <= high else None


def find(page: Context) -> Iterator[Check]:
    """Yield the check of each "one đồng draws n đồng" against the two sums nearby."""
    for match in ONE.finditer(page.low):
        claim = _claim(page, match)
        check = _check(page, claim) if claim else None
        if check:
            yield check


def _claim(page: Context, match: re.Match[str]) -> _Claim | None:
    """Return the claim that a "1 đồng" opens, where a small sum follows in its sentence."""
    end = page.sentence_at(match.start())[1]
    said = page.inside(match.start(), min(end, match.end() + 160))
    drawn = next((f for f in said if _is_small(f) and f.number_end > match.end()), None)
    if drawn is None or NO_RATIO.search(page.low, match.end(), drawn.number_start):
        return None
    ones = [f for f in said if f.number_start < match.end()]
    return _Claim((*ones, drawn), drawn, match.start())


def _is_small(figure: Figure) -> bool:
    largest = figure.value if figure.value_high is None else figure.value_high
    return figure.unit in ("VND", "ratio") and 0 < largest < _LARGEST


def _check(page: Context, claim: _Claim) -> Check | None:
    for amounts in _scopes(page, claim):
        if len(amounts) < 2:
            continue
        return _confirmed(claim, amounts) or _belied(page, claim, amounts) or _far(page, claim)
    return _far(page, claim)


def _scopes(page: Context, claim: _Claim) -> Iterator[list[Figure]]:
    """Yield the sums of the sentence, of its paragraph, and of what stands just before that."""
    yield _sums(page, page.sentence_at(claim.start))
    block = page.block_at(claim.start)
    if block is None:
        return
    yield _sums(page, (block.start, block.end))
    index = block.index
    while index and page.blocks[index - 1].kind == "item" and block.index - index < _MOST:
        index -= 1
    first = page.blocks[index if index < block.index else max(0, index - 1)]
    yield _sums(page, (first.start, block.start)) if first.kind != "row" else []


def _sums(page: Context, span: tuple[int, int]) -> list[Figure]:
    found = [f for f in page.inside(*span) if f.unit == "VND" and f.value >= _SMALLEST]
    return [f for f in found if f.value_high is None and f.kind is not FigureKind.NORM][-_MOST:]


def _confirmed(claim: _Claim, amounts: Sequence[Figure]) -> Check | None:
    """Return the verdict on the two of `amounts` whose relation the claim gives."""
    for other, base in permutations(amounts, 2):
        relation = quotient(interval(other), interval(base))
        verdict = claim.agrees(relation) if relation else None
        if verdict:
            return _finding(claim, other, base, verdict)
    return None


def _belied(page: Context, claim: _Claim, amounts: Sequence[Figure]) -> Check | None:
    """Return a warning where it is plain which sum draws and which is drawn."""
    drawn = [f for f in amounts if _is_drawn(page, f)]
    base = [f for f in amounts if f not in drawn]
    if len(amounts) == 2 and len(drawn) != 1:
        base, drawn = [min(amounts, key=_size)], [max(amounts, key=_size)]
    if len(drawn) == 1 and len(base) > 1:
        base = [f for f in base if BASE.search(_beside(page, f))][-1:]
    if len(drawn) != 1 or len(base) != 1:
        return None
    return _finding(claim, drawn[0], base[0], Severity.WARNING)


def _size(figure: Figure) -> Fraction:
    return Fraction(figure.value)


def _far(page: Context, claim: _Claim) -> Check | None:
    """Return a confirmation by the totals and counterparts told before, however far."""
    told = page.inside(max(0, claim.start - _REACH), claim.start)
    money = [f for f in told if f.unit == "VND" and f.value >= _SMALLEST]
    drawn = [f for f in money if _is_drawn(page, f)][-6:]
    state = [f for f in money if page.says_total(f) and not _is_drawn(page, f)][-6:]
    for other in reversed(drawn):
        for base in reversed(state):
            check = _confirmed(claim, (other, base))
            if check:
                return check
    return None


def _is_drawn(page: Context, figure: Figure) -> bool:
    """Return whether a sum is of others than the state, by its source or the words beside it."""
    if figure.funding_source is FundingSource.COUNTERPART:
        return True
    before = re.split(r"[;,(:]", page.before(figure, 90))[-1]
    last = [m.start() for m in DRAWN.finditer(before)][-1:]
    state = [m.start() for m in BASE.finditer(before)][-1:]
    if last or state:
        return last > state
    after = re.split(r"[;,).:]", page.after(figure, 50))[0]
    return bool(DRAWN.search(after)) and not BASE.search(after)


def _beside(page: Context, figure: Figure) -> str:
    """Return the words of the clause around a sum."""
    before = re.split(r"[;,(:]", page.before(figure, 90))[-1]
    return before + " " + re.split(r"[;,).:]", page.after(figure, 50))[0]


def _finding(claim: _Claim, other: Figure, base: Figure, severity: Severity) -> Check:
    voice = Voice(base)
    computed = Fraction(other.value) / Fraction(base.value)
    told = "" if severity is Severity.OK else f"; báo cáo ghi {number(claim.value)}"
    why = "tỷ số được tính trên một tổng khác, hoặc chưa tính lại khi số liệu đổi."
    return finding(
        CheckKind.RATIO,
        severity,
        f"{voice.bare(other.value)} : {voice.full(base.value)} = {number(computed, 2)} lần{told}",
        [base, other, *claim.figures],
        stated=claim.value,
        computed=computed,
        why="" if severity is Severity.OK else why,
    )
