"""A juror writes his sheets, on the page or from a device that was offline, and locks them."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from khuyencong.competitions.actions.stepping import locked_round
from khuyencong.competitions.models import Round, Seat, Sheet, SheetWrite
from khuyencong.competitions.queries.scope import recused
from khuyencong.competitions.rules.points import (
    Points,
    added_up,
    faults,
    fingerprint,
    of_group,
    points_on,
)
from khuyencong.competitions.states import SCORABLE, Channel, SheetState, Stage
from khuyencong.core import journal
from khuyencong.core.identity import new_id
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.law.queries import law_on
from khuyencong.values.text import clean

SCORE = "voting.score"


class SheetIsLocked(Refused):
    """The sheet was locked: it never changes; the journal keeps that somebody tried."""

    def __init__(self) -> None:
        super().__init__("Phiếu này đã khóa, không sửa được nữa. Lần thử này đã được ghi nhật ký.")


class WrongPoints(Refused):
    """Points beyond what a criterion or a part may give; `faults` says where."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__(" ".join(told for _, told in faults))
        self.faults = faults


class Undeclared(Refused):
    """A juror scores only after he said what he is tied to."""

    def __init__(self) -> None:
        super().__init__("Trước khi chấm, xin khai mình có liên quan tới cơ sở nào hay không.")


def write_sheet(
    *,
    by: Actor,
    sheet: Sheet,
    told: Points,
    key: UUID,
    written_at: datetime,
    at: datetime,
    channel: str = Channel.PAGE,
) -> Sheet:
    """Keep one writing of a juror's own sheet, once for each `key`, and return the sheet.

    Writings may come in any order: the newest by `written_at` stands, an older one is only kept.
    SheetIsLocked is told in the journal even though nothing else is written; so this is no part
    of a caller's transaction.
    """
    try:
        return _write(by, sheet, told, key, min(written_at, at), at, channel)
    except SheetIsLocked:
        note_attempt(by=by, sheet=sheet, act="write", at=at)
        raise


@transaction.atomic
def _write(
    by: Actor,
    sheet: Sheet,
    told: Points,
    key: UUID,
    written_at: datetime,
    at: datetime,
    channel: str,
) -> Sheet:
    sheet = own_sheet(by, sheet)
    if known := SheetWrite.objects.filter(key=key).first():
        if known.sheet_id != sheet.id:
            raise Refused("Lần ghi này thuộc phiếu khác. Xin tải lại trang rồi chấm lại.")
        return sheet
    require_writable(sheet)
    told = within(sheet, told)
    newest = sheet.writes.filter(was_older=False).order_by("written_at", "key").last()
    was_older = newest is not None and _order(newest.written_at, newest.key) > _order(
        written_at, key
    )
    SheetWrite.objects.create(
        sheet=sheet,
        key=key,
        written_at=written_at,
        received_at=at,
        said=told.said(),
        was_older=was_older,
    )
    if not was_older:
        put_points(sheet, told, channel, at)
    return sheet


def _order(written_at: datetime, key: UUID) -> tuple[datetime, str]:
    return written_at, key.hex


def lock_sheet(*, by: Actor, sheet: Sheet, at: datetime) -> Sheet:
    """Lock a juror's own whole sheet under its fingerprint; SheetIsLocked the second time."""
    try:
        return _lock_own(by, sheet, at)
    except SheetIsLocked:
        note_attempt(by=by, sheet=sheet, act="lock", at=at)
        raise


@transaction.atomic
def _lock_own(by: Actor, sheet: Sheet, at: datetime) -> Sheet:
    sheet = own_sheet(by, sheet)
    require_writable(sheet)
    return lock(by, sheet, at)


@transaction.atomic
def lock_all(*, by: Actor, seat: Seat, at: datetime) -> int:
    """Lock every whole sheet of a juror in the stage that is being scored; return how many."""
    round = locked_round(seat.round)
    stage = require_scoring(round)
    rows = Sheet.objects.select_for_update(of=("self",)).filter(
        seat=seat.id, stage=stage, state=SheetState.OPEN, total__isnull=False
    )
    kin = ("seat__round__criteria", "entry__product")
    locked = 0
    for sheet in rows.select_related(*kin).order_by("entry__code"):
        require_own(by, sheet)
        if not recused(sheet):
            lock(by, sheet, at)
            locked += 1
    return locked


