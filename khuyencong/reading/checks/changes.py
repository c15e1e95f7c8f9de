"""Two states of one measure, before and after, and which increase is told of them.

"từ A năm X lên B năm Y", "B, so với A cùng kỳ", "năm X: A; năm Y: B": the order of the words is
free; years, or words of before and after, tell which state came first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from khuyencong.reading.model import Figure, YearSpan
from khuyencong.reading.page import Page

#: Between the two ends of a change.
TO = re.compile(r"\b(?:lên(?: thành| tới| đến)?|đến|xuống(?: còn)?|còn|đạt|thành)\b[^.;]{0,60}$")
FROM = re.compile(r"\btừ\b[^.;]{0,40}$")
_FILLER = r"(?: (?:thêm|được|khoảng|gần|hơn|trên|tới|đến|ròng|đều|mạnh|nhẹ|trưởng|bớt|mức))*"
CHANGE = re.compile(
    r"(tăng|giảm|sụt|tụt|nhiều hơn|cao hơn|\bhơn(?= (?:so với |kỳ )?(?:năm|trước|cùng))|ít hơn"
    rf"|thấp hơn|\bkém\b|thêm|tiết kiệm|rút ngắn|\bhụt|vượt(?= (?:cùng|năm|kỳ))){_FILLER}"
    r"(?: so với)?(?: (?:cùng kỳ )?(?:(?:năm|kỳ|lần|giai đoạn|nhiệm kỳ) (?:\d{4}|trước|ngoái)"
    r"|cùng kỳ))?(?: là)?\s*$"
)
#: "(+25%)", "(-10%)".
SIGNED = re.compile(r"\(\s*([+\-–−])\s*$")
DOWN = frozenset(
    {
        "giảm",
        "sụt",
        "tụt",
        "ít hơn",
        "thấp hơn",
        "kém",
        "tiết kiệm",
        "rút ngắn",
        "hụt",
        "-",
        "–",
        "−",
    }
)
MEAN = re.compile(r"bình quân|trung bình|hằng năm|hàng năm|mỗi năm")
YEARLY = re.compile(r"tăng|giảm|tăng trưởng")
SPAN = re.compile(r"((?:19|20)\d\d)\s*(?:[-–—]|đến(?: năm)?)\s*((?:19|20)\d\d)")
YEAR = re.compile(r"\b(19|20)\d\d\b")
#: Before the earlier value: "so với năm 2019 (…)", "so với mức …", "năm trước là …".
BASE = re.compile(r"(?:so với|cùng kỳ|năm trước|năm ngoái|gấp [\d.,]+ lần)[^,;.]{0,48}$")
BASE_AFTER = re.compile(r"so với[^,;.]{0,70}$")
#: The earlier value in brackets: "đạt B (năm 2019 đạt A)".
IN_BRACKET = re.compile(r"\((?:cùng kỳ|năm (?:19|20)\d\d|năm trước)[^()]{0,20}$")
TARGETED = re.compile(
    r"\s*%?\)?\s*(?:so với\s*)?(?:mục tiêu|kế hoạch|chỉ tiêu|dự toán|nghị quyết|mức đề ra)"
)
#: Words near a value that tell its state: it was so before, or it is so now.
_EARLIER = re.compile(
    r"\btừ\b|so với|năm (?:trước|ngoái)|cùng kỳ|ban đầu|trước (?:khi|đây|đó|kia)|con số|lúc đầu"
    r"|đầu (?:kỳ|năm|giai đoạn|nhiệm kỳ)|(?:giai đoạn|kỳ) trước|lần (?:năm|mức|giai đoạn)"
)
_EARLIER_AFTER = re.compile(
    r"ban đầu|(?:năm|kỳ|giai đoạn) trước|năm ngoái|cùng kỳ|trước (?:đó|đây)"
)
_LATER = re.compile(
    r"\b(?:nay|hiện)\b|sau (?:khi|đó)|cuối (?:kỳ|năm|giai đoạn)|\bcòn\b|\blên\b|xuống|\bthành\b"
    r"|giai đoạn này|kỳ này|\bđến (?:năm|cuối)|\bđến\s*$"
)
_GOAL = re.compile(r"mục tiêu|kế hoạch|chỉ tiêu|dự toán|được giao|nghị quyết|phấn đấu|dự kiến")
#: After an increase: its own two ends follow.
OWN_ENDS = re.compile(r"[^\d,;.()]{0,14}[,(]?\s*từ\s+\d")
_VERB = re.compile(
    r"tăng|giảm|sụt|tụt|hụt|gấp|bằng|nhiều hơn|cao hơn|ít hơn|thấp hơn|kém|thêm|phát triển"
    r"|tiết kiệm|rút ngắn"
)
#: Words before "tăng" that name no measure of their own.
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "tức là hay nghĩa có tương đương ứng bình quân trung tốc độ mức tỷ lệ đã và như vậy năm mỗi"
        " đạt so với chênh nhịp đồng triệu nghìn ngàn cơ sở lao động người lại cũng chỉ ước gần"
        " khoảng thì đều được hằng hàng cùng kỳ trước do đó theo qua tính ra cả bị sẽ còn usd tấn"
        " của này nay",
    )
)
_REACH = 400
LEADS_ON = re.compile(
    r"[^\d,;.()]{0,40}[,(:]?\s*từ\s*(?:mức\s*|chỗ\s*)?|\s*%?\s*\(\s*"
    r"|[^\d;.]{0,60}\b(?:nâng|đưa)\b[^\d;.]{0,80}"
)
#: After an increase: the year it is told against.
_BASE_YEAR = re.compile(r"[\s%]*(?:lần\s*)?(?:so với|của)?\s*(?:cùng kỳ\s*)?năm\s+((?:19|20)\d\d)")
_CUT = re.compile(r"[,;.)]")


@dataclass(frozen=True)
class Change:
    """Two ends of one measure and the years between them, where the text tells."""

    first: Figure
    last: Figure
    years: int | None


def changes(page: Page, figures: list[Figure]) -> Iterator[Change]:
    """Yield "từ A … lên B …", "năm 2022 là A, năm 2023 là B", "B, so với A …", later value last."""
    measured = [f for f in figures if is_value(page, f)]
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


def joined(found: list[Change]) -> Iterator[Change]:
    """Yield changes that follow one another (2021 → 2022 → 2023) as one."""
    run: list[Change] = []
    for change in found:
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


def _written_years(page: Page, one: Figure, other: Figure) -> tuple[int, int] | None:
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


def _years(page: Page, first: Figure, last: Figure) -> int | None:
    """Return how many years lie between the ends of a change, or None."""
    tail = page.low[last.number_end : last.number_end + 60]
    begin = YEAR.search(page.between(first, last)) or _last_year(page.before(first, 60))
    close = YEAR.search(re.split(r"[;.]", tail)[0])
    between = YEAR.findall(page.between(first, last))
    if begin and close and len(between) <= 2:
        return int(close.group()) - int(begin.group()) or None
    return _by_periods(first.period, last.period) or _by_span(page, first)


def _by_span(page: Page, figure: Figure) -> int | None:
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


def ordered(page: Page, one: Figure, other: Figure) -> Change | None:
    """Return two neighbouring values as a change, None where nothing tells which came first."""
    words = [_words_of(page, one, None), _words_of(page, other, one)]
    if any(_GOAL.search(before) or _GOAL.search(after) for before, after in words):
        return None
    years = _years_in_order(page, one, other)
    gap = abs(years[1] - years[0]) if years else None
    early = [bool(_EARLIER.search(b) or _EARLIER_AFTER.search(a)) for b, a in words]
    late = [bool(_LATER.search(before)) for before, _ in words]
    if early[0] != early[1] or late[0] != late[1]:
        forward = early[0] if early[0] != early[1] else late[1]
    elif years:
        forward = years[0] < years[1]
    else:
        return None
    return Change(one, other, gap) if forward else Change(other, one, gap)


def _words_of(page: Page, figure: Figure, previous: Figure | None) -> tuple[str, str]:
    """Return the words of a value's own clause before and after its number."""
    before = page.before(figure, 70)
    if previous is not None:
        before = before[-max(0, figure.number_start - previous.number_end) :]
    return _CUT.split(before)[-1], _CUT.split(page.after(figure, 36))[0]


