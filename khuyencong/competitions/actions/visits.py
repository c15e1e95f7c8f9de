"""The jury goes to where a product is made."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from khuyencong.competitions.actions.conflicts import require_secretariat
from khuyencong.competitions.actions.stepping import locked_round, note_round
from khuyencong.competitions.models import Entry, FieldVisit, Seat
from khuyencong.competitions.queries.scope import standing_conflicts
from khuyencong.competitions.states import EntryState
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.text import nfc

LONGEST = 5_000


@transaction.atomic
def record_visit(
    *, by: Actor, entry: Entry, day: date, seats: Sequence[Seat], found: str, at: datetime
) -> FieldVisit:
    """Write down who of the round went where an entry is made, and what they found.

    Who keeps out of the entry does not go.
    """
    round = locked_round(entry.round)
    require_secretariat(by, round)
    if entry.state != EntryState.ACCEPTED:
        raise Refused("Chỉ đi thực tế các hồ sơ hợp lệ.")
    if day > day_in_vietnam(at):
        raise Refused("Ngày đi thực tế không thể ở sau hôm nay.")
    if not seats or any(s.round_id != round.id or s.ended_at is not None for s in seats):
        raise Refused("Chưa chọn thành viên đang tham gia cuộc bình chọn.")
    maker = entry.product.establishment_id
    if any(standing_conflicts(seat=s.id, establishment=maker).exists() for s in seats):
        raise Refused("Có thành viên phải tránh vì liên quan tới cơ sở. Xin bỏ chọn người ấy.")
    text = nfc(found).strip()
    if not text or len(text) > LONGEST:
        raise Refused(f"Ghi nhận phải có, và không quá {LONGEST} ký tự.")
    visit = FieldVisit.objects.create(entry=entry, day=day, found=text, by=by.id, recorded_at=at)
    visit.seats.set(seats)
    codes = sorted(seat.code for seat in seats)
    note_round("round.visit", round, by, at, {"entry": entry.code, "seats": codes})
    return visit
