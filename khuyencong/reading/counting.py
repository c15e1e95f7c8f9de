"""What a number counts: the noun after it, the noun before it, or what the last number counted."""

import re
from dataclasses import dataclass
from decimal import Decimal

from khuyencong.reading.grid import Meaning
from khuyencong.reading.lexicon import Hit
from khuyencong.reading.model import Number
from khuyencong.reading.nouns import CLASSIFIERS, LABELS, MIXED, TURNS
from khuyencong.reading.numerals import NUMBER_WORDS, SCALES, Quantity, plain, words_value
from khuyencong.reading.sheet import Sheet
from khuyencong.values.vocabulary import Bound

_GAP = re.compile(r"[^\S\t]*(?:\((?:[^\W\d]+\s?){1,4}\)\s*)?(?:[.:]?\s)?")
_YEAR = re.compile(r"\s+(?:19|20)[0-9]{2}\b(?!\s*(?:-|đến)\s*(?:năm\s+)?(?:19|20)[0-9]{2})")
_JOIN = re.compile(r"\s*(?:,|/|và|hoặc|-|\bcùng)\s*")
_RATE = re.compile(
    r"\s*(?:/|\bmỗi\b|\bmột\b|\btrên\b|\bhàng\b)\s*(?:(?:người|lao động|hộ|1|01|một"
    r"|mỗi)\s*(?:/|\bmột\b|\bmỗi\b)?\s*)?"
    r"(?P<per>tháng|năm|trung tâm|tỉnh|đề án|cơ sở|đơn vị|doanh nghiệp|lớp|người|huyện|xã"
    r"|sản phẩm|mô hình|địa phương|dự án|"
    r"gian hàng|hộ|lao động|học viên|htx|hợp tác xã|cuộc|số|kỳ|khóa|lượt|cụm|máy|m2|ha|tấn|kg"
    r"|giờ|ngày|buổi|bản|cuốn|tờ|quý|đợt|tuần)\b"
)
_SLASH_RATE = re.compile(
    _RATE.pattern.replace(r"(?:/|\bmỗi\b|\bmột\b|\btrên\b|\bhàng\b)\s*(?:(?:", r"/\s*(?:(?:", 1)
)
_EACH_MONTH = re.compile(r"\s+(?:mỗi|một|hàng)\s+tháng\b")
_PER = {"tháng": "_per_month", "năm": "_per_year", "trung tâm": "_per_centre"}
_ELLIPSIS = re.compile(
    r"^[\s:(,|]*(?:từ|là|đạt|có|gồm|được|lên|xuống|còn|đến|tổng|tổng số|cộng|khoảng|hơn|trên"
    r"|gần|dưới|tăng|giảm|với|bằng|số lượng|"
    r"ước|thực hiện|hiện|nay|năm|tỉnh|:|\s|,|;|và|so|cả|toàn|quốc|nước|chỉ|đã|tăng thêm"
    r"|lên thành|thành)*[\s:|]*$"
)
#: Words before a number → its bound, and whether they round (a rule's limit does not).
_BOUNDS = (
    (r"xấp xỉ|(?:ước )?khoảng|chừng|gần khoảng|khoảng (?:hơn|trên|gần)", Bound.ABOUT, True),
    (r"ước(?: tính| đạt| thực hiện| khoảng)?", Bound.ABOUT, True),
    (r"(?:hơn|trên)", Bound.GT, True),
    (r"(?:gần|ngót)", Bound.LT, True),
    (r"(?:tối thiểu|ít nhất|không dưới|không ít hơn|từ đủ)(?: là| bằng)?", Bound.GT, False),
    (r"(?:dưới|không quá|tối đa|không vượt quá|nhiều nhất)(?: là| bằng)?", Bound.LT, False),
)
_BOUND_BEFORE = tuple(
    (re.compile(rf"(?<!\w)(?:{words})\s*$"), bound, rounds) for words, bound, rounds in _BOUNDS
)
#: Every such phrase ends with one of these, which is quicker asked than each.
_LAST_OF_BOUND = (
    *("xỉ", "khoảng", "chừng", "hơn", "trên", "gần", "ước", "tính", "đạt", "hiện", "ngót"),
    *("thiểu", "nhất", "dưới", "đủ", "là", "bằng", "quá", "đa"),
)
_BOUND_AFTER = re.compile(r"\s*(?:điểm|người|năm|tuổi|[^\W\d_]+)?\s*trở (?P<way>lên|xuống)\b")
_NAME_BEFORE = re.compile(r"[^\W\d_a-zà-ỹđ][^\W\d_]*\s$")
_LEVEL = re.compile(
    r"\b(?:ở|tại|đối với|về)? ?cấp (huyện|xã)\s*,\s*(?:[^,.;]{0,12}\s)?[0-9/]+ \w+ \w+\Z"
)
_COUNT_OF = re.compile(r"\b(?:số|số lượng)\s$")
_LONE_BEFORE = re.compile(
    r"(?:^|[.;:(,\n–-]|\b(?:thực hiện|tổ chức|có|gồm|trong|với|cho|của|được|hỗ trợ|xây dựng|cả"
    r"|và|tại|qua|đã|khoảng|hơn|"
    r"trên|mở|duy trì|làm|theo|sau|hình thành|thành lập|gần|dưới|tham gia|phối hợp))\s*$"
)
_ONE_BEFORE = re.compile(
    r"(?:tổ chức|thực hiện|mở|tổ chức được|thực hiện được|hỗ trợ được|mở được|chỉ có"
    r"|xây dựng được)\s*$"
)
_ONE_UNITS = {"class", "course", "project", "model", "round", "fair", "event", "delegation", "trip"}
_MONTHLY = re.compile(r"\b(?:mỗi|một|hàng) tháng\b[^,.;0-9]{0,30}\Z")
_TIMES = re.compile(r"\s+lần\b(?!\s+(?:bình chọn|thứ|tổ chức|hội chợ))")
_TIMES_BEFORE = re.compile(
    r"\b(?:tăng|gấp|gấp hơn|bằng|giảm|cao hơn|lên|nhiều hơn)\b(?: (?:lên|thêm|tới|đến|gần|hơn|trên"
    r"|khoảng|xấp xỉ|những|được|đúng|là|ít nhất))*\s*$"
)
_TIMES_AFTER = re.compile(
    r"\s+(?:so với|mức|vốn|số (?:vốn|tiền)|kinh phí|giá trị|cùng kỳ|kế hoạch"
    r"|năm (?:19|20|trước|ngoái))"
)
_WORD_MONEY = re.compile(r"\s+(?P<scale>nghìn|ngàn|triệu|tỷ|tỉ)\s+đồng\b")
_SCALE_BEFORE = re.compile(r"\b(?:tỷ|tỉ|triệu|nghìn|ngàn)\s*$")
_ALL = re.compile(
    r"\btoàn bộ(?=\s+(?:số\s+)?(?P<noun>lao động|học viên|cơ sở|doanh nghiệp|sản phẩm|đề án"
    r"|hợp tác xã|người)[^.;\n]{0,40}?\b(?:đều|đã|được|có|là)\b)"
)


