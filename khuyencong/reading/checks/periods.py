"""Lengths of periods: "trong 6 năm" against 2014–2020, by the words and by the money."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.finding import finding
from khuyencong.reading.checks.tolerance import interval, meets
from khuyencong.reading.checks.wording import Voice, number, written
from khuyencong.reading.model import Check, Figure
from khuyencong.values.vocabulary import Bound, CheckKind, Severity

SPAN = re.compile(
    r"((?:19|20)\d\d)\s*(?:[-–—]|đến(?: hết)?(?: năm)?|tới(?: năm)?)\s*((?:19|20)\d\d)"
)
LASTING = re.compile(
    r"(?:sau|trong|qua|trải qua|suốt|của|giai đoạn|thời gian|nhìn lại|(?:19|20)\d\d\s*\()\s*$"
)
GOES_ON = re.compile(
    r"\s*năm\s*(?:qua\b|triển khai|thực hiện|giai đoạn|hoạt động|\(|,|tổ chức|thi hành|vừa qua)"
)
#: Terms of office and anniversaries are counted from year to year.
ROUND = frozenset({5, 10, 15, 20})
_COUNTS_YEARS = re.compile(r"\s*năm\b")
_BESIDE = 75


@dataclass(frozen=True)
class Years:
    """A period in years, both ends included, and where it stands."""

    first: int
    last: int
    span: tuple[int, int]

    @property
    def length(self) -> int:
        """Number of years, both ends counted."""
        return self.last - self.first + 1


def find(page: Context) -> Iterator[Check]:
    """Yield lengths held against the period written beside them, then against the report's own."""
    lengths = [f for f in page.figures if _is_length(page, f)]
    spans = [_years(m) for m in SPAN.finditer(page.low)]
    distant: dict[int, list[Figure]] = {}
    for figure in lengths:
        years = _beside(page, figure, spans)
        if years:
            yield _direct(page, figure, years)
        else:
            distant.setdefault(int(figure.value), []).append(figure)
    own = _own(page, spans)
    for length, figures in distant.items():
        check = own and _against_own(page, length, figures, own)
        if check:
            yield check


def _years(match: re.Match[str]) -> Years:
    return Years(int(match.group(1)), int(match.group(2)), match.span())


def _is_length(page: Context, figure: Figure) -> bool:
    if not isinstance(figure.value, int) or not 2 <= figure.value <= 30 or figure.value_high:
        return False
    if figure.bound or figure.approximate or not _COUNTS_YEARS.match(page.low, figure.number_end):
        return False
    return bool(
        LASTING.search(page.before(figure, 24)) or GOES_ON.match(page.low, figure.number_end)
    )


def _beside(page: Context, figure: Figure, spans: list[Years]) -> Years | None:
    """Return the period written next to a length, in the same sentence, with nothing between."""
    start, end = page.sentence(figure)
    for years in spans:
        if years.last <= years.first or not start <= years.span[0] < end:
            continue
        after = page.low[figure.number_end : years.span[0]]
        before = page.low[years.span[1] : figure.number_start]
        near = after if figure.number_end <= years.span[0] else before
        if len(near) <= _BESIDE and not re.search(r"[;.]|\d", near):
            return years
    return None


def _direct(page: Context, figure: Figure, years: Years) -> Check:
    """Return the verdict on a length beside its period; a shorter one may be a stage."""
    length = int(figure.value)
    if length == years.length:
        severity = Severity.OK
    elif length > years.length or _says_same(page, figure, years):
        anniversary = length == years.length - 1 and length in ROUND
        severity = Severity.NOTE if anniversary else Severity.WARNING
    else:
        severity = Severity.NOTE
    return _finding([figure], years, length, severity)


def _says_same(page: Context, figure: Figure, years: Years) -> bool:
    """Return whether a length and a period are put as one: "5 năm (2016-2020)"."""
    low, high = sorted((figure.number_end, years.span[0]))
    near = (
        page.low[low:high]
        if figure.number_end <= years.span[0]
        else page.low[years.span[1] : figure.number_start]
    )
    title = page.reading.title
    if near.strip() == "(":
        return True
    titled = str(years.first) in title and str(years.last) in title
    return titled or bool(
        re.fullmatch(r"\s*năm\s*(?:giai đoạn\s*)?[(,]?\s*(?:từ |giai đoạn )?(?:năm )?", near)
    )


def _own(page: Context, spans: list[Years]) -> Years | None:
    """Return the period the report is about, with the place where it is first written."""
    period = page.reading.period
    wanted = (period.start, period.end) if period and period.start != period.end else None
    if wanted not in {(y.first, y.last) for y in spans}:
        told = Counter((y.first, y.last) for y in spans if y.last > y.first)
        wanted = told.most_common(1)[0][0] if told else None
    return next((y for y in spans if (y.first, y.last) == wanted), None)


def _against_own(page: Context, length: int, figures: list[Figure], own: Years) -> Check | None:
    """Return a verdict on a length told far from the period: money decides, else a note."""
    if length == own.length:
        return _finding(figures, own, length, Severity.OK)
    if length != own.length - 1:
        return None
    proof = _yearly_proof(page, own.length)
    if proof and not meets(_times(proof[0], length), interval(proof[1])):
        return _finding(figures, own, length, Severity.WARNING, proof)
    return _finding(figures, own, length, Severity.NOTE)


def _yearly_proof(page: Context, length: int) -> tuple[Figure, Figure] | None:
    """Return a yearly mean and the total that it makes in exactly `length` years."""
    for mean in page.figures:
        if mean.unit != "VND_per_year" or mean.bound not in (None, Bound.ABOUT):
            continue
        span = _times(mean, length)
        whole = next(
            (f for f in page.figures if f.unit == "VND" and f.value and meets(interval(f), span)),
            None,
        )
        if whole is not None and not whole.bound:
            return mean, whole
    return None


def _times(mean: Figure, length: int) -> tuple[Fraction, Fraction]:
    half = Fraction(mean.step) / 2
    return (Fraction(mean.value) - half) * length, (Fraction(mean.value) + half) * length


def _finding(
    figures: list[Figure],
    years: Years,
    length: int,
    severity: Severity,
    proof: tuple[Figure, Figure] | None = None,
) -> Check:
    told = f"“{length} năm” ↔ {years.first}–{years.last} là {years.length} năm"
    if proof:
        mean, whole = proof
        voice = Voice(mean)
        product = number(Fraction(mean.value) * years.length / voice.scale, 2)
        told += f"; {voice.bare(mean.value)} × {years.length} = {product} ({written(whole)})"
    why = {
        Severity.OK: "",
        Severity.NOTE: "độ dài được tính từ năm đầu tới năm cuối, không kể cả hai năm.",
    }.get(severity, "độ dài không tính một năm đầu hoặc cuối, trong khi số liệu tính đủ các năm.")
    return finding(
        CheckKind.PERIOD_LENGTH,
        severity,
        told,
        [*figures, *(proof or ())],
        stated=length,
        computed=years.length,
        why=why,
        passages=[years.span],
    )
