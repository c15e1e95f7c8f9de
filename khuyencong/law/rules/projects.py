"""What a đề án is under the law, and who may approve a change of it.

Thông tư 36/2013/TT-BCT, Điều 2.3 (đề án điểm), 3a (đề án nhóm), 11 (changes), as amended by
Thông tư 17/2018/TT-BCT.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from khuyencong.law.rules.findings import Finding, Step, Verdict, finding, sure
from khuyencong.law.rules.snapshot import DatedParameter, Law
from khuyencong.law.states import (
    Authority,
    Change,
    Item,
    KeyProject,
    Limit,
    ParameterKind,
)

NOT_READ = "Sổ văn bản chưa có quy định của ngày này."


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """How large a đề án is: its contents, its beneficiaries, its years."""

    contents: int
    beneficiaries: int
    years: int


def is_key_project(law: Law, facts: ProjectFacts) -> Finding:
    """Return whether a đề án is a key one: so many contents and beneficiaries, so many years."""
    measured = {
        KeyProject.CONTENTS: facts.contents,
        KeyProject.BENEFICIARIES: facts.beneficiaries,
        KeyProject.YEARS: facts.years,
    }
    steps = [_reached(law, subject, value) for subject, value in measured.items()]
    answer = finding("is_key_project", "", steps)
    told = "Là đề án điểm." if answer.verdict is Verdict.YES else "Chưa đủ điều kiện đề án điểm."
    return finding("is_key_project", told, steps)


def _reached(law: Law, subject: KeyProject, value: int) -> Step:
    limit = law.one(ParameterKind.KEY_PROJECT, subject)
    if limit is None or limit.number is None:
        return Step(f"{subject.label} đủ?", str(value), NOT_READ, Verdict.ASK, limit)
    most = limit.number_high
    span = f"từ {limit.number} đến {most}" if most is not None else f"ít nhất {limit.number}"
    fits = limit.number <= value and (most is None or value <= most)
    verdict = sure(limit, Verdict.YES if fits else Verdict.NO)
    return Step(f"{subject.label} {span}?", str(value), f"Cần {span}.", verdict, limit)


def may_be_group_project(law: Law, kind: Item) -> Finding:
    """Return whether a kind of work may be a group đề án: a closed list."""
    listed = law.one(ParameterKind.GROUP_PROJECT, kind)
    asked = "Loại việc có trong danh mục đề án nhóm?"
    if listed:
        told = "Có trong danh mục."
        step = Step(asked, kind.label, told, sure(listed, Verdict.YES), listed)
        return finding("may_be_group_project", f"{kind.label}: được lập đề án nhóm.", [step])
    read = law.one(ParameterKind.LISTING, ParameterKind.GROUP_PROJECT)
    if read is None:
        return finding(
            "may_be_group_project", NOT_READ, [Step(asked, kind.label, NOT_READ, Verdict.ASK)]
        )
    told = "Không có trong danh mục."
    step = Step(asked, kind.label, told, sure(read, Verdict.NO), read)
    return finding("may_be_group_project", f"{kind.label}: không lập đề án nhóm.", [step])


@dataclass(frozen=True, slots=True)
class ProjectShape:
    """What of an approved đề án a change may touch; each compared with the state before."""

    support: int
    ends_on: date
    content: str = ""
    place: str = ""
    beneficiaries: frozenset[str] = frozenset()
    partner: str = ""


def changes_between(before: ProjectShape, after: ProjectShape) -> tuple[Change, ...]:
    """Return the kinds of change between two states of a đề án, in the order of the law."""
    told = {
        Change.INCREASE_TOTAL: after.support > before.support,
        Change.CHANGE_CONTENT: after.content != before.content,
        Change.EXTEND_NEXT_YEAR: after.ends_on.year > before.ends_on.year,
        Change.CHANGE_PLACE: after.place != before.place,
        Change.CHANGE_BENEFICIARY: after.beneficiaries != before.beneficiaries,
        Change.CHANGE_PARTNER: after.partner != before.partner,
        Change.CHANGE_TIME: after.ends_on != before.ends_on
        and after.ends_on.year <= before.ends_on.year,
        Change.KEEP_OR_LOWER_TOTAL: after.support < before.support,
    }
    return tuple(change for change, holds in told.items() if holds)


def who_approves(
    law: Law, changes: Iterable[Change], *, within_province: bool = False, confirmed: bool = False
) -> Finding:
    """Return who may approve these changes together: one that needs the Minister is enough.

    `within_province`: a Sở registered the đề án, or it is carried out in one province; then that
    Sở must have `confirmed` the request.
    """
    steps = [_approver(law, change) for change in changes]
    if not steps:
        return finding("who_approves", "Không có thay đổi nào cần duyệt.", [])
    answers = [step.parameter.answer for step in steps if step.parameter]
    if len(answers) < len(steps):
        return finding("who_approves", NOT_READ, steps)
    authority = Authority.MINISTER if Authority.MINISTER in answers else Authority.AGENCY
    steps += _confirmation(law, confirmed) if within_province else []
    return finding("who_approves", f"{authority.label} duyệt.", steps)


def _confirmation(law: Law, confirmed: bool) -> list[Step]:
    """Return the step for the department's word, where the law of the day asks for it."""
    rule = law.one(ParameterKind.CONDITION, Limit.DEPARTMENT_CONFIRMS)
    if rule is None:
        return []
    asked = "Sở Công Thương đã xác nhận?"
    if confirmed:
        return [Step(asked, "đã xác nhận", "Đủ.", sure(rule, Verdict.YES), rule)]
    told = "Cần văn bản xác nhận hoặc đề nghị của Sở Công Thương."
    return [Step(asked, "chưa", told, sure(rule, Verdict.NO), rule)]


def _approver(law: Law, change: Change) -> Step:
    rule: DatedParameter | None = law.one(ParameterKind.AUTHORITY, change)
    asked = "Ai duyệt thay đổi này?"
    if rule is None:
        return Step(asked, change.label, NOT_READ, Verdict.ASK)
    told = f"{Authority(rule.answer).label}."
    return Step(asked, change.label, told, sure(rule, Verdict.YES), rule)


# --- no double support ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EarlierSupport:
    """State support that a beneficiary was given or promised before."""

    item: Item
    content: str
    told: str


def no_double_support(
    law: Law, item: Item, content: str, earlier: Iterable[EarlierSupport]
) -> Finding:
    """Return whether the same content was supported before, by any state source, in any year.

    `content` says what is supported (the machine, the course) in the caller's own folded words.
    """
    rule = law.one(ParameterKind.CONDITION, Limit.NO_OTHER_STATE_SUPPORT)
    asked = "Chưa được Nhà nước hỗ trợ cùng nội dung?"
    if rule is None:
        return finding("no_double_support", NOT_READ, [Step(asked, content, NOT_READ, Verdict.ASK)])
    same = [support for support in earlier if (support.item, support.content) == (item, content)]
    if not same:
        told = "Không thấy khoản hỗ trợ nào trùng nội dung."
        return finding(
            "no_double_support", told, [Step(asked, content, told, sure(rule, Verdict.YES), rule)]
        )
    told = "Trùng nội dung với một khoản đã hỗ trợ."
    steps = [Step(asked, s.told, told, sure(rule, Verdict.NO), rule) for s in same]
    return finding("no_double_support", told, steps)