@dataclass(slots=True)
class Draft:
    """A figure before it is known whose, when and why: the number and what it counts."""

    start: int  # of the words that bound it ("khoảng"), else of the number
    number_start: int
    number_end: int
    end: int  # after the noun and "/tháng"
    value: Number
    step: Number
    unit: str
    value_high: Number | None = None
    out_of: Number | None = None
    approximate: bool = False
    bound: Bound | None = None
    confidence: float = 0.98
    word: bool = False  # a number in words: no group of digits
    measure: bool = False
    scale: int = 1  # of the number as written ("triệu" → 1,000,000)
    elliptic: bool = False  # the noun stands elsewhere
    cell: Meaning | None = None  # what its table says of it


@dataclass(frozen=True, slots=True)
class Noun:
    """The unit that a noun gives, and where the noun ends."""

    unit: str
    end: int
    measure: bool = False
    scale: int = 1


def noun_after(sheet: Sheet, offset: int) -> Noun | None:
    """Return the noun that begins after `offset`, joined producers counted as establishments."""
    gap = _GAP.match(sheet.script.low, offset)
    assert gap is not None
    start = gap.end()
    if "\n" in gap[0] and start >= sheet.block_at(offset - 1).end:
        return None
    if gap[0].startswith(".") and sheet.script.text[start : start + 1].isupper():
        return None  # the next sentence
    unit = sheet.hits["unit"].at(start)
    measure = sheet.hits["measure"].at(start)
    if measure and (unit is None or measure[1] > unit[1]):
        return Noun("item", measure[1], measure=True)
    if unit is None or (unit[2] == "year" and _YEAR.match(sheet.script.low, unit[1])):
        return None
    return _joined(sheet, _headed(sheet, unit))


