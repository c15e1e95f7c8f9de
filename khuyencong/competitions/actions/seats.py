"""People take seats in council, jury and secretariat by a decision, and leave them."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khuyencong.accounts.actions import Person, give_role, open_account
from khuyencong.accounts.models import User
from khuyencong.competitions.actions.conflicts import OVER, look_for_conflicts
from khuyencong.competitions.actions.noting import tax_code
from khuyencong.competitions.actions.opening import entries_in, lay_out
from khuyencong.competitions.actions.stepping import locked_round
from khuyencong.competitions.models import Round, Seat
from khuyencong.competitions.states import SCORABLE, RoundState, SeatBody, SeatRole
from khuyencong.core import journal
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.registry.models import Organisation
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.text import clean

APPOINT = "voting.appoint"
#: The role on the system that goes with a seat, and the letters of its code.
ROLE_OF = {
    SeatBody.COUNCIL: ("COUNCIL_MEMBER", "HD"),
    SeatBody.JURY: ("JUROR", "GK"),
    SeatBody.SECRETARIAT: ("SECRETARY", "TK"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatTold:
    """Who takes a seat, as the decision and the person himself say.

    `owned` and `employer` are names of establishments; their tax codes may be left out.
    """

    full_name: str
    username: str
    body: str
    role: str = SeatRole.MEMBER
    post: str = ""
    employer: str = ""
    employer_tax_code: str = ""
    owned: str = ""
    owned_tax_code: str = ""
    decision: str
    decided_on: date


@transaction.atomic
def appoint(*, by: Actor, round: Round, told: SeatTold, at: datetime) -> Seat:
    """Give somebody a seat; a sign-in name nobody has yet gets an account with the seat's role.

    The code of the seat is drawn by chance: it tells nobody's place in a list. Conflicts of
    interest that the records show are kept at once.
    """
    round = locked_round(round)
    _require_appointer(by, round)
    kept = _kept(told, at)
    user = _member(by, round.custodian, told, at)
    _require_free(round, kept, user)
    seat = Seat.objects.create(
        round=round, user=user, code=_drawn(round, told.body), by=by.id, recorded_at=at, **kept
    )
    _note("seat.appointed", by, seat, at)
    look_for_conflicts(round=round, by=by, at=at, seat=seat)
    if seat.body == SeatBody.JURY and round.state in SCORABLE:
        stage = SCORABLE[RoundState(round.state)]
        lay_out(round, stage, at, entries=entries_in(round, stage), seat=seat)
    return seat


@transaction.atomic
def end_seat(*, by: Actor, seat: Seat, reason: str, at: datetime) -> Seat:
    """End a seat for a reason; what its holder locked before stays and counts."""
    round = locked_round(seat.round)
    _require_appointer(by, round)
    seat = Seat.objects.select_for_update().get(id=seat.id)
    if seat.ended_at is not None:
        raise Refused("Thành viên này đã thôi tham gia.")
    seat.ended_at, seat.end_reason = at, line(reason, "Lý do", 500, required=True)
    seat.save(update_fields=["ended_at", "end_reason"])
    _note("seat.ended", by, seat, at)
    return seat


def _require_appointer(by: Actor, round: Round) -> None:
    if not by.may(APPOINT, of=round.custodian_id):
        raise Refused("Anh/chị không có quyền lập hội đồng, ban giám khảo của cuộc bình chọn này.")
    if round.state in OVER:
        raise Refused("Cuộc bình chọn đã kết luận hoặc đã dừng: không thay đổi thành viên nữa.")


def _kept(told: SeatTold, at: datetime) -> dict[str, object]:
    if told.body not in SeatBody.values or told.role not in SeatRole.values:
        raise Refused("Ban hoặc vai trò không có trong danh mục. Xin chọn lại.")
    if told.decided_on > day_in_vietnam(at):
        raise Refused("Ngày quyết định không thể ở sau hôm nay.")
    return {
        "body": told.body,
        "role": told.role,
        "post": line(told.post, "Chức vụ, đơn vị", 200),
        "employer": line(told.employer, "Nơi làm việc", 200),
        "employer_tax_code": tax_code(told.employer_tax_code),
        "owned": line(told.owned, "Cơ sở mình sở hữu", 200),
        "owned_tax_code": tax_code(told.owned_tax_code),
        "decision": line(told.decision, "Quyết định", 100, required=True),
        "decided_on": told.decided_on,
    }


def _member(by: Actor, body: Organisation, told: SeatTold, at: datetime) -> User:
    """Return who bears the sign-in name, with the role of his seat in the organising body."""
    role, _ = ROLE_OF[SeatBody(told.body)]
    name = line(told.full_name, "Họ và tên", 120, required=True)
    username = User.normalize_username(line(told.username, "Tên đăng nhập", 64, required=True))
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        person = Person(username=username, full_name=name)
        return open_account(person=person, organisation=body, role=role, at=at, by=by.id)
    if clean(user.full_name) != name:
        raise Refused(
            f"Tên đăng nhập “{username}” đã thuộc về người khác. Xin kiểm tra lại họ tên"
            " hoặc chọn tên đăng nhập khác."
        )
    if not user.is_active:
        raise Refused("Tài khoản này đã ngừng hoạt động. Xin chọn tên đăng nhập khác.")
    if not user.memberships.filter(organisation=body, role=role, valid_until=None).exists():
        give_role(user=user, organisation=body, role=role, at=at, by=by.id)
    return user


def _require_free(round: Round, kept: dict[str, object], user: User) -> None:
    standing = Seat.objects.filter(round=round, body=kept["body"], ended_at__isnull=True)
    if standing.filter(user=user).exists():
        raise Refused("Người này đã là thành viên của ban.")
    others = Seat.objects.filter(round=round, user=user, ended_at__isnull=True)
    bodies = {*others.values_list("body", flat=True), kept["body"]}
    if bodies >= {SeatBody.JURY, SeatBody.SECRETARIAT}:
        raise Refused("Một người không vừa chấm vừa làm thư ký: thư ký biết điểm và tên cơ sở.")
    if kept["role"] == SeatRole.CHAIR and standing.filter(role=SeatRole.CHAIR).exists():
        raise Refused("Ban đã có chủ tịch (trưởng ban). Xin cho người trước thôi rồi mới cử.")


def _drawn(round: Round, body: str) -> str:
    """Return a code nobody of the round bore yet, drawn from the free ones by chance."""
    _, letters = ROLE_OF[SeatBody(body)]
    codes = Seat.objects.filter(round=round, code__startswith=f"{letters}-")
    taken = set(codes.values_list("code", flat=True))
    most = 99 if len(taken) < 80 else 9_999
    free = [code for n in range(1, most + 1) if (code := f"{letters}-{n:02d}") not in taken]
    return secrets.choice(free)


def _note(act: str, by: Actor, seat: Seat, at: datetime) -> None:
    journal.record(
        act,
        custodian=seat.round.custodian_id,
        about=f"seat:{seat.id}",
        at=at,
        by=by.id,
        facts={"round": str(seat.round_id), "code": seat.code, "body": seat.body},
    )
