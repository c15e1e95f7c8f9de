"""A file of a kit comes in, by line or by hand: verified, kept once, waiting for an officer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.fieldwork.models import Entry, Kit, Returned, Revision
from khuyencong.fieldwork.rules.keys import verifies
from khuyencong.fieldwork.rules.permissions import may_take_in
from khuyencong.fieldwork.rules.returns import (
    Altered,
    NotAReturn,
    RevokedKit,
    Sheet,
    UnknownKit,
    opened,
    sheets_of,
)
from khuyencong.fieldwork.rules.revisions import is_overtaken
from khuyencong.fieldwork.states import Came, EntryState
from khuyencong.values.dates import day_in_vietnam, format_date

MAY_NOT = "Anh/chị không có quyền nhận tệp của bộ công cụ này."


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it was kept, and every sheet of it that is now kept; whether it came before."""

    returned: Returned
    kept: tuple[tuple[UUID, int], ...]
    repeated: bool


@transaction.atomic
def receive(*, data: bytes, at: datetime, by: Actor | None = None) -> Received:
    """Keep what a file of a kit tells: each sheet and revision once, however often it comes.

    Refused says what is wrong with the file; then nothing of it is kept. Without `by` it came by
    line, and the signature of the kit is all the right it has.
    """
    envelope = opened(data)
    kit = Kit.objects.select_for_update(of=("self",)).filter(id=envelope.kit).first()
    if kit is None:
        raise UnknownKit
    if by is not None and not may_take_in(by, kit.custodian_id):
        raise Refused(MAY_NOT)
    if not verifies(bytes(kit.public_key), envelope.signature, envelope.payload):
        raise Altered
    if kit.revoked_at is not None:
        raise RevokedKit(format_date(day_in_vietnam(kit.revoked_at)))
    made_at, sheets = sheets_of(envelope)
    kept = tuple((sheet.key, sheet.revision) for sheet in sheets)
    named = [[str(one.key), one.revision, str(one.device)] for one in sheets]
    before = Returned.objects.filter(kit=kit, sha256=envelope.sha256).first()
    if before is not None:
        return Received(before, kept, repeated=True)
    returned = Returned.objects.create(
        kit=kit,
        sha256=envelope.sha256,
        came_by=Came.LINE if by is None else Came.FILE,
        received_at=at,
        received_by=by.id if by else None,
        made_at=made_at,
        told=len(sheets),
        new=0,
        sheets=named,
    )
    returned.new = _keep(returned, sheets, at)
    returned.save(update_fields=["new"])
    journal.record(
        "kit.returned",
        custodian=kit.custodian_id,
        about=f"kit:{kit.id}",
        at=at,
        by=by.id if by else None,
        facts={"returned": str(returned.id), "told": returned.told, "new": returned.new},
    )
    return Received(returned, kept, repeated=False)


def _keep(returned: Returned, sheets: list[Sheet], at: datetime) -> int:
    """Write the revisions that are new; the statements grow with these alone."""
    keys = {sheet.key for sheet in sheets}
    rows = Entry.objects.select_for_update(of=("self",)).filter(key__in=keys).order_by("id")
    entries = {entry.key: entry for entry in rows.select_related("kit")}
    had = set(
        Revision.objects.filter(entry__key__in=keys).values_list("entry__key", "number", "sha256")
    )
    new = 0
    for sheet in sheets:
        if (sheet.key, sheet.revision, sheet.sha256) in had:
            continue
        entry = entries.get(sheet.key)
        if entry is None:
            entry = entries[sheet.key] = _entry(returned.kit, sheet, at)
        _require_same(entry, sheet, returned.kit)
        _revise(entry, sheet, returned)
        had.add((sheet.key, sheet.revision, sheet.sha256))
        new += 1
    return new


def _entry(kit: Kit, sheet: Sheet, at: datetime) -> Entry:
    parts = kit.carried
    return Entry.objects.create(
        kit=kit,
        key=sheet.key,
        kind=sheet.kind,
        base_id=sheet.base,
        need_id=sheet.need,
        establishment_id=_carried(parts["establishments"], sheet.establishment),
        line_id=_carried(parts["acceptance"] | parts["follow_up"], sheet.line),
        unlisted=sheet.unlisted,
        first_at=at,
    )


def _carried(rows: dict[str, object], key: UUID | None) -> UUID | None:
    """Return a record that the kit carries; the file names no other one."""
    if key is not None and str(key) not in rows:
        raise NotAReturn("phiếu chỉ tới hồ sơ mà bộ công cụ không mang theo")
    return key


def _require_same(entry: Entry, sheet: Sheet, kit: Kit) -> None:
    """Refuse a sheet that bears the id of another one."""
    told = (sheet.kind, sheet.base, sheet.need, sheet.establishment, sheet.line)
    known = (entry.kind, entry.base_id, entry.need_id, entry.establishment_id, entry.line_id)
    named_since = entry.unlisted and sheet.establishment is None
    if named_since:
        told, known = told[:3], known[:3]
    if told != known or entry.kit.custodian_id != kit.custodian_id:
        raise NotAReturn("một phiếu mang mã của phiếu khác")


def _revise(entry: Entry, sheet: Sheet, returned: Returned) -> None:
    one = Revision.objects.create(
        entry=entry,
        number=sheet.revision,
        sha256=sheet.sha256,
        device=sheet.device,
        known=sheet.known,
        returned=returned,
        typed=sheet.typed,
        seen=sheet.seen,
        device_at=sheet.device_at,
    )
    if is_overtaken(one, entry.revisions.all()):
        return  # an older one that came late: kept, and never put over what went on from it
    entry.newest = max(entry.newest, sheet.revision)
    entry.state, entry.why = EntryState.WAITING, ""
    entry.unlisted = sheet.unlisted or entry.unlisted
    entry.save(update_fields=["newest", "state", "why", "unlisted"])
