"""Growth: "từ A năm X lên B năm Y", "tăng C", "tăng bình quân g %/năm", means of yearly rates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.finding import finding
from khuyencong.reading.checks.tolerance import Interval, agreement, interval, meets, quotient
from khuyencong.reading.checks.wording import Voice, number, written
from khuyencong.reading.model import Check, Figure, YearSpan
from khuyencong.reading.page import family
from khuyencong.values.vocabulary import CheckKind, Severity

#: Between the two ends of a change.
TO = re.compile(r"\b(?:lên(?: thành| tới| đến)?|đến|xuống(?: còn)?|còn|đạt|thành)\b[^.;]{0,60}$")
FROM = re.compile(r"\btừ\b[^.;]{0,40}$")
CHANGE = re.compile(
    r"(tăng|giảm|nhiều hơn|cao hơn|ít hơn|thấp hơn|thêm)(?: thêm| được)?(?: khoảng| "
    r"gần| hơn| trên)?"
    r"(?: so với)?(?: (?:cùng kỳ )?năm (?:\d{4}|trước))?(?: là)?\s*$"
)
DOWN = frozenset({"giảm", "ít hơn", "thấp hơn"})
#: "bằng 162,6% so với năm 2017": the later value in percent of the earlier.
OF_LAST = re.compile(r"(?:bằng|đạt)(?: khoảng| gần| hơn| trên)?\s*$")
COMPARED = re.compile(r"[\s%]*(?:(?:so với|của|mức)\s+)?(?:cùng kỳ|năm|\d|mức)")
TIMES = re.compile(r"(?:gấp|tăng)(?: khoảng| gần| hơn| trên)?\s*$")
MEAN = re.compile(r"bình quân|trung bình|hằng năm|hàng năm|mỗi năm")
YEARLY = re.compile(r"tăng|giảm|tăng trưởng")
SPAN = re.compile(r"((?:19|20)\d\d)\s*(?:[-–—]|đến(?: năm)?)\s*((?:19|20)\d\d)")
YEAR = re.compile(r"\b(19|20)\d\d\b")
#: Before the earlier value: "so với năm 2019 (…)", "so với mức …", "năm trước là …".
BASE = re.compile(r"(?:so với|cùng kỳ|năm trước|năm ngoái|gấp [\d.,]+ lần)[^,;.]{0,48}$")
BASE_AFTER = re.compile(r"so với[^,;.]{0,70}$")
#: The earlier value in brackets: "đạt B (năm 2019 đạt A)".
IN_BRACKET = re.compile(r"\((?:cùng kỳ|năm (?:19|20)\d\d|năm trước)[^()]{0,20}$")
TARGETED = re.compile(r"\s*%?\)?\s*(?:so với\s*)?(?:mục tiêu|kế hoạch|chỉ tiêu|dự toán)")


#: After an increase: its own two ends follow.
OWN_ENDS = re.compile(r"[^\d,;.()]{0,14}[,(]?\s*từ\s+\d")
#: Words between a comma and "tăng" that go on with the same measure.
SAME_SUBJECT = re.compile(
    r"\s*(?:tức|hay|nghĩa|có nghĩa|tương đương|tương ứng|bình quân|trung bình|tốc độ|mức|tỷ lệ"
    r"|đã|và|như vậy|năm|mỗi|đạt|so|chênh|nhịp|đồng|tỷ|triệu|cơ sở|lao động|người|%|nghìn|ngàn)\b"
)
_REACH = 400
LEADS_ON = re.compile(
    r"[^\d,;.()]{0,40}[,(]?\s*từ\s*|\s*%?\s*\(\s*|[^\d;.]{0,60}\b(?:nâng|đưa)\b[^\d;.]{0,80}"
)


@dataclass(frozen=True)
class Change:
    """Two ends of one measure and the years at which they were taken, where the text tells."""

    first: Figure
    last: Figure
    years: int | None


def find(page: Context) -> Iterator[Check]:
    """Yield every growth that can be computed from what stands in its own sentence."""
    for start, end in page.sentences:
        figures = page.inside(start, end)
        if len(figures) < 3:
            continue
        changes = list(_changes(page, figures))
        for change in changes:
            yield from _of_change(page, change)
        yield from _of_series(page, changes)
        yield from _mean_of_rates(page, figures, (start, end))


def _changes(page: Context, figures: list[Figure]) -> Iterator[Change]:
    """Yield two values of one measure in one sentence, the earlier first."""
    measured = [f for f in figures if _is_value(page, f)]
    for one, other in pairwise(measured):
        if one.unit != other.unit or one.value_high is not None or other.value_high is not None:
            continue
        if (FROM.search(page.before(one, 60)) and TO.search(page.between(one, other))) or (
            BASE.search(page.before(one, 50)) and not BASE.search(page.before(other, 50))
        ):
            yield Change(one, other, _years(page, one, other))
        elif IN_BRACKET.search(page.between(one, other)):
            yield Change(other, one, None)
        elif BASE.search(page.before(other, 50)) or BASE_AFTER.search(page.between(one, other)):
            yield Change(other, one, _years(page, other, one))
        elif (years := _written_years(page, one, other)) and years[0] != years[1]:
            first, last = (one, other) if years[0] < years[1] else (other, one)
            yield Change(first, last, abs(years[1] - years[0]))


def _written_years(page: Context, one: Figure, other: Figure) -> tuple[int, int] | None:
    """Return the year named in the clause of each figure, where each clause names just one."""
    found = []
    for figure in (one, other):
        clause = re.split(r"[,;.()]", page.before(figure, 80))[-1] + " "
        clause += re.split(r"[,;.()]", page.after(figure, 24))[0]
        years = {m.group() for m in YEAR.finditer(clause)}
        if len(years) != 1:
            return None
        found.append(int(years.pop()))
    return found[0], found[1]


def _years(page: Context, first: Figure, last: Figure) -> int | None:
    """Return how many years lie between the ends of a change, or None."""
    tail = page.low[last.number_end : last.number_end + 60]
    begin = YEAR.search(page.between(first, last)) or _last_year(page.before(first, 60))
    close = YEAR.search(re.split(r"[;.]", tail)[0])
    between = YEAR.findall(page.between(first, last))
    if begin and close and len(between) <= 2:
        return int(close.group()) - int(begin.group()) or None
    return _by_periods(first.period, last.period) or _by_span(page, first)


def _by_span(page: Context, figure: Figure) -> int | None:
    """Return the years from first to last of the one period that the sentence names."""
    start, end = page.sentence(figure)
    spans = set(SPAN.findall(page.low[start:end]))
    if len(spans) != 1:
        return None
    (first, last) = spans.pop()
    return int(last) - int(first) or None


def _last_year(text: str) -> re.Match[str] | None:
    return next(iter([*YEAR.finditer(text)][::-1]), None)


def _by_periods(first: YearSpan | None, last: YearSpan | None) -> int | None:
    if first and last and isinstance(first.end, int) and isinstance(last.end, int):
        return last.end - first.end or None
    return None


def _around(page: Context, change: Change) -> list[Figure]:
    """Return the figures of the sentence within reach of a change."""
    ends = sorted((change.first.number_start, change.last.number_start))
    start, end = page.sentence(change.first)
    return page.inside(max(start, ends[0] - _REACH), min(end, ends[1] + _REACH))


def _of_change(page: Context, change: Change) -> Iterator[Check]:
    """Yield the checks of the increases, in amount, percent or times, told of one change."""
    for figure in _around(page, change):
        if figure is change.first or figure is change.last or not _belongs(page, change, figure):
            continue
        before = page.before(figure, 70)
        said = not TARGETED.match(page.low, figure.number_end) and CHANGE.search(before)
        if figure.unit == "ratio" and TIMES.search(before):
            yield from _times(change, figure)
        elif said and not _is_mean(page, figure):
            yield from _amount(change, figure, said.group(1))
        elif _is_of_last(page, figure):
            yield from _percent_of_first(change, figure)


def _is_of_last(page: Context, figure: Figure) -> bool:
    """Return whether a percent is "bằng 162,6% so với năm 2017"."""
    said = figure.unit == "percent" and OF_LAST.search(page.before(figure, 70))
    return bool(said and COMPARED.match(page.low, figure.number_end))


def _of_series(page: Context, changes: list[Change]) -> Iterator[Check]:
    """Yield the checks of the mean growths told of a change, or of several end to end."""
    for change in _joined(changes):
        for figure in _around(page, change):
            if _is_mean(page, figure) and _belongs(page, change, figure, mean=True):
                yield from _mean_growth(change, figure)


def _joined(changes: list[Change]) -> Iterator[Change]:
    """Yield changes that follow one another (2021 → 2022 → 2023) as one."""
    run: list[Change] = []
    for change in changes:
        if run and run[-1].last is not change.first:
            yield _as_one(run)
            run = []
        run.append(change)
    if run:
        yield _as_one(run)


def _as_one(run: list[Change]) -> Change:
    years = [c.years for c in run]
    whole = None if None in years else sum(y for y in years if y)
    return Change(run[0].first, run[-1].last, whole)


def _is_mean(page: Context, figure: Figure) -> bool:
    clause = re.split(r"[;.]", page.before(figure, 70))[-1]
    return _is_rate(figure) and bool(MEAN.search(clause) and YEARLY.search(clause))


def _belongs(page: Context, change: Change, figure: Figure, mean: bool = False) -> bool:
    """Return whether an increase is told of this change and of no other value between."""
    ends = sorted((change.first, change.last), key=lambda f: f.number_start)
    if figure.number_start > ends[1].number_start:
        between = page.between(ends[1], figure)
        told_next = re.search(r";\s*(?:tăng|giảm)[^;,]*$", between)
        parted = ";" in between and not (mean or told_next)
        near, parted = (ends[1], figure), parted or _of_another(page, between, figure)
    elif figure.number_start > ends[0].number_start:
        near, parted = (ends[0], ends[1]), ends[0] is change.first
    else:
        own = re.search(r"tăng|giảm", page.between(figure, ends[0]))
        near, parted = (
            (figure, ends[0]),
            bool(own) if mean else not _leads_on(page, figure, ends[0]),
        )
    inner = page.inside(near[0].number_end, near[1].number_start)
    return not parted and not any(_is_value(page, f) for f in inner if f is not figure)


def _of_another(page: Context, between: str, figure: Figure) -> bool:
    """Return whether an increase has a subject, or ends, of its own."""
    if OWN_ENDS.match(page.low, figure.number_end):
        return True
    head = re.split(r"[,;()]", between)[-1]
    subject = re.split(
        r"tăng|giảm|gấp|bằng|nhiều hơn|cao hơn|ít hơn|thấp hơn|thêm|phát triển", head
    )
    return len(subject) > 1 and bool(subject[0].split()) and not SAME_SUBJECT.match(subject[0])


def _leads_on(page: Context, figure: Figure, first: Figure) -> bool:
    """Return whether "từ A lên B" follows at once: "tăng 25% (từ A lên B)"."""
    return bool(LEADS_ON.fullmatch(page.between(figure, first)))


def _is_value(page: Context, figure: Figure) -> bool:
    """Return whether a figure is a value of some measure, not a change of one."""
    if figure.unit.startswith(("percent", "ratio", "year")):
        return False
    return not CHANGE.search(page.before(figure, 40))


def _is_rate(figure: Figure) -> bool:
    return figure.unit in ("percent", "percent_per_year")


def _amount(change: Change, figure: Figure, word: str) -> Iterator[Check]:
    """Yield the check of "tăng C" beside "từ A lên B", in the unit of A or in percent."""
    first, last = interval(change.first), interval(change.last)
    sign = -1 if word in DOWN else 1
    a, b = Fraction(change.first.value), Fraction(change.last.value)
    if family(figure) == family(change.first):
        gap = sorted((sign * (last[0] - first[1]), sign * (last[1] - first[0])))
        yield from _judged(
            change, figure, (gap[0], gap[1]), sign * (b - a), _difference(change, sign)
        )
    elif figure.unit == "percent" and a:
        ratio = quotient(last, first, 100)
        if ratio:
            gap = sorted((sign * (ratio[0] - 100), sign * (ratio[1] - 100)))
            told = f"{Voice(change.last).bare(b)} : {Voice(change.first).full(a)} − 100%"
            yield from _judged(change, figure, (gap[0], gap[1]), sign * (b / a * 100 - 100), told)


def _difference(change: Change, sign: int) -> str:
    voice = Voice(change.first)
    ends = (change.last, change.first) if sign > 0 else (change.first, change.last)
    return f"{voice.bare(ends[0].value)} − {voice.bare(ends[1].value)}"


def _judged(
    change: Change, figure: Figure, span: Interval, computed: Fraction, left: str
) -> Iterator[Check]:
    severity = agreement(figure, span) or Severity.ERROR
    right = "%" if figure.unit.startswith("percent") else Voice(figure).unit
    shown = number(computed / Voice(figure).scale, 2)
    told = "" if severity is Severity.OK else f"; báo cáo ghi {written(figure)}"
    yield finding(
        CheckKind.GROWTH,
        severity,
        f"{left} = {shown}{right}{told}",
        [change.first, change.last, figure],
        stated=figure.value,
        computed=computed,
        why=""
        if severity is Severity.OK
        else "mức tăng chưa tính lại sau khi một trong hai số được sửa.",
    )


def _times(change: Change, figure: Figure) -> Iterator[Check]:
    ratio = quotient(interval(change.last), interval(change.first))
    if ratio:
        left = (
            f"{Voice(change.last).bare(change.last.value)} : "
            f"{Voice(change.first).bare(change.first.value)}"
        )
        computed = Fraction(change.last.value) / Fraction(change.first.value)
        yield from _judged(change, figure, ratio, computed, left)


def _percent_of_first(change: Change, figure: Figure) -> Iterator[Check]:
    ratio = quotient(interval(change.last), interval(change.first), 100)
    if ratio:
        left = (
            f"{Voice(change.last).bare(change.last.value)} : "
            f"{Voice(change.first).full(change.first.value)}"
        )
        computed = Fraction(change.last.value) * 100 / Fraction(change.first.value)
        yield from _judged(change, figure, ratio, computed, left)


def compound(first: Fraction, last: Fraction, years: int) -> Fraction:
    """Return the yearly percent that carries `first` to `last` in `years` years."""
    ratio = Decimal(last.numerator * first.denominator) / Decimal(
        last.denominator * first.numerator
    )
    return Fraction((ratio.ln() / years).exp()) * 100 - 100


def _mean_growth(change: Change, figure: Figure) -> Iterator[Check]:
    """Yield the check of a mean yearly growth against the compound and the arithmetic one."""
    first, last, years = interval(change.first), interval(change.last), change.years
    if years is None or years < 1 or first[0] <= 0 or last[0] <= 0:
        return
    a, b = Fraction(change.first.value), Fraction(change.last.value)
    sign = 1 if b >= a else -1
    exact, plain = sign * compound(a, b, years), sign * (b / a - 1) * 100 / years
    low, high = sorted(
        (sign * compound(first[1], last[0], years), sign * compound(first[0], last[1], years))
    )
    severity = agreement(figure, (low, high))
    if severity is None:
        simple = agreement(figure, (plain, plain)) and abs(plain - exact) <= 1
        severity = Severity.NOTE if simple else Severity.WARNING
    voice = Voice(change.first)
    told = "" if severity is Severity.OK else f"; báo cáo ghi {written(figure)}"
    yield finding(
        CheckKind.GROWTH,
        severity,
        f"{voice.bare(a)} → {voice.full(b)} trong {years} năm: tăng kép {number(exact, 2)}%/năm"
        f" (số học {number(plain, 2)}%){told}",
        [change.first, change.last, figure],
        stated=figure.value,
        computed=exact,
        why=_mean_cause(severity, a, b, years, figure),
    )


def _mean_cause(severity: Severity, a: Fraction, b: Fraction, years: int, figure: Figure) -> str:
    if severity is Severity.OK:
        return ""
    if severity is Severity.NOTE:
        return "mức bình quân được tính theo số học, không theo tăng trưởng kép."
    if agreement(figure, (abs(b / a - 1) * 100 / years,) * 2):
        return (
            f"mức tăng được chia đều cho {years} năm, trong khi tăng bình quân tính theo tăng kép."
        )
    for other in (years - 1, years + 1):
        if other and agreement(figure, (abs(compound(a, b, other)),) * 2):
            return f"mức bình quân được tính cho {other} năm thay vì {years} năm."
    return "mức bình quân là trung bình của các tỷ lệ năm, hoặc theo giá khác với hai số đầu, cuối."


def _mean_of_rates(page: Context, figures: list[Figure], span: tuple[int, int]) -> Iterator[Check]:
    """Yield the check of a mean against the yearly rates listed in the same sentence."""
    rates = [f for f in figures if _is_rate(f) and f.value_high is None]
    if len(rates) < 4:
        return
    means = [f for f in rates if MEAN.search(_clause(page, f))]
    yearly = [
        f for f in rates if f not in means and re.search(r"năm \d{4}[^,;]*$", page.before(f, 40))
    ]
    if len(means) != 1 or len(yearly) < 3:
        return
    yield _rates_check(means[0], yearly)


def _clause(page: Context, figure: Figure) -> str:
    return re.split(r"[,;()]", page.before(figure, 80))[-1]


def _rates_check(mean: Figure, yearly: list[Figure]) -> Check:
    count = len(yearly)
    plain = sum((Fraction(f.value) for f in yearly), Fraction(0)) / count
    exact = _geometric([Fraction(f.value) for f in yearly])
    spans = [interval(f) for f in yearly]
    wide = (_geometric([low for low, _ in spans]), sum((h for _, h in spans), Fraction(0)) / count)
    if agreement(mean, (plain, plain)) or agreement(mean, (exact, exact)):
        severity = Severity.OK
    else:
        severity = Severity.NOTE if meets(interval(mean), wide) else Severity.WARNING
    return finding(
        CheckKind.GROWTH,
        severity,
        f"Tăng bình quân {written(mean)}: số học {number(plain, 2)}% · kép {number(exact, 2)}%",
        [*yearly, mean],
        stated=mean.value,
        computed=plain,
        why=_rates_cause(severity, yearly),
    )


def _rates_cause(severity: Severity, yearly: list[Figure]) -> str:
    coarse = max(f.step for f in yearly)
    rough = ", ".join(f"“{written(f)}”" for f in yearly if f.step == coarse)
    return {
        Severity.OK: "",
        Severity.NOTE: f"công thức không nêu rõ; mức ghi nằm trong phạm vi làm tròn của {rough}.",
    }.get(
        severity,
        "một tỷ lệ năm bị sửa sau khi tính bình quân, hoặc bình quân lấy cả năm không liệt kê.",
    )


def _geometric(rates: list[Fraction]) -> Fraction:
    product = Fraction(1)
    for rate in rates:
        product *= 1 + rate / 100
    return compound(Fraction(1), product, len(rates)) if product > 0 else Fraction(-100)