def _years_in_order(page: Page, one: Figure, other: Figure) -> tuple[int, int] | None:
    """Return the two years named from before the first value to behind the second, as named."""
    start = one.number_start - len(page.before(one, 70))
    head = re.split(r"[;.]", page.low[start : one.number_start])[-1]
    tail = _CUT.split(page.after(other, 30))[0]
    halves = f"{head} {page.between(one, other)} {tail}".split(";")
    named = [[int(m.group()) for m in YEAR.finditer(half)] for half in halves]
    if len(named) == 2 and not all(len(set(years)) == 1 for years in named):
        return None
    years = list(dict.fromkeys(year for half in named for year in half))
    return (years[0], years[1]) if len(years) == 2 else None


def around(page: Page, change: Change) -> list[Figure]:
    """Return the figures of the sentence within reach of a change."""
    ends = sorted((change.first.number_start, change.last.number_start))
    start, end = page.sentence(change.first)
    return page.inside(max(start, ends[0] - _REACH), min(end, ends[1] + _REACH))


def belongs(page: Page, change: Change, figure: Figure, mean: bool = False) -> bool:
    """Return whether an increase is told of this change and of no other value between."""
    ends = sorted((change.first, change.last), key=lambda f: f.number_start)
    if figure.number_start > ends[1].number_start:
        between = page.between(ends[1], figure)
        told_next = re.search(r";\s*(?:tăng|giảm)[^;,]*$", between)
        parted = ";" in between and not (mean or told_next)
        near, parted = (ends[1], figure), parted or of_another(page, ends[1], figure)
    elif figure.number_start > ends[0].number_start:
        near, parted = (ends[0], ends[1]), ends[0] is change.first
    else:
        own = re.search(r"tăng|giảm", page.between(figure, ends[0]))
        leads = bool(LEADS_ON.fullmatch(page.between(figure, ends[0])))
        near, parted = (figure, ends[0]), bool(own) if mean else not leads
    if parted or not same_base(page, change, figure):
        return False
    inner = page.inside(near[0].number_end, near[1].number_start)
    return not any(is_value(page, f) for f in inner if f is not figure)


