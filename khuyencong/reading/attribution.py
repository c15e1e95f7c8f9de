"""Whose, when, where and of what kind a figure is: its own words first, then what stands around."""

import re
from dataclasses import dataclass, field

from khuyencong.reading.context import Context, in_law, span_of
from khuyencong.reading.counting import Draft
from khuyencong.reading.dates import Moment
from khuyencong.reading.head import Head
from khuyencong.reading.lexicon import Hit
from khuyencong.reading.model import Block, YearSpan
from khuyencong.reading.segments import PARTS, Segment, segments_of
from khuyencong.reading.sheet import Sheet
from khuyencong.values.vocabulary import Activity, FigureKind, FundingSource

_NOW = re.compile(
    r"\b(?:hiện có|hiện nay|hiện tại|tính đến nay|đến nay|toàn tỉnh hiện|trung tâm hiện|hiện đang|hiện toàn)\b"
)
_YEAR_AFTER = re.compile(
    r"\s*(?:\(|,?\s*vào |,?\s*trong |,?\s*của )?\s*(?:năm|giai đoạn)\s+(?=(?:19|20)[0-9]{2})"
)
_BASELINE = re.compile(
    r"(?:so với|cùng kỳ|giá so sánh|giá|gốc|khóa|nghị quyết|từ|thành lập)\s*(?:với\s*)?(?:cùng kỳ\s*)?(?:các\s*)?(?:năm\s*)?$"
)
_MONEY_FIRST = re.compile(
    r"^[\s,.(*_-]*(?:tổng\s+)?(?:kinh phí|số tiền|nguồn kinh phí|với (?:tổng )?kinh phí|vốn)\b"
)
_DISTRICTS = re.compile(
    r"\b(?:các huyện|cấp huyện|huyện, thành phố)\b[^.;()]{0,40}?\b(?:bố trí|ngân sách)\b"
)
_ATTACHED = re.compile(
    r"(?:chiếm|đạt|bằng|tương ứng|tương đương|tỷ lệ|hoàn thành|vượt|,|\()[^.;]{0,24}$"
)
_ABOUT_PEOPLE = re.compile(r"\s*(?:số\s+)?(?:học viên|lao động|số lao động|người|hội viên)\b")
_BIN = re.compile(r"(?:quy mô|có số (?:cán bộ|lao động|người)|có từ|từ)\s*(?:trên|dưới|từ)?\s*$")


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

    def block(self, block: Block, drafts: list[Draft]) -> list[Told]:
        """Return what is told of the drafts of one block, in reading order."""
        context = self._contexts[block.index]
        told: list[Told] = []
        for start, end in block.sentences:
            inside = [d for d in drafts if start <= d.number_start < end]
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
        told: list[Told] = []
        self._last = None
        for i, segment in enumerate(segments):
            for draft in segment.drafts:
                self._last = self._tell(block, context, sentence, segments, i, draft)
                told.append(self._last)
        return told

    def _tell(
        self, block: Block, context: Context, sentence: tuple[int, int],
        segments: list[Segment], i: int, draft: Draft,
    ) -> Told:  # fmt: skip
        attached = self._attached(draft)
        activity = (
            attached.activity if attached else self._activity(context, segments, i, draft, sentence)
        )
        kind = self._kind(block, context, segments[i], draft, activity, attached)
        period = self._period(context, segments, i, draft, sentence, kind, attached)
        source = self._source(block, context, segments, i, draft, sentence, attached)
        if kind == FigureKind.OUTCOME and draft.unit.startswith("VND"):
            source = source if source == FundingSource.COUNTERPART else None
        return Told(draft, activity, source, period, kind, block.index, sentence)

    def _attached(self, draft: Draft) -> Told | None:
        """A share ("chiếm 31,6%") speaks of the figure before it."""
        last = self._last
        if last is None or not draft.unit.startswith("percent"):
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
        if context.activity:
            return context.activity
        hits = self._sheet.hits["activity"]
        segment = segments[i]
        before = hits.within(segment.start, draft.number_start)
        after = hits.within(draft.number_start, segment.end)
        found = _nearest(before, after, draft)
        if found is None and segment.inside:
            found = _nearest(hits.within(segment.inside.start, segment.inside.end), [], draft)
        if found is None and self._last and self._last.activity != Activity.TOTAL:
            return self._last.activity
        if found is None:
            found = _nearest(hits.within(sentence[0], draft.number_start), [], draft)
        return found[2] if found else Activity.TOTAL

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
            or context.source
            or self._from_siblings(block, context, sentence)
        )

    def _sources(self, start: int, end: int) -> list[Hit]:
        return [h for h in self._sheet.hits["source"].within(start, end) if h[2] is not None]

    def _in_segment(self, segment: Segment, draft: Draft) -> FundingSource | None:
        found = self._sources(segment.start, segment.end)
        match = _DISTRICTS.search(self._sheet.script.low, segment.start, segment.end)
        if match and not any(h[2] == FundingSource.PROVINCIAL for h in found):
            return FundingSource.DISTRICT
        if not found:
            return None
        before = [h for h in found if h[0] < draft.number_start]
        return (before or found)[-1 if before else 0][2]

    def _is_whole(self, segments: list[Segment], i: int, draft: Draft) -> bool:
        """A sum that is split "trong đó …" by source is the state's money together."""
        end = segments[min(i + 3, len(segments) - 1)].end
        match = PARTS.search(self._sheet.script.low, draft.end, min(end, draft.end + 40))
        return match is not None

    def _whole_of(self, segments: list[Segment], i: int) -> FundingSource | None:
        parts = {h[2] for h in self._sources(segments[i].end, segments[-1].end)}
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

    def _from_next_sentence(self, block: Block, sentence: tuple[int, int]) -> FundingSource | None:
        """ "Đã tổ chức 03 lần … . Kinh phí khuyến công địa phương hỗ trợ là …"."""
        following = next((s for s in block.sentences if s[0] == sentence[1]), None)
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
        own = self._right_after(draft)
        if own:
            return own
        if attached:
            return attached.period
        for segment in (segments[i], segments[i].inside):
            if segment and (found := self._narrowest(segment, draft, kind)):
                return found
        opening = self._usable(sentence[0], min(sentence[0] + 60, draft.number_start), kind)
        if opening:
            return span_of(opening[0], self._head.period)
        if _NOW.search(self._sheet.script.low, sentence[0], draft.number_start):
            return self._now()
        return context.period or self._head.period

    def _right_after(self, draft: Draft) -> YearSpan | None:
        match = _YEAR_AFTER.match(self._sheet.script.low, draft.end)
        if match is None:
            return None
        found = self._sheet.calendar.within(match.end(), match.end() + 1)
        return found[0].span if found else None

    def _narrowest(self, segment: Segment, draft: Draft, kind: FigureKind) -> YearSpan | None:
        usable = self._usable(segment.start, segment.end, kind)
        spans = [span_of(m, self._head.period) for m in usable]
        single = [
            s
            for m, s in zip(usable, spans, strict=True)
            if s and s.start == s.end and self._annotates(m)
        ]
        before = [s for m, s in zip(usable, spans, strict=True) if m.start < draft.number_start]
        for choice in (single[-1:], before[-1:]):
            if choice:
                return choice[0]
        return None

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
            if moment.span is None or base or in_law(self._sheet, moment):
                continue
            if not moment.until or kind in (FigureKind.TARGET, FigureKind.PLAN):
                found.append(moment)
        return found

    def _now(self) -> YearSpan | None:
        period = self._head.period
        if period is None:
            return None
        return YearSpan(period.end, period.end)

    # --- kind -------------------------------------------------------------------------------

    def _kind(
        self, block: Block, context: Context, segment: Segment, draft: Draft,
        activity: Activity, attached: Told | None,
    ) -> FigureKind:  # fmt: skip
        if draft.measure:
            return FigureKind.CONTEXT
        if attached:
            return attached.kind
        low = self._sheet.script.low
        since = max(segment.start, self._last.draft.end if self._last else 0)
        cues = [h[2] for h in self._sheet.hits["kind"].within(since, draft.number_start)]
        if (
            draft.bound
            and not draft.approximate
            and ("norm" in cues or draft.unit in ("year", "VND"))
        ):
            return FigureKind.NORM
        if draft.unit == "percent" and _ABOUT_PEOPLE.match(low, draft.end):
            return FigureKind.OUTCOME
        if cues and cues[-1] != "norm":
            return FigureKind(cues[-1])
        if "norm" in cues and draft.unit in ("VND", "percent"):
            return FigureKind.NORM
        if context.kind and context.kind != FigureKind.RESULT:
            return self._still_result(context, segment, draft)
        if activity == Activity.OUTCOME:
            return FigureKind.OUTCOME
        return FigureKind.PLAN if self._head.plan and context.kind is None else FigureKind.RESULT

    def _still_result(self, context: Context, segment: Segment, draft: Draft) -> FigureKind:
        """ "Sau 5 năm thực hiện" looks back even among tasks ahead."""
        before = self._sheet.script.low[max(segment.start, draft.start - 12) : draft.start]
        if draft.unit == "year" and re.search(r"(?:sau|qua|trong)\s*$", before):
            return FigureKind.RESULT
        assert context.kind is not None
        return context.kind


def _nearest(before: list[Hit], after: list[Hit], draft: Draft) -> Hit | None:
    """Return the phrase closest to a number; what follows its noun at once beats what is far before."""
    near_after = [h for h in after if h[0] - draft.end < 60]
    if near_after and (not before or near_after[0][0] - draft.end < draft.start - before[-1][1]):
        return near_after[0]
    if before:
        return before[-1]
    return after[0] if after else None
