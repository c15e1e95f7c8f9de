"""What headings and list introductions tell about all that stands under them."""

import re
from dataclasses import dataclass, replace

from khuyencong.reading.dates import Moment
from khuyencong.reading.head import Head
from khuyencong.reading.lexicon import Hit
from khuyencong.reading.model import Block, YearSpan
from khuyencong.reading.sheet import Sheet, in_law
from khuyencong.values.vocabulary import LEGAL_CONTENTS, Activity, FigureKind, FundingSource

#: Words of these contents introduce many a list that is about something else.
_GENERAL = (Activity.ORGANISATION, Activity.POLICY_DOCUMENTS)
#: Contents that share a heading, and of which a clause tells by its own words.
_LED_BY_WORDS = frozenset(LEGAL_CONTENTS)
#: What may stand between the marker of a heading and the word that tells its kind.
_FILLERS = re.compile(
    r"^[\W\d]*(?:[ivx]{1,5}|[a-zđ])?[\s.)/:-]*(?:phần \w+\W*)?(?:\b(?:một số|các|những|về"
    r"|tuy nhiên|còn|chương trình)\s+)*$"
)
#: The words of a comparison, up to the year it is made with.
BASE = re.compile(
    r"\b(?:so(?: với)?|hơn|lần|kém)\s+(?:(?:với|cùng|kỳ|kế|hoạch|thực|hiện|mức|của|các|năm|giai"
    r"|đoạn|cả|tổng|số|liền|kề|mục|tiêu|kết|quả|thời|điểm|đầu|cuối|tháng|quý|là|nhiệm|trước)\s+){0,8}$"
)
#: How far the colon of an introduction may be.
_LEAD = 140


@dataclass(frozen=True, slots=True)
class Context:
    """What is in force under a heading; None where nothing above says."""

    activity: Activity | None = None
    source: FundingSource | None = None
    kind: FigureKind | None = None
    period: YearSpan | None = None
    heading: int | None = None  # index of the nearest heading
    #: All contents of a heading that names several: "4. Nhãn hiệu, bao bì, tuyên truyền".
    also: frozenset[Activity] = frozenset()


def contexts_of(sheet: Sheet, head: Head) -> list[Context]:
    """Return the context in which each block stands (its own words not counted for paragraphs)."""
    document, top = head.period, Context(head.theme, head.source)
    own: list[Context] = []  # in force under the block
    around: list[Context] = []  # in force for the block
    for block in sheet.blocks:
        above = own[block.parent] if block.parent is not None else top
        around.append(above)
        own.append(_under(sheet, block, above, document))
    return around


def _under(sheet: Sheet, block: Block, above: Context, document: YearSpan | None) -> Context:
    """Return what stands in force under a block: its own words over those above it."""
    if block.kind == "heading":
        return _under_heading(sheet, block, above, document)
    if block.kind not in ("item", "paragraph"):
        return above
    end = lead_end(sheet, block)
    told = _told(sheet, block.start, end, document)
    told = replace(told, activity=above.activity or _specific(told.activity))
    if sheet.script.low[block.start : block.end].rstrip(" *_").endswith(":"):
        whole = end >= block.end - 2
        return _under_list(sheet, block, above, told if whole else Context(told.activity))
    return replace(above, activity=told.activity, kind=above.kind or told.kind)


def _specific(activity: Activity | None) -> Activity | None:
    return None if activity in _GENERAL else activity


def _under_heading(
    sheet: Sheet, block: Block, above: Context, document: YearSpan | None
) -> Context:
    told = _told(sheet, block.start, block.end, document)
    titled = block.level == 1 and not block.marker and block.index < 6
    activity = told.activity or above.activity
    if above.activity == Activity.ORGANISATION and activity == Activity.PROGRAM_MANAGEMENT_CAPACITY:
        activity = Activity.ORGANISATION
    kind = None if titled and told.kind != FigureKind.PLAN else told.kind
    if kind in (None, FigureKind.RESULT) and not titled and _lies_ahead(told.period, document):
        kind = FigureKind.TARGET
    return Context(
        activity,
        (None if titled else told.source) or above.source,
        kind or above.kind,
        told.period or above.period,
        block.index,
        told.also if told.activity else above.also,
    )


def _lies_ahead(period: YearSpan | None, document: YearSpan | None) -> bool:
    """Tell whether a heading speaks of years after the report's own: no result can be of then."""
    if period is None or document is None:
        return False
    return int(str(period.start)[:4]) > int(str(document.end)[:4])


def _under_list(sheet: Sheet, block: Block, above: Context, told: Context) -> Context:
    """A sentence that ends in a colon lends its money, its kind and its time to its list."""
    last = block.sentences[-1]
    sources = {h[2] for h in sheet.hits["source"].within(*last)} - {None}
    cues = [h[2] for h in sheet.hits["kind"].within(*last) if h[2] in ("plan", "target")]
    return Context(
        told.activity,
        next(iter(sources)) if len(sources) == 1 else above.source,
        told.kind or (cues[0] if cues else above.kind),
        told.period or above.period,
        above.heading,
    )


def lead_end(sheet: Sheet, block: Block) -> int:
    """Return where the words that introduce a block end: its colon, if that comes soon."""
    colon = sheet.script.low.find(":", block.start, min(block.end, block.start + _LEAD))
    return colon + 1 if colon >= 0 else block.start


def _told(sheet: Sheet, start: int, end: int, document: YearSpan | None) -> Context:
    activities = [h[2] for h in sheet.hits["activity"].within(start, end)]
    sources = {h[2] for h in sheet.hits["source"].within(start, end)} - {None}
    sections = [h for h in sheet.hits["section"].within(start, end) if _opens(sheet, h, start)]
    low = sheet.script.low
    moments = [
        m
        for m in sheet.calendar.within(start, end)
        if m.span and not in_law(sheet, m) and not is_base(low, m)
    ]
    return Context(
        main_activity(activities),
        next(iter(sources)) if len(sources) == 1 else None,
        sections[0][2] if sections else None,
        span_of(moments[0], document) if moments else None,
        also=frozenset(activities) & _LED_BY_WORDS if len(set(activities)) > 1 else frozenset(),
    )


def is_base(low: str, moment: Moment) -> bool:
    """Tell "so với kế hoạch năm 2023", "gấp 1,5 lần năm 2019": the year only compared with."""
    return BASE.search(low, max(0, moment.start - 48), moment.start) is not None


def _opens(sheet: Sheet, hit: Hit, start: int) -> bool:
    """Tell whether a phrase opens its heading; "về nhiệm vụ chủ yếu" further on sets nothing."""
    return hit[2] in ("plan", "result") or bool(_FILLERS.match(sheet.script.low[start : hit[0]]))


def main_activity(found: list[Activity]) -> Activity | None:
    """Return the content a heading is about: its first words, unless they are general ones."""
    found = [a for a in found if a != Activity.TOTAL]
    specific = [a for a in found if a not in _GENERAL and a != Activity.OUTCOME]
    outcomes = [a for a in found if a not in _GENERAL]
    return next(iter(specific or outcomes or found), None)


def span_of(moment: Moment, document: YearSpan | None) -> YearSpan | None:
    """Return the years a moment means; "đến năm 2025" begins after the document's own period."""
    span = moment.span
    if span and moment.since and document and int(str(document.end)[:4]) > int(span.start):
        return YearSpan(span.start, int(str(document.end)[:4]))
    if span is None or not moment.until or not isinstance(span.start, int):
        return span
    if document and isinstance(document.end, int) and document.end < span.start:
        return YearSpan(document.end + 1, span.end)
    return span
