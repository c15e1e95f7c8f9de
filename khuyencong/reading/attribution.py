"""Whose, when, where and of what kind a figure is: its own words first, then what stands around."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise

from khuyencong.reading.context import Context, span_of
from khuyencong.reading.counting import Draft
from khuyencong.reading.dates import Moment
from khuyencong.reading.head import Head
from khuyencong.reading.lexicon import Hit
from khuyencong.reading.model import Block, YearSpan
from khuyencong.reading.segments import PARTS, Segment, segments_of
from khuyencong.reading.sheet import Sheet, in_law
from khuyencong.reading.themes import UNIT_ACTIVITIES
from khuyencong.values.vocabulary import Activity, Bound, FigureKind, FundingSource

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
_ALL_TOGETHER = re.compile(r"\b(?:tổng|toàn tỉnh|cả tỉnh|chung|trên địa bàn|toàn ngành|cả nước)\b")
_WORKS = re.compile(
    r"\s*(?:này )?(?:đều |đã )?(?:có việc làm|được (?:doanh nghiệp|cơ sở|hợp tác xã"
    r"|htx) (?:nhận|tuyển))"
)
_YEAR_LIST = re.compile(r"\s*(?:,|và)\s*(?:năm\s+)?(?:19|20)[0-9]{2}\b(?!\s*-)")
_LISTED_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*(?:,|và)\s*(?:năm\s+)?$")
_FROM_TO = re.compile(r"^[^.;]{0,30}\b(?:từ|lên|xuống|còn|tăng thêm|tức)\b[^.;]{0,12}$")
_WHOLE_YEAR = re.compile(r"\b(?:cả năm|kế hoạch năm|dự toán năm|được giao)\b")
_DONE = re.compile(r"\b(?:đã|đạt|thực hiện được|giải ngân)\b")
_AS_PLANNED = re.compile(
    r"\b(?P<what>kế hoạch|dự toán|mục tiêu|chỉ tiêu)\b[^,.;()0-9]{0,24}\((?:\w+ ){0,2}\Z"
)
_GROWN = re.compile(r"\b(?:tăng|giảm|tăng thêm|tăng được)\s*$")
_MONEY_FIRST = re.compile(
    r"^[\s,.(*_-]*(?:tổng\s+)?(?:kinh phí|số tiền|nguồn kinh phí"
    r"|với (?:tổng )?kinh phí)\b(?! đối ứng)"
)
_DISTRICTS = re.compile(
    r"\b(?:các huyện|cấp huyện|huyện, thành phố)\b[^.;()]{0,40}?\b(?:bố trí|ngân sách)\b"
)
_ATTACHED = re.compile(
    r"(?:chiếm|đạt|bằng|tương ứng|tương đương|tỷ lệ|hoàn thành|vượt|,|\()[^.;]{0,24}$"
)
_ABOUT_PEOPLE = re.compile(r"\s*(?:số\s+)?(?:học viên|lao động|số lao động|người|hội viên)\b")
_SPENT = re.compile(r"\b(?:kinh phí|số tiền|vốn|hỗ trợ)\b[^.;]{0,30}$")
#: A sum below this is one side of a comparison ("01 đồng … 5,5 đồng").
_COPPERS = 1000
#: Contents that money does not pay for by the piece.
_UNPAID = (Activity.ORGANISATION, Activity.POLICY_DOCUMENTS, Activity.OUTCOME)


@dataclass(slots=True)
class Told:
    """What is known of a figure beyond its number."""

    draft: Draft
    activity: Activity
    source: FundingSource | None
    period: YearSpan | None
    kind: FigureKind
    block: int
    sentence: tuple[int, int]


@dataclass(slots=True)
class _Memory:
    """What earlier blocks under the same heading have said."""

    heading: int | None = None
    sources: set[FundingSource] = field(default_factory=set)
    first_block: int = -1


class Attribution:
    """Goes through the blocks in reading order and tells what each draft is about."""

    def __init__(self, sheet: Sheet, head: Head, contexts: list[Context]) -> None:
        self._sheet, self._head, self._contexts = sheet, head, contexts
        self._memory = _Memory()
        self._last: Told | None = None
        self._earlier: Told | None = None
        self._first_number = 0
        self._following: dict[tuple[int, int], tuple[int, int]] = {}  # sentence → the next one
        self._theme: Activity | None = None  # told last in the same block

    def block(self, block: Block, drafts: list[Draft]) -> list[Told]:
        """Return what is told of the drafts of one block, in reading order."""
        context = self._contexts[block.index]
        told: list[Told] = []
        self._theme = None
        starts = [d.number_start for d in drafts]
        self._following = dict(pairwise(block.sentences)) if drafts else {}
        for start, end in block.sentences:
            inside = drafts[bisect_left(starts, start) : bisect_left(starts, end)]
            told += self._sentence(block, context, (start, end), inside)
        self._remember(block, context)
        return told

    def _remember(self, block: Block, context: Context) -> None:
        if context.heading != self._memory.heading:
            self._memory = _Memory(context.heading, set(), block.index)
        hits = self._sheet.hits["source"].within(block.start, block.end)
        self._memory.sources |= {h[2] for h in hits if h[2] is not None}

    def _sentence(
        self, block: Block, context: Context, sentence: tuple[int, int], drafts: list[Draft]
    ) -> list[Told]:
        if not drafts:
            return []
        low = self._sheet.script.low
        segments = segments_of(low, *sentence, drafts)
        self._first_number = drafts[0].number_start
        told: list[Told] = []
        self._last = self._earlier = None
        for i, segment in enumerate(segments):
            for draft in segment.drafts:
                here = self._tell(block, context, sentence, segments, i, draft)
                self._earlier, self._last = self._last, here
                told.append(here)
        return told

    def _tell(
        self, block: Block, context: Context, sentence: tuple[int, int],
        segments: list[Segment], i: int, draft: Draft,
    ) -> Told:  # fmt: skip
        attached = self._attached(draft)
        activity = (
            attached.activity if attached else self._activity(context, segments, i, draft, sentence)
        )
        kind = self._kind(context, segments[i], draft, activity, attached)
        period = self._period(context, segments, i, draft, sentence, kind, attached)
        source = self._source(block, context, segments, i, draft, sentence, attached)
        if not _bears_source(activity, kind, draft):
            source = source if source == FundingSource.COUNTERPART else None
        kind = self._forward(kind, context, period)
        told = Told(draft, activity, source, period, kind, block.index, sentence)
        return _as_tabled(told) if draft.cell else told

    def _attached(self, draft: Draft) -> Told | None:
        """A share ("chiếm 31,6%") speaks of the figure before it."""
        last = self._last
        if last is None or last.draft.measure or not draft.unit.startswith("percent"):
            return None
        between = self._sheet.script.low[last.draft.end : draft.start]
        return (
            last
            if len(between) < 160 and _ATTACHED.search(between) and ";" not in between
            else None
        )

    # --- activity ---------------------------------------------------------------------------

    def _activity(
        self,
        context: Context,
        segments: list[Segment],
        i: int,
        draft: Draft,
        sentence: tuple[int, int],
    ) -> Activity:
        hits = self._sheet.hits["activity"]
        segment = segments[i]
        if context.activity:
            near = _nearest(hits.within(segment.start, segment.end), draft)
            return near[2] if near and near[2] in context.also else context.activity
        here = [h for h in hits.within(segment.start, segment.end) if segment.holds(h[0])]
        found = _nearest(here, draft)
        if found and found[2] == Activity.MANAGEMENT_CAPACITY:
            found = next((h for h in here if h[2] == Activity.PROGRAM_MANAGEMENT_CAPACITY), found)
        if found is None and segment.inside:
            found = _nearest(hits.within(segment.inside.start, draft.number_start), draft)
        if found is None and self._last and self._last.activity != Activity.TOTAL:
            return self._last.activity
        if found is None:
            found = _nearest(hits.within(sentence[0], draft.number_start), draft)
        if found:
            told: Activity = found[2]
            self._theme = told
            return told
        if context.kind == FigureKind.CONTEXT:
            return Activity.OUTCOME
        if draft.unit in UNIT_ACTIVITIES:
            self._theme = UNIT_ACTIVITIES[draft.unit]
            return self._theme
        opening = self._sheet.script.low[sentence[0] : sentence[0] + 40]
        return self._theme if self._theme and not _ALL_TOGETHER.search(opening) else Activity.TOTAL

    # --- source -----------------------------------------------------------------------------

    def _source(
        self, block: Block, context: Context, segments: list[Segment], i: int, draft: Draft,
        sentence: tuple[int, int], attached: Told | None,
    ) -> FundingSource | None:  # fmt: skip
        if attached and attached.draft.unit != draft.unit:
            own = self._sources(attached.draft.end, draft.number_start)
            return own[-1][2] if own and attached.source is None else attached.source
        segment = segments[i]
        found = self._in_segment(segment, draft)
        if found or (draft.unit == "VND" and self._is_whole(segments, i, draft)):
            return found or self._whole_of(segments, i)
        if segment.inside and (inherited := self._in_segment(segment.inside, draft)):
            return inherited
        return (
            self._after_money(segments, i, draft)
            or self._from_next_sentence(block, sentence)
            or self._of_sentence(sentence)
            or context.source
            or self._from_siblings(block, context, sentence)
        )

    def _sources(self, start: int, end: int) -> list[Hit]:
        return [h for h in self._sheet.hits["source"].within(start, end) if h[2] is not None]

    def _in_segment(self, segment: Segment, draft: Draft) -> FundingSource | None:
        if "sources" not in segment.memo:
            found = self._sources(segment.start, segment.end)
            segment.memo["sources"] = [h for h in found if segment.holds(h[0])]
            match = _DISTRICTS.search(self._sheet.script.low, segment.start, segment.end)
            segment.memo["district"] = match is not None
        found = segment.memo["sources"]
        if not draft.unit.startswith(("VND", "USD", "percent")):
            found = [h for h in found if h[2] != FundingSource.COUNTERPART]
        if segment.memo["district"] and all(h[2] != FundingSource.PROVINCIAL for h in found):
            return FundingSource.DISTRICT
        nearest = _nearest(found, draft)
        return nearest[2] if nearest else None

    def _is_whole(self, segments: list[Segment], i: int, draft: Draft) -> bool:
        """A sum that is split "trong đó …" by source is the state's money together."""
        end = segments[min(i + 3, len(segments) - 1)].end
        money = (d.start for d in segments[i].drafts if d.unit == "VND" and d.start > draft.start)
        end = min(end, draft.end + 140, next(money, end))
        match = PARTS.search(self._sheet.script.low, draft.end, end)
        between = self._sheet.script.low[draft.end : match.start()] if match else ";"
        return match is not None and (len(between) < 40 or "%" in between)

    def _whole_of(self, segments: list[Segment], i: int) -> FundingSource | None:
        opening = min([a for a, _ in segments[i].holes], default=segments[i].end)
        parts = {h[2] for h in self._sources(opening, segments[-1].end)}
        if FundingSource.COUNTERPART in parts:
            return None
        return FundingSource.STATE_TOTAL if parts else None

    def _after_money(self, segments: list[Segment], i: int, draft: Draft) -> FundingSource | None:
        """ "… bố trí 4.925 triệu đồng, thực hiện 83 đề án": the money told before its count."""
        last = self._last
        if i == 0 or last is None or draft.unit.startswith("VND") or last.draft.unit != "VND":
            return None
        if len(segments[i - 1].drafts) != 1 or segments[i - 1].drafts[0] is not last.draft:
            return None
        gap = self._sheet.script.low[last.draft.end : draft.start]
        return (
            last.source
            if len(gap) < 30 and "và" not in gap and last.source != FundingSource.STATE_TOTAL
            else None
        )

    def _of_sentence(self, sentence: tuple[int, int]) -> FundingSource | None:
        """One source at the head of a sentence holds for the whole list in it."""
        found = self._sources(*sentence)
        opening = self._first_number
        sources: set[FundingSource] = {h[2] for h in found}
        return sources.pop() if len(sources) == 1 and found[0][0] < opening else None

    def _from_next_sentence(self, block: Block, sentence: tuple[int, int]) -> FundingSource | None:
        """ "Đã tổ chức 03 lần … . Kinh phí khuyến công địa phương hỗ trợ là …"."""
        following = self._following.get(sentence)
        if following is None or not _MONEY_FIRST.match(
            self._sheet.script.low[following[0] : following[0] + 60]
        ):
            return None
        opening = self._sources(following[0], min(following[1], following[0] + 60))
        return opening[0][2] if opening else None

    def _from_siblings(
        self, block: Block, context: Context, sentence: tuple[int, int]
    ) -> FundingSource | None:
        """Under one heading, one source named in the items before holds for those after."""
        memory = self._memory
        if context.heading is None or memory.heading != context.heading or context.activity is None:
            return None
        return (
            next(iter(memory.sources))
            if len(memory.sources) == 1 and block.index > memory.first_block
            else None
        )

    # --- period -----------------------------------------------------------------------------

    def _period(
        self, context: Context, segments: list[Segment], i: int, draft: Draft,
        sentence: tuple[int, int], kind: FigureKind, attached: Told | None,
    ) -> YearSpan | None:  # fmt: skip
        own = self._right_after(draft) or self._of_growth(draft)
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
        ahead = kind in (FigureKind.TARGET, FigureKind.PLAN)
        if ahead and self._last and self._last.kind == kind and self._last.period:
            return self._last.period
        opening = self._usable(sentence[0], min(sentence[0] + 60, draft.number_start), kind)
        if opening:
            return span_of(opening[0], self._head.period)
        if _NOW.search(self._sheet.script.low, sentence[0], draft.number_start):
            return self._now()
        if _WHOLE_YEAR.search(self._sheet.script.low, segments[i].start, draft.number_start):
            return _year_of(context.period or self._head.period)
        if context.period and (ahead or not self._after_all(context.period)):
            return context.period
        return self._head.period

    def _right_after(self, draft: Draft) -> YearSpan | None:
        match = _YEAR_AFTER.match(self._sheet.script.low, draft.end)
        if match is None:
            return None
        found = self._sheet.calendar.within(match.end(), match.end() + 1)
        if not found or ("(" in match[0] and not self._annotates(found[0])):
            return None
        return found[0].span

    def _of_growth(self, draft: Draft) -> YearSpan | None:
        """ "từ 17.174 năm 2015 lên 19.247 năm 2020, tăng 2.073": grown from 2016 to 2020."""
        low = self._sheet.script.low
        if (
            not self._last
            or draft.unit.startswith("percent")
            or not _GROWN.search(low[max(0, draft.start - 16) : draft.start])
        ):
            return None
        ends = [self._earlier, self._last]
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
            base = _BASELINE.search(low[max(0, moment.start - 24) : moment.start])
            listed = _YEAR_LIST.match(low, moment.end) or _LISTED_YEAR.search(
                low[max(0, moment.start - 16) : moment.start]
            )
            if moment.span is None or base or listed or in_law(self._sheet, moment):
                continue
            ahead = kind in (FigureKind.TARGET, FigureKind.PLAN)
            if ahead or not (moment.until or self._after_all(moment.span)):
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

    # --- kind -------------------------------------------------------------------------------

    def _kind(
        self, context: Context, segment: Segment, draft: Draft, activity: Activity,
        attached: Told | None,
    ) -> FigureKind:  # fmt: skip
        if draft.measure:
            return FigureKind.CONTEXT
        if attached:
            effect = self._cue(segment, draft) == FigureKind.OUTCOME
            return FigureKind.OUTCOME if effect else attached.kind
        if draft.unit == "VND" and draft.value < _COPPERS and draft.cell is None:
            return FigureKind.RATIO
        cue = self._asked(draft) or self._cue(segment, draft)
        limit = self._limit(context, segment, draft, cue)
        if limit:
            return limit
        if _WORKS.match(self._sheet.script.low, draft.end):
            return FigureKind.OUTCOME
        if draft.unit == "percent" and (
            draft.word or _ABOUT_PEOPLE.match(self._sheet.script.low, draft.end)
        ):
            return FigureKind.OUTCOME
        if cue and (cue != FigureKind.NORM or draft.unit in ("VND", "percent")):
            return cue
        if context.kind and context.kind != FigureKind.RESULT:
            return self._still_result(context, segment, draft)
        if activity == Activity.OUTCOME:
            return FigureKind.OUTCOME
        return FigureKind.PLAN if self._head.plan and context.kind is None else FigureKind.RESULT

    def _asked(self, draft: Draft) -> FigureKind | None:
        """ "đạt 82% kế hoạch (17.000 triệu đồng)": the bracket holds what was planned."""
        low = self._sheet.script.low
        match = _AS_PLANNED.search(low, max(0, draft.start - 44), draft.start)
        if match is None:
            return None
        return FigureKind.TARGET if match["what"] in ("mục tiêu", "chỉ tiêu") else FigureKind.PLAN

    def _cue(self, segment: Segment, draft: Draft) -> FigureKind | None:
        """Return what the words since the last figure tell; money spent is no effect."""
        low = self._sheet.script.low
        since = max(segment.start, self._last.draft.end if self._last else 0)
        cues = self._sheet.hits["kind"].within(since, draft.number_start)
        if not cues:
            return self._carried(segment, draft, since)
        cue: FigureKind = cues[-1][2]
        spent = draft.unit == "VND" and _SPENT.search(low, cues[-1][1], draft.number_start)
        return None if cue == FigureKind.RESULT or (cue == FigureKind.OUTCOME and spent) else cue

    def _carried(self, segment: Segment, draft: Draft, since: int) -> FigureKind | None:
        """What is planned goes on through its sentence: "dự kiến hỗ trợ 15 cơ sở, 300 lao động"."""
        last = self._last
        if last and last.kind == FigureKind.OUTCOME and draft.unit in ("VND", last.draft.unit):
            between = self._sheet.script.low[last.draft.end : draft.start]
            return last.kind if _FROM_TO.search(between) else None
        if last is None or last.kind not in (FigureKind.PLAN, FigureKind.TARGET):
            return None
        return (
            None if _DONE.search(self._sheet.script.low, since, draft.number_start) else last.kind
        )

    def _limit(
        self, context: Context, segment: Segment, draft: Draft, cue: FigureKind | None
    ) -> FigureKind | None:
        """Read "dưới 01 năm", "không quá 50%" as a norm, "9/63 trên 30 người" as a class."""
        last = self._last
        classed = (
            last is not None and last.draft.out_of is not None and last.draft in segment.drafts
        )
        if classed and draft.out_of is None and (draft.bound or draft.value_high is not None):
            assert last is not None
            last.kind, draft.approximate = FigureKind.BIN, False
            return FigureKind.BIN
        if draft.bound is None or draft.approximate:
            return None
        if cue == FigureKind.NORM or draft.unit == "year":
            return FigureKind.NORM
        if {context.kind, cue} & {FigureKind.TARGET, FigureKind.PLAN}:
            return None
        return FigureKind.BIN if draft.bound == Bound.LT else FigureKind.NORM

    def _forward(
        self, kind: FigureKind, context: Context, period: YearSpan | None
    ) -> FigureKind:  # fmt: skip
        """What a programme of several years intends is its target; one year's is a plan."""
        if period is None or kind not in (FigureKind.PLAN, FigureKind.TARGET):
            return kind
        if str(period.start)[:4] == str(period.end)[:4]:
            return kind
        programme = context.kind == FigureKind.TARGET or self._head.plan
        return FigureKind.TARGET if programme else kind

    def _still_result(self, context: Context, segment: Segment, draft: Draft) -> FigureKind:
        """ "Sau 5 năm thực hiện" looks back even among tasks ahead."""
        before = self._sheet.script.low[max(segment.start, draft.start - 12) : draft.start]
        if draft.unit == "year" and re.search(r"(?:sau|qua|trong)\s*$", before):
            return FigureKind.RESULT
        assert context.kind is not None
        return context.kind


