"""Whether what is told of a result can be so: by the declaration of its kind, field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from khuyencong.projects.models import Line
from khuyencong.registry.models import Establishment, Organisation, Place
from khuyencong.results.kinds import COLUMNS, KINDS, Field, FieldType, Kind
from khuyencong.results.states import Bound
from khuyencong.values.dates import format_date
from khuyencong.values.errors import Unreadable
from khuyencong.values.numbers import read_percent
from khuyencong.values.text import clean
from khuyencong.values.vocabulary import FundingSource

#: No count of this programme has more digits.
MAX_COUNT = 10**15
WHAT, WORDS = 300, 300
EARLIEST = date(2000, 1, 1)
#: What is part of what, of one result.
WITHIN = (
    ("women", "persons"),
    ("persons", "person_turns"),
    ("establishments", "establishment_turns"),
    ("products", "product_turns"),
)


@dataclass(frozen=True, kw_only=True)
class ResultTold:
    """What is told of a result; of a line, what the line says already may be left out.

    `counts` by column, `more` by the other fields of the kind. Done on the days from `done_from`
    up to, not including, `done_until`. `establishments` took part, each as often as its number.
    """

    kind: str
    what: str
    done_from: date
    done_until: date
    place: Place | None = None
    line: Line | None = None
    custodian: Organisation | None = None
    owner: Organisation | None = None
    content: str = ""
    source: str = ""
    variant: str = ""
    counts: Mapping[str, int | None] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    bound: str = ""
    bounded: str = ""
    establishments: Mapping[Establishment, int] = field(default_factory=dict)
    basis: str = ""

    @property
    def last_day(self) -> date:
        """Return the day on which it counts."""
        return self.done_until - timedelta(1)


def faults(told: ResultTold, today: date, *, with_roster: bool = False) -> dict[str, str]:
    """Return by field what cannot be so, in words; nothing where all is well.

    With a roster the counts of people are the list's, and need not be told. A result without any
    number is an activity that was done.
    """
    kind = KINDS.get(told.kind)
    if kind is None:
        return {"kind": "Loại kết quả này không có trong danh mục."}
    found: dict[str, str] = {}
    parts = (_words(told), _days(told, today), _placed(told, kind), _fields(told, kind))
    for part in parts:
        found |= {name: said for name, said in part if name not in found}
    found |= {name: said for name, said in _related(told, kind) if name not in found}
    if with_roster:
        found.pop("persons", None)
    return found


Faults = Iterator[tuple[str, str]]


def _words(told: ResultTold) -> Faults:
    for name, words, longest in (("what", told.what, WHAT), ("basis", told.basis, WORDS)):
        if "\0" in words:
            yield name, "Có ký tự NUL, không phải chữ. Xin gõ lại."
        elif len(clean(words)) > longest:
            yield name, f"Dài {len(clean(words))} ký tự; tối đa {longest}. Xin ghi ngắn lại."
    if not clean(told.what):
        yield "what", "Ghi việc đã làm là gì."


def _days(told: ResultTold, today: date) -> Faults:
    if told.done_until <= told.done_from:
        yield "done_until", "Ngày cuối không đứng trước ngày đầu."
    elif told.last_day > today:
        yield "done_until", f"Kết quả là việc đã xong: {format_date(told.last_day)} chưa tới."
    if told.done_from < EARLIEST:
        yield "done_from", "Ngày trước năm 2000: xin xem lại."


def _placed(told: ResultTold, kind: Kind) -> Faults:
    if told.place is None:
        yield "place", "Ghi nơi diễn ra: xã, phường, hoặc cả tỉnh."
    elif told.done_until > told.done_from and not told.place.held_on(told.last_day):
        day = format_date(told.last_day)
        yield "place", f"Ngày {day} không có nơi tên {told.place}: ghi tên nơi ấy của ngày đó."
    if told.content not in kind.contents and not (kind.without_content and not told.content):
        yield "content", "Loại kết quả này không thuộc nội dung ấy."
    if told.source and told.source not in set(FundingSource):
        yield "source", "Nguồn này không có trong danh mục."
    if told.variant and told.variant not in dict(kind.variants):
        yield "variant", "Xin chọn lại trong danh sách."


def _fields(told: ResultTold, kind: Kind) -> Faults:
    known = {one.name for one in kind.fields}
    for name in {*told.counts, *told.more} - known:
        yield name, "Loại kết quả này không ghi mục ấy."
    for one in kind.fields:
        value = told.counts.get(one.name) if one.is_column else told.more.get(one.name)
        if value is None or value == "":
            if one.required and not (one.name == "establishments" and told.establishments):
                yield one.name, f"Chưa ghi {one.label[:1].lower()}{one.label[1:]}."
        else:
            said = _wrong(one, value)
            if said:
                yield one.name, said


def _wrong(one: Field, value: object) -> str:
    """Return what is wrong with the value of a field; "" where nothing is."""
    if one.type in {FieldType.COUNT, FieldType.WHOLE, FieldType.MONEY}:
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        fits = is_whole and 0 <= value <= MAX_COUNT  # type: ignore[operator]
        return "" if fits else "Ghi một số nguyên từ 0 trở lên."
    if one.type is FieldType.YES_NO:
        return "" if isinstance(value, bool) else "Chọn có hoặc không."
    if not isinstance(value, str) or "\0" in value:
        return "Ghi bằng chữ."
    if one.type is FieldType.CHOICE:
        return "" if value in dict(one.choices) else "Xin chọn lại trong danh sách."
    if one.type is FieldType.PERCENT:
        return _wrong_rate(value)
    return "" if len(value) <= WORDS else f"Dài {len(value)} ký tự; tối đa {WORDS}."


def _wrong_rate(value: str) -> str:
    try:
        read_percent(value)
    except Unreadable as refusal:
        return str(refusal)
    return ""


def _related(told: ResultTold, kind: Kind) -> Faults:
    for part, whole in WITHIN:
        small, great = told.counts.get(part), told.counts.get(whole)
        if small is not None and great is not None and small > great:
            more, less = COLUMNS[part].label.lower(), COLUMNS[whole].label.lower()
            yield part, f"{more.capitalize()} ({small}) không nhiều hơn {less} ({great})."
    if bool(told.bound) != bool(told.bounded):
        yield "bound", "Chọn cả cách ghi (trên, dưới, khoảng) và số nào được ghi như vậy."
    elif told.bound and (told.bound not in Bound.values or not _is_counted(told, kind)):
        yield "bound", "Số được ghi “trên, dưới, khoảng” phải là một số đã ghi."
    if told.establishments and not kind.lists_establishments:
        yield "establishments", "Loại kết quả này không ghi danh sách cơ sở."
    elif any(turns < 1 or turns > 1000 for turns in told.establishments.values()):
        yield "establishments", "Số lượt của một cơ sở là từ 1 đến 1.000."


def _is_counted(told: ResultTold, kind: Kind) -> bool:
    return any(one.name == told.bounded for one in kind.columns) and (
        told.counts.get(told.bounded) is not None
    )


def content_for(kind: Kind, told: str, of_line: str) -> str:
    """Return the content a result stands under: as told, as its line, else the kind's usual one."""
    if told in kind.contents:
        return told
    if of_line in kind.contents:
        return of_line
    if kind.without_content:
        return told or of_line
    return told or str(kind.legal_content)
