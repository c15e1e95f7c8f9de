"""Lengths of periods: "trong 6 năm" against 2014–2020, by the words and by the money."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.finding import finding
from khuyencong.reading.checks.tolerance import interval, meets
from khuyencong.reading.checks.wording import Voice, number, written
from khuyencong.reading.model import Check, Figure
from khuyencong.values.vocabulary import Bound, CheckKind, FigureKind, Severity

#: Two years as the ends of a period.
SPAN = re.compile(
    r"((?:19|20)\d\d)\s*(?:[-–—]|(?:đến|tới)(?: (?:hết|cuối|nay là))*(?: năm)?)\s*((?:19|20)\d\d)"
    r"|\b(?:bắt đầu|khởi (?:động|công|đầu|xướng)|mở đầu|từ)\b[^\d;.]{1,25}((?:19|20)\d\d)"
    r"\b[^\d;.]{1,30}\b(?:kết thúc|hoàn thành|đến|tới|khép lại)\b[^\d;.]{1,20}((?:19|20)\d\d)"
)
LASTING = re.compile(
    r"(?:sau|trong|qua|trải qua|suốt|của|giai đoạn|thời gian|nhìn lại|(?:19|20)\d\d\s*\()\s*$"
)
GOES_ON = re.compile(
    r"\s*năm\s*(?:qua\b|triển khai|thực hiện|giai đoạn|hoạt động|\(|,|tổ chức|thi hành|vừa qua)"
)
#: Before a number: it is the third of something, or no length of what is told.
ORDINAL = re.compile(r"(?:tháng|quý|ngày|đợt|lần|kỳ|số|khóa|mỗi|hàng|cứ|trước|hơn|gần)\s*$")
#: After "N năm": a rhythm, an age, or some of the years.
SOME_YEARS = re.compile(
    r"\s*năm\s*(?:/|một lần|\d+ lần|kinh nghiệm|tuổi|liền\b|liên tiếp|gần đây|đầu\b|cuối\b|trước"
    r"|còn lại|tiếp theo|tới\b|nữa)"
)
#: Between a length and a period: the length is of something else than the period.
OTHER_LENGTH = re.compile(
    r"thành lập|hoạt động|kinh nghiệm|tái lập|ra đời|xây dựng và|riêng|trước|so với"
    r"|nửa|bảo hành|\bsau\b|đến nay"
)
#: Between a length and a period: the period is that of a plan of which the length is a stage.
STAGE = re.compile(
    r"chương trình|kế hoạch|đề án|nghị quyết|quyết định|chỉ thị|nghị định|nhiệm vụ|mục tiêu"
    r"|công tác|chính sách|(?:của|trong|thuộc|cho) giai đoạn"
)
#: What may stand between a period and the length that is told after it.
EQUALS = re.compile(
    r"[\s,(:–-]*(?:(?:tức|là|kéo dài|trong|thời gian|thời hạn|gồm|tổng cộng|với|vòng|dài|tròn|có"
    r"|thực hiện|trải qua|đúng|diễn ra)\s*:?\s*)*"
)
#: Words of terms and anniversaries, which are counted from year to year.
FROM_YEAR_TO_YEAR = re.compile(
    r"nhiệm kỳ|đại hội|\bsau\b|tổng kết|sơ kết|kỷ niệm|thi hành"
    r"|năm thực hiện|nghị quyết|năm qua\b|vừa qua"
)
#: An act named between a length and its period, of which the number says nothing of years.
ACT_NUMBER = re.compile(r"\bsố\s*:?\s*\d[\w/.-]*")
#: "03 năm 2017, 2018 và 2019": the years themselves follow.
LISTED = re.compile(
    r"\s*năm\s*:?\s*((?:19|20)\d\d(?:(?:\s*[,;]\s*|\s*,?\s+và\s+)(?:năm )?(?:19|20)\d\d)+)"
    r"(?!\s*[-–—/\d])"
)
ROUND = frozenset({5, 10, 15, 20})
_COUNTS_YEARS = re.compile(r"\s*năm\b")
_BESIDE = 75
_MOST = 6
#: A number further from its list than this counts something else.
_LISTED_SLACK = 3


_ONE_OFF = "độ dài không tính một năm đầu hoặc cuối, trong khi số liệu tính đủ các năm."
_FAR = "một trong hai năm, hoặc chính độ dài, gõ nhầm hoặc thuộc về một giai đoạn khác."


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
    spans = [_years(m) for m in SPAN.finditer(page.low)]
    starts = [y.span[0] for y in spans]
    distant: dict[int, list[Figure]] = {}
    for figure in (f for f in page.figures if _is_length(page, f)):
        listed = LISTED.match(page.low, figure.number_end)
        if listed:
            yield from _of_listed(figure, listed)
            continue
        start, end = page.sentence(figure)
        near = spans[bisect_left(starts, start) : bisect_left(starts, end)][:_MOST]
        years = _beside(page, figure, near)
        if years:
            yield _direct(page, figure, years)
        elif _lasts(page, figure):
            distant.setdefault(int(figure.value), []).append(figure)
    own = _own(page, spans)
    for length, figures in distant.items():
        check = own and _against_own(page, length, figures, own)
        if check:
            yield check


def _of_listed(figure: Figure, listed: re.Match[str]) -> Iterator[Check]:
    """Yield the verdict on a length against the years named one by one behind it."""
    years = re.findall(r"\d{4}", listed.group(1))
    length, gap = int(figure.value), abs(int(figure.value) - len(years))
    if gap > _LISTED_SLACK or len(set(years)) < len(years):
        return
    yield finding(
        CheckKind.PERIOD_LENGTH,
        Severity.WARNING if gap else Severity.OK,
        f"“{length} năm” ↔ {', '.join(years)} là {len(years)} năm",
        [figure],
        stated=length,
        computed=len(years),
        why="một năm bị ghi thừa hoặc bỏ sót." if gap else "",
        passages=[listed.span(1)],
    )


def _years(match: re.Match[str]) -> Years:
    first, last = (int(y) for y in match.groups() if y)
    return Years(first, last, match.span())


def _is_length(page: Context, figure: Figure) -> bool:
    if not isinstance(figure.value, int) or not 2 <= figure.value <= 30 or figure.value_high:
        return False
    if figure.bound or figure.approximate or figure.kind is FigureKind.NORM:
        return False
    if not _COUNTS_YEARS.match(page.low, figure.number_end):
        return False
    rhythm = SOME_YEARS.match(page.low, figure.number_end)
    return not rhythm and not ORDINAL.search(page.before(figure, 10))


def _lasts(page: Context, figure: Figure) -> bool:
    """Return whether the words make a length told far from its period that of the report."""
    before, end = page.before(figure, 24), figure.number_end
    return bool(LASTING.search(before) or GOES_ON.match(page.low, end))


def _beside(page: Context, figure: Figure, spans: list[Years]) -> Years | None:
    """Return the period written next to a length, in the same sentence, with nothing between."""
    for years in spans:
        near = ACT_NUMBER.sub("", _words_between(page, figure, years))
        if years.last <= years.first or len(near) > _BESIDE or re.search(r"[;.]|\d", near):
            continue
        if not OTHER_LENGTH.search(near):
            return years
    return None


def _words_between(page: Context, figure: Figure, years: Years) -> str:
    """Return the text between a length and a period, whichever comes first."""
    if figure.number_end <= years.span[0]:
        return page.low[figure.number_end : years.span[0]]
    return page.low[years.span[1] : figure.number_start]


def _direct(page: Context, figure: Figure, years: Years) -> Check:
    """Return the verdict on a length beside its period; a shorter one may be a stage."""
    length = int(figure.value)
    if length == years.length:
        return _finding([figure], years, length, Severity.OK)
    doubtful = _says_same(page, figure, years) and not _anniversary(page, figure, years)
    severity = Severity.WARNING if doubtful else Severity.NOTE
    return _finding([figure], years, length, severity)


def _says_same(page: Context, figure: Figure, years: Years) -> bool:
    """Return whether a length and a period are put as one: "5 năm (2016-2020)"."""
    near = _words_between(page, figure, years)
    if figure.number_end > years.span[0]:
        return bool(EQUALS.fullmatch(near))
    if _of_past_act(page, near, years) and abs(int(figure.value) - years.length) > 1:
        return True
    title = page.reading.title
    titled = str(years.first) in title and str(years.last) in title
    return titled or figure.value > years.length or not STAGE.search(near)


def _of_past_act(page: Context, near: str, years: Years) -> bool:
    """Return whether "N năm … Quyết định số … (2014 - 2020)" speaks of years that are over."""
    period = page.reading.period
    cited = ACT_NUMBER.search(near) and near.endswith("(")
    over = period and isinstance(period.end, int) and period.end >= years.last
    return bool(cited and over)


def _anniversary(page: Context, figure: Figure, years: Years) -> bool:
    """Return whether a round length may be counted from the first year to the last."""
    if figure.value != years.length - 1 or figure.value not in ROUND:
        return False
    floor = page.sentence(figure)[0]
    start, end = sorted((figure.number_start, years.span[0]))
    return bool(FROM_YEAR_TO_YEAR.search(page.low, max(floor, start - 40), end + 12))


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
    }.get(severity, _FAR if abs(length - years.length) > 1 else _ONE_OFF)
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