def _headed(sheet: Sheet, hit: tuple[int, int, str]) -> Noun:
    """Let a classifier or "lượt" take the unit of the noun right after it."""
    word = " ".join(sheet.script.low[hit[0] : hit[1]].split())
    if word not in CLASSIFIERS and word != "đơn vị":
        return Noun(hit[2], hit[1])
    gap = _GAP.match(sheet.script.low, hit[1])
    following = sheet.hits["unit"].at(gap.end()) if gap else None
    if (
        following is None
        or following[2] == "level"
        or "," in sheet.script.low[hit[1] : following[0]]
    ):
        return Noun(hit[2], hit[1])
    unit = TURNS.get(following[2], "item") if word == "lượt" else following[2]
    return Noun(unit, following[1])


def _joined(sheet: Sheet, noun: Noun) -> Noun:
    """Read "doanh nghiệp, hợp tác xã, cơ sở" as establishments."""
    if noun.unit not in MIXED:
        return noun
    while (join := _JOIN.match(sheet.script.low, noun.end)) and join[0]:
        following = sheet.hits["unit"].at(join.end())
        if following is None or following[2] not in MIXED:
            break
        unit = noun.unit if following[2] == noun.unit else "establishment"
        noun = Noun(unit, following[1])
    return noun


def with_rate(sheet: Sheet, unit: str, end: int) -> tuple[str, int]:
    """Add "/tháng", "/Trung tâm" … to a unit."""
    rate = _SLASH_RATE.match(sheet.script.low, end)
    if rate is None:
        monthly = _EACH_MONTH.match(sheet.script.low, end)
        return (unit + "_per_month", monthly.end()) if monthly else (unit, end)
    if unit == "percent":
        return ("percent_per_year", rate.end()) if rate["per"] == "năm" else (unit, end)
    per = rate["per"]
    monthly = re.match(r"\s*/\s*tháng\b", sheet.script.low[rate.end() : rate.end() + 12])
    if monthly:
        return unit + "_per_month", rate.end() + monthly.end()
    return unit + _PER.get(per, "_per_unit"), rate.end()


def bound_before(low: str, start: int) -> tuple[Bound | None, bool, int]:
    """Return the bound that the words before a number set, whether it rounds, where they begin."""
    before = low[max(0, start - 24) : start]
    if not before.rstrip().endswith(_LAST_OF_BOUND):
        return None, False, start
    for pattern, bound, rounds in _BOUND_BEFORE:
        match = pattern.search(before)
        if match:
            return bound, rounds, start - len(before) + match.start()
    return None, False, start


def drafts_of_words(sheet: Sheet) -> list[Draft]:
    """Return the figures written in words: "hai nhiệm vụ", "toàn bộ số lao động"."""
    low, found = sheet.script.low, []
    for match in NUMBER_WORDS.finditer(low):
        noun = _money_of_word(low, match) or _noun_of_word(sheet, match)
        if noun is not None and noun.unit == "VND":
            scale = noun.scale
            found.append(
                Draft(match.start(), match.start(), match.end(), noun.end,
                      words_value(match[0]) * scale, scale, "VND", confidence=0.85, word=True)
            )  # fmt: skip
        elif noun is not None:
            found.append(
                Draft(match.start(), match.start(), match.end(), noun.end, words_value(match[0]), 1,
                      noun.unit, confidence=0.8, word=True)
            )  # fmt: skip
    for match in _ALL.finditer(low):
        found.append(
            Draft(match.start(), match.start(), match.end(), match.end("noun"), 100, 1, "percent",
                  confidence=0.9, word=True)
        )  # fmt: skip
    return sorted(found, key=lambda d: d.number_start)


