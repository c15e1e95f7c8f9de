"""A revision of a sheet is put into its record, through the acts that the desk uses itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from khuyencong.applications import actions as applications
from khuyencong.applications.models import Need, Request
from khuyencong.core.identity import new_id
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.fieldwork.models import Entry, Revision, SiteNote
from khuyencong.fieldwork.queries.communes import codes_of, commune_by_code
from khuyencong.fieldwork.queries.records import (
    Values,
    carried_values,
    follow_up_values,
    need_values,
    request_values,
    values_from_need,
)
from khuyencong.fieldwork.rules.merging import Merged, merge, same
from khuyencong.fieldwork.rules.revisions import went_on_from
from khuyencong.fieldwork.sheets import read, told_of
from khuyencong.fieldwork.states import EntryKind
from khuyencong.projects import actions as projects
from khuyencong.projects.models import FollowUp, Line
from khuyencong.projects.states import LINE_STEPS
from khuyencong.registry.models import Establishment
from khuyencong.values.dates import day_in_vietnam

CARRY_OUT = "project.carry_out"


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of putting a revision in: its record, or what clashes; what the sheet told."""

    told: Values
    merged: Merged
    record: UUID | None


@dataclass(frozen=True, slots=True)
class Work:
    """One revision on its way into a record. `chosen` holds decided fields of a clash."""

    by: Actor
    entry: Entry
    revision: Revision
    at: datetime
    chosen: Mapping[str, Any]

    @property
    def day(self) -> date:
        """Return the day on which it is put in."""
        return day_in_vietnam(self.at)

    @property
    def establishment(self) -> Establishment:
        """Return whom the sheet is about; Refused while nobody said which record that is."""
        if self.entry.establishment is None:
            raise Refused(
                f"Cơ sở chưa có trong sổ: “{self.entry.unlisted}”. Xin chọn cơ sở trong sổ,"
                " hoặc ghi cơ sở mới rồi chọn."
            )
        return self.entry.establishment

    def merged(self, base: Values, ours: Values, theirs: Values) -> Merged:
        """Return both sides together; a decided field takes what was decided."""
        together = merge(base, ours, theirs)
        if not self.chosen or any(one.field not in self.chosen for one in together.clashes):
            return together
        decided = {one.field: self.chosen[one.field] for one in together.clashes}
        changed = together.changed | {f for f, v in decided.items() if not same(v, ours.get(f))}
        return Merged(together.values | decided, changed, ())


def apply(work: Work) -> Applied:
    """Put a revision into its record; where both sides changed a field, nothing is written."""
    form = read(work.entry.kind, work.revision.typed, work.day)
    if not form.is_valid():
        told = "; ".join(
            f"{form.fields[name].label}: {' '.join(errors)}" for name, errors in form.errors.items()
        )
        raise Refused(f"Còn câu chưa đọc được. {told}")
    return _APPLY[EntryKind(work.entry.kind)](work, told_of(form))


def base_of(work: Work, part: str, first: Values) -> Values:
    """Return what the device went on from: the last revision put in, or what the kit carried."""
    before = work.entry.revisions.filter(told__isnull=False).order_by("-number", "-id")
    known = [one for one in before if went_on_from(work.revision, one)]
    if known:
        told: Values = known[0].told
        return told
    carried = carried_values(work.revision.returned.kit.carried, part, work.entry.base_id)
    return first if carried is None else carried


def _need(work: Work, theirs: Values) -> Applied:
    key = work.entry.record_id or work.entry.base_id
    if key is None:
        told = _need_told(work.establishment, theirs)
        need = applications.record_need(by=work.by, told=told, at=work.at)
        return Applied(theirs, _whole(theirs), need.id)
    need = Need.objects.select_for_update(of=("self",)).get(id=key)
    merged = work.merged(base_of(work, "needs", {}), need_values(need), theirs)
    if merged.changed and not merged.clashes:
        told = _need_told(need.establishment, merged.values, round=need.round)
        applications.amend_need(by=work.by, need=need, seen=need.stamp, told=told, at=work.at)
    return Applied(theirs, merged, need.id)


