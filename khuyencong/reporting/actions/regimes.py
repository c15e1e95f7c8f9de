"""How the terms of reports change: proposed by one, confirmed by another; never edited."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from khuyencong.core import journal
from khuyencong.core.identity import new_id
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.registry.models import Organisation
from khuyencong.reporting.actions.noting import BASIS, WORDS
from khuyencong.reporting.models import Regime, slot_of
from khuyencong.reporting.queries.regimes import IS_RULE, custodian_of
from khuyencong.reporting.rules import may_confirm, may_propose
from khuyencong.reporting.rules.reminding import FURTHEST
from khuyencong.reporting.states import Terms
from khuyencong.values.dates import day_in_vietnam

REASON = 500
NOT_ALLOWED = "Anh/chị không có quyền làm việc này với chế độ báo cáo của đơn vị này."
GONE = "Đề xuất này đã được xử lý."


@dataclass(frozen=True, kw_only=True)
class RegimeTold:
    """The terms of a report as an officer proposes them, from a day on.

    Without `body` they are for every body of the kind that has no row of its own.
    """

    form: str
    from_kind: str
    to_kind: str
    terms: Terms
    valid_from: date
    basis: str
    reason: str
    body: Organisation | None = None
    is_owed: bool = True
    on_request: bool = False
    reminders: Sequence[int] = ()
    url: str = ""
    note: str = ""


@transaction.atomic
def propose_regime(*, by: Actor, told: RegimeTold, at: datetime) -> Regime:
    """Propose terms that wait for a second person; they are no rule until then.

    Refused without the right, without a basis or a reason, and for terms that cannot be.
    """
    row = _row(told, at)
    if not may_propose(by, custodian_of(row, day_in_vietnam(at)).id):
        raise Refused(NOT_ALLOWED)
    if row.body and row.body.kind != row.from_kind:
        raise Refused(f"{row.body} không phải là {row.get_from_kind_display()}.")
    row.proposed_by = by.id
    _save(row)
    _note("propose", row, by, at)
    return row


def _row(told: RegimeTold, at: datetime) -> Regime:
    terms = told.terms
    return Regime(
        form=told.form,
        from_kind=told.from_kind,
        to_kind=told.to_kind,
        body=told.body,
        slot=slot_of(told.form, told.from_kind, told.to_kind, told.body.id if told.body else None),
        is_owed=told.is_owed,
        on_request=told.on_request,
        data=terms.data,
        cut_off_day=terms.cut_off_day,
        cut_off_months_before=terms.cut_off_months_before,
        due_day=terms.due_day,
        due_months_after=terms.due_months_after,
        due_is_before=terms.due_is_before,
        reminders=_reminders(told.reminders),
        basis=line(told.basis, "Căn cứ", BASIS, required=True),
        url=line(told.url, "Địa chỉ nguồn", WORDS),
        note=line(told.note, "Ghi chú", WORDS),
        reason=line(told.reason, "Lý do", REASON, required=True),
        valid_from=told.valid_from,
        recorded_at=at,
    )


def _reminders(days: Sequence[int]) -> list[int]:
    if any(abs(day) > FURTHEST for day in days):
        raise Refused(f"Nhắc trong vòng {FURTHEST} ngày trước hoặc sau hạn.")
    return sorted(set(days))


@transaction.atomic
def confirm_regime(*, by: Actor, regime: Regime, at: datetime) -> Regime:
    """Make proposed terms a rule, by another person; what held before ends on its first day.

    Refused without the right, for one's own proposal, for one already handled, and where another
    rule begins on the same day or later.
    """
    row = _waiting(regime)
    if row.proposed_by == by.id:
        raise Refused("Người xác nhận phải khác người đề xuất.")
    if not may_confirm(by, custodian_of(row, day_in_vietnam(at)).id, row.proposed_by):
        raise Refused(NOT_ALLOWED)
    _make_room(row, at)
    row.confirmed_by, row.confirmed_at, row.verified = by.id, at, True
    _save(row)
    _note("confirm", row, by, at)
    return row


@transaction.atomic
def withdraw_regime(*, by: Actor, regime: Regime, at: datetime) -> Regime:
    """Take back a proposal that nobody has confirmed: its author, or who could confirm it."""
    row = _waiting(regime)
    body = custodian_of(row, day_in_vietnam(at)).id
    if row.proposed_by != by.id and not may_confirm(by, body, row.proposed_by):
        raise Refused(NOT_ALLOWED)
    row.superseded_at = at
    row.save(update_fields=["superseded_at"])
    _note("withdraw", row, by, at)
    return row


def _waiting(regime: Regime) -> Regime:
    """Lock every row of the slot in one order, and return the one that still waits."""
    slot = Regime.objects.select_for_update(of=("self",)).filter(slot=regime.slot).order_by("pk")
    list(slot)
    row = Regime.objects.select_related("body").get(pk=regime.pk)
    if not row.is_waiting:
        raise Refused(GONE)
    return row


def _make_room(row: Regime, at: datetime) -> None:
    """End the rule that held on the first day of `row`: superseded by itself with an end."""
    assert row.valid_from is not None
    for other in Regime.objects.filter(IS_RULE, slot=row.slot):
        if other.valid_until and other.valid_until <= row.valid_from:
            continue
        if other.valid_from and other.valid_from >= row.valid_from:
            raise Refused("Đã có chế độ khác từ ngày ấy hoặc sau ngày ấy: chọn ngày sau nữa.")
        ended = copy(other)
        other.superseded_at = at
        other.save(update_fields=["superseded_at"])
        ended.pk, ended.recorded_at, ended.valid_until = new_id(), at, row.valid_from
        ended.save(force_insert=True)


def _save(row: Regime) -> None:
    """Write the row; what a constraint refuses is told in words."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused(
            "Chế độ chưa hợp lệ: ngày chốt từ 1 đến 28, chốt trước tối đa 3 tháng; hạn gửi là một"
            " ngày của tháng, từ 24 tháng trước đến 12 tháng sau tháng cuối kỳ; bên gửi khác bên"
            " nhận."
        ) from error


def _note(act: str, row: Regime, by: Actor, at: datetime) -> None:
    journal.record(
        f"reporting.{act}_regime",
        custodian=custodian_of(row, day_in_vietnam(at)).id,
        about=f"regime:{row.id}",
        at=at,
        by=by.id,
        facts={"slot": row.slot, "valid_from": str(row.valid_from)},
    )
