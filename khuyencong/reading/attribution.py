"""Whose, when, where and of what kind a figure is: its own words first, then what stands around."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from itertools import pairwise

from khuyencong.reading.context import Context
from khuyencong.reading.counting import Draft
from khuyencong.reading.head import Head
from khuyencong.reading.kinds import Kinds
from khuyencong.reading.lexicon import Hit
from khuyencong.reading.model import Block
from khuyencong.reading.segments import PARTS, Segment, segments_of
from khuyencong.reading.sheet import Sheet
from khuyencong.reading.themes import UNIT_ACTIVITIES
from khuyencong.reading.times import Times
from khuyencong.reading.told import Recent, Told
from khuyencong.values.vocabulary import Activity, FigureKind, FundingSource

_ALL_TOGETHER = re.compile(r"\b(?:tổng|toàn tỉnh|cả tỉnh|chung|trên địa bàn|toàn ngành|cả nước)\b")
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
#: Who gives a sum, named right before it at the head of its clause.
_GIVERS = {
    "trung ương": FundingSource.NATIONAL,
    "tw": FundingSource.NATIONAL,
    "tỉnh": FundingSource.PROVINCIAL,
    "huyện": FundingSource.DISTRICT,
    "xã": FundingSource.COMMUNE,
    "": FundingSource.COUNTERPART,
}
_GIVER = re.compile(
    r"(?:[,;:+(\n]|^[-+\s]*|\n[-+•\s]*|\b(?:trong đó|gồm|và|còn lại|riêng))\s*"
    r"(?:do|phần|vốn|của|từ|nguồn|cấp|[-+•])?\s*"
    r"(?P<who>trung ương|tw|tỉnh|huyện|xã|(?:các )?(?:cơ sở|doanh nghiệp|dn|htx|hợp tác xã|hộ"
    r"|đơn vị|đối tượng|chủ đầu tư|người dân|nhân dân|dân)"
    r"(?: (?:thụ hưởng|cnnt|dân|sản xuất|được hỗ trợ))*)"
    r"\s*(?:[:(-]|là|chi|góp)?\s*(?:(?:khoảng|hơn|gần|trên)\s*)?$"
)
#: How near to its start the word stands that rules a sentence.
_OPENING = 24
#: Contents that money does not pay for by the piece.
_UNPAID = (Activity.ORGANISATION, Activity.POLICY_DOCUMENTS, Activity.OUTCOME)


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
        self._recent = Recent()
        self._kinds = Kinds(sheet, head, self._recent)
        self._times = Times(sheet, head, self._recent)
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
        context = self._aiming(context, sentence)
        counted = (d for d in drafts if d.unit != "year")
        self._first_number = next(counted, drafts[0]).number_start
        told: list[Told] = []
        self._recent.last = self._recent.earlier = None
        for i, segment in enumerate(segments):
            for draft in segment.drafts:
                here = self._tell(block, context, sentence, segments, i, draft)
                self._recent.earlier, self._recent.last = self._recent.last, here
                told.append(here)
        return told

    def _aiming(self, context: Context, sentence: tuple[int, int]) -> Context:
        """A sentence that opens with "Phấn đấu" aims at all that it lists."""
        cues = self._sheet.hits["kind"].within(sentence[0], sentence[0] + _OPENING)
        if cues and cues[0][2] == FigureKind.TARGET and context.kind is None:
            return replace(context, kind=FigureKind.TARGET)
        return context

    def _tell(
        self, block: Block, context: Context, sentence: tuple[int, int],
        segments: list[Segment], i: int, draft: Draft,
    ) -> Told:  # fmt: skip
        attached = self._attached(draft)
        activity = (
            attached.activity if attached else self._activity(context, segments, i, draft, sentence)
        )
        kind = self._kinds.of(context, segments[i], draft, activity, attached)
        period = self._times.of(context, segments, i, draft, sentence, kind, attached)
        source = self._source(block, context, segments, i, draft, sentence, attached)
        if not _bears_source(activity, kind, draft):
            source = source if source == FundingSource.COUNTERPART else None
        kind = self._kinds.forward(kind, context, period)
        told = Told(draft, activity, source, period, kind, block.index, sentence)
        return _as_tabled(told) if draft.cell else told

    def _attached(self, draft: Draft) -> Told | None:
        """A share ("chiếm 31,6%") speaks of the figure before it."""
        last = self._recent.last
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
            own = near is not None and UNIT_ACTIVITIES.get(draft.unit) == near[2]
            return near[2] if near and (own or near[2] in context.also) else context.activity
        here = [h for h in hits.within(segment.start, segment.end) if segment.holds(h[0])]
        found = _nearest(here, draft)
        if found and found[2] == Activity.MANAGEMENT_CAPACITY:
            found = next((h for h in here if h[2] == Activity.PROGRAM_MANAGEMENT_CAPACITY), found)
        if found is None and segment.inside:
            found = _nearest(hits.within(segment.inside.start, draft.number_start), draft)
        if found is None and self._recent.last and self._recent.last.activity != Activity.TOTAL:
            return self._recent.last.activity
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
        found = self._giver(draft) or self._in_segment(segment, draft)
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

    def _giver(self, draft: Draft) -> FundingSource | None:
        """Read "trong đó tỉnh 55 tỷ", "- Các cơ sở thụ hưởng: 130 tỷ": who gives, and the sum."""
        if draft.unit != "VND":
            return None
        low = self._sheet.script.low
        match = _GIVER.search(low, max(0, draft.start - 60), draft.start)
        if match is None:
            return None
        return next(_GIVERS[word] for word in _GIVERS if re.search(rf"\b{word}\b", match["who"]))

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
        last = self._recent.last
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
