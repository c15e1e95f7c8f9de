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
    r"\s*(?:này )?(?:đều |đã )?(?:có việc làm|được (?:doanh nghiệp|cơ sở|hợp tác xã"
    r"|htx) (?:nhận|tuyển))"
)
_FROM_TO = re.compile(r"^[^.;]{0,30}\b(?:từ|lên|xuống|còn|tăng thêm|tức)\b[^.;]{0,12}$")
_DONE = re.compile(r"\b(?:đã|đạt|thực hiện được|giải ngân)\b")
_AS_PLANNED = re.compile(
    r"\b(?P<what>kế hoạch|dự toán|mục tiêu|chỉ tiêu)\b[^,.;()0-9]{0,24}\((?:\w+ ){0,2}\Z"
)
_ABOUT_PEOPLE = re.compile(r"\s*(?:số\s+)?(?:học viên|lao động|số lao động|người|hội viên)\b")
_SPENT = re.compile(r"\b(?:kinh phí|số tiền|vốn|hỗ trợ)\b[^.;]{0,30}$")
#: A sum below this is one side of a comparison ("01 đồng … 5,5 đồng").
_COPPERS = 1000


class Kinds:
    """Tells kinds by the words before a number, then by what stands around."""

    def __init__(self, sheet: Sheet, head: Head, recent: Recent) -> None:
        self._sheet, self._head, self._recent = sheet, head, recent

    def of(
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
        since = max(segment.start, self._recent.last.draft.end if self._recent.last else 0)
        cues = self._sheet.hits["kind"].within(since, draft.number_start)
        if not cues:
            return self._carried(segment, draft, since)
        cue: FigureKind = cues[-1][2]
        spent = draft.unit == "VND" and _SPENT.search(low, cues[-1][1], draft.number_start)
        return None if cue == FigureKind.RESULT or (cue == FigureKind.OUTCOME and spent) else cue

    def _carried(self, segment: Segment, draft: Draft, since: int) -> FigureKind | None:
        """What is planned goes on through its sentence: "dự kiến hỗ trợ 15 cơ sở, 300 lao động"."""
        last = self._recent.last
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
        if cue == FigureKind.NORM or draft.unit == "year":
            return FigureKind.NORM
        if {context.kind, cue} & {FigureKind.TARGET, FigureKind.PLAN}:
            return None
        return FigureKind.BIN if draft.bound == Bound.LT else FigureKind.NORM

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