def _money_of_word(low: str, match: re.Match[str]) -> Noun | None:
    """Read "một trăm hai mươi triệu đồng"; a sum repeated in words in brackets is no second one."""
    money = _WORD_MONEY.match(low, match.end())
    before = low[max(0, match.start() - 60) : match.start()]
    if money is None or before.rfind("(") > before.rfind(")") or _SCALE_BEFORE.search(before):
        return None
    return Noun("VND", money.end(), scale=SCALES[money["scale"]])


def _noun_of_word(sheet: Sheet, match: re.Match[str]) -> Noun | None:
    low = sheet.script.low
    hit = sheet.hits["unit"].at(match.end() + 1)
    if hit is None or low[match.end()] != " ":
        return None
    before = low[max(0, match.start() - 20) : match.start()]
    if " " in match[0] and "trăm" not in match[0][:4]:
        fits: re.Match[str] | bool | None = True
    elif match[0] in ("một", "năm"):
        fits = hit[2] in _ONE_UNITS and _ONE_BEFORE.search(before)
    else:
        fits = _LONE_BEFORE.search(before)
    if not fits or hit[2] in ("level", "item", "region", "department", "organisation"):
        return None
    return _joined(sheet, _headed(sheet, hit))


def draft_of(sheet: Sheet, quantity: Quantity, before: Draft | None, floor: int) -> Draft:
    """Return what a quantity counts; `before` is the last figure, `floor` its sentence's start."""
    low = sheet.script.low
    bound, rounds, start = bound_before(low, quantity.start)
    draft = Draft(
        start, quantity.start, quantity.number_end, quantity.end, quantity.value, quantity.step,
        quantity.unit or "", quantity.value_high, quantity.out_of, rounds, bound,
        scale=quantity.scale,
    )  # fmt: skip
    if not draft.unit:
        _find_noun(sheet, quantity, draft, before, floor)
    after = _BOUND_AFTER.match(low, quantity.end)
    if after:
        draft.bound, draft.approximate = Bound.GT if after["way"] == "lên" else Bound.LT, False
    if not draft.measure:
        draft.unit, draft.end = with_rate(sheet, draft.unit, draft.end)
    if draft.unit == "VND" and _MONTHLY.search(low, max(0, start - 40), start):
        draft.unit = "VND_per_month"
    return draft


def in_cell(draft: Draft, cell: Meaning) -> Draft:
    """Give a number of a table the unit of its column or row where it has no noun of its own."""
    draft.cell = cell
    if cell.unit and draft.elliptic:
        draft.unit, draft.confidence = cell.unit, 0.9
        draft.end = draft.number_end
        draft.value, draft.step = draft.value * cell.scale, draft.step * cell.scale
        if draft.value_high is not None:
            draft.value_high *= cell.scale
        if isinstance(draft.value, Decimal):
            draft.value = plain(draft.value)
    return draft


def _find_noun(
    sheet: Sheet, quantity: Quantity, draft: Draft, before: Draft | None, floor: int
) -> None:
    low = sheet.script.low
    times = _TIMES.match(low, quantity.end)
    if times and _is_ratio(low, quantity, times.end()):
        draft.unit, draft.end = "ratio", times.end()
        return
    noun = noun_after(sheet, quantity.end)
    if noun is not None and not (quantity.scale >= 10**6 and noun.unit == "year"):
        draft.unit, draft.end, draft.measure = (
            _of_classifier(sheet, noun, before, floor),
            noun.end,
            noun.measure,
        )
        draft.confidence = 0.6 if noun.measure else 0.98
        staff = before is not None and before.start >= floor and before.unit == "person"
        if staff and low[noun.end - 8 : noun.end] == "hợp đồng":
            draft.unit = "person"
    elif quantity.scale >= 10**6:
        draft.unit, draft.confidence = "VND", 0.95
    else:
        draft.elliptic = True
        draft.unit, draft.confidence = _elliptic_unit(sheet, quantity, before, floor)