def note_attempt(*, by: Actor, sheet: Sheet, act: str, at: datetime) -> None:
    """Tell the journal of a try to change a locked sheet, in a transaction of its own."""
    with transaction.atomic():
        note("sheet.attempt", sheet, by, at, {"act": act})


# --- what the acts on a sheet share --------------------------------------------------------------


def own_sheet(by: Actor, sheet: Sheet) -> Sheet:
    """Return the sheet as it stands now, its round locked before it; Refused for another's."""
    sheet = locked_sheet(sheet)
    require_own(by, sheet)
    return sheet


def locked_sheet(sheet: Sheet) -> Sheet:
    """Return the sheet as it stands now, locked after its round."""
    of = Seat.objects.values_list("round", flat=True).get(id=sheet.seat_id)
    round = locked_round(Round(id=of))
    rows = Sheet.objects.select_for_update(of=("self",))
    sheet = rows.select_related("seat", "entry__product").get(id=sheet.id)
    sheet.seat.round = round
    return sheet


def require_own(by: Actor, sheet: Sheet) -> None:
    """Raise Refused unless somebody holds the seat of the sheet and may score."""
    if sheet.seat.user_id != by.id or sheet.seat.ended_at is not None or not by.may(SCORE):
        raise Refused("Anh/chị chỉ chấm phiếu của chính mình.")


def require_writable(sheet: Sheet) -> None:
    """Raise Refused where a sheet is not to be written: kept out, not declared, locked, not now."""
    if recused(sheet):
        raise Refused("Anh/chị không chấm sản phẩm này vì có liên quan tới cơ sở.")
    if sheet.seat.declared_at is None:
        raise Undeclared
    if sheet.state == SheetState.LOCKED:
        raise SheetIsLocked
    if require_scoring(sheet.seat.round) != sheet.stage:
        raise Refused("Phiếu này thuộc vòng chấm khác.")


def require_scoring(round: Round) -> Stage:
    """Return the stage that is being scored; Refused while none is."""
    if (stage := SCORABLE.get(round.state)) is None:  # type: ignore[call-overload]
        raise Refused("Cuộc bình chọn không trong thời gian chấm điểm.")
    return Stage(stage)


def within(sheet: Sheet, told: Points) -> Points:
    """Return the points as they are kept; WrongPoints beyond what law and parts allow."""
    round = sheet.seat.round
    parts = of_group(round.criteria.parts.all(), sheet.entry.product.group)
    told = replace(added_up(told, parts), remark=clean(told.remark))
    if found := faults(law_on(round.opens_on), told, parts):
        raise WrongPoints(found)
    return told


def put_points(sheet: Sheet, told: Points, channel: str, at: datetime) -> None:
    """Let a sheet say what was told; the total stands once every criterion has points."""
    for column in ("market", "benefit", "culture", "other"):
        setattr(sheet, column, told.points.get(column))
    sheet.total = sum(told.points.values()) if told.is_whole else None
    sheet.parts, sheet.remark, sheet.channel = dict(told.parts), told.remark, channel
    sheet.stamp, sheet.changed_at = new_id(), at
    sheet.save()


def lock(by: Actor, sheet: Sheet, at: datetime) -> Sheet:
    """Lock a whole sheet; its points, its juror and its entry are what the fingerprint is of."""
    if not points_on(sheet).is_whole:
        raise Refused(f"Phiếu {sheet.entry.code} còn tiêu chí chưa chấm: chưa khóa được.")
    round = sheet.seat.round
    sheet.state, sheet.locked_at = SheetState.LOCKED, at
    sheet.sha256 = fingerprint(sheet, str(round.id), sheet.seat.code, sheet.entry.code)
    sheet.save(update_fields=["state", "locked_at", "sha256"])
    note("sheet.locked", sheet, by, at, {"sha256": sheet.sha256, "channel": str(sheet.channel)})
    return sheet


def note(act: str, sheet: Sheet, by: Actor, at: datetime, facts: dict[str, str]) -> None:
    """Write an act about a sheet into the journal of the round's organiser."""
    journal.record(
        act,
        custodian=sheet.seat.round.custodian_id,
        about=f"sheet:{sheet.id}",
        at=at,
        by=by.id,
        facts={"seat": sheet.seat.code, "entry": sheet.entry.code, **facts},
    )
