"""Missions, premises, money, heads and agreements are told, set right, ended, taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction

from khuyencong.core.lines import line
from khuyencong.core.users import Actor
from khuyencong.registry.actions.bodies.noting import (
    SOURCE,
    note,
    one_of,
    past_day,
    require_order,
    require_right,
)
from khuyencong.registry.models import (
    Agreement,
    BodyFact,
    BodyRevenue,
    HeadCount,
    Organisation,
    Place,
)
from khuyencong.registry.models.bodies import OfBody, Spanned, read_fact
from khuyencong.registry.models.staffing import MOST_HEADS
from khuyencong.registry.rules import Refused
from khuyencong.registry.states import BodyFactOf, Degree, Group, StaffContract, StaffField
from khuyencong.values.errors import Unreadable
from khuyencong.values.money import MAX_AMOUNT
from khuyencong.values.vocabulary import FundingSource

WORDS, PARTNER = 300, 200
MOST_THINGS = 1_000_000_000
Row = TypeVar("Row", bound=OfBody)


@dataclass(frozen=True, kw_only=True)
class FactTold:
    """A mission, branch, premises, equipment, a telephone or mail of a body itself."""

    body: Organisation
    kind: str
    told: str
    source: str
    valid_from: date
    valid_until: date | None = None
    quantity: int | None = None
    place: Place | None = None


@transaction.atomic
def tell_fact(
    *, by: Actor, told: FactTold, at: datetime, is_demonstration: bool = False
) -> BodyFact:
    """Write down what a body does or has, from a day on; by what it is reached everybody reads."""
    kind = one_of(told.kind, BodyFactOf.values, "Loại")
    require_order(told.valid_from, told.valid_until)
    if told.quantity is not None and kind not in (BodyFactOf.PREMISES, BodyFactOf.EQUIPMENT):
        raise Refused("Chỉ trụ sở và trang thiết bị có số lượng.")
    if told.quantity is not None and not 0 <= told.quantity <= MOST_THINGS:
        raise Refused("Số lượng quá lớn. Xin xem lại.")
    try:
        words = read_fact(kind, line(told.told, "Điều ghi", WORDS, required=True))
    except Unreadable as refusal:
        raise Refused(str(refusal)) from refusal
    fact = BodyFact(
        organisation=told.body,
        kind=kind,
        told=words,
        quantity=told.quantity,
        place=told.place,
        valid_from=past_day(told.valid_from, at, "Ngày bắt đầu"),
        valid_until=told.valid_until,
        source=line(told.source, "Căn cứ", SOURCE, required=True),
        is_demonstration=is_demonstration,
    )
    return _keep("body.fact_told", fact, by, at)


@transaction.atomic
def tell_revenue(
    *,
    by: Actor,
    body: Organisation,
    year: int,
    fund: str,
    amount: int,
    source: str,
    at: datetime,
    is_demonstration: bool = False,
) -> BodyRevenue:
    """Write down what a body took in from a source in a year; told again, the new one stands."""
    if not 1990 <= year <= 2200:
        raise Refused(f"Năm {year} không hợp lệ.")
    if not 0 <= amount <= MAX_AMOUNT:
        raise Refused("Số tiền phải từ 0 đồng trở lên và không quá lớn.")
    one_of(fund, [one.value for one in FundingSource], "Nguồn")
    require_right(by, body)
    standing = BodyRevenue.objects.filter(
        organisation=_locked(body), year=year, fund=fund, superseded_at=None
    )
    standing.update(superseded_at=at)
    row = BodyRevenue(
        organisation=body,
        year=year,
        fund=fund,
        amount=amount,
        source=line(source, "Căn cứ", SOURCE, required=True),
        is_demonstration=is_demonstration,
    )
    return _keep("body.revenue_told", row, by, at)


@dataclass(frozen=True, kw_only=True)
class HeadsTold:
    """A table of heads on a day: by (group, degree, contract, field), "" where it tells none."""

    body: Organisation
    day: date
    source: str
    counts: Mapping[tuple[str, str, str, str], int]


@transaction.atomic
def tell_heads(
    *, by: Actor, told: HeadsTold, at: datetime, is_demonstration: bool = False
) -> list[HeadCount]:
    """Write a whole table down; one told again for the day takes the place of the first."""
    if not told.counts:
        raise Refused("Bảng chưa có số nào.")
    require_right(by, told.body)
    source = line(told.source, "Căn cứ", SOURCE, required=True)
    day = past_day(told.day, at, "Ngày của bảng")
    standing = HeadCount.objects.filter(
        organisation=_locked(told.body), day=day, superseded_at=None
    )
    standing.update(superseded_at=at)
    rows = [_head_row(told.body, day, source, key, count) for key, count in told.counts.items()]
    for row in rows:
        row.by, row.recorded_at, row.is_demonstration = by.id, at, is_demonstration
    HeadCount.objects.bulk_create(rows)
    note("body.heads_told", rows[0], by, at)
    return rows


def _head_row(
    body: Organisation, day: date, source: str, key: tuple[str, str, str, str], count: int
) -> HeadCount:
    group, degree, contract, field = key
    if not 0 <= count <= MOST_HEADS:
        raise Refused(f"Số người {count} không hợp lệ.")
    if contract and group in (Group.OF_DISTRICTS, Group.OF_COMMUNES):
        raise Refused("Cộng tác viên không chia theo biên chế, hợp đồng.")
    return HeadCount(
        organisation=body,
        day=day,
        group=one_of(group, Group.values, "Nhóm"),
        degree=one_of(degree, ["", *Degree.values], "Trình độ"),
        contract=one_of(contract, ["", *StaffContract.values], "Hình thức"),
        field=one_of(field, ["", *StaffField.values], "Lĩnh vực"),
        count=count,
        source=source,
    )


@dataclass(frozen=True, kw_only=True)
class AgreementTold:
    """An agreement to work together, with a body of the register or with another."""

    body: Organisation
    subject: str
    source: str
    valid_from: date
    partner: str = ""
    partner_body: Organisation | None = None
    valid_until: date | None = None


@transaction.atomic
def tell_agreement(
    *, by: Actor, told: AgreementTold, at: datetime, is_demonstration: bool = False
) -> Agreement:
    """Write an agreement down."""
    require_order(told.valid_from, told.valid_until)
    if told.partner_body is not None and told.partner_body.id == told.body.id:
        raise Refused("Đơn vị không thỏa thuận với chính mình.")
    name = told.partner_body.name if told.partner_body else told.partner
    agreement = Agreement(
        organisation=told.body,
        partner=line(name, "Đơn vị phối hợp", PARTNER, required=True),
        partner_body=told.partner_body,
        subject=line(told.subject, "Việc phối hợp", WORDS, required=True),
        valid_from=past_day(told.valid_from, at, "Ngày ký"),
        valid_until=told.valid_until,
        source=line(told.source, "Căn cứ", SOURCE, required=True),
        is_demonstration=is_demonstration,
    )
    return _keep("body.agreement_told", agreement, by, at)


@transaction.atomic
def end_row(*, by: Actor, row: Spanned, on: date, at: datetime) -> Spanned:
    """Say that a fact or an agreement held until before a day: a new row says so."""
    row = _locked_row(row)
    require_right(by, row.organisation)
    if row.superseded_at is not None:
        raise Refused("Điều này đã được sửa trong lúc anh/chị xem. Xin tải lại trang.")
    if row.valid_until is not None and row.valid_until <= on:
        raise Refused("Điều này đã kết thúc trước ngày ấy.")
    require_order(row.valid_from, past_day(on, at, "Ngày kết thúc"))
    return replaced("body.row_ended", row, by, at, valid_until=on)


@transaction.atomic
def take_back(*, by: Actor, row: Row, at: datetime) -> Row:
    """Take back what was told wrongly; it stays readable as what was known until now."""
    row = _locked_row(row)
    require_right(by, row.organisation)
    if row.superseded_at is None:
        row.superseded_at = at
        row.save(update_fields=["superseded_at"])
        note("body.row_taken_back", row, by, at)
    return row


def replaced(act: str, row: Row, by: Actor, at: datetime, **changed: object) -> Row:
    """Supersede a row by one that says the same but for what `changed` says."""
    type(row)._default_manager.filter(pk=row.pk).update(superseded_at=at)
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    fresh = type(row)(**fields | {"id": type(row)().id, "by": by.id, "recorded_at": at} | changed)
    fresh.save(force_insert=True)
    note(act, fresh, by, at)
    return fresh


def _keep(act: str, row: Row, by: Actor, at: datetime) -> Row:
    require_right(by, row.organisation)
    row.by, row.recorded_at = by.id, at
    row.save(force_insert=True)
    note(act, row, by, at)
    return row


def _locked(body: Organisation) -> Organisation:
    return Organisation.objects.select_for_update(of=("self",)).get(id=body.id)


def _locked_row(row: Row) -> Row:
    rows = type(row)._default_manager.select_for_update(of=("self",))
    found: Row = rows.select_related("organisation").get(pk=row.pk)
    return found