def _is_ratio(low: str, quantity: Quantity, end: int) -> bool:
    """Tell "gấp 3 lần", "không quá 1,5 lần mức" from "tổ chức 3 lần"."""
    return (
        not isinstance(quantity.value, int)
        or _TIMES_AFTER.match(low, end) is not None
        or _TIMES_BEFORE.search(low[max(0, quantity.start - 32) : quantity.start]) is not None
    )


def _of_classifier(sheet: Sheet, noun: Noun, before: Draft | None, floor: int) -> str:
    """ "02 cuộc cấp quốc gia" after "02 cuộc bình chọn" counts rounds as well."""
    if noun.unit not in ("event", "item", "organisation", "province"):
        return noun.unit
    word = sheet.script.low[noun.end - 12 : noun.end].rpartition(" ")[2]
    if word in ("cuộc", "kỳ", "lần", "đợt"):
        earlier = sheet.hits["unit"].last_before(noun.end - 8, max(floor, noun.end - 40))
        if earlier and earlier[2] in ("round", "fair"):
            return str(earlier[2])
        if before and before.start >= floor and before.unit in ("round", "fair", "event"):
            return before.unit
    if word in ("vị", "phương"):
        level = _LEVEL.search(sheet.script.low, max(floor, noun.end - 48), noun.end)
        if level:
            return "district" if level[1] == "huyện" else "commune"
    if word == "vị":
        earlier = sheet.hits["unit"].last_before(noun.end - 12, max(floor, noun.end - 60))
        if (
            earlier
            and earlier[2] in MIXED
            and _ELLIPSIS.match(sheet.script.low[earlier[1] : noun.end - 9].rstrip("0123456789. "))
        ):
            return str(earlier[2])
    return noun.unit


def _elliptic_unit(
    sheet: Sheet, quantity: Quantity, before: Draft | None, floor: int
) -> tuple[str, float]:
    """Look back: "số doanh nghiệp, cơ sở từ 17.174", "Số lớp: 12", "lên 19.247"."""
    low = sheet.script.low
    since = max(floor, before.end if before else 0)
    earlier = left_noun(sheet, quantity.start, since)
    if (
        earlier
        and not _is_label(sheet, earlier, before, floor)
        and quantity.start - earlier[1] < 60
        and _ELLIPSIS.match(low[earlier[1] : quantity.start])
    ):
        return _joined_before(sheet, earlier, since), 0.9
    if before and before.start >= floor and before.unit and before.unit != "percent":
        return before.unit, 0.85
    if earlier:
        return _joined_before(sheet, earlier, since), 0.6
    return "item", 0.3


def left_noun(sheet: Sheet, offset: int, floor: int) -> Hit | None:
    """Return the last noun before an offset that is no part of a name ("Gia Hội", "Hội An")."""
    while hit := sheet.hits["unit"].last_before(offset, floor):
        if not _in_name(sheet.script.text, hit):
            return hit
        offset = hit[0]
    return None


def _in_name(text: str, hit: Hit) -> bool:
    if not text[hit[0]].isupper() or not text[hit[0] + 1 : hit[0] + 2].islower():
        return False
    before = _NAME_BEFORE.search(text, max(0, hit[0] - 12), hit[0])
    after = text[hit[1] : hit[1] + 3]
    return before is not None or (after[:1] == " " and after[1:].istitle())


def _is_label(sheet: Sheet, hit: Hit, before: Draft | None, floor: int) -> bool:
    """ "11 cơ sở (tỉnh: 3; huyện: 8)": the level is a name of the part, not what is counted."""
    if hit[2] not in LABELS or before is None or before.start < floor:
        return False
    asked = _COUNT_OF.search(sheet.script.low, max(floor, hit[0] - 12), hit[0])
    return before.unit not in (*LABELS, "percent", "") and asked is None


def _joined_before(sheet: Sheet, hit: tuple[int, int, str], floor: int) -> str:
    """Return the unit of a noun with what is joined to it on the left."""
    earlier = sheet.hits["unit"].last_before(hit[0], floor)
    mixed = hit[2] in MIXED and earlier and earlier[2] in MIXED and earlier[2] != hit[2]
    if mixed and earlier and _JOIN.fullmatch(sheet.script.low[earlier[1] : hit[0]]):
        return "establishment"
    return str(hit[2])
