"""Bare numbers: "huyện A 18, huyện B 23" take what the whole counts, "2, 3 và 5 lớp" the last."""

import re
from dataclasses import dataclass

from khuyencong.reading.counting import Draft, left_noun
from khuyencong.reading.grid import money_of
from khuyencong.reading.model import Block, Number
from khuyencong.reading.nouns import LABELS
from khuyencong.reading.numerals import plain
from khuyencong.reading.sheet import Sheet

#: From this confidence a bare number has a noun of its own right before it.
_SURE = 0.9
#: What a bare number gets that has been told its unit here.
_TOLD = 0.88
_SAME_LEFT = re.compile(
    r"\s*(?:[,;+=/-]|và|hoặc|lên|xuống|còn)\s*"
    r"(?:(?:và|đến|tới|khoảng|gần|hơn|trên|chỉ|là|lên|còn)\s*)*$"
)
#: Groups into which a whole is parted; their number is not what the parts count.
_GROUPS = re.compile(
    r"\b(?:nhóm|nội dung|loại|hạng mục|lĩnh vực|ngành|nghề|ngành nghề|kỳ|đợt|lần|năm|địa bàn|hạng"
    r"|nguồn|khoản|mức|cấp|phần)\b[^,.;:()]{0,24}$"
)
_GROUP_LABEL = re.compile(
    r"[\s*_]*[-+•*·]?\s*(?:các )?(?:nhóm|loại|nghề|ngành|ngành nghề|lĩnh vực|hạng|khối)\b"
)
_NEXT_LABEL = re.compile(r"\s*(?:[,;]|và)\s*[^,;.:()0-9]{2,48}$")
_MONEY_WORD = re.compile(
    r"\b(?:chi|kinh phí|vốn|ngân sách|số tiền|nguồn|hỗ trợ|dự toán|kcqg|kcđp)\b"
)
#: A last sentence shorter than this only leads over to the list.
_SHORT = 40
_COUNTED = re.compile(r"\b(?:số|số lượng)\s+$")
_WORD_AFTER = re.compile(
    r"\s+(?!(?:và|đến|tới|so|chiếm|tăng|giảm|trong|của|tại|là|năm|còn|thì|với|ở|do|đã|cho|bằng|đạt"
    r"|theo|từ|trở|lên|xuống|để|mà|nhưng|hoặc|gồm|ngoài|nay|nhằm|nên|thuộc|trên|tương|như|hay"
    r"|cùng|sang|vào|khi|sau|trước|được|nhiều|ít|cao|thấp|tháng|quý|tức|x|ha|vượt|hơn|kém)\b)"
    r"[a-zà-ỹđ]"
)
_UNIT_IN_BRACKETS = re.compile(r"\(\s*(?:đvt|đơn vị(?: tính)?)?\s*:?\s*([^()0-9]{2,24})\)|"
                               r"(?:đvt|đơn vị(?: tính)?)\s*:?\s*([^()0-9\n]{2,16})")  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a bare number counts, and the scale it is written in."""

    unit: str
    scale: int = 1


def settle(sheet: Sheet, drafts: list[Draft]) -> None:
    """Give each bare number the unit told at the end of its row, before it, or above its list."""
    for i in range(len(drafts) - 2, -1, -1):
        if _is_bare(sheet, drafts[i]) or (drafts[i].elliptic and _is_summand(sheet, drafts[i])):
            _take(drafts[i], _from_right(sheet, drafts[i], drafts[i + 1]))
    leads: dict[int, _Counted | None] = {}
    for i, draft in enumerate(drafts):
        if _is_bare(sheet, draft):
            _take(draft, _from_left(sheet, drafts, i) or _from_lead(sheet, drafts, i, leads))
        elif draft.elliptic and draft.cell is None and draft.confidence != _TOLD:
            lead = _from_lead(sheet, drafts, i, leads)
            if lead and lead.unit == "VND":  # "- Cơ sở: 2.100" under "Kinh phí (triệu đồng):"
                _take(draft, lead)


def _is_bare(sheet: Sheet, draft: Draft) -> bool:
    tabled = draft.cell is not None and draft.cell.unit is not None
    if not draft.elliptic or tabled:
        return False
    if draft.confidence < _SURE:
        return True
    block = sheet.block_at(draft.number_start)
    return block.kind == "item" and bool(_GROUP_LABEL.match(sheet.script.low, block.start))


def _is_summand(sheet: Sheet, draft: Draft) -> bool:
    return sheet.script.low[draft.end : draft.end + 3].strip()[:1] in ("+", "=")


def _take(draft: Draft, counted: _Counted | None) -> None:
    if counted is None:
        return
    draft.unit, draft.confidence = counted.unit, _TOLD
    if draft.scale == 1 and counted.scale > 1:
        draft.value, draft.step = (_times(n, counted.scale) for n in (draft.value, draft.step))
        if draft.value_high is not None:
            draft.value_high = _times(draft.value_high, counted.scale)
        draft.scale = counted.scale


def _times(number: Number, scale: int) -> Number:
    product = number * scale
    return product if isinstance(product, int) else plain(product)


def _counted(draft: Draft) -> _Counted:
    return _Counted(draft.unit, draft.scale if draft.unit == "VND" else 1)


def _from_right(sheet: Sheet, draft: Draft, following: Draft) -> _Counted | None:
    """ "4.224 + 1.350 = 5.574 triệu đồng", "2, 3 và 5 lớp": the last of a row has the unit."""
    between = sheet.script.low[draft.end : following.start]
    if following.measure or not (
        (len(between) <= 24 and _SAME_LEFT.match(between))
        or _shares_money(sheet, draft, following, between)
    ):
        return None
    bare = following.elliptic and following.confidence != _TOLD
    return None if bare or not following.unit else _counted(following)


def _shares_money(sheet: Sheet, draft: Draft, following: Draft, between: str) -> bool:
    """Tell "chi tập huấn 80, hội chợ 200 triệu đồng": the last names the scale."""
    if following.unit != "VND" or following.scale == 1 or not _NEXT_LABEL.match(between):
        return False
    floor = sheet.sentence_start(draft.number_start)
    return _MONEY_WORD.search(sheet.script.low, floor, draft.number_start) is not None


def _from_left(sheet: Sheet, drafts: list[Draft], i: int) -> _Counted | None:
    """Return what the last count of the sentence counts; a number of groups is passed over."""
    draft, floor = drafts[i], sheet.sentence_start(drafts[i].number_start)
    if draft.confidence == _TOLD:
        return None
    echoed = _echoed(sheet, drafts, i)
    if echoed:
        return echoed
    for earlier in reversed(drafts[max(0, i - 12) : i]):
        if earlier.number_start < floor:
            break
        if _is_whole(sheet, earlier):
            own = earlier.unit == "VND" and _WORD_AFTER.match(sheet.script.low, draft.number_end)
            return _Counted("item") if own else _counted(earlier)
    return _asked(sheet, floor, draft.number_start)


def _is_whole(sheet: Sheet, draft: Draft) -> bool:
    """Tell whether a figure can be the whole of a list: no share, no number of groups."""
    if draft.unit.startswith(("percent", "ratio")) or draft.unit in ("", "year") or draft.measure:
        return False
    if draft.elliptic:
        return True
    words = sheet.script.low[draft.number_end : draft.end + 12].partition(":")
    place = draft.unit in LABELS and bool(words[1])
    return not place and not (words[1] and _GROUPS.search(words[0]))


def _echoed(sheet: Sheet, drafts: list[Draft], i: int) -> _Counted | None:
    """ "(4.720 / 1.180)" after "4.720 triệu đồng" is the same sum again."""
    text, own = sheet.script.text, drafts[i]
    words = text[own.number_start : own.number_end]
    if len(words) < 3 or _WORD_AFTER.match(sheet.script.low, own.number_end):
        return None
    floor = sheet.block_at(own.number_start).start
    for earlier in reversed(drafts[max(0, i - 12) : i]):
        if earlier.number_start < floor:
            return None
        if earlier.scale > 1 and text[earlier.number_start : earlier.number_end] == words:
            return _counted(earlier)
    return None


def _asked(sheet: Sheet, floor: int, end: int) -> _Counted | None:
    """Return what "số cơ sở …:" asks for."""
    for hit in sheet.hits["unit"].within(floor, end):
        if _COUNTED.search(sheet.script.low, max(floor, hit[0] - 12), hit[0]):
            return _Counted(hit[2])
    return None


def _from_lead(
    sheet: Sheet, drafts: list[Draft], i: int, leads: dict[int, _Counted | None]
) -> _Counted | None:
    """ "58 sản phẩm, chia theo 04 nhóm:" lends its noun to the list under it."""
    draft = drafts[i]
    block = sheet.block_at(draft.number_start)
    if draft.confidence == _TOLD or block.parent is None or block.kind == "row":
        return None
    parent = sheet.blocks[block.parent]
    if parent.index not in leads:
        leads[parent.index] = _lead(sheet, parent, drafts, i)
    return leads[parent.index]


def _lead(sheet: Sheet, parent: Block, drafts: list[Draft], i: int) -> _Counted | None:
    """Return what the introduction of a list counts; `drafts[:i]` holds its figures."""
    low = sheet.script.low
    if not low[parent.start : parent.end].rstrip(" *_").endswith(":"):
        return None
    start, end = parent.sentences[-1]
    if end - start < _SHORT and len(parent.sentences) > 1:
        start = parent.sentences[-2][0]  # "… 64 sản phẩm. Cụ thể:"
    captions = [m[1] or m[2] for m in _UNIT_IN_BRACKETS.finditer(low, start, end)]
    money = [m for m in map(money_of, captions) if m.unit]
    if money:
        return _Counted("VND", money[-1].scale)
    while (i := i - 1) >= 0 and drafts[i].number_start >= start:
        draft = drafts[i]
        if draft.number_start < end and draft.unit != "VND" and _is_whole(sheet, draft):
            return _counted(draft)
    asked = _asked(sheet, start, end)
    if asked:
        return asked
    noun = left_noun(sheet, end, start)
    return _Counted(noun[2]) if noun and noun[2] not in LABELS else None
