"""A person decides what no rule can: which side is right, whose record it is, that it is none."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.fieldwork.actions.applying import Work, apply
from khuyencong.fieldwork.actions.receiving import MAY_NOT
from khuyencong.fieldwork.actions.taking import due, take_entry
from khuyencong.fieldwork.models import Decision, Entry, Revision
from khuyencong.fieldwork.rules.merging import Clash
from khuyencong.fieldwork.rules.permissions import may_take_in
from khuyencong.fieldwork.states import OPEN, EntryState, Side
from khuyencong.registry.models import Establishment
from khuyencong.registry.queries import stands_for

CHANGED = (
    "Hồ sơ vừa đổi trong lúc anh/chị xem. Chưa ghi gì: xin xem lại các chỗ khác nhau"
    " rồi quyết định."
)
NO_CHOICE = "Chọn một bên cho từng chỗ khác nhau."


@transaction.atomic
def decide(
    *,
    by: Actor,
    entry: Entry,
    seen: str,
    chosen: Mapping[str, str],
    reason: str,
    at: datetime,
) -> Entry:
    """Decide every field that both sides changed; Refused where the record moved on since `seen`.

    `chosen` names a side for each field. The rest of the sheet goes in with it.
    """
    entry = _own(by, entry)
    if entry.state != EntryState.CONFLICT:
        raise Refused("Phiếu này không còn chỗ nào chờ quyết định.")
    revision, clashes = clashing(by=by, entry=entry, at=at)
    if mark_of(clashes) != seen:
        raise Refused(CHANGED)
    if any(chosen.get(one.field) not in Side.values for one in clashes):
        raise Refused(NO_CHOICE)
    why = line(reason, "Lý do", 300, required=True)
    Decision.objects.bulk_create(
        Decision(
            revision=revision,
            field=one.field,
            base=one.base,
            ours=one.ours,
            theirs=one.theirs,
            chosen=chosen[one.field],
            reason=why,
            by=by.id,
            at=at,
        )
        for one in clashes
    )
    values = {
        one.field: one.theirs if chosen[one.field] == Side.THEIRS else one.ours for one in clashes
    }
    take_entry(by=by, entry=entry, at=at, chosen=values)
    if entry.state == EntryState.HELD:
        raise Refused(entry.why)
    facts = {"entry": str(entry.key), "fields": {k: str(chosen[k]) for k in values}}
    _note("kit.conflict_decided", entry, by, at, facts)
    return entry


@transaction.atomic
def dismiss(*, by: Actor, entry: Entry, reason: str, at: datetime) -> Entry:
    """Say that a sheet does not go into the records, and why; it stays to be read."""
    entry = _own(by, entry)
    if entry.state not in OPEN:
        raise Refused("Chỉ bỏ được phiếu còn chờ.")
    entry.why = line(reason, "Lý do", 300, required=True)
    entry.state = EntryState.DISMISSED
    entry.decided_by, entry.decided_at = by.id, at
    entry.save(update_fields=["why", "state", "decided_by", "decided_at"])
    entry.revisions.filter(settled_at=None).update(settled_at=at)
    _note("kit.entry_dismissed", entry, by, at, {"entry": str(entry.key)})
    return entry


@transaction.atomic
def name_establishment(
    *, by: Actor, entry: Entry, establishment: Establishment, at: datetime
) -> Entry:
    """Say which record an establishment is that the kit did not carry, and go on with the sheet."""
    entry = _own(by, entry)
    if entry.state not in OPEN or entry.record_id is not None or not entry.unlisted:
        raise Refused("Phiếu này không chờ chọn cơ sở.")
    entry.establishment = stands_for(establishment)
    entry.save(update_fields=["establishment"])
    facts = {"entry": str(entry.key), "establishment": str(entry.establishment_id)}
    _note("kit.establishment_named", entry, by, at, facts)
    take_entry(by=by, entry=entry, at=at)
    return entry


def clashing(*, by: Actor, entry: Entry, at: datetime) -> tuple[Revision, tuple[Clash, ...]]:
    """Return what clashes now in the first revision that is due; nothing is written."""
    for revision in due(entry):
        with transaction.atomic():
            done = apply(Work(by, entry, revision, at, {}))
            transaction.set_rollback(True)
        return revision, done.merged.clashes
    raise Refused("Phiếu này không còn bản nào chờ.")


def mark_of(clashes: tuple[Clash, ...]) -> str:
    """Return the mark of what a page showed, by which a change meanwhile is found."""
    return "|".join(f"{one.field}={one.ours!r}/{one.theirs!r}" for one in clashes)


def _own(by: Actor, entry: Entry) -> Entry:
    rows = Entry.objects.select_for_update(of=("self",))
    entry = rows.select_related("kit", "establishment").get(id=entry.id)
    if not may_take_in(by, entry.kit.custodian_id):
        raise Refused(MAY_NOT)
    return entry


def _note(act: str, entry: Entry, by: Actor, at: datetime, facts: dict[str, Any]) -> None:
    journal.record(
        act,
        custodian=entry.kit.custodian_id,
        about=f"kit:{entry.kit_id}",
        at=at,
        by=by.id,
        facts=facts,
    )
