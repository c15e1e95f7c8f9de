"""Who keeps out of what: found in the records, declared, lifted where a name alone was alike.

A conflict is of a seat with an establishment, whatever it enters. Nothing here touches a sheet:
`queries.scope.unrecused` leaves a recused juror's sheet out, whenever it was written.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from khuyencong.competitions.actions.freezing import freeze_again
from khuyencong.competitions.actions.noting import tax_code
from khuyencong.competitions.models import Conflict, Round, Seat
from khuyencong.competitions.queries.kin import kin_of_round
from khuyencong.competitions.queries.scope import writes_for
from khuyencong.competitions.rules.conflicts import BY_NAME, Kin, bonds_of
from khuyencong.competitions.states import ConflictKind, RoundState
from khuyencong.core import journal
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.registry.models import Establishment

R = RoundState
OVER = (R.DECIDED, R.RECOGNISED, R.CANCELLED)
#: Afterwards a lifted conflict would let a sheet into a total that was published without it.
BEFORE_LOCKING = (R.PREPARED, R.CALLED, R.GATHERED, R.SCORING, R.SECOND)
MOST_TIES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """An establishment somebody is tied to, as he knows it: by name, by tax code, or both."""

    name: str = ""
    tax_code: str = ""


@transaction.atomic
def look_for_conflicts(
    *,
    round: Round,
    by: Actor,
    at: datetime,
    seat: Seat | None = None,
    establishment: Establishment | None = None,
) -> list[Conflict]:
    """Keep every conflict that the records show now and that was not kept before; return the new.

    Asked when a seat is given or changes (`seat`), when an entry is accepted (`establishment`),
    when scoring begins and when points are locked (all). A lifted conflict stays lifted.
    """
    seats = Seat.objects.filter(round=round, ended_at__isnull=True).select_related("user")
    if seat is not None:
        seats = seats.filter(id=seat.id)
    kin = kin_of_round(round, establishment)
    found = _keep(_found(list(seats), kin), round, by, at)
    if found:
        freeze_again(by=by, round=round, at=at)
    return found


@transaction.atomic
def declare(*, by: Actor, seat: Seat, ties: Sequence[Tie], at: datetime) -> Seat:
    """Write down that the holder has no interest, or the establishments he is tied to.

    The secretariat writes it for who declared on paper. They are named as he knows them: whether
    one entered the round is for the system to find, so that a blind juror learns nothing. A later
    declaration adds to the first.
    """
    round = Round.objects.select_for_update().get(id=seat.round_id)
    seat = Seat.objects.select_for_update().select_related("user").get(id=seat.id)
    if seat.user_id != by.id:
        require_secretariat(by, round)
    if seat.ended_at is not None:
        raise Refused("Anh/chị đã thôi tham gia cuộc bình chọn này.")
    told = [kept for tie in ties if (kept := _kept_tie(tie))]
    seat.ties = [*seat.ties, *(tie for tie in told if tie not in seat.ties)]
    if len(seat.ties) > MOST_TIES:
        raise Refused(f"Khai tối đa {MOST_TIES} cơ sở. Xin liên hệ ban thư ký.")
    seat.declared_at = seat.declared_at or at
    seat.save(update_fields=["ties", "declared_at"])
    _note("seat.declared", round, f"seat:{seat.id}", by, at, {"ties": len(seat.ties)})
    look_for_conflicts(round=round, by=by, at=at, seat=seat)
    return seat


@transaction.atomic
def recuse(
    *, by: Actor, seat: Seat, establishment: Establishment, reason: str, at: datetime
) -> Conflict:
    """Keep a seat out of what an establishment enters: its holder says so, or the secretariat.

    It holds at once and for good, whatever was scored or locked before.
    """
    round = Round.objects.select_for_update().get(id=seat.round_id)
    if seat.user_id != by.id:
        require_secretariat(by, round)
    if round.state in OVER:
        raise Refused("Cuộc bình chọn đã kết luận: không ghi thêm xung đột lợi ích được nữa.")
    conflict, is_new = Conflict.objects.get_or_create(
        seat=seat,
        establishment=establishment,
        kind=ConflictKind.DECLARED,
        defaults={"reason": line(reason, "Lý do", 500), "by": by.id, "at": at},
    )
    if is_new:
        _note_found(round, [conflict], by, at)
        freeze_again(by=by, round=round, at=at)
    return conflict


@transaction.atomic
def lift(*, by: Actor, conflict: Conflict, reason: str, at: datetime) -> Conflict:
    """Lift what was found by a name alone, for a written reason; never one's own."""
    round = Round.objects.select_for_update().get(id=conflict.seat.round_id)
    require_secretariat(by, round)
    conflict = Conflict.objects.select_for_update().select_related("seat").get(id=conflict.id)
    if conflict.seat.user_id == by.id:
        raise Refused("Không ai gỡ xung đột lợi ích của chính mình.")
    if conflict.kind not in BY_NAME:
        raise Refused("Chỉ gỡ được trường hợp chỉ trùng tên. Trường hợp này giữ nguyên.")
    if conflict.lifted_at is not None:
        raise Refused("Xung đột này đã được gỡ trước đó.")
    if round.state not in BEFORE_LOCKING:
        raise Refused("Điểm đã khóa: không gỡ xung đột lợi ích được nữa.")
    conflict.lifted_by, conflict.lifted_at = by.id, at
    conflict.lift_reason = line(reason, "Lý do", 500, required=True)
    conflict.save(update_fields=["lifted_by", "lifted_at", "lift_reason"])
    facts = {"seat": conflict.seat.code, "establishment": str(conflict.establishment_id)}
    _note("conflict.lifted", round, f"conflict:{conflict.id}", by, at, facts)
    return conflict


