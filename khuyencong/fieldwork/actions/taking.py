"""What waits of a kit is taken into the records by an officer, sheet by sheet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.fieldwork.actions.applying import Work, apply
from khuyencong.fieldwork.actions.receiving import MAY_NOT
from khuyencong.fieldwork.models import Entry, Kit, Revision
from khuyencong.fieldwork.rules.permissions import may_take_in
from khuyencong.fieldwork.rules.revisions import is_overtaken
from khuyencong.fieldwork.states import EntryState


@transaction.atomic
def take_in(*, by: Actor, kit: Kit, at: datetime) -> dict[str, int]:
    """Put every waiting sheet of a kit into its record; return how many came to each state.

    A sheet that both sides changed, or that an act refuses, waits for a person and stops no other.
    Taking in twice takes in once: a revision is settled with the record that it made.
    """
    if not may_take_in(by, kit.custodian_id):
        raise Refused(MAY_NOT)
    rows = Entry.objects.select_for_update(of=("self",)).filter(kit=kit, state=EntryState.WAITING)
    came: dict[str, int] = {}
    for entry in rows.order_by("first_at", "id"):
        take_entry(by=by, entry=entry, at=at)
        came[entry.state] = came.get(entry.state, 0) + 1
    return came


def take_entry(
    *, by: Actor, entry: Entry, at: datetime, chosen: Mapping[str, Any] | None = None
) -> None:
    """Put the revisions of a locked entry that are due into its record, in their order."""
    for revision in due(entry):
        work = Work(by, entry, revision, at, chosen or {})
        chosen = None  # what was decided is of the first alone
        try:
            with transaction.atomic():
                done = apply(work)
        except Refused as refusal:
            _wait(entry, EntryState.HELD, str(refusal))
            return
        if done.merged.clashes:
            _wait(entry, EntryState.CONFLICT, "")
            return
        _settle(work, done.told, done.record)


def due(entry: Entry) -> list[Revision]:
    """Return the revisions to be put in: those that no other one went on from, in their order.

    Where two devices went on with one draft, each has its own, and none is dropped.
    """
    rows = list(entry.revisions.select_related("returned__kit").order_by("number", "id"))
    return [one for one in rows if one.settled_at is None and not is_overtaken(one, rows)]


def _wait(entry: Entry, state: EntryState, why: str) -> None:
    entry.state, entry.why = state, why
    entry.save(update_fields=["state", "why"])


def _settle(work: Work, told: dict[str, Any], record: Any) -> None:
    revision, entry = work.revision, work.entry
    revision.told, revision.settled_at = told, work.at
    revision.save(update_fields=["told", "settled_at"])
    entry.applied, entry.record_id = max(entry.applied, revision.number), record
    entry.state, entry.why = EntryState.APPLIED, ""
    entry.save(update_fields=["applied", "record_id", "state", "why"])
    journal.record(
        f"kit.{entry.kind}_taken",
        custodian=entry.kit.custodian_id,
        about=f"kit:{revision.returned.kit_id}",
        at=work.at,
        by=work.by.id,
        facts={
            "entry": str(entry.key),
            "revision": revision.number,
            "record": str(record),
            "collected_with": str(revision.returned.kit_id),
            "collected_at": revision.device_at.isoformat(),
        },
    )
