"""Rows of people against the rounds that are not over, who sits there, and who bears which name."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from khuyencong.accounts.models import User
from khuyencong.accounts.rules import NO_SIGN_IN_NAME, is_sign_in_name
from khuyencong.competitions.actions.conflicts import OVER
from khuyencong.competitions.actions.seats import APPOINT, SeatTold
from khuyencong.competitions.models import Round, Seat
from khuyencong.competitions.states import SeatBody, SeatRole
from khuyencong.ingestion.queries.staging.planned import (
    Context,
    Once,
    Planned,
    where,
    wrong,
)
from khuyencong.ingestion.states import RowState
from khuyencong.registry.queries import in_custody_of
from khuyencong.sheets import Level, Line, Remark
from khuyencong.values.text import clean, fold

MAY_NOT_APPOINT = (
    "Cử thành viên là việc của lãnh đạo đơn vị: anh/chị xem và soát được bảng này,"
    " lãnh đạo mở bảng rồi bấm nhập."
)
APART = {SeatBody.JURY, SeatBody.SECRETARIAT}
TAKEN = "Tên đăng nhập “{name}” đã thuộc về người khác: xin kiểm tra họ tên hoặc chọn tên khác."
INACTIVE = "Tài khoản này đã ngừng hoạt động. Xin chọn tên đăng nhập khác."
TWO_NAMES = "Tên đăng nhập “{name}” đứng với họ tên khác ở dòng trên."
BOTH = "Một người không vừa chấm vừa làm thư ký: thư ký biết điểm và tên cơ sở."
ONE_CHAIR = "Ban này của cuộc bình chọn đã có chủ tịch (trưởng ban)."
NOT_YET = "Ngày quyết định chưa tới."
Key = tuple[UUID, str, str]


class Jurors:
    """Holds rows against the rounds of one body that the council has not concluded."""

    def __init__(self, context: Context) -> None:
        self.context, self.once = context, Once()
        bodies = in_custody_of([context.custodian.id], context.day)
        living = Round.objects.filter(custodian__in=bodies).exclude(state__in=OVER)
        self.rounds = list(living.select_related("custodian").order_by("id"))
        seats = Seat.objects.filter(round__in=self.rounds, ended_at__isnull=True)
        #: Who sits in which bodies of a round, and which bodies have a chair: the rows add theirs.
        self.bodies: dict[tuple[UUID, str], set[str]] = defaultdict(set)
        self.chairs: set[tuple[UUID, str]] = set()
        self.names: dict[str, str] = {}
        told = seats.values_list("round", "user__username", "body", "role")
        self.sitting: set[Key] = set()
        for round, username, body, role in told:
            self._seat(round, username, body, role)
            self.sitting.add((round, username, body))

    def plan(self, lines: list[Line]) -> list[Planned]:
        """Return the rows with what confirming would do; one query for all of them."""
        asked = {_username(line) for line in lines} - {""}
        people = {user.username: user for user in User.objects.filter(username__in=asked)}
        return [self._planned(line, people) for line in lines]

    def before(self) -> int | None:
        return None

    def about(self) -> list[Remark]:
        """Return a word to whom the right to appoint is missing: he prepares, the head enters."""
        if self.context.by.may(APPOINT, of=self.context.custodian.id):
            return []
        return [Remark("A1", Level.NOTE, MAY_NOT_APPOINT, (), False, 1)]

    def _planned(self, line: Line, people: dict[str, User]) -> Planned:
        round = self._round(line)
        if round is None or not line.is_sound:
            return Planned(line, RowState.OPEN)
        values: dict[str, Any] = dict(line.values)
        name, username, body = clean(str(values["full_name"])), _username(line), values["body"]
        key = (round.id, username, str(body))
        again = self.once.meets(str(key), line, str(sorted(map(str, values.items()))))
        if again:
            return Planned(line, again, str(key))
        role = str(values.get("role") or SeatRole.MEMBER)
        faults = list(self._faults(line, round, name, username, people.get(username)))
        if not faults and key in self.sitting:
            return Planned(line, RowState.SAME, str(key))
        faults += self._seat_faults(round, username, str(body), role)
        for code, text in faults:
            wrong(line, where(self.context, line, code), text)
        if faults:
            return Planned(line, RowState.OPEN, str(key))
        self._seat(round.id, username, str(body), role)
        self.names[username] = name
        told = _told(values, name, username, role)
        return Planned(line, RowState.NEW, str(key), told, round)

    def _faults(
        self, line: Line, round: Round, name: str, username: str, user: User | None
    ) -> list[tuple[str, str]]:
        """Return what is wrong with the person and the decision, each with its column."""
        found = []
        if user is None and not is_sign_in_name(username):
            found.append(("username", NO_SIGN_IN_NAME))
        elif user is not None and clean(user.full_name) != name:
            found.append(("username", TAKEN.format(name=username)))
        elif user is not None and not user.is_active:
            found.append(("username", INACTIVE))
        if self.names.get(username, name) != name:
            found.append(("full_name", TWO_NAMES.format(name=username)))
        if line.values["decided_on"] > self.context.day:  # type: ignore[operator]
            found.append(("decided_on", NOT_YET))
        return found

    def _seat_faults(
        self, round: Round, username: str, body: str, role: str
    ) -> list[tuple[str, str]]:
        """Return what speaks against the seat beside those that stand, in the books or above."""
        found = []
        if self.bodies[round.id, username] | {body} >= APART:
            found.append(("body", BOTH))
        if role == SeatRole.CHAIR and (round.id, body) in self.chairs:
            found.append(("role", ONE_CHAIR))
        return found

    def _seat(self, round: UUID, username: str, body: str, role: str) -> None:
        self.bodies[round, username].add(body)
        if role == SeatRole.CHAIR:
            self.chairs.add((round, body))

    def _round(self, line: Line) -> Round | None:
        """Return the round that a row means, or say why there is none."""
        typed = fold(str(line.values.get("round") or ""))
        found = [one for one in self.rounds if not typed or fold(one.name) == typed]
        if len(found) == 1:
            return found[0]
        what = "Đơn vị không có cuộc bình chọn nào chưa kết luận mang tên này."
        if found:
            what = "Đơn vị có nhiều cuộc bình chọn chưa kết luận: xin ghi tên cuộc bình chọn."
        wrong(line, where(self.context, line, "round"), what)
        return None


def _username(line: Line) -> str:
    return User.normalize_username(clean(str(line.values.get("username") or "")))


def _told(values: dict[str, Any], name: str, username: str, role: str) -> SeatTold:
    said = ("post", "employer", "employer_tax_code", "owned", "owned_tax_code")
    return SeatTold(
        full_name=name,
        username=username,
        body=str(values["body"]),
        role=role,
        decision=str(values["decision"]),
        decided_on=values["decided_on"],
        **{one: str(values.get(one) or "") for one in said},
    )