def require_secretariat(by: Actor, round: Round) -> None:
    """Raise Refused unless somebody writes for the round."""
    if not writes_for(by, round):
        raise Refused("Việc này của ban thư ký cuộc bình chọn.")


def _kept_tie(tie: Tie) -> dict[str, str]:
    name = line(tie.name, "Tên cơ sở", 200)
    code = tax_code(tie.tax_code)
    return {key: said for key, said in (("name", name), ("tax_code", code)) if said}


def _found(seats: Sequence[Seat], kin: Sequence[Kin]) -> Iterator[Conflict]:
    for seat in seats:
        for one in kin:
            for bond in bonds_of(seat, one):
                yield Conflict(
                    seat=seat,
                    establishment_id=one.establishment,
                    kind=bond.kind,
                    reason=bond.reason,
                )


def _keep(found: Iterable[Conflict], round: Round, by: Actor, at: datetime) -> list[Conflict]:
    """Keep what was not kept before; return it."""
    rows = Conflict.objects.filter(seat__round=round.id)
    known = set(rows.values_list("seat", "establishment", "kind"))
    new = [c for c in found if (c.seat_id, c.establishment_id, c.kind) not in known]
    for conflict in new:
        conflict.by, conflict.at = by.id, at
    Conflict.objects.bulk_create(new)
    _note_found(round, new, by, at)
    return new


def _note_found(round: Round, found: Sequence[Conflict], by: Actor, at: datetime) -> None:
    journal.record_many(
        journal.Told(
            act="conflict.found",
            custodian=round.custodian_id,
            about=f"conflict:{conflict.id}",
            at=at,
            by=by.id,
            facts={
                "seat": conflict.seat.code,
                "establishment": str(conflict.establishment_id),
                "kind": str(conflict.kind),
            },
        )
        for conflict in found
    )


def _note(
    act: str, round: Round, about: str, by: Actor, at: datetime, facts: dict[str, Any]
) -> None:
    journal.record(act, custodian=round.custodian_id, about=about, at=at, by=by.id, facts=facts)
