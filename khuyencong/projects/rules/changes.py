"""What a request to change an approved đề án asks for, what kind of change it is, who decides.

Thông tư 36/2013/TT-BCT, Điều 11 (amended by Thông tư 17/2018/TT-BCT) for national money. Local
plans go by each province's own rules; where those are unread the same shape is taken, and said so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from khuyencong.core.refusal import Refused
from khuyencong.law.rules import Finding, Law, ProjectShape, changes_between, who_approves
from khuyencong.law.states import Authority, Change, ParameterKind
from khuyencong.projects.states import Level

LOCAL_SHAPE = "theo khuôn Điều 11 TT 36/2013/TT-BCT; quy chế của tỉnh chưa kiểm chứng"


@dataclass(frozen=True, slots=True)
class SetField:
    """Another partner, content, last day or place of the whole đề án."""

    field: str
    value: str
    act: str = "set"


@dataclass(frozen=True, slots=True)
class Withdraw:
    """A beneficiary withdraws; its money is freed."""

    line: str
    why: str
    act: str = "withdraw"


@dataclass(frozen=True, slots=True)
class Replace:
    """A beneficiary withdraws and another takes its place, in one act."""

    line: str
    establishment: str
    why: str
    act: str = "replace"


@dataclass(frozen=True, slots=True)
class Resize:
    """A line gets another cost and another support by source, in whole đồng."""

    line: str
    cost: int
    support: Mapping[str, int] = field(default_factory=dict)
    act: str = "resize"


@dataclass(frozen=True, slots=True)
class NextYear:
    """A line is finished in the year after."""

    line: str
    act: str = "next_year"


@dataclass(frozen=True, slots=True)
class Stop:
    """The whole đề án is stopped."""

    act: str = "stop"


Ask = SetField | Withdraw | Replace | Resize | NextYear | Stop
_ASKS: dict[str, type[Any]] = {
    "set": SetField,
    "withdraw": Withdraw,
    "replace": Replace,
    "resize": Resize,
    "next_year": NextYear,
    "stop": Stop,
}
#: What `SetField` may set, with the words of a sentence.
FIELDS = {
    "content": "nội dung chính",
    "partner": "đơn vị phối hợp",
    "ends_on": "ngày hoàn thành",
    "places": "địa điểm",
}


def written(asks: Iterable[Ask]) -> dict[str, Any]:
    """Return what is asked as JSON."""
    return {"asks": [asdict(ask) for ask in asks]}


def read(kept: Mapping[str, Any]) -> list[Ask]:
    """Return what was asked, from its JSON."""
    return [_ASKS[row["act"]](**row) for row in kept["asks"]]


def lines_of(asks: Iterable[Ask]) -> set[str]:
    """Return the lines that a request touches."""
    return {line for ask in asks if (line := getattr(ask, "line", ""))}


def require_one_ask_a_line(asks: Iterable[Ask]) -> None:
    """Refuse a request that asks nothing, asks two things of one line, or stops and changes."""
    asks = list(asks)
    if not asks:
        raise Refused("Chưa có thay đổi nào để đề nghị.")
    lines = [line for ask in asks if (line := getattr(ask, "line", ""))]
    if len(lines) != len(set(lines)):
        raise Refused("Mỗi dòng hỗ trợ chỉ đề nghị một thay đổi trong một lần điều chỉnh.")
    if any(isinstance(ask, Stop) for ask in asks) and len(asks) > 1:
        raise Refused("Ngừng đề án thì không đề nghị thay đổi khác cùng lúc.")
    unknown = [ask.field for ask in asks if isinstance(ask, SetField) and ask.field not in FIELDS]
    if unknown:
        raise Refused(f"Không điều chỉnh được: {', '.join(unknown)}.")


@dataclass(frozen=True, slots=True)
class LineShape:
    """A living line as a change sees it."""

    establishment: str
    year: int
    support: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Shape:
    """A đề án as a change sees it."""

    content: str
    partner: str
    ends_on: date
    places: frozenset[str]
    lines: Mapping[str, LineShape]

    def told(self) -> ProjectShape:
        """Return what the law compares."""
        return ProjectShape(
            support=sum(sum(line.support.values()) for line in self.lines.values()),
            ends_on=self.ends_on,
            content=self.content,
            place=",".join(sorted(self.places)),
            beneficiaries=frozenset(line.establishment for line in self.lines.values()),
            partner=self.partner,
        )


def shaped(before: Shape, asks: Iterable[Ask]) -> Shape:
    """Return the đề án as it would be once all that is asked is done."""
    lines, fields = dict(before.lines), {}
    for ask in asks:
        match ask:
            case SetField(field=name, value=value):
                fields[name] = _read_field(name, value)
            case Withdraw(line=line):
                del lines[line]
            case Replace(line=line, establishment=new):
                lines[line] = LineShape(new, lines[line].year, lines[line].support)
            case Resize(line=line, support=support):
                lines[line] = LineShape(lines[line].establishment, lines[line].year, support)
            case NextYear(line=line):
                old = lines[line]
                lines[line] = LineShape(old.establishment, old.year + 1, old.support)
    return Shape(**{**_fields(before), **fields, "lines": lines})


def _fields(shape: Shape) -> dict[str, Any]:
    return {name: getattr(shape, name) for name in FIELDS}


def _read_field(name: str, value: str) -> object:
    if name == "ends_on":
        return date.fromisoformat(value)
    return frozenset(filter(None, value.split(","))) if name == "places" else value


def kinds_of(before: Shape, asks: Iterable[Ask]) -> tuple[Change, ...]:
    """Return the kinds of change of the law that a request comes to, in the law's order."""
    asks = list(asks)
    if any(isinstance(ask, Stop) for ask in asks):
        return (Change.STOP_PROJECT,)
    found = set(changes_between(before.told(), shaped(before, asks).told()))
    if any(isinstance(ask, NextYear) for ask in asks):
        found.add(Change.EXTEND_NEXT_YEAR)
    if any(isinstance(ask, Withdraw) for ask in asks):
        found.add(Change.CHANGE_BENEFICIARY)
    if not found:
        found.add(Change.OTHER)
    return tuple(change for change in Change if change in found)


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides on a change: by the greater right or the lesser, under which clause."""

    great: bool
    who: str
    needs_confirmation: bool
    clause: str
    finding: Finding

    @property
    def permission(self) -> str:
        """Return the permission that the decision needs, of the body that owns the plan."""
        return "change.approve_great" if self.great else "change.approve"


def decider_of(
    law: Law, changes: Iterable[Change], level: str, *, registered_by_department: bool
) -> Decider:
    """Return who decides; what the law of the day leaves unread goes to the greater right."""
    finding = who_approves(law, changes, within_province=registered_by_department, confirmed=True)
    answers = {
        step.parameter.answer
        for step in finding.steps
        if step.parameter and step.parameter.kind == ParameterKind.AUTHORITY
    }
    great = answers != {Authority.AGENCY}
    clause = "; ".join(str(citation) for citation in finding.citations)
    if level == Level.LOCAL:
        who = "Ủy ban nhân dân tỉnh" if great else "Sở Công Thương"
        return Decider(great, who, great, f"{clause} ({LOCAL_SHAPE})", finding)
    who = Authority.MINISTER.label if great else Authority.AGENCY.label
    confirm = registered_by_department and any(
        step.parameter and step.parameter.kind == ParameterKind.CONDITION for step in finding.steps
    )
    return Decider(great, str(who), confirm, clause, finding)
