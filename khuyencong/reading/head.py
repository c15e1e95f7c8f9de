"""The head of a document: title, own number, issuer, place, period, day of issue."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from khuyencong.reading.model import LegalReference, YearSpan
from khuyencong.reading.sheet import Sheet, in_law
from khuyencong.values import gazetteer
from khuyencong.values.vocabulary import Activity, FundingSource

_KIND_LINE = re.compile(
    r"^(?:báo cáo|kế hoạch|thông báo|công văn|tờ trình|quyết định|bản tin|đề án|chương trình"
    r"|danh sách|danh mục|biểu|biên bản|phiếu)"
    r"(?:\s+(?:tổng kết|sơ kết|kết quả|tóm tắt|nhanh|nghiệm thu|tổng hợp|định kỳ))?$"
)
_OFFICE = re.compile(
    r"(?:sở|bộ|cục|ủy ban|ubnd|trung tâm|hđnd|chi cục|phòng|hội đồng|ban chỉ đạo|liên minh)\b"
)
_DATELINE = re.compile(r"^[^\n]{2,40}?,\s*ngày[^\n]{0,40}?(?:năm|/)\s*(?:19|20)[0-9]{2}")
_PLANNED = re.compile(
    r"^kế hoạch|phê duyệt|đăng ký|đề nghị|bổ sung kinh phí|dự toán|^chương trình|dự kiến"
)
_LISTED = re.compile(r"(?:danh mục|danh sách|kế hoạch|quyết định|đăng ký|biểu|tổng hợp|bảng)")
_TITLE_SOURCES = (
    (re.compile(r"khuyến công quốc gia|kcqg"), FundingSource.NATIONAL),
    (re.compile(r"khuyến công địa phương|kcđp"), FundingSource.LOCAL),
)
#: Contents whose words stand in titles of documents about all contents.
_NO_THEMES = (
    Activity.PROGRAM_MANAGEMENT_CAPACITY,
    Activity.POLICY_DOCUMENTS,
    Activity.TOTAL,
    Activity.OUTCOME,
)
#: Within so many signs a text without a telling title says what time it speaks of.
_EARLY = 1500
_COUNTRYWIDE = re.compile(
    r"\b(?:cả nước|toàn quốc|63 tỉnh|34 tỉnh|các tỉnh, thành phố trực thuộc)\b"
)
#: The place of a report on all provinces.
COUNTRY = "cả nước"


@dataclass(slots=True)
class Head:
    """The facts that hold for the whole document; None where it does not tell."""

    title: str = ""
    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    period: YearSpan | None = None
    issued_on: str | None = None
    issued_year: int | None = None
    plan: bool = False  # what it tells is still to be done
    theme: Activity | None = None  # the one content that the whole document is about
    source: FundingSource | None = None  # a list or plan of one source
    own: bool = False  # the first citation is the document's own number


def head_of(sheet: Sheet) -> Head:
    """Read the head of a document from its first blocks; the body helps where it is silent."""
    head = Head()
    low = sheet.script.low
    title_block = _title(sheet, head)
    dateline = next(
        (b for b in sheet.blocks[:14] if _DATELINE.match(low[b.start : b.end].strip())), None
    )
    if dateline:
        days = sheet.calendar.within(dateline.start, dateline.end)
        head.issued_on = next((m.day for m in days if m.day), None)
        head.issued_year = next((_year(m.span.end) for m in days if m.span), None)
    own = own_reference(sheet)
    head.own, head.number = own is not None, own.number if own else None
    head.place = _place(sheet, title_block)
    head.issuer = _issuer(sheet, own, head.place)
    head.period = _period(sheet, title_block, head)
    _set_theme(sheet, head, title_block)
    head.plan = bool(_PLANNED.search(head.title.lower())) and not head.title.lower().startswith(
        "báo cáo"
    )
    head.plan = (
        head.plan
        or low.startswith(("kế hoạch", "danh mục"), title_block[0])
        or "\nkế hoạch\n" in low[:800].replace("#", "")
    )
    return head


def _set_theme(sheet: Sheet, head: Head, title: tuple[int, int]) -> None:
    """Read from the title which content and whose money the whole document is about."""
    if not head.title:
        return
    found = [h[2] for h in sheet.hits["activity"].within(*title)]
    if found and found[0] not in _NO_THEMES:
        head.theme = found[0]
    low = sheet.script.low[title[0] : title[1]]
    listed = _LISTED.match(head.title.lower())
    head.source = next((s for words, s in _TITLE_SOURCES if listed and words.search(low)), None)
    bracket = re.search(r"\((?:nguồn )?(?:vốn|kinh phí|từ nguồn)[^)]*\)", low)
    if bracket:
        span = (title[0] + bracket.start(), title[0] + bracket.end())
        inside = sheet.hits["source"].within(*span)
        head.source = inside[0][2] if inside else head.source


def own_reference(sheet: Sheet) -> LegalReference | None:
    """Return the document's own number: the first reference, when it opens with "Số:"."""
    for reference in sheet.references[:2]:
        if reference.start < 400 and sheet.script.low.startswith("số", reference.start):
            return reference
    return None


