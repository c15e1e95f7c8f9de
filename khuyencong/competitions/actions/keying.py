"""A paper sheet is keyed by two persons of the secretariat; where both say alike, it is locked."""

from datetime import datetime

from django.db import transaction

from khuyencong.competitions.actions.conflicts import require_secretariat
from khuyencong.competitions.actions.scoring import (
    SheetIsLocked,
    lock,
    locked_sheet,
    note,
    note_attempt,
    put_points,
    require_writable,
    within,
)
from khuyencong.competitions.models import Keying, Sheet
from khuyencong.competitions.rules.points import Points, differing, told_points
from khuyencong.competitions.states import Channel
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor

BOTH = 2


def key_paper(*, by: Actor, sheet: Sheet, told: Points, at: datetime) -> Sheet:
    """Keep what somebody of the secretariat read from a juror's paper, and return the sheet.

    A second person's, alike in every cell, locks the sheet. Where they differ both stay and
    either keys his own again. Nobody keys for two.
    """
    try:
        return _key(by, sheet, told, at)
    except SheetIsLocked:
        note_attempt(by=by, sheet=sheet, act="key", at=at)
        raise


@transaction.atomic
def _key(by: Actor, sheet: Sheet, told: Points, at: datetime) -> Sheet:
    sheet = locked_sheet(sheet)
    require_secretariat(by, sheet.seat.round)
    require_writable(sheet)
    told = within(sheet, told)
    if not told.is_whole:
        raise Refused("Phiếu giấy phải có đủ điểm từng tiêu chí. Ô trống thì hỏi lại giám khảo.")
    _put(by, sheet, told, at)
    found = list(sheet.keyings.order_by("number"))
    note("sheet.keyed", sheet, by, at, {"keyings": str(len(found))})
    if len(found) < BOTH:
        return sheet
    first, second = (told_points(keying.said) for keying in found)
    if differing(first, second):
        return sheet
    put_points(sheet, told, Channel.PAPER, at)
    return lock(by, sheet, at)


def _put(by: Actor, sheet: Sheet, told: Points, at: datetime) -> None:
    own = sheet.keyings.filter(by=by.id).first()
    if own is None:
        number = sheet.keyings.count() + 1
        if number > BOTH:
            raise Refused("Hai người đã nhập phiếu này. Xin để một trong hai người nhập lại.")
        own = Keying(sheet=sheet, number=number, by=by.id)
    own.said, own.at = told.said(), at
    own.save()
