"""The one way in which a round or an entry takes a step: locked, allowed, told, journalled."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from khuyencong.competitions.models import Entry, EntryStep, Round, RoundStep
from khuyencong.competitions.rules.permissions import kept_apart, may_take_entry
from khuyencong.competitions.states import ENTRY_STEPS, ROUND_STEPS
from khuyencong.core import journal
from khuyencong.core.identity import new_id
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor

REASON, CLAUSE = 1000, 300
MAY_NOT_ROUND = "Anh/chị không có quyền làm việc này với cuộc bình chọn của đơn vị này."
MAY_NOT_ENTRY = "Anh/chị không có quyền làm việc này với hồ sơ bình chọn này."
APART = "Người đã nộp hồ sơ không tự kết luận hồ sơ ấy. Xin để cán bộ khác làm."


def locked_round(round: Round) -> Round:
    """Return the round as it stands now, locked."""
    rows = Round.objects.select_for_update(of=("self",))
    return rows.select_related("custodian", "place", "region", "criteria").get(id=round.id)


def locked_entry(entry: Entry) -> Entry:
    """Return the entry as it stands now, locked; where its round is locked too, lock that first."""
    rows = Entry.objects.select_for_update(of=("self",))
    kin = ("round__criteria", "custodian", "product__establishment", "climbed_from")
    return rows.select_related(*kin).get(id=entry.id)


@transaction.atomic
def take_round_step(
    *,
    by: Actor,
    round: Round,
    name: str,
    at: datetime,
    reason: str = "",
    allowed: bool | None = None,
) -> Round:
    """Take a step of a round and return it, locked and saved.

    `allowed` is the answer of a caller who asked for a seat; without it the permission of the step
    is asked, held for the organiser. Refused out of order, without the right, without a reason due.
    """
    round, step = locked_round(round), ROUND_STEPS[name]
    may = by.may(step.permission, of=round.custodian_id) if allowed is None else allowed
    if not may:
        raise Refused(MAY_NOT_ROUND)
    ROUND_STEPS.require(name, round.state)
    reason = line(reason, "Lý do", REASON, required=step.needs_reason)
    RoundStep.objects.create(
        round=round,
        name=name,
        before=round.state,
        after=step.target,
        by=by.id,
        at=at,
        reason=reason,
    )
    round.state = step.target
    round.save(update_fields=["state"])
    note_round(f"round.{name}", round, by, at, {"to": str(step.target)})
    return round


@transaction.atomic
def take_entry_step(
    *,
    by: Actor,
    entry: Entry,
    name: str,
    at: datetime,
    reason: str = "",
    clause: str = "",
    missing: Sequence[str] = (),
) -> Entry:
    """Take a step of an entry and return it, locked and saved with a new stamp.

    Who took a step that bars this one does not take it: the history is asked, not a role.
    """
    entry, step = locked_entry(entry), ENTRY_STEPS[name]
    if not may_take_entry(by, step, entry):
        raise Refused(MAY_NOT_ENTRY)
    ENTRY_STEPS.require(name, entry.state)
    if kept_apart(by, step, list(entry.steps.values_list("name", "by"))):
        raise Refused(APART)
    reason = line(reason, "Lý do", REASON, required=step.needs_reason)
    EntryStep.objects.create(
        entry=entry,
        name=name,
        before=entry.state,
        after=step.target,
        by=by.id,
        at=at,
        reason=reason,
        clause=line(clause, "Căn cứ", CLAUSE),
        missing=list(missing),
    )
    entry.state, entry.stamp = step.target, new_id()
    entry.changed_by, entry.changed_at = by.id, at
    entry.save(update_fields=["state", "stamp", "changed_by", "changed_at"])
    note_entry(f"entry.{name}", entry, by, at, {"to": str(step.target)})
    return entry


def note_round(
    act: str, round: Round, by: Actor, at: datetime, facts: dict[str, Any] | None = None
) -> None:
    """Write an act about a round into the journal of its organiser."""
    _note(act, round.custodian_id, f"round:{round.id}", by, at, facts)


def note_entry(
    act: str, entry: Entry, by: Actor, at: datetime, facts: dict[str, Any] | None = None
) -> None:
    """Write an act about an entry into the journal of the round's organiser."""
    _note(act, entry.custodian_id, f"entry:{entry.id}", by, at, facts)


def _note(
    act: str,
    custodian: UUID,
    about: str,
    by: Actor,
    at: datetime,
    facts: dict[str, Any] | None,
) -> None:
    journal.record(act, custodian=custodian, about=about, at=at, by=by.id, facts=facts)
