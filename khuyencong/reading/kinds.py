"""Done, planned, aimed at, allowed, or an effect: the kind of a figure."""

import re

from khuyencong.reading.context import Context
from khuyencong.reading.counting import Draft
from khuyencong.reading.head import Head
from khuyencong.reading.model import YearSpan
from khuyencong.reading.segments import Segment
from khuyencong.reading.sheet import Sheet
from khuyencong.reading.told import Recent, Told
from khuyencong.values.vocabulary import Activity, Bound, FigureKind

_WORKS = re.compile(
    r"\s*(?:này )?(?:đều |đã )?(?:có việc(?: làm)?\b|tìm được việc|có thu nhập"
    r"|được (?:doanh nghiệp|cơ sở|hợp tác xã"
    r"|htx) (?:nhận|tuyển))"
)
_FROM_TO = re.compile(r"^[^.;]{0,30}\b(?:từ|lên|xuống|còn|tăng thêm|tức)\b[^.;]{0,12}$")
_CHANGED = re.compile(r"\b(?:xuống|còn|lên|tăng|giảm|đạt)\s*$")
_LISTED = re.compile(
    r"\s*(?:[;,(]|, trong đó|, gồm)[^.0-9]{0,30}$|[^.;0-9]{0,12}\btrong đó\b[^.;0-9]{0,24}$"
)
_MEASURED = re.compile(r"\b(?:thấp nhất|cao nhất|bình quân|trung bình|thực tế|đã)\b")
_DONE = re.compile(r"\b(?:đã|đạt|thực hiện được|giải ngân)\b|\bthực hiện(?: được)?\s*(?:là )?$")
_AS_PLANNED = re.compile(
    r"\b(?P<what>kế hoạch|dự toán|mục tiêu|chỉ tiêu)\b[^,.;()0-9]{0,24}\((?:\w+ ){0,2}\Z"
)
_AHEAD = (FigureKind.TARGET, FigureKind.PLAN)
_RULE = re.compile(r"\b(?:mức|định mức|phụ cấp|thù lao|hỗ trợ tối đa|kinh phí|chi phí|đơn giá)\b")
#: "KH 50 lớp", "so với mục tiêu 60 lớp", "/ kế hoạch 3.500 triệu": what was wanted.
_PLANNED = re.compile(
    r"(?:\b(?:so với|bằng|đạt|vượt|của|theo)\s+|[/(,;]\s*|%\s*)(?:số |mức )?"
    r"(?P<what>kế hoạch|kh|dự toán|mục tiêu|chỉ tiêu)"
    r"(?: (?:năm|là|giao|được|đề|đặt|ra|ban|đầu|vốn|kinh phí|cả|năm (?:19|20)[0-9]{2}))*"
    r"\s*[:(]?\s*\Z"
)
_SOME_PLAN = re.compile(r"hoạch|\bkh\b|dự toán|tiêu|được giao")
_PLANNED_AFTER = re.compile(
    r"\s*(?:được giao\b|(?:theo|trong|của) (?P<what>kế hoạch|dự toán|mục tiêu|chỉ tiêu)\b)"
)
#: The bounds of size classes; two of them, differently bounded, make a classification.
_SIZES = re.compile(
    r"\b(dưới|trên|từ)\s+[0-9.,]+(?:\s*(?:tỷ|triệu))?(?:\s*(?:-|đến)\s*(?:dưới )?[0-9.,]+)?\s*"
    r"((?:tỷ|triệu|lao động|người|lđ)\b)(?! có việc)"
)
_ABOUT_PEOPLE = re.compile(r"\s*(?:số\s+)?(?:học viên|lao động|số lao động|người|hội viên)\b")
_SPENT = re.compile(r"\b(?:kinh phí|số tiền|vốn|hỗ trợ)\b[^.;]{0,30}$")
#: A sum below this is one side of a comparison ("01 đồng … 5,5 đồng").
_COPPERS = 1000
#: What a place has of its own, and the words that say so at the head of a sentence.
_OF_PLACES = (
    *("establishment", "enterprise", "cooperative", "household_business", "cluster"),
    *("craft_village", "commune", "district", "person", "percent"),
)
_PLACE_HAS = re.compile(
    r"[^\w]*(?:đến (?:nay|hết|cuối)[^,.;]{0,24},\s*|hiện(?: nay| tại)?,?\s*|lũy kế[^,.;]{0,24}\s)?"
    r"(?:(?:toàn|trên địa bàn|cả)(?: (?:tỉnh|huyện|xã|thành phố|vùng|phường|thị xã))?"
    r"|tỉnh|huyện|xã)\b[^,.;:()0-9]{0,24}\b(?:hiện có|có|gồm)\s+"
    r"(?:khoảng |hơn |trên |gần |tổng số )?$"
)
_HELPED = re.compile(
    r"[^,.;]{0,60}?\b(?:được hỗ trợ|hỗ trợ|tham gia|đạt|được công nhận|được bình chọn|khuyến công"
    r"|thụ hưởng|được đào tạo|đã|được giao|có|bố trí|ban hành|hoàn thành|thực hiện)\b"
)
_GOES_ON = re.compile(r"\s*(?:[,:;(]|với|và|trong đó|gồm)[^.]{0,40}$")


