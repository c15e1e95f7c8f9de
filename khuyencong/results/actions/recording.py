"""A result is recorded, set right by a new version, withdrawn; nothing that was told is lost."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from khuyencong.core.identity import new_id
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.projects.models import Line
from khuyencong.registry.models import Establishment, Organisation
from khuyencong.results.actions.noting import MAY_NOT, locked, note, written_reason
from khuyencong.results.kinds import COLUMNS, KINDS
from khuyencong.results.models import Result, ResultEstablishment
from khuyencong.results.rules import RECORD, ResultTold, can_have_results, faults
from khuyencong.results.rules.checking import content_for
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.text import clean

NOT_UNDER_WAY = "Đề án này chưa được phê duyệt hoặc đã dừng: chưa có kết quả để ghi."


@transaction.atomic
def record_result(
    *,
    by: Actor,
    told: ResultTold,
    at: datetime,
    is_demonstration: bool = False,
    right: str = RECORD,
) -> Result:
    """Record what was done and counted, of a line or by itself.

    Refused without the right at the body that keeps the record, and for what cannot be so. `right`
    is another where the result follows from an act that has a right of its own.
    """
    told = with_line(told)
    custodian = _custodian(told)
    if not by.may(right, of=custodian.id):
        raise Refused(MAY_NOT)
    require(told, at)
    row = filled(Result(series=new_id()), told)
    row.by, row.recorded_at, row.is_demonstration = by.id, at, is_demonstration
    row.save(force_insert=True)
    keep_links(row, told.establishments)
    note("result.recorded", row, by=by, at=at)
    return row


@transaction.atomic
def correct_result(
    *, by: Actor, result: Result, told: ResultTold, reason: str, at: datetime
) -> Result:
    """Write the next version of a result, with the reason; the one before stays as it was.

    Refused where the version that was seen no longer stands. Its line, its keeper and whose it is
    stay; a list of people stays, and its counts with it.
    """
    before = locked(by, result)
    told = replace(told, custodian=before.custodian, owner=before.owner, line=before.line)
    told = with_line(replace(told, kind=before.kind))
    if before.has_roster:
        told = replace(told, counts=dict(told.counts) | _of_people(before))
    require(told, at, with_roster=before.has_roster)
    after = next_version(before, by=by, reason=reason, at=at)
    filled(after, told)
    write_next(before, after, at)
    keep_links(after, told.establishments)
    note("result.corrected", after, by=by, at=at)
    return after


@transaction.atomic
def withdraw_result(*, by: Actor, result: Result, reason: str, at: datetime) -> Result:
    """Say that a result was none: it counts no more, and stays to be read."""
    before = locked(by, result)
    after = next_version(before, by=by, reason=reason, at=at)
    after.withdrawn = True
    write_next(before, after, at)
    keep_links(after, dict(before.links.values_list("establishment", "turns")))
    note("result.withdrawn", after, by=by, at=at)
    return after


def with_line(told: ResultTold) -> ResultTold:
    """Return what is told, with what the line says already: whose, from which source, where."""
    kind = KINDS.get(told.kind)
    if kind is None:
        return told
    line = told.line
    content = content_for(kind, told.content, line.content if line else "")
    if line is None:
        return replace(told, content=content)
    project = line.project
    return replace(
        told,
        content=content,
        custodian=project.custodian,
        owner=project.owner,
        source=project.source,
        place=told.place or line.place,
    )


def require(told: ResultTold, at: datetime, *, with_roster: bool = False) -> None:
    """Raise Refused, in all its sentences, for what cannot be so."""
    found = faults(told, day_in_vietnam(at), with_roster=with_roster)
    if found:
        raise Refused(" ".join(dict.fromkeys(found.values())))
    if told.line is not None:
        require_line(told.line)


def require_line(line: Line) -> None:
    """Raise Refused for a line that cannot have come to anything."""
    if not can_have_results(line):
        raise Refused(NOT_UNDER_WAY)


def filled(row: Result, told: ResultTold) -> Result:
    """Put what is told into a row; establishments that stand by name are counted."""
    kind = KINDS[told.kind]
    assert told.place is not None
    custodian = _custodian(told)
    row.kind, row.variant, row.content, row.source = (
        kind.code, told.variant, told.content, told.source,
    )  # fmt: skip
    row.line, row.custodian, row.owner = told.line, custodian, told.owner or custodian
    row.place, row.what, row.basis = told.place, clean(told.what), clean(told.basis)
    row.done_from, row.done_until = told.done_from, told.done_until
    row.bound, row.bounded = told.bound, told.bounded
    for name in COLUMNS:
        setattr(row, name, told.counts.get(name))
    row.unit = kind.unit if row.quantity is not None else ""
    row.more = {name: value for name, value in told.more.items() if value not in (None, "")}
    row.is_listed = bool(told.establishments)
    if row.is_listed:
        _count_listed(row, told.establishments)
    return row


def _count_listed(row: Result, listed: Mapping[Establishment, int]) -> None:
    names = {field.name for field in row.declared.columns}
    if "establishments" in names:
        row.establishments = len(listed)
    if "establishment_turns" in names:
        told = row.establishment_turns or 0 if row.declared.lists_some else 0
        row.establishment_turns = max(told, sum(listed.values()))
    if row.bounded in {"establishments", "establishment_turns"}:
        row.bound = row.bounded = ""


def told_of(row: Result) -> ResultTold:
    """Return what a version tells, as it was told."""
    columns = {one.name: getattr(row, one.name) for one in row.declared.columns}
    listed = {one.establishment: one.turns
              for one in row.links.select_related("establishment")}  # fmt: skip
    return ResultTold(
        kind=row.kind,
        what=row.what,
        done_from=row.done_from,
        done_until=row.done_until,
        place=row.place,
        line=row.line,
        custodian=row.custodian,
        owner=row.owner,
        content=row.content,
        source=row.source,
        variant=row.variant,
        counts={name: value for name, value in columns.items() if value is not None},
        more=dict(row.more),
        bound=row.bound,
        bounded=row.bounded,
        establishments=listed,
        basis=row.basis,
    )


def _custodian(told: ResultTold) -> Organisation:
    if told.custodian is None:
        raise Refused("Chưa rõ kết quả này của đơn vị nào.")
    return told.custodian


def _of_people(row: Result) -> dict[str, int | None]:
    people = {"persons", "women", "person_turns"}
    return {one.name: getattr(row, one.name) for one in row.declared.columns if one.name in people}


def next_version(before: Result, *, by: Actor, reason: str, at: datetime) -> Result:
    """Return a copy of a version that will take its place; not yet written."""
    fields: dict[str, Any] = {
        field.attname: getattr(before, field.attname)
        for field in Result._meta.concrete_fields
        if field.name not in {"id", "superseded_at"}
    }
    fields |= {"version": before.version + 1, "recorded_at": at, "by": by.id}
    return Result(**fields | {"reason": written_reason(reason)})


def write_next(before: Result, after: Result, at: datetime) -> None:
    """Let one version take the place of another."""
    before.superseded_at = max(at, before.recorded_at)
    before.save(update_fields=["superseded_at"])
    after.save(force_insert=True)


def keep_links(row: Result, listed: Mapping[Any, int]) -> None:
    """Write which establishments took part in a version."""
    ResultEstablishment.objects.bulk_create(
        ResultEstablishment(result=row, establishment_id=getattr(one, "id", one), turns=turns)
        for one, turns in listed.items()
    )
