"""Results of old papers are entered many at a time: streamed, all or none, one journal entry."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice

from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.identity import new_id
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.registry.models import Organisation
from khuyencong.results.actions.recording import filled, require, with_line
from khuyencong.results.models import Result, ResultEstablishment
from khuyencong.results.rules import RECORD_PAST, ResultTold
from khuyencong.values.text import clean

MAY_NOT = "Anh/chị không có quyền ghi lại kết quả đã qua của đơn vị này."
BATCH = 500


@transaction.atomic
def record_past_results(
    *,
    by: Actor,
    custodian: Organisation,
    owner: Organisation,
    told: Iterable[ResultTold],
    at: datetime,
    is_demonstration: bool = False,
) -> int:
    """Enter results of one plan as old papers tell them; return how many.

    `told` is read as it comes, a few hundred at a time. Each names its paper (`basis`). What has a
    line takes whose it is from there: Refused where that is another plan. One journal entry tells
    the count and one mark of all.
    """
    if not by.may(RECORD_PAST, of=owner.id):
        raise Refused(MAY_NOT)
    mark, count = hashlib.sha256(), 0
    for some in _batches(told):
        whole = [_whole(one, custodian, owner, at) for one in some]
        rows = [filled(_row(by, at, is_demonstration), one) for one in whole]
        Result.objects.bulk_create(rows, batch_size=BATCH)
        ResultEstablishment.objects.bulk_create(_links(rows, whole), batch_size=BATCH)
        for row in rows:
            mark.update(_told(row))
        count += len(rows)
    if count:
        journal.record(
            "result.past_recorded",
            custodian=custodian.id,
            about=f"organisation:{owner.id}",
            at=at,
            by=by.id,
            facts={"rows": count, "sha256": mark.hexdigest()},
        )
    return count


def _batches(told: Iterable[ResultTold]) -> Iterator[list[ResultTold]]:
    left = iter(told)
    while some := list(islice(left, BATCH)):
        yield some


def _whole(
    one: ResultTold, custodian: Organisation, owner: Organisation, at: datetime
) -> ResultTold:
    if one.line is None:
        one = replace(one, custodian=custodian, owner=owner)
    one = with_line(one)
    if (one.custodian, one.owner) != (custodian, owner):
        raise Refused("Kết quả này thuộc kế hoạch của đơn vị khác.")
    if not clean(one.basis):
        raise Refused("Ghi giấy tờ làm căn cứ cho mỗi kết quả đã qua.")
    require(one, at)
    return one


def _row(by: Actor, at: datetime, is_demonstration: bool) -> Result:
    return Result(series=new_id(), by=by.id, recorded_at=at, is_demonstration=is_demonstration)


def _links(rows: Iterable[Result], told: Iterable[ResultTold]) -> Iterator[ResultEstablishment]:
    for row, one in zip(rows, told, strict=True):
        for establishment, turns in one.establishments.items():
            yield ResultEstablishment(result=row, establishment=establishment, turns=turns)


def _told(row: Result) -> bytes:
    """Return what the mark is made of: all that was told, and no id that chance gave."""
    given = {"id", "series", "recorded_at", "superseded_at", "by"}
    fields = [one for one in Result._meta.concrete_fields if one.name not in given]
    told = {one.attname: str(getattr(row, one.attname)) for one in fields}
    return json.dumps(told, sort_keys=True, ensure_ascii=False).encode() + b"\n"
