"""How parameters change: proposed by one, confirmed by another, ended by two; never edited."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from khuyencong.core import journal
from khuyencong.core.identity import new_id
from khuyencong.core.users import Actor
from khuyencong.law.models import ConflictReason, Parameter, ParameterEnd
from khuyencong.law.models.parameters import slot_of
from khuyencong.law.queries.custody import custodian_of
from khuyencong.law.queries.snapshot import last_end, law_on, loaded
from khuyencong.law.rules.conflicts import conflict_of
from khuyencong.law.rules.permissions import (
    Refused,
    is_second_person,
    may_confirm,
    may_propose,
)
from khuyencong.law.states import SUBJECTS
from khuyencong.registry.models import Place
from khuyencong.values.dates import day_in_vietnam, format_date

NOT_ALLOWED = "Anh/chị không có quyền làm việc này với quy định của {place}."
NOT_SECOND = "Người xác nhận phải khác người đề xuất."
GONE = "Đề xuất này đã được xử lý."


@transaction.atomic
def propose_parameter(*, by: Actor, at: datetime, **content: Any) -> Parameter:
    """Add a parameter that waits for a second person; it is no law until then.

    `content` holds the fields of `Parameter` that tell the law: kind, subject, source, place,
    figures, document or basis, clause, url, note, valid_from, valid_until. Raises Refused without
    the right, and for a content that breaks a rule of the register.
    """
    place = content.get("place")
    _require(may_propose(by, _custodian(place, at)), place)
    if content["subject"] not in SUBJECTS[content["kind"]].values:
        raise Refused("Nội dung không thuộc danh mục của loại tham số này.")
    row = Parameter(
        id=new_id(),
        recorded_at=at,
        proposed_by=by.id,
        verified=False,
        days_verified=True,
        **content,
    )
    row.code = f"{row.kind}-{row.id.hex[-12:]}"
    row.slot = slot_of(row)
    _save(row)
    _note("law.propose", row, by, at)
    return row


@transaction.atomic
def confirm_parameter(*, parameter: Parameter, by: Actor, at: datetime) -> Parameter:
    """Make a proposed parameter law, by another person than who proposed it.

    The verified row of the same slot that still ran ends on its first day. Raises Refused without
    the right, for one's own proposal, for one already handled, and where it would overlap another.
    """
    row = _waiting(parameter)
    _require(may_confirm(by, _custodian(row.place, at)), row.place)
    if not is_second_person(by, row.proposed_by):
        raise Refused(NOT_SECOND)
    _make_room(row, by, at)
    row.confirmed_by, row.confirmed_at, row.verified = by.id, at, True
    _save(row)
    _note("law.confirm", row, by, at)
    return row


@transaction.atomic
def withdraw_parameter(*, parameter: Parameter, by: Actor, at: datetime) -> Parameter:
    """Take back a proposal that nobody has confirmed: its author, or who could confirm it."""
    row = _waiting(parameter)
    own = row.proposed_by == by.id
    _require(own or may_confirm(by, _custodian(row.place, at)), row.place)
    row.superseded_at = at
    row.save(update_fields=["superseded_at"])
    _note("law.withdraw", row, by, at)
    return row


@transaction.atomic
def end_parameter(
    *, parameter: Parameter, day: date, reason: str, by: Actor, at: datetime
) -> ParameterEnd:
    """Say that a parameter holds no longer from `day`; a second person must confirm it."""
    row = _locked(parameter)
    _require(may_propose(by, _custodian(row.place, at)), row.place)
    if not reason.strip():
        raise Refused("Ghi lý do kết thúc.")
    if row.is_waiting or row.superseded_at is not None:
        raise Refused("Chỉ kết thúc tham số đang áp dụng.")
    if row.valid_from and day <= row.valid_from:
        raise Refused(f"Ngày kết thúc phải sau ngày bắt đầu {format_date(row.valid_from)}.")
    ended = last_end(row)
    if ended and ended <= day:
        raise Refused(f"Tham số đã hết áp dụng từ {format_date(ended)}.")
    if row.ends.filter(superseded_at=None).exists():
        raise Refused("Đã có đề xuất kết thúc tham số này.")
    end = ParameterEnd.objects.create(
        parameter=row, day=day, reason=reason, proposed_by=by.id, recorded_at=at
    )
    _note("law.end", row, by, at, day=day.isoformat())
    return end


@transaction.atomic
def confirm_end(*, end: ParameterEnd, by: Actor, at: datetime) -> ParameterEnd:
    """Confirm an end, by another person than who proposed it."""
    row = _locked(end.parameter)  # the slot before the end: the order of `confirm_parameter`
    held = ParameterEnd.objects.select_for_update().get(pk=end.pk)
    if held.superseded_at is not None or held.confirmed_by is not None:
        raise Refused(GONE)
    _require(may_confirm(by, _custodian(row.place, at)), row.place)
    if not is_second_person(by, held.proposed_by):
        raise Refused(NOT_SECOND)
    held.confirmed_by, held.confirmed_at = by.id, at
    held.save(update_fields=["confirmed_by", "confirmed_at"])
    _note("law.confirm_end", row, by, at, day=held.day.isoformat())
    return held


@transaction.atomic
def accept_conflict(
    *, parameter: Parameter, reason: str, by: Actor, at: datetime
) -> ConflictReason:
    """Write why a local ceiling above the national one may be used: a second person's act."""
    row = _locked(parameter)
    _require(may_confirm(by, _custodian(row.place, at)), row.place)
    if by.id in (row.proposed_by, row.confirmed_by):
        raise Refused("Người ghi lý do phải khác người đề xuất và người xác nhận mức này.")
    if not reason.strip():
        raise Refused("Ghi lý do vì sao được cao hơn mức trung ương.")
    national = _national_above(row, at)
    told = ConflictReason.objects.filter(parameter=row, national=national)
    told.filter(superseded_at=None).update(superseded_at=at)
    written = ConflictReason.objects.create(
        parameter=row, national=national, reason=reason, written_by=by.id, recorded_at=at
    )
    _note("law.accept_conflict", row, by, at, national=national.code)
    return written


