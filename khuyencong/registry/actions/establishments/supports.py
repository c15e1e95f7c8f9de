"""Support had elsewhere is written down, by hand or from a list; a second one is let pass."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.users import Actor
from khuyencong.registry.actions.establishments.noting import locked, note
from khuyencong.registry.models import DoubleSupportOverride, Establishment, OtherSupport
from khuyencong.registry.queries.supports import Declared, double_support_findings, support_mark
from khuyencong.registry.rules import Refused, may_override, may_record_support
from khuyencong.registry.states import SupportProgramme
from khuyencong.values.dates import YEARS, day_in_vietnam
from khuyencong.values.money import MAX_AMOUNT
from khuyencong.values.support_items import item_core
from khuyencong.values.text import clean

MAY_NOT = "Anh/chị không có quyền ghi hỗ trợ của cơ sở này."
SHORTEST_REASON = 10
ITEM, PAPERS, REASON = 300, 300, 1000


@dataclass(frozen=True, kw_only=True)
class SupportTold:
    """A support as somebody tells it; the day may be unknown, the year never."""

    establishment: Establishment
    programme: SupportProgramme
    item: str
    year: int
    day: date | None = None
    amount: int | None = None
    papers: str = ""

    @property
    def mark(self) -> str:
        """Return what makes this support the same when it is told again."""
        return support_mark(self.programme, clean(self.item), self.year, self.day, self.amount)


def record_support(*, by: Actor, told: SupportTold, at: datetime) -> OtherSupport:
    """Write one support down; the same again returns the one that stands."""
    with transaction.atomic():
        locked(told.establishment)
        known = _standing(told)
        if known:
            return known
        support = _checked(told, by, at)
        support.save()
        facts = {"support": str(support.id), "programme": str(told.programme)}
        note("support.recorded", told.establishment, by=by, at=at, facts=facts)
        return support


@transaction.atomic
def record_supports(*, by: Actor, told: Iterable[SupportTold], at: datetime) -> int:
    """Write a whole list down, or nothing of it; return how many were new.

    One journal entry for each custodian tells the count and the mark of the rows.
    """
    listed = list(told)
    if listed:
        locked(*{one.establishment.id: one.establishment for one in listed}.values())
    new: dict[tuple[UUID, str], OtherSupport] = {}
    for one in listed:
        key = (one.establishment.id, one.mark)
        if key not in new and not _standing(one):
            new[key] = _checked(one, by, at)
    OtherSupport.objects.bulk_create(new.values())
    _note_list(list(new.values()), by, at)
    return len(new)


@transaction.atomic
def withdraw_support(*, by: Actor, support: OtherSupport, reason: str, at: datetime) -> None:
    """Take back what was written down in error; it stays on record, with the reason."""
    if not may_record_support(by, support.custodian_id):
        raise Refused(MAY_NOT)
    reason = clean(reason)[:PAPERS]
    if not reason:
        raise Refused("Ghi lý do vì sao rút dòng này.")
    standing = OtherSupport.objects.filter(id=support.id, superseded_at=None)
    if standing.update(superseded_at=at, withdrawn_because=reason):
        facts = {"support": str(support.id)}
        note("support.withdrawn", support.establishment, by=by, at=at, facts=facts)


@transaction.atomic
def override_double_support(
    *,
    by: Actor,
    establishment: Establishment,
    item: str,
    day: date,
    reason: str,
    at: datetime,
    declared: Iterable[Declared] | None = None,
) -> DoubleSupportOverride:
    """Let a likely second support pass for a written reason; what is found later is not covered.

    Raises Refused without the right, without a reason, and where nothing stands against it.
    """
    if not may_override(by, establishment):
        raise Refused("Anh/chị không có quyền cho qua một hỗ trợ có vẻ trùng.")
    reason = clean(reason)[:REASON]
    if len(reason) < SHORTEST_REASON:
        raise Refused("Ghi rõ vì sao đây không phải hỗ trợ lần thứ hai cho cùng một nội dung.")
    (establishment,) = locked(establishment)
    found = double_support_findings(establishment, item, day, declared)
    seen = [finding.mark for finding in found if finding.blocks]
    if not seen:
        raise Refused("Không có hỗ trợ nào trùng đang chờ quyết định.")
    override = DoubleSupportOverride.objects.create(
        establishment=establishment,
        item=clean(item)[:ITEM],
        item_core=item_core(item)[:ITEM],
        seen=seen,
        reason=reason,
        by=by.id,
        recorded_at=at,
    )
    facts = {"override": str(override.id), "seen": seen}
    note("support.double_overridden", establishment, by=by, at=at, facts=facts)
    return override


def _standing(told: SupportTold) -> OtherSupport | None:
    rows = OtherSupport.objects.filter(establishment=told.establishment, superseded_at=None)
    return rows.filter(mark=told.mark).first()


def _checked(told: SupportTold, by: Actor, at: datetime) -> OtherSupport:
    """Return the row to be written; Refused says what cannot be so."""
    if not may_record_support(by, told.establishment.custodian_id):
        raise Refused(MAY_NOT)
    today = day_in_vietnam(at)
    if told.programme not in SupportProgramme.values:
        raise Refused("Chọn chương trình đã hỗ trợ.")
    if told.year not in YEARS or told.year > today.year or (told.day and told.day > today):
        raise Refused("Ngày hoặc năm hỗ trợ không hợp lệ: phải đã qua.")
    if told.day and told.day.year != told.year:
        raise Refused("Ngày hỗ trợ không nằm trong năm đã ghi.")
    if told.amount is not None and not 0 <= told.amount <= MAX_AMOUNT:
        raise Refused("Số tiền phải từ 0 trở lên và không quá lớn.")
    item = _line(told.item, "Nội dung đã hỗ trợ", ITEM)
    if not item:
        raise Refused("Ghi đã hỗ trợ cho việc gì.")
    return OtherSupport(
        custodian_id=told.establishment.custodian_id,
        establishment=told.establishment,
        programme=told.programme,
        item=item,
        item_core=item_core(item)[:ITEM],
        year=told.year,
        day=told.day,
        amount=told.amount,
        papers=_line(told.papers, "Giấy tờ", PAPERS),
        by=by.id,
        recorded_at=at,
        mark=told.mark,
    )


def _line(text: str, what: str, longest: int) -> str:
    line = clean(text)
    if "\0" in line:
        raise Refused(f"{what} có ký tự NUL, không phải chữ. Xin gõ lại.")
    if len(line) > longest:
        raise Refused(f"{what} dài {len(line)} ký tự; tối đa {longest}.")
    return line


def _note_list(rows: list[OtherSupport], by: Actor, at: datetime) -> None:
    by_custodian: dict[UUID, list[OtherSupport]] = {}
    for row in rows:
        by_custodian.setdefault(row.custodian_id, []).append(row)
    for custodian, own in sorted(by_custodian.items()):
        told = "\n".join(sorted(f"{row.establishment_id}:{row.mark}" for row in own))
        journal.record(
            "support.list_recorded",
            custodian=custodian,
            about=f"organisation:{custodian}",
            at=at,
            by=by.id,
            facts={"rows": len(own), "sha256": hashlib.sha256(told.encode()).hexdigest()},
        )
