"""How the rows of each kind are written: by the actions of the room that keeps them."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from khuyencong.applications import actions as applications
from khuyencong.competitions import actions as competitions
from khuyencong.competitions.actions.seats import APPOINT, appoint
from khuyencong.core.users import Actor
from khuyencong.ingestion.models import Batch
from khuyencong.ingestion.queries.staging.evaluation import Following
from khuyencong.ingestion.queries.staging.jurors import MAY_NOT_APPOINT
from khuyencong.ingestion.queries.staging.planned import Planned
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.sheet_kinds import RESULT_KINDS
from khuyencong.ingestion.states import RowState
from khuyencong.projects.actions import Built, amend_past_many, as_told, record_past_many
from khuyencong.projects.actions.past import plain_of
from khuyencong.projects.models import Project
from khuyencong.registry.actions.establishments import Particulars, put_many
from khuyencong.registry.models import Establishment
from khuyencong.results import actions as results

#: Row of the sheet, record, its state now, the state before ("" for a new record), more.
Written = tuple[Any, ...]
CHANGED_SINCE = "Có đề án đã được dùng tiếp sau khi anh/chị xem bảng này. Chưa ghi gì."
Writer = Callable[[Following, Batch, Actor, datetime], list[Written]]


def _establishments(following: Following, batch: Batch, by: Actor, at: datetime) -> list[Written]:
    numbers: list[int] = []

    def told() -> Iterator[tuple[Establishment | None, Particulars]]:
        for one in following.to_write():
            numbers.append(one.line.number)
            yield one.known, one.told

    put = put_many(by=by, custodian=batch.custodian, told=told(), at=at)
    return [
        (number, str(one.establishment), str(one.version), str(one.before or ""))
        for number, one in zip(numbers, put, strict=True)
    ]


def _past_projects(following: Following, batch: Batch, by: Actor, at: datetime) -> list[Written]:
    rows = list(following.to_write())
    by_owner: dict[Any, list[Any]] = defaultdict(list)
    anew: dict[Any, dict[UUID, Any]] = defaultdict(dict)
    for one in rows:
        if one.state == RowState.CHANGED:
            anew[one.told.owner][one.known.id] = one.told.past
        else:
            by_owner[one.told.owner].append(one.told.past)
    before: dict[UUID, Any] = {}
    for owner, changed in anew.items():
        before |= {key: plain_of(told) for key, told in as_told(changed).items()}
        try:
            amend_past_many(by=by, owner=owner, told=changed, at=at)
        except Built as built:
            raise Refused(CHANGED_SINCE) from built
    ids: dict[Any, Any] = {(owner.id, told.code): key for owner, changed in anew.items()
                           for key, told in changed.items()}  # fmt: skip
    for owner, told in by_owner.items():
        record_past_many(by=by, custodian=owner, owner=owner, told=told, at=at)
        codes = [one.code for one in told]
        kept = Project.objects.filter(owner=owner, code__in=codes).values_list("code", "id")
        ids |= {(owner.id, code): one for code, one in kept}
    return [_past_written(one, ids[one.told.owner.id, one.key], before) for one in rows]


def _past_written(one: Planned, key: UUID, before: dict[UUID, Any]) -> Written:
    if one.state == RowState.CHANGED:
        return (one.line.number, str(key), one.key, "before", before[key])
    return (one.line.number, str(key), one.key, "")


def _needs(following: Following, batch: Batch, by: Actor, at: datetime) -> list[Written]:
    written: list[Written] = []
    for one in following.to_write():
        if one.state == RowState.NEW:
            need = applications.record_need(by=by, told=one.told, at=at)
            written.append((one.line.number, str(need.id), str(need.stamp), ""))
            continue
        before = {name: getattr(one.known, name) for name in ("cost", "own_money", "jobs")}
        day = one.known.visited_on.isoformat()
        need = applications.amend_need(
            by=by, need=one.known, seen=one.known.stamp, told=one.told, at=at
        )
        told = before | {"visited_on": day, "what": one.known.what}
        written.append((one.line.number, str(need.id), str(need.stamp), "before", told))
    return written


def _entries(following: Following, batch: Batch, by: Actor, at: datetime) -> list[Written]:
    """Keep each row as a dossier that was handed in on paper: sent, and taken in by another."""
    rows = list(following.to_write())
    told = [one.told for one in rows]
    kept = competitions.import_entries(by=by, custodian=batch.custodian, told=told, at=at)
    return [
        (one.line.number, str(entry.id), str(entry.stamp), "")
        for one, entry in zip(rows, kept, strict=True)
    ]


def _jurors(following: Following, batch: Batch, by: Actor, at: datetime) -> list[Written]:
    """Appoint everybody, or nobody with what is wrong of every row; the seat alone is kept."""
    if not by.may(APPOINT, of=batch.custodian_id):
        raise Refused(MAY_NOT_APPOINT)
    written: list[Written] = []
    refused: list[str] = []
    for one in following.to_write():
        try:
            seat = appoint(by=by, round=one.known, told=one.told, at=at)
        except Refused as refusal:
            refused.append(f"Dòng {one.line.number}: {refusal}")
        else:
            written.append((one.line.number, str(seat.id), "", ""))
    if refused:
        raise Refused(" ".join(refused))
    return written


def _results(following: Following, batch: Batch, by: Actor, at: datetime) -> list[Written]:
    """Record each row as a result; a changed one is its next version, with the sheet as reason."""
    written: list[Written] = []
    for one in following.to_write():
        if one.state == RowState.NEW:
            row = results.record_result(by=by, told=one.told, at=at)
            written.append((one.line.number, str(row.series), str(row.id), ""))
            continue
        reason = f"Bảng tính {batch.file_name}, dòng {one.line.number}"[:300]
        row = results.correct_result(by=by, result=one.known, told=one.told, reason=reason, at=at)
        written.append((one.line.number, str(row.series), str(row.id), str(one.known.id)))
    return written


WRITERS: dict[str, Writer] = {
    "establishments": _establishments,
    "past_projects": _past_projects,
    "needs": _needs,
    "entries": _entries,
    "jurors": _jurors,
    **dict.fromkeys(RESULT_KINDS, _results),
}