def same_base(page: Page, change: Change, figure: Figure) -> bool:
    """Return whether the year that an increase is told against is that of one of the ends."""
    base = _BASE_YEAR.match(page.low, figure.number_end)
    if base is None:
        return True
    one, other = sorted((change.first, change.last), key=lambda f: f.number_start)
    head, tail = _words_of(page, one, None)[0], _words_of(page, other, None)[1]
    named = {m.group() for m in YEAR.finditer(f"{head} {page.between(one, other)} {tail}")}
    return not named or base.group(1) in named


def of_another(page: Page, last: Figure, figure: Figure) -> bool:
    """Return whether an increase behind `last` has a subject, or ends, of its own."""
    if OWN_ENDS.match(page.low, figure.number_end):
        return True
    head = re.split(r"[,;()–-]", page.between(last, figure))[-1]
    subject = _VERB.split(head)
    if len(subject) < 2:
        return False
    start = page.sentence(last)[0]
    known = _EMPTY | set(re.findall(r"\w+", page.low[start : last.number_start]))
    return any(w not in known and not w.isdigit() for w in re.findall(r"\w+", subject[0]))


def is_value(page: Page, figure: Figure) -> bool:
    """Return whether a figure is a value of some measure, not a change of one."""
    if figure.unit.startswith(("percent", "ratio", "year")):
        return False
    return not CHANGE.search(page.before(figure, 40))


def is_rate(figure: Figure) -> bool:
    """Return whether a figure is a percent, yearly or not."""
    return figure.unit in ("percent", "percent_per_year")


def is_mean(page: Page, figure: Figure) -> bool:
    """Return whether a percent is a mean yearly change."""
    clause = re.split(r"[;.]", page.before(figure, 70))[-1]
    after = re.match(r"\s*%?\s*(?:/|mỗi |hằng |hàng )năm", page.after(figure, 16))
    said = MEAN.search(clause) or after or figure.unit == "percent_per_year"
    return is_rate(figure) and bool(said and YEARLY.search(clause))


def told_by(page: Page, figure: Figure) -> str | None:
    """Return the verb of an increase or a fall right before a number, "tăng", "kém", "+"."""
    if TARGETED.match(page.low, figure.number_end):
        return None
    before = re.sub(r"\([^()]*\)\s*", "", page.before(figure, 70))
    said = CHANGE.search(before) or SIGNED.search(before)
    return said.group(1) if said else None