def _year_of(span: YearSpan | None) -> YearSpan | None:
    """Return the whole year of a quarter or of some months; other spans as they are."""
    if span is None or isinstance(span.start, int):
        return span
    year = int(str(span.end)[:4])
    return YearSpan(year, year)


def _as_tabled(told: Told) -> Told:
    """Let the column and the row of a table speak before anything around it."""
    cell = told.draft.cell
    assert cell is not None
    told.activity = cell.activity or told.activity
    told.source = cell.source or told.source
    told.period = cell.period or told.period
    told.kind = cell.kind or told.kind
    return told


def _bears_source(activity: Activity, kind: FigureKind, draft: Draft) -> bool:
    """Tell whether somebody's money stands behind a figure: not behind staff, laws and effects."""
    money = draft.unit.startswith("VND") or draft.unit in ("project", "percent")
    if kind == FigureKind.OUTCOME and draft.unit.startswith("VND"):
        return False
    return money if activity in _UNPAID else True


def _nearest(hits: list[Hit], draft: Draft) -> Hit | None:
    """Return the phrase closest to a number; what is far behind it only where nothing is before."""
    before = [h for h in hits if h[0] < draft.number_start]
    after = [h for h in hits if h[0] >= draft.number_start]
    if after and before:
        gap = after[0][0] - draft.end
        return after[0] if gap < 60 and gap < draft.start - before[-1][1] else before[-1]
    return before[-1] if before else (after[0] if after else None)