def _title(sheet: Sheet, head: Head) -> tuple[int, int]:
    """Set the title and return its span: the line after "BÁO CÁO", else the first long line."""
    text, low = sheet.script.text, sheet.script.low
    for i, block in enumerate(sheet.blocks[:16]):
        words = " ".join(low[block.start : block.end].replace("#", " ").split())
        if _KIND_LINE.match(words) and i + 1 < len(sheet.blocks):
            following = sheet.blocks[i + 1]
            head.title = _clean(
                f"{text[block.start : block.end]} {text[following.start : following.end]}"
            )
            return following.start, following.end
        if (
            words.startswith(("báo cáo ", "kế hoạch ", "đánh giá ", "tổng kết ", "kết quả "))
            and len(words) < 400
        ):
            head.title = _clean(text[block.start : block.end])
            return block.start, block.end
    first = next((b for b in sheet.blocks if b.kind in ("heading", "paragraph")), sheet.blocks[0])
    if first.end - first.start < 300 and not text[first.start : first.end].rstrip().endswith("."):
        head.title = _clean(text[first.start : first.end])
    return first.start, first.end


def _clean(words: str) -> str:
    return " ".join(re.sub(r"[#*_]", " ", words).split())


def _year(value: int | str) -> int:
    return int(str(value)[:4])


def _period(sheet: Sheet, title: tuple[int, int], head: Head) -> YearSpan | None:
    """Return the period of the title, else the one most named, else the year of issue."""
    in_title = [m for m in sheet.calendar.within(*title) if m.span and not in_law(sheet, m)]
    spans = [m.span for m in in_title if m.span and not m.until]
    if spans and head.title:
        return spans[0]
    until = {m.span.end for m in in_title if m.span and m.until}
    return _ending(sheet, until) or _of_headings(sheet) or _named_most(sheet, head)


def _ending(sheet: Sheet, ends: set[int | str]) -> YearSpan | None:
    """Return the span most named that ends where the title says: "đến năm 2020" → 2014-2020."""
    spans = Counter(
        (m.span.start, m.span.end)
        for m in sheet.calendar.all
        if m.span and m.span.end in ends and m.span.start != m.span.end and not in_law(sheet, m)
    )
    return YearSpan(*spans.most_common(1)[0][0]) if spans else None


def _named_most(sheet: Sheet, head: Head) -> YearSpan | None:
    """Return the span most named at the beginning, else at all, else the year of issue."""
    told = [m for m in sheet.calendar.all if m.span and not m.until and not in_law(sheet, m)]
    years = [m.span for m in told if m.span and isinstance(m.span.start, int)]
    early = Counter(
        (m.span.start, m.span.end) for m in told if m.span and m.span in years and m.start < _EARLY
    )
    if early:
        return YearSpan(*early.most_common(1)[0][0])
    wide = Counter((s.start, s.end) for s in years if s.start != s.end)
    if wide:
        return YearSpan(*wide.most_common(1)[0][0])
    if head.issued_year:
        return YearSpan(head.issued_year, head.issued_year)
    single = Counter(s.start for s in years)
    return YearSpan(*[single.most_common(1)[0][0]] * 2) if single else None


def _of_headings(sheet: Sheet) -> YearSpan | None:
    """Return the years that a heading below the title names: "Khuyến công 2021 - 2023"."""
    for block in sheet.blocks[:4]:
        if block.kind == "heading" and not block.marker:
            for m in sheet.calendar.within(block.start, block.end):
                if m.span and isinstance(m.span.start, int) and not in_law(sheet, m):
                    return m.span
    return None


def with_own(found: list[LegalReference], head: Head) -> list[LegalReference]:
    """Give the document's own number its issuer and day."""
    if not found or found[0].number != head.number or found[0].start > 400 or not head.own:
        return found
    return [replace(found[0], issuer=head.issuer, date=head.issued_on), *found[1:]]


def _place(sheet: Sheet, title: tuple[int, int]) -> str | None:
    """Return the province the document is about: title, dateline, then what it names most."""
    text = sheet.script.text
    for start, end in (title, (0, min(400, len(text)))):
        found = [m for m in gazetteer.find(_title_case(text[start:end])) if m.level == "province"]
        if found:
            return found[0].name
    if len(_COUNTRYWIDE.findall(sheet.script.low)) > 4:
        return COUNTRY
    named = Counter(m.name for m in gazetteer.find(text[:8000]) if m.level == "province")
    if not named:
        return None
    (name, times), *rest = named.most_common(2)
    if rest and len(named) > 6 and times < 2 * rest[0][1]:
        return COUNTRY
    return name


def _title_case(text: str) -> str:
    """Write words in capitals as names are, so that "TỈNH BẮC GIANG" is found."""
    return re.sub(r"[^\W\d_]{3,}", lambda m: m[0].capitalize() if m[0].isupper() else m[0], text)


def _issuer(sheet: Sheet, own: LegalReference | None, place: str | None) -> str | None:
    """Return who wrote the document: the letterhead, the letters of its number, its own words."""
    text = sheet.script.text
    lines = [_clean(line) for line in text[:600].splitlines()[:10]]
    offices = [n for n in lines if _OFFICE.match(n.lower()) and len(n) < 90 and n.upper() == n]
    if offices and not offices[-1].startswith("SỞ CÔNG THƯƠNG"):
        return offices[-1]
    ending = ""
    if own:
        ending = re.sub(r"\s", "", text[own.start : own.end]).rpartition("-")[2]
    if (
        offices
        or ending == "SCT"
        or (not ending and re.search(r"sở công thương (?:trân trọng )?báo cáo", sheet.script.low))
    ):
        return f"Sở Công Thương {place}" if place else "Sở Công Thương"
    return {"BCT": "Bộ Công Thương", "UBND": f"UBND tỉnh {place}" if place else "UBND"}.get(ending)
