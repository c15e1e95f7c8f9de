"""A right-holder decides about a wish of another instance; the decision travels back."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.exchange.actions.applying import (
    custodians_of,
    delete_rows,
    in_use,
    try_write,
    would_be_kept_by,
)
from khuyencong.exchange.actions.importing import answer
from khuyencong.exchange.actions.keeping import NOT_HERE as NO_FILE
from khuyencong.exchange.actions.keeping import file_fault, note_awaited
from khuyencong.exchange.actions.logging import Log
from khuyencong.exchange.actions.naming import naming_codecs
from khuyencong.exchange.actions.settling import SETTLE, duties_under
from khuyencong.exchange.carried import BY_LABEL, CARRIED, MARKS, ORDER, REFERENCES, Carried
from khuyencong.exchange.models import AwaitedFile, Conflict, Instance, Known
from khuyencong.exchange.queries.custody import Homes
from khuyencong.exchange.queries.files import waiting_files, wished_files
from khuyencong.exchange.queries.scope import wishes_to_decide
from khuyencong.exchange.rows import GONE, Codec, Codecs, Nameless, Row, Unfit
from khuyencong.exchange.rules import require_decision_right
from khuyencong.exchange.states import CHOICES, Verdict
from khuyencong.reporting.actions.naming import forget_unspoken
from khuyencong.reporting.actions.standing import restand
from khuyencong.values.canonical import canonical, told_of
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.text import clean

Values = dict[str, object]
DECIDED = "Đề nghị này đã được quyết định, hoặc đã có đề nghị mới hơn."
NOT_HERE = "Hồ sơ này nay do hệ thống khác quản lý: quyết định là của nơi ấy."
NO_PARENT = "Bản gửi đến dựa vào một hồ sơ chưa có ở đây: xin quyết định hồ sơ ấy trước."
NO_FIT = "Bản gửi đến không ghi được ở đây: trùng với một hồ sơ khác, hoặc trái với điều phải đúng."
NO_FIT_FILE = "Bản gửi đến chưa ghi được vì tệp của nó:"
FILE_LATER = "tệp chưa tới, hệ thống sẽ tự hỏi lại trong gói sau."
NONE_OF_OURS = "Không có đề nghị nào chờ về hồ sơ mà đơn vị của anh/chị giữ."
STILL_USED = "Không xóa được: còn hồ sơ khác dựa vào ({what})."


@transaction.atomic
def decide(
    *,
    by: Actor,
    conflict: Conflict,
    verdict: str,
    reason: str,
    at: datetime,
    fields: Collection[str] = (),
) -> Conflict:
    """Keep ours, take theirs, or take single fields of theirs; tell the other instance.

    Raises Refused without the right, without a reason, where it was decided before, and where
    theirs cannot stand here.
    """
    log = Log.begin(at)
    conflict = Conflict.objects.select_for_update(of=("self",)).get(pk=conflict.pk)
    if conflict.verdict != Verdict.OPEN:
        raise Refused(DECIDED)
    if verdict not in CHOICES:
        raise Refused("Xin chọn một trong các cách quyết định.")
    if not clean(reason):
        raise Refused("Xin ghi lý do.")
    carried = BY_LABEL[conflict.kind]
    codec = naming_codecs(at)[conflict.kind]
    row = codec.of([conflict.record]).get(conflict.record)
    text, taken = _chosen(conflict, row, verdict, fields)
    values = _values(codec, text) if text else None
    custodians = {row.custodian} if row else set()
    if values is not None and row:
        custodians |= set(custodians_of(carried, {conflict.record: values}).values())
    elif values is not None:
        custodians = {_keeper(conflict, codec, at)}
    _require(by, conflict, custodians, log, at)
    if text != (row.text if row else ""):
        _require_file(carried, conflict, values)
        unsaid = duties_under(carried, [conflict.record])
        _write(carried, codec, conflict.record, values)
        restand(unsaid, at)
        forget_unspoken(unsaid)
        if values is not None and carried.label in SETTLE:
            SETTLE[carried.label]([conflict.record], conflict.partner_id, at)
        _find_keepers(carried, at)
    after = codec.of([conflict.record]).get(conflict.record)
    before = Known.objects.filter(kind=conflict.kind, record=conflict.record).first()
    log.tell(conflict.kind, conflict.record, after, before)
    conflict.ours, conflict.taken = (row.text if row else ""), sorted(taken)
    conflict.verdict, conflict.reason = verdict, clean(reason)[:500]
    conflict.decided_by, conflict.decided_at = by.id, at
    conflict.custodian = (after or row).custodian if (after or row) else conflict.custodian
    conflict.save()
    answer(log, conflict.partner_id, conflict, verdict, conflict.reason)
    log.flush()
    partner = conflict.partner
    note_awaited(partner, waiting_files(partner) | wished_files(partner))
    _note(conflict, log, by, at)
    return conflict


@transaction.atomic
def decide_all(*, by: Actor, partner: Instance, verdict: str, reason: str, at: datetime) -> int:
    """Decide alike about the open wishes of a partner that are one's own to decide, all or none.

    Returns how many. Raises Refused where there is none.
    """
    waiting = list(wishes_to_decide(by).filter(partner=partner))
    if not waiting:
        raise Refused(NONE_OF_OURS)
    waiting.sort(key=_order)
    for conflict in waiting:
        try:
            decide(by=by, conflict=conflict, verdict=verdict, reason=reason, at=at)
        except Refused as refusal:
            title = BY_LABEL[conflict.kind].title
            raise Refused(f"Chưa quyết định được tất cả: {title}: {refusal}") from refusal
    return len(waiting)


def _order(conflict: Conflict) -> tuple[bool, int, int]:
    """Return parents before children; what is deleted last, children before parents."""
    at = ORDER[conflict.kind]
    is_gone = conflict.theirs_hash == GONE
    return is_gone, -at if is_gone else at, conflict.seq


def _chosen(
    conflict: Conflict, row: Row | None, verdict: str, fields: Collection[str]
) -> tuple[str, set[str]]:
    """Return the state that is to stand, and which fields of theirs it has."""
    ours = row.text if row else ""
    if verdict == Verdict.OURS:
        return ours, set()
    if verdict == Verdict.THEIRS:
        return conflict.theirs, set()
    if not (ours and conflict.theirs):
        raise Refused("Chỉ chọn từng mục được khi cả hai bên đều có hồ sơ này.")
    mine, told = told_of(ours.encode()), told_of(conflict.theirs.encode())
    differing = {name for name in mine if mine[name] != told.get(name)}
    taken = (differing & set(fields)) - MARKS
    if not taken:
        raise Refused("Xin chọn ít nhất một mục của bản gửi đến, hoặc chọn giữ bản ở đây.")
    marks = differing & MARKS
    return canonical(mine | {name: told[name] for name in taken | marks}).decode(), taken


def _values(codec: Codec, text: str) -> Values:
    try:
        return codec.read(text)
    except Nameless as error:
        raise Refused(f"Danh mục ở đây chưa có: {error}.") from error
    except Unfit as error:
        raise Refused(NO_FIT) from error


def _require(
    by: Actor, conflict: Conflict, custodians: set[UUID | None], log: Log, at: datetime
) -> None:
    """Raise Refused where one is not the right-holder, or we are not home."""
    homes, day = Homes(), day_in_vietnam(at)
    given_away = BY_LABEL[conflict.kind].given_away
    if None in custodians:
        raise Refused(NO_PARENT)
    bodies = custodians or ({conflict.custodian} - {None})
    for body in bodies:
        require_decision_right(by, body)
        if homes.of(body, day, given_away=given_away) != log.own.id:
            raise Refused(NOT_HERE)
    if not bodies:
        require_decision_right(by, log.own.body_id)


def _keeper(conflict: Conflict, codec: Codec, at: datetime) -> UUID | None:
    """Return who would answer for a record that is not here, as it is wished."""
    return would_be_kept_by(
        codec,
        conflict.record,
        conflict.theirs,
        partner=conflict.partner_id,
        homes=Homes(),
        day=day_in_vietnam(at),
    )


def _find_keepers(parent: Carried, at: datetime) -> None:
    """Give wishes that rest on records of a table to who answers for them, now that he is known.

    They came before what they rest on stood here.
    """
    codecs = Codecs()
    for conflict in Conflict.objects.filter(
        verdict=Verdict.OPEN, custodian=None, kind__in=_resting_on(parent.label)
    ):
        keeper = _keeper(conflict, codecs[conflict.kind], at)
        if keeper:
            Conflict.objects.filter(pk=conflict.pk).update(custodian=keeper)


def _resting_on(label: str) -> list[str]:
    """Return the tables whose rows are kept by who keeps a row of another, above them."""
    found = []
    for one in CARRIED:
        above: Any = one.model._meta.get_field(one.custodian.partition("__")[0])
        if one.is_put or above.related_model._meta.label == label:
            found.append(one.label)
    return found


def _require_file(carried: Carried, conflict: Conflict, values: Values | None) -> None:
    """Raise Refused where theirs names a file that is not here, or is none that is taken."""
    if values is None or not carried.files:
        return
    sha256, fault = file_fault(carried, values)
    if fault == NO_FILE:
        told = AwaitedFile.objects.filter(partner=conflict.partner_id, sha256=sha256).first()
        fault = (told and told.refused) or FILE_LATER
    if fault:
        raise Refused(f"{NO_FIT_FILE} {fault}")


def _write(carried: Carried, codec: Codec, record: UUID, values: Values | None) -> None:
    if values is None:
        used = in_use(carried, [record])
        if used:
            what = BY_LABEL[used[record]].title if used[record] in BY_LABEL else used[record]
            raise Refused(STILL_USED.format(what=what))
        delete_rows(carried, [record])
        return
    for pointer in carried.pointers:
        to, target = values.get(pointer.attname), pointer.related_model
        if to is None or target._meta.label in REFERENCES or to == record:
            continue
        if not target._base_manager.filter(pk=to).exists():
            raise Refused(NO_PARENT)
    if not try_write(carried, codec, [(record, values)]):
        raise Refused(NO_FIT)


def _note(conflict: Conflict, log: Log, by: Actor, at: datetime) -> None:
    custodian = conflict.custodian or log.own.body_id
    assert custodian is not None
    facts = {
        "record": f"{conflict.kind}:{conflict.record}",
        "verdict": str(conflict.verdict),
        "fields": conflict.taken,
        "reason": conflict.reason,
    }
    journal.record(
        "exchange.decide",
        custodian=custodian,
        about=f"conflict:{conflict.id}",
        at=at,
        by=by.id,
        facts=facts,
    )