class Kinds:
    """Tells kinds by the words before a number, then by what stands around."""

    def __init__(self, sheet: Sheet, head: Head, recent: Recent) -> None:
        self._sheet, self._head, self._recent = sheet, head, recent
        self._wanted: Draft | None = None  # what a result was last held against

    def of(
        self, context: Context, segment: Segment, draft: Draft, activity: Activity,
        attached: Told | None,
    ) -> FigureKind:  # fmt: skip
        if draft.measure:
            return FigureKind.CONTEXT
        if attached:
            return self._of_attached(context, segment, draft, attached)
        if draft.unit == "VND" and draft.value < _COPPERS and draft.cell is None:
            return FigureKind.RATIO
        if self._is_class(segment, draft):
            return self._as_class(segment, draft)
        cue = self._asked(draft) or self._cue(segment, draft)
        if context.kind in _AHEAD and cue == FigureKind.OUTCOME:
            return context.kind  # what work is to be created is aimed at, not yet an effect
        return self._by_words(context, segment, draft, cue) or self._by_section(
            context, segment, draft, activity
        )

    def _of_attached(
        self, context: Context, segment: Segment, draft: Draft, attached: Told
    ) -> FigureKind:
        """Return the kind of a share of the figure before it, which may be what was wanted."""
        if attached.draft is self._wanted:
            return context.kind if context.kind in _AHEAD else FigureKind.RESULT
        effect = self._cue(segment, draft) == FigureKind.OUTCOME
        return FigureKind.OUTCOME if effect else attached.kind

    def _by_words(
        self, context: Context, segment: Segment, draft: Draft, cue: FigureKind | None
    ) -> FigureKind | None:
        """Return what a limit, the words after a number and those before it tell."""
        low = self._sheet.script.low
        limit = self._limit(context, segment, draft, cue)
        if limit:
            return limit
        people = draft.unit == "percent" and (draft.word or _ABOUT_PEOPLE.match(low, draft.end))
        if people or _WORKS.match(low, draft.end):
            return FigureKind.OUTCOME
        if cue != FigureKind.NORM:
            return cue
        if context.kind in _AHEAD and not self._of_rule(segment, draft):
            return context.kind
        return cue if draft.unit.startswith(("VND", "percent")) else None

    def _by_section(
        self, context: Context, segment: Segment, draft: Draft, activity: Activity
    ) -> FigureKind:
        """Return what the heading above, the content or the whole document tells."""
        if context.kind and context.kind != FigureKind.RESULT:
            return self._still_result(context, segment, draft)
        if activity == Activity.OUTCOME:
            return FigureKind.OUTCOME
        if draft.unit in _OF_PLACES and self._of_place(draft):
            return FigureKind.CONTEXT
        return FigureKind.PLAN if self._head.plan and context.kind is None else FigureKind.RESULT

    def _asked(self, draft: Draft) -> FigureKind | None:
        """ "đạt 82% kế hoạch (17.000 triệu đồng)": the bracket holds what was planned."""
        low = self._sheet.script.low
        if not _SOME_PLAN.search(low, max(0, draft.start - 60), draft.end + 24):
            return None
        match = _AS_PLANNED.search(low, max(0, draft.start - 44), draft.start)
        if match is None and draft.unit not in ("year", "ratio"):
            share = draft.unit.startswith("percent")
            match = _PLANNED.search(low, max(0, draft.start - 60), draft.start)
            match = match or (None if share else _PLANNED_AFTER.match(low, draft.end))
        if match is None:
            return None
        aimed = match["what"] in ("mục tiêu", "chỉ tiêu")
        self._wanted = draft
        return FigureKind.TARGET if aimed else FigureKind.PLAN

    def _of_place(self, draft: Draft) -> bool:
        """Tell "Trên địa bàn hiện có 320 cơ sở": what a place has, not what was done there."""
        low, floor = self._sheet.script.low, self._sheet.sentence_start(draft.start)
        last = self._recent.last
        if last and last.kind == FigureKind.CONTEXT and last.draft.number_start >= floor:
            return bool(_GOES_ON.match(low, last.draft.end, draft.start))
        before = _PLACE_HAS.match(low, floor, draft.start)
        return before is not None and not _HELPED.match(low, draft.end)

    def _as_class(self, segment: Segment, draft: Draft) -> FigureKind:
        """Make a class of a bound, and of the "4/13" that stands in it."""
        last = self._recent.last
        if last is not None and last.draft.out_of is not None and last.draft in segment.drafts:
            last.kind = FigureKind.BIN
        draft.approximate = False
        return FigureKind.BIN

    def _is_class(self, segment: Segment, draft: Draft) -> bool:
        """Tell whether a figure only bounds a size: "dưới 10 người 53 cơ sở; trên 50 người 7"."""
        if draft.bound is None and draft.value_high is None:
            return False
        if draft.unit not in ("person", "VND"):
            return False
        if "classes" not in segment.memo:
            block = self._sheet.block_at(draft.number_start)
            found = list(_SIZES.finditer(self._sheet.script.low, block.start, block.end))
            several = len({m[1] for m in found}) > 1 and len({m[2] for m in found}) == 1
            segment.memo["classes"] = [m.span() for m in found] if several else []
        return any(a <= draft.number_start < b for a, b in segment.memo["classes"])

    def _cue(self, segment: Segment, draft: Draft) -> FigureKind | None:
        """Return what the words since the last figure tell; money spent is no effect."""
        low = self._sheet.script.low
        since = max(segment.start, self._recent.last.draft.end if self._recent.last else 0)
        cues = self._sheet.hits["kind"].within(since, draft.number_start)
        if not cues:
            return self._carried(segment, draft, since)
        cue: FigureKind = cues[-1][2]
        if cue == FigureKind.NORM and _MEASURED.search(low, cues[-1][0], draft.number_start):
            return None
        spent = draft.unit == "VND" and _SPENT.search(low, cues[-1][1], draft.number_start)
        return None if cue == FigureKind.RESULT or (cue == FigureKind.OUTCOME and spent) else cue

    def _carried(self, segment: Segment, draft: Draft, since: int) -> FigureKind | None:
        """What is planned goes on through its sentence: "dự kiến hỗ trợ 15 cơ sở, 300 lao động"."""
        last = self._recent.last
        if last and last.kind == FigureKind.OUTCOME and draft.unit in ("VND", last.draft.unit):
            between = self._sheet.script.low[last.draft.end : draft.start]
            listed = draft.unit == last.draft.unit and _LISTED.match(between)
            return last.kind if listed or _FROM_TO.search(between) else None
        if last and last.kind == FigureKind.OUTCOME and between_brackets(self._sheet, last, draft):
            return last.kind
        if last is None or last.kind not in _AHEAD or last.draft is self._wanted:
            return None
        return (
            None if _DONE.search(self._sheet.script.low, since, draft.number_start) else last.kind
        )

    def _limit(
        self, context: Context, segment: Segment, draft: Draft, cue: FigureKind | None
    ) -> FigureKind | None:
        """Read "dưới 01 năm", "không quá 50%" as a norm, "9/63 trên 30 người" as a class."""
        last = self._recent.last
        classed = (
            last is not None and last.draft.out_of is not None and last.draft in segment.drafts
        )
        if classed and draft.out_of is None and (draft.bound or draft.value_high is not None):
            assert last is not None
            last.kind, draft.approximate = FigureKind.BIN, False
            return FigureKind.BIN
        if draft.bound is None or draft.approximate:
            return None
        ahead = {context.kind, cue} & {FigureKind.TARGET, FigureKind.PLAN}
        if cue == FigureKind.NORM or draft.unit == "year":
            return None if ahead and not self._of_rule(segment, draft) else FigureKind.NORM
        if ahead:
            return None
        changed = _CHANGED.search(self._sheet.script.low, max(0, draft.start - 16), draft.start)
        if changed or cue == FigureKind.OUTCOME:
            return None
        return FigureKind.BIN if draft.bound == Bound.LT else FigureKind.NORM

    def _of_rule(self, segment: Segment, draft: Draft) -> bool:
        """Tell the limit of a rule ("mức hỗ trợ tối đa") from one that a target sets itself."""
        before = self._sheet.script.low[max(segment.start, draft.start - 90) : draft.start]
        return draft.unit == "year" or _RULE.search(before) is not None

    def forward(
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


def between_brackets(sheet: Sheet, last: Told, draft: Draft) -> bool:
    """Tell whether a figure stands in the bracket right after another: "75% (309 người)"."""
    return sheet.script.low[last.draft.end : draft.start].strip() == "("
