"""The years a figure is of: its own, its clause's, its sentence's, its heading's, the report's."""

import re

from khuyencong.reading.context import Context, is_base, span_of
from khuyencong.reading.counting import Draft
from khuyencong.reading.dates import Moment
from khuyencong.reading.head import Head
from khuyencong.reading.model import YearSpan
from khuyencong.reading.segments import Segment
from khuyencong.reading.sheet import Sheet, in_law
from khuyencong.reading.told import Recent, Told
from khuyencong.values.vocabulary import FigureKind

_NOW = re.compile(
    r"\b(?:hiện có|hiện nay|hiện tại|toàn tỉnh hiện|trung tâm hiện|hiện đang|hiện toàn"
    r"|đến nay(?![^.;]{0,60}\bđã\b)[^.;]{0,60}?\bcó\b)"
)
_YEAR_AFTER = re.compile(
    r"\s*(?:\(|,?\s*vào |,?\s*trong |,?\s*của )?\s*(?:năm|giai đoạn)\s+(?=(?:19|20)[0-9]{2})"
)
_BASELINE = re.compile(
    r"(?:so với|cùng kỳ|giá so sánh|giá|gốc|khóa|nghị quyết|từ"
    r"|thành lập)\s*(?:với\s*)?(?:cùng kỳ\s*)?(?:các\s*)?(?:năm\s*)?$"
)
_YEAR_LIST = re.compile(r"\s*(?:,|và)\s*(?:năm\s+)?(?:19|20)[0-9]{2}\b(?!\s*-)")
_LISTED_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*(?:,|và)\s*(?:năm\s+)?$")
_WHOLE_YEAR = re.compile(r"\b(?:cả năm|kế hoạch năm|dự toán năm|được giao)\b")
_SOME_TIME = re.compile(
    r"kỳ|(?:cả|kh|hoạch|toán|tiêu|vốn|phí|giao|của) năm|năm (?:trước|ngoái|liền)|đoạn"
)
_LAST_YEAR = r"(?:cùng kỳ(?: năm)? (?:trước|ngoái)|năm (?:trước|ngoái)|năm liền (?:kề )?trước)"
_LAST_YEAR_AFTER = re.compile(
    rf"\s*(?:\(|của |trong |vào |ở )?\s*(?:cùng kỳ |kỳ )?{_LAST_YEAR}\b"
    r"(?!\s*[:(]?\s*(?:là |có |đạt )?[0-9])"
)
_LAST_YEAR_BEFORE = re.compile(
    rf"\b(?:{_LAST_YEAR}|cùng kỳ)\s*(?:\(|là|chỉ|:|có|đạt)\s*(?:\w+ )?$"
    rf"|(?<!so với )(?<!so )(?<!cùng kỳ )\b{_LAST_YEAR}\s*$"
)
_OF_YEAR = r"(?:cả năm|(?:kh|kế hoạch|dự toán|chỉ tiêu)(?: (?:vốn|kinh phí|cả|giao|của))? năm)"
_OF_YEAR_AFTER = re.compile(
    rf"\s*(?:được giao |giao |của |theo |trong )?{_OF_YEAR}(?!\s*(?:19|20)[0-9]{{2}})\b"
)
_OF_YEAR_BEFORE = re.compile(rf"\b{_OF_YEAR}\s*(?:là|\(|:|có|đạt|dự kiến|giao)?\s*(?:\w+ )?$")
_WHOLE_SPAN_BEFORE = re.compile(
    r"\b(?:toàn|cả|trong|của|suốt) (?:giai đoạn|nhiệm kỳ|thời kỳ)(?: này)?[,:]?"
    r"(?: (?:là|đạt|có|được))?\s*$"
)
_COMPARED = re.compile(
    r"\b(?:tăng|giảm|gấp|vượt|cao hơn|thấp hơn|nhiều hơn)\b(?: (?:bình quân|lên|thêm|tới|đến|gần"
    r"|hơn|khoảng|xấp xỉ|được|đúng|là|thực tế))*\s*$"
)
_SETS = re.compile(r"\s*(?::|là|\bcó|\bchỉ|\bđạt)\s*(?:\w+ )?$")
_GROWN = re.compile(r"\b(?:tăng|giảm|tăng thêm|tăng được)\s*$")
_AHEAD = (FigureKind.TARGET, FigureKind.PLAN)