def _need_told(establishment: Establishment, values: Values, **more: Any) -> applications.NeedTold:
    told = values | {"visited_on": date.fromisoformat(values["visited_on"])}
    return applications.NeedTold(establishment=establishment, **told, **more)


def _request(work: Work, theirs: Values) -> Applied:
    codes = codes_of(work.day)
    key = work.entry.record_id or work.entry.base_id
    if key is None:
        request, first = _begun(work, codes)
    else:
        request, first = Request.objects.get(id=key), {}
    request = Request.objects.select_for_update(of=("self",)).get(id=request.id)
    ours = request_values(request, codes)
    merged = work.merged(base_of(work, "requests", first), ours, theirs)
    if merged.changed and not merged.clashes:
        answers = {name: _answer(name, merged.values[name], work.day) for name in merged.changed}
        applications.save_answers(
            by=work.by, request=request, seen=request.stamp, answers=answers, at=work.at
        )
    return Applied(theirs, merged, request.id)


def _begun(work: Work, codes: dict[Any, str]) -> tuple[Request, Values]:
    """Return the request that is begun, out of the need where there is one, and its base."""
    if work.entry.need_id is None:
        request = applications.start_request(
            by=work.by, establishment=work.establishment, at=work.at
        )
        return request, request_values(request, codes)
    need = Need.objects.get(id=work.entry.need_id)
    request = applications.request_from_need(by=work.by, need=need, at=work.at)
    return request, values_from_need(need, codes)


def _answer(name: str, value: Any, on: date) -> Any:
    """Return an answer as the act takes it."""
    match name:
        case "commune":
            return commune_by_code(value, on) if value else None
        case "difficult_area":
            return {"co": True, "khong": False}.get(value)
        case "begins_on" | "ends_on":
            return date.fromisoformat(value) if value else None
    return value


def _acceptance(work: Work, theirs: Values) -> Applied:
    line = _line(work)
    if not work.by.may(CARRY_OUT, of=line.project.custodian_id):
        raise Refused("Anh/chị không có quyền ghi việc thực hiện của đề án này.")
    if line.state not in LINE_STEPS["accept_line"].sources:
        raise Refused(f"Dòng hỗ trợ {line.get_state_display().lower()}: không ghi thêm được nữa.")
    fresh = {"by": work.by.id, "changed_at": work.at}
    note, _ = SiteNote.objects.select_for_update(of=("self",)).get_or_create(
        line=line, defaults=fresh
    )
    carried = carried_values(work.revision.returned.kit.carried, "acceptance", line.id) or {}
    merged = work.merged(base_of(work, "acceptance", carried), note.values, theirs)
    if merged.changed and not merged.clashes:
        note.values, note.stamp, note.by, note.changed_at = (
            merged.values, new_id(), work.by.id, work.at,
        )  # fmt: skip
        note.save()
    return Applied(theirs, merged, note.id)


def _follow_up(work: Work, theirs: Values) -> Applied:
    line = _line(work)
    if work.entry.record_id is not None:
        seen = FollowUp.objects.get(id=work.entry.record_id)
        if any(not same(theirs[name], value) for name, value in follow_up_values(seen).items()):
            raise Refused(
                "Lần theo dõi này đã vào hồ sơ và không sửa được; bản sau của xã nói khác."
                " Nếu bản sau đúng, xin ghi một lần theo dõi của ngày khác ở trang đề án."
            )
        return Applied(theirs, _whole(theirs), seen.id)
    told = theirs | {
        "day": date.fromisoformat(theirs["day"]),
        "still_used": theirs["still_used"] == "co",
    }
    seen = projects.follow_up(by=work.by, line=line, at=work.at, **told)
    return Applied(theirs, _whole(theirs), seen.id)


def _line(work: Work) -> Line:
    if work.entry.line_id is None:
        raise Refused("Phiếu không nói về dòng hỗ trợ nào.")
    return Line.objects.select_related("project").get(id=work.entry.line_id)


def _whole(theirs: Values) -> Merged:
    return Merged(dict(theirs), frozenset(theirs), ())


_APPLY = {
    EntryKind.NEED: _need,
    EntryKind.REQUEST: _request,
    EntryKind.ACCEPTANCE: _acceptance,
    EntryKind.FOLLOW_UP: _follow_up,
}
