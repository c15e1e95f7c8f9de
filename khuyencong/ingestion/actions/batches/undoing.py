"""A confirmed sheet is undone: exactly its rows, while none of them was changed since."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from khuyencong.applications import actions as applications
from khuyencong.applications.models import Need
from khuyencong.applications.states import NeedState
from khuyencong.competitions import actions as competitions
from khuyencong.competitions.actions.seats import end_seat
from khuyencong.competitions.models import Seat
from khuyencong.competitions.queries.jury import used_seats
from khuyencong.core.users import Actor
from khuyencong.ingestion.actions.batches.noting import locked, note
from khuyencong.ingestion.models import Batch
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.sheet_kinds import RESULT_KINDS
from khuyencong.ingestion.states import BatchState
from khuyencong.projects.actions import (
    amend_past_many,
    built_upon,
    take_back_past_many,
    told_again,
)
from khuyencong.projects.models import Project
from khuyencong.registry.actions.establishments import Changed, Put, take_back
from khuyencong.registry.models import Organisation
from khuyencong.results import actions as results
from khuyencong.results.actions.recording import told_of
from khuyencong.results.models import Result

REASON = "Hoàn tác lần nhập bảng tính."


class Conflicts(Refused):
    """Rows of the batch were changed since; `rows` are their numbers in the sheet."""

    def __init__(self, rows: list[int], why: Mapping[int, str] | None = None) -> None:
        told = [f"{row}: {why[row]}" if why and row in why else str(row) for row in rows[:20]]
        shown = ", ".join(told) + (" …" if len(rows) > 20 else "")
        super().__init__(
            f"Không hoàn tác: {len(rows)} dòng đã được sửa hoặc dùng ở nơi khác từ sau lần nhập"
            f" (dòng {shown})."
        )
        self.rows = rows


@transaction.atomic
def undo_batch(*, by: Actor, batch: Batch, at: datetime) -> Batch:
    """Take back all that a confirmed sheet wrote, or raise Conflicts and take back nothing."""
    batch = locked(batch, by)
    if batch.state != BatchState.DONE:
        raise Refused("Chỉ hoàn tác được lần nhập đã xong, một lần.")
    rows = [row for part in batch.parts.order_by("number") for row in part.rows]
    UNDOERS[batch.kind](batch, rows, by, at)
    batch.state, batch.undone_by, batch.undone_at = BatchState.UNDONE, by.id, at
    batch.save(update_fields=["state", "undone_by", "undone_at"])
    note("batch.undone", batch, by=by.id, at=at, facts={"rows": len(rows)})
    return batch


def _establishments(batch: Batch, rows: list[list[Any]], by: Actor, at: datetime) -> None:
    numbers = {UUID(row[1]): row[0] for row in rows}
    put = [Put(UUID(r[1]), UUID(r[2]), UUID(r[3]) if r[3] else None) for r in rows]
    try:
        take_back(by=by, custodian=batch.custodian, put=put, at=at)
    except Changed as changed:
        raise Conflicts(sorted(numbers[one] for one in changed.ids)) from changed


def _needs(batch: Batch, rows: list[list[Any]], by: Actor, at: datetime) -> None:
    kept = {need.id: need for need in _kept_needs(rows)}
    changed = [
        row[0]
        for row in rows
        if (need := kept.get(UUID(row[1]))) is None
        or str(need.stamp) != row[2]
        or need.state != NeedState.OPEN
    ]
    if changed:
        raise Conflicts(changed)
    for row in rows:
        need = kept[UUID(row[1])]
        if row[3]:
            told = _as_before(need, row[4])
            applications.amend_need(by=by, need=need, seen=need.stamp, told=told, at=at)
        else:
            applications.drop_need(by=by, need=need, reason=REASON, at=at)


def _kept_needs(rows: list[list[Any]]) -> Iterator[Need]:
    ids = [row[1] for row in rows]
    yield from Need.objects.select_related("establishment", "round").filter(id__in=ids)


def _as_before(need: Need, before: dict[str, Any]) -> applications.NeedTold:
    return replace(
        applications.NeedTold.of(need),
        visited_on=date.fromisoformat(before["visited_on"]),
        **{name: before[name] for name in ("what", "cost", "own_money", "jobs")},
    )


def _past_projects(batch: Batch, rows: list[list[Any]], by: Actor, at: datetime) -> None:
    """Take new đề án back, let changed ones stand as before; money goes by counter-entries."""
    numbers = {UUID(row[1]): row[0] for row in rows}
    owners = dict(Project.objects.filter(id__in=numbers).values_list("id", "owner"))
    gone = sorted(numbers[key] for key in numbers.keys() - owners.keys())
    if gone:
        raise Conflicts(gone, dict.fromkeys(gone, "đề án không còn trong sổ"))
    by_owner: dict[UUID, list[list[Any]]] = defaultdict(list)
    for row in rows:
        by_owner[owners[UUID(row[1])]].append(row)
    for owner in Organisation.objects.filter(id__in=by_owner).order_by("id"):
        _take_projects_back(batch, owner, by_owner[owner.id], numbers, by, at)


def _take_projects_back(
    batch: Batch,
    owner: Organisation,
    rows: list[list[Any]],
    numbers: Mapping[UUID, int],
    by: Actor,
    at: datetime,
) -> None:
    before = {UUID(row[1]): told_again(row[4]) for row in rows if row[3]}
    new = [UUID(row[1]) for row in rows if not row[3]]
    if built := built_upon([*new, *before]):
        why = {numbers[key]: told for key, told in built.items()}
        raise Conflicts(sorted(why), why)
    if before:
        amend_past_many(by=by, owner=owner, told=before, at=at)
    # What was allotted for the batch goes last, when none of its đề án holds any of it.
    take_back_past_many(by=by, owner=owner, ids=new, at=at, allotted_at=batch.ended_at)


def _results(batch: Batch, rows: list[list[Any]], by: Actor, at: datetime) -> None:
    """Withdraw new results and let changed ones stand as before; their versions stay to be read."""
    standing = Result.objects.filter(series__in=[row[1] for row in rows], superseded_at=None)
    kin = ("line__project", "place", "custodian", "owner")
    kept = {str(one.series): one for one in standing.select_related(*kin)}
    changed = [row[0] for row in rows if row[1] not in kept or str(kept[row[1]].id) != row[2]]
    if changed:
        raise Conflicts(changed)
    before = Result.objects.filter(id__in=[row[3] for row in rows if row[3]])
    by_id = {str(one.id): one for one in before.select_related(*kin)}
    for row in rows:
        if row[3]:
            told = told_of(by_id[row[3]])
            results.correct_result(by=by, result=kept[row[1]], told=told, reason=REASON, at=at)
        else:
            results.withdraw_result(by=by, result=kept[row[1]], reason=REASON, at=at)


def _entries(batch: Batch, rows: list[list[Any]], by: Actor, at: datetime) -> None:
    numbers = {UUID(row[1]): row[0] for row in rows}
    stamps = {UUID(row[1]): UUID(row[2]) for row in rows}
    try:
        competitions.take_back_entries(by=by, custodian=batch.custodian, stamps=stamps, at=at)
    except competitions.UsedSince as used:
        raise Conflicts(sorted(numbers[one] for one in used.ids)) from used


def _jurors(batch: Batch, rows: list[list[Any]], by: Actor, at: datetime) -> None:
    """End the seats; accounts that were opened for them stay, with nothing to do in the round."""
    numbers = {UUID(row[1]): row[0] for row in rows}
    used = used_seats(numbers)
    if used:
        why = {numbers[key]: told for key, told in used.items()}
        raise Conflicts(sorted(why), why)
    seats = Seat.objects.filter(id__in=numbers).select_related("round").order_by("round_id", "id")
    for seat in seats:
        end_seat(by=by, seat=seat, reason=REASON, at=at)


UNDOERS: dict[str, Callable[[Batch, list[list[Any]], Actor, datetime], None]] = {
    "establishments": _establishments,
    "past_projects": _past_projects,
    "needs": _needs,
    "entries": _entries,
    "jurors": _jurors,
    **dict.fromkeys(RESULT_KINDS, _results),
}