class Times:
    """Tells the period of figures, the nearest word first."""

    def __init__(self, sheet: Sheet, head: Head, recent: Recent) -> None:
        self._sheet, self._head, self._recent = sheet, head, recent
        self._sentence: tuple[int, int] | None = None  # looked at last, and where it says "now"
        self._told_now = 0

    def of(
        self, context: Context, segments: list[Segment], i: int, draft: Draft,
        sentence: tuple[int, int], kind: FigureKind, attached: Told | None,
    ) -> YearSpan | None:  # fmt: skip
        if self._compares(draft) and (compared := self._of_compared(draft, kind)):
            return compared
        own = (
            self._labelled(draft)
            or self._right_after(draft)
            or self._of_growth(draft)
            or self._relative(context, draft)
        )
        if own:
            return own
        if attached and not self._usable(attached.draft.end, draft.number_start, kind):
            return attached.period
        named = self._named_before(segments[i])
        if named:
            return named
        for segment in (segments[i], segments[i].inside):
            if segment and (found := self._narrowest(segment, draft, kind)):
                return found
        return self._of_sentence(sentence, draft, kind) or self._around(
            context, segments[i], draft, kind
        )

    def _of_sentence(
        self, sentence: tuple[int, int], draft: Draft, kind: FigureKind
    ) -> YearSpan | None:
        """Return the year a plan carries on, the one a sentence opens with, or today's."""
        last = self._recent.last
        if kind in _AHEAD and last and last.kind == kind and last.period:
            return last.period
        opening = self._usable(sentence[0], min(sentence[0] + 60, draft.number_start), kind)
        if opening:
            return span_of(opening[0], self._head.period)
        return self._now() if self._speaks_of_now(sentence, draft.number_start) else None

    def _speaks_of_now(self, sentence: tuple[int, int], offset: int) -> bool:
        """Tell whether "hiện có" and the like stand before a place of a sentence."""
        if self._sentence != sentence:
            found = _NOW.search(self._sheet.script.low, *sentence)
            self._sentence, self._told_now = sentence, found.end() if found else sentence[1] + 1
        return self._told_now <= offset

    def _around(
        self, context: Context, segment: Segment, draft: Draft, kind: FigureKind
    ) -> YearSpan | None:
        """Return the period of the headings above; a result is never of a time to come."""
        above = context.period or self._head.period
        if _WHOLE_YEAR.search(self._sheet.script.low, segment.start, draft.number_start):
            return year_of(above)
        if above and kind not in _AHEAD and self._after_all(above):
            return self._head.period
        return above

    def _right_after(self, draft: Draft) -> YearSpan | None:
        match = _YEAR_AFTER.match(self._sheet.script.low, draft.end)
        if match is None:
            return None
        found = self._sheet.calendar.within(match.end(), match.end() + 1)
        if not found or ("(" in match[0] and not self._annotates(found[0])):
            return None
        return found[0].span

    def _relative(self, context: Context, draft: Draft) -> YearSpan | None:
        """Read "24 sản phẩm của năm ngoái", "cùng kỳ (920 gian hàng)", "KH năm (5 tỷ đồng)"."""
        low, period = self._sheet.script.low, self._head.period
        around = low[max(0, draft.start - 40) : draft.end + 40]
        if draft.unit in ("percent", "ratio") or not _SOME_TIME.search(around):
            return None
        before = low[max(0, draft.start - 40) : draft.start]
        if _LAST_YEAR_AFTER.match(low, draft.end) or _LAST_YEAR_BEFORE.search(before):
            return a_year_before(period)
        if _OF_YEAR_AFTER.match(low, draft.end) or _OF_YEAR_BEFORE.search(before):
            return year_of(context.period or period)
        whole = _WHOLE_SPAN_BEFORE.search(before)
        return period if whole and period and period.start != period.end else None

    def _labelled(self, draft: Draft) -> YearSpan | None:
        """Read "2021: 0,4 tỷ", "cùng kỳ năm 2023 là 14 đề án": the time set right before."""
        near = self._sheet.calendar.within(max(0, draft.start - 24), draft.start)
        if not near or near[-1].span is None or near[-1].until or near[-1].since:
            return None
        gap = self._sheet.script.low[near[-1].end : draft.start]
        return near[-1].span if _SETS.match(gap) and not in_law(self._sheet, near[-1]) else None

    def _compares(self, draft: Draft) -> bool:
        """Tell whether a figure only says by how much another has changed."""
        if draft.unit not in ("percent", "ratio"):
            return False
        low = self._sheet.script.low
        return _COMPARED.search(low, max(0, draft.start - 40), draft.start) is not None

    def _of_compared(self, draft: Draft, kind: FigureKind) -> YearSpan | None:
        """Return the later of the times just told: growth is of the end, not of its base."""
        last = self._recent.last
        named = last and self._usable(last.draft.end, draft.number_start, kind)
        if named or (draft.unit == "percent" and self._right_after(draft)):
            return None
        told = [t.period for t in (self._recent.earlier, self._recent.last) if t and t.period]
        return max(told, key=lambda s: (str(s.end), str(s.start))) if told else None

    def _of_growth(self, draft: Draft) -> YearSpan | None:
        """ "từ 17.174 năm 2015 lên 19.247 năm 2020, tăng 2.073": grown from 2016 to 2020."""
        low = self._sheet.script.low
        if (
            not self._recent.last
            or draft.unit.startswith("percent")
            or not _GROWN.search(low[max(0, draft.start - 16) : draft.start])
        ):
            return None
        ends = [self._recent.earlier, self._recent.last]
        spans = [t.period for t in ends if t and t.period and t.period.start == t.period.end]
        years = [s.end for s in spans if isinstance(s.end, int)]
        return YearSpan(years[0] + 1, years[1]) if years[:1] < years[1:] else None

    def _named_before(self, segment: Segment) -> YearSpan | None:
        """ "so với năm 2012 (6.144 cơ sở)": a bracket right after a year is of that year."""
        if segment.inside is None:
            return None
        near = self._sheet.calendar.within(max(0, segment.start - 24), segment.start)
        if near and not self._sheet.script.low[near[-1].end : segment.start].strip():
            return near[-1].span
        return None

    def _narrowest(self, segment: Segment, draft: Draft, kind: FigureKind) -> YearSpan | None:
        """Return the year of a stretch: "(năm 2014)", else the last before, else the next after."""
        usable = [
            m for m in self._usable(segment.start, segment.end, kind) if segment.holds(m.start)
        ]
        spans = [span_of(m, self._head.period) for m in usable]
        found = list(zip(usable, spans, strict=True))
        noted = [s for m, s in found if s and s.start == s.end and self._annotates(m)]
        before = [s for m, s in found if m.start < draft.number_start]
        after = [s for m, s in found if m.start > draft.number_start]
        return next((c for c in (*noted[-1:], *before[-1:], *after[:1])), None)

    def _annotates(self, moment: Moment) -> bool:
        """ "(năm 2014)" alone in brackets speaks of the whole stretch."""
        low = self._sheet.script.low
        return bool(
            re.search(
                r"\(\s*(?:trong\s+)?(?:năm\s*)?$", low[max(0, moment.start - 14) : moment.start]
            )
        ) and low[moment.end : moment.end + 2].strip().startswith(")")

    def _usable(self, start: int, end: int, kind: FigureKind) -> list[Moment]:
        """Return dates that can be a figure's: not a law's, not a base year, no mere end."""
        low = self._sheet.script.low
        found = []
        for moment in self._sheet.calendar.within(start, end):
            base = is_base(low, moment) or (
                not moment.since and _BASELINE.search(low[max(0, moment.start - 24) : moment.start])
            )
            listed = _YEAR_LIST.match(low, moment.end) or _LISTED_YEAR.search(
                low[max(0, moment.start - 16) : moment.start]
            )
            if moment.span is None or base or listed or in_law(self._sheet, moment):
                continue
            if kind in _AHEAD or not (moment.until or self._after_all(moment.span)):
                found.append(moment)
        return found

    def _after_all(self, span: YearSpan) -> bool:
        """Tell whether a span of years lies after the document's own: no result can be of then."""
        period = self._head.period
        if period is None or not isinstance(span.start, int):
            return False
        return span.start > int(str(period.end)[:4])

    def _now(self) -> YearSpan | None:
        period = self._head.period
        if period is None:
            return None
        return YearSpan(period.end, period.end)


def a_year_before(span: YearSpan | None) -> YearSpan | None:
    """Return the same time one year earlier."""
    if span is None:
        return None
    if isinstance(span.start, int) and isinstance(span.end, int):
        years = (span.end - 1, span.end - 1) if span.start != span.end else (span.start - 1,) * 2
        return YearSpan(*years)
    start, end = str(span.start), str(span.end)
    return YearSpan(f"{int(start[:4]) - 1}{start[4:]}", f"{int(end[:4]) - 1}{end[4:]}")


def year_of(span: YearSpan | None) -> YearSpan | None:
    """Return the whole year of a quarter or of some months; other spans as they are."""
    if span is None or isinstance(span.start, int):
        return span
    year = int(str(span.end)[:4])
    return YearSpan(year, year)