# --- what the acts share -------------------------------------------------------------------------


def _custodian(place: Place | None, at: datetime) -> Any:
    return custodian_of(place, day_in_vietnam(at)).id


def _require(allowed: bool, place: Place | None) -> None:
    if not allowed:
        raise Refused(NOT_ALLOWED.format(place=place or "trung ương"))


def _locked(parameter: Parameter) -> Parameter:
    """Lock every row of the parameter's slot, in one order: two confirmations do not cross."""
    slot = Parameter.objects.select_for_update().filter(slot=parameter.slot).order_by("pk")
    list(slot.values_list("pk"))
    return loaded().get(pk=parameter.pk)


def _waiting(parameter: Parameter) -> Parameter:
    row = _locked(parameter)
    if not row.is_waiting:
        raise Refused(GONE)
    return row


def _save(row: Parameter) -> None:
    """Write the row; what a constraint of the register refuses is told in words."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused(
            "Số liệu chưa hợp lệ: kiểm tra nguồn kinh phí và địa phương, phần trăm từ 0 đến 100,"
            " số tiền lớn hơn 0, đầu dưới nhỏ hơn đầu trên, ngày đầu trước ngày cuối, văn bản hoặc"
            " căn cứ, và chưa có mức khác từ cùng ngày."
        ) from error


def _make_room(row: Parameter, by: Actor, at: datetime) -> None:
    """End what ran in the slot on the first day of `row`; refuse what it cannot follow."""
    others = loaded().filter(slot=row.slot, verified=True, superseded_at=None).exclude(pk=row.pk)
    for other in others:
        ended = last_end(other)
        if ended and row.valid_from and ended <= row.valid_from:
            continue
        if row.valid_until and other.valid_from and row.valid_until <= other.valid_from:
            continue
        if ended or not row.valid_from or (other.valid_from or date.min) >= row.valid_from:
            raise Refused(f"Trùng thời gian với tham số {other.code}: kết thúc tham số ấy trước.")
        other.ends.filter(superseded_at=None, confirmed_by=None).update(superseded_at=at)
        ParameterEnd.objects.create(
            parameter=other,
            day=row.valid_from,
            reason=f"Được thay bằng {row.code}",
            proposed_by=row.proposed_by or by.id,
            confirmed_by=by.id,
            confirmed_at=at,
            recorded_at=at,
        )


def _national_above(row: Parameter, at: datetime) -> Parameter:
    """Return the national ceiling that `row` lies above today, else on its first day."""
    for day in (day_in_vietnam(at), row.valid_from):
        code = _above_on(row, day) if day else None
        if code:
            return Parameter.objects.get(code=code, superseded_at=None)
    raise Refused("Mức này không cao hơn mức trung ương nào đã kiểm chứng.")


def _above_on(row: Parameter, day: date) -> str | None:
    try:
        law = law_on(day, row.place.key if row.place else "")
    except LookupError:
        return None
    mine = [parameter for parameter in law.parameters if parameter.code == row.code]
    found = conflict_of(law, mine[0]) if mine else None
    return found.national.code if found else None


def _note(act: str, row: Parameter, by: Actor, at: datetime, **facts: str) -> None:
    journal.record(
        act,
        custodian=_custodian(row.place, at),
        about=f"parameter:{row.id}",
        at=at,
        by=by.id,
        facts={"code": row.code, "slot": row.slot, **facts},
    )
