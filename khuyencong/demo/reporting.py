"""A year of reports for trying the program out: some sent, some late, one given back; nobody's.

The days by which they must come are invented and say so: no source that was read gives one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from khuyencong.accounts.actions import Person, open_account
from khuyencong.accounts.models import User
from khuyencong.demo.establishments import PROVINCE
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries import department_of
from khuyencong.registry.states import OrganisationKind
from khuyencong.reporting import actions
from khuyencong.reporting.actions import Sent
from khuyencong.reporting.models import Duty
from khuyencong.reporting.states import DutyState
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.periods import Period, half_year, quarter, year

ANSWERS = "chuyen-vien-cuc"
SENDS = Person("nguoi-gui-mau", "Người Gửi Mẫu (mẫu)")
BASIS = "Lịch mẫu của bản dùng thử, không phải quy định"
OPENED = (1, 5)


@dataclass
class Deputy:
    """Somebody who may note a sending for every body, in the demonstration alone."""

    id: UUID

    def may(self, permission: str, of: UUID | None = None) -> bool:
        """Return that he may."""
        return True

    def custodians(self, permission: str | None = None) -> frozenset[UUID] | None:
        """Return no limit."""
        return None

    def represents(self) -> frozenset[UUID]:
        return frozenset()


def fill(at: datetime) -> int:
    """Keep the reports of the year of `at`; return how many are new, 0 a second time.

    What is told has happened: no act is of a day to come.
    """
    today = day_in_vietnam(at)
    opened = moment(date(today.year, *OPENED))
    if opened > at or Duty.objects.filter(is_demonstration=True).exists():
        return 0
    agency = Organisation.objects.get(kind=OrganisationKind.AGENCY)
    officer = User.objects.get(username=ANSWERS)
    told = {"by": officer, "receiver": agency, "at": opened}
    new = actions.open_year(**told, year=today.year, is_demonstration=True)  # type: ignore[arg-type]
    for form, period, due_on in _days(today.year):
        due = {"form": form, "title": "", "period": period, "due_on": due_on, "basis": BASIS}
        actions.set_due_of_all(**told, **due)  # type: ignore[arg-type]
    _send_all(agency, officer, today)
    return new


def moment(day: date) -> datetime:
    """Return an hour of a working day."""
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)


def _days(of: int) -> Iterator[tuple[str, Period, date]]:
    """Yield the invented days; of the report on nine months none: it shows what is not set."""
    for which, month in enumerate((3, 6, 9, 12), 1):
        yield "quarter", quarter(of, which), date(of, month, 20)
    yield "half_year", half_year(of, 1), date(of, 6, 25)
    yield "year", year(of), date(of, 12, 25)


def _send_all(agency: Organisation, officer: User, today: date) -> None:
    """Let what is due have come, most of it in time."""
    own = department_of(PROVINCE, today)
    sender = User.objects.filter(username=SENDS.username).first() or open_account(
        person=SENDS, organisation=own, role="DEPT_OFFICER", at=moment(date(today.year, *OPENED))
    )
    rows = Duty.objects.filter(is_demonstration=True, receiver=agency, due_on__lte=today)
    duties = rows.select_related("custodian").order_by("due_on", "form", "custodian__key")
    last = rows.filter(form="quarter").order_by("due_on").last()
    for number, duty in enumerate(duties):
        is_last = last is not None and duty.period_start == last.period_start
        own_last = is_last and duty.form == "quarter" and duty.custodian_id == own.id
        _lead(
            Life(duty, officer, Deputy(sender.id), today), 2 if own_last else number % 15, is_last
        )


@dataclass
class Life:
    """One report on its way, and who acts."""

    duty: Duty
    officer: User
    sender: Deputy
    today: date

    def at(self, days: int) -> datetime:
        """Return a moment so many days from the due day, never after today."""
        assert self.duty.due_on is not None
        return moment(min(self.duty.due_on + timedelta(days=days), self.today))

    def send(self, days: int) -> None:
        """Note the sending."""
        self.duty.refresh_from_db()
        paper = Sent(paper=f"{100 + self.duty.period_start.month}/BC-MAU", note="Dữ liệu mẫu")
        actions.send(
            by=self.sender, duty=self.duty, seen=self.duty.stamp, sent=paper, at=self.at(days)
        )

    def accept(self, days: int) -> None:
        """Accept it."""
        self.duty.refresh_from_db()
        at = self.at(days) + timedelta(hours=1)
        actions.accept(by=self.officer, duty=self.duty, seen=self.duty.stamp, at=at)

    def give_back(self, days: int) -> None:
        """Give it back."""
        self.duty.refresh_from_db()
        actions.give_back(
            by=self.officer,
            duty=self.duty,
            seen=self.duty.stamp,
            reason="Biểu số 2 chưa cộng đúng, xin xem lại (mẫu).",
            at=self.at(days) + timedelta(hours=1),
        )

    def excuse(self) -> None:
        """Say that it need not come."""
        self.duty.refresh_from_db()
        actions.excuse(
            by=self.officer,
            duty=self.duty,
            seen=self.duty.stamp,
            reason="Gộp vào báo cáo 6 tháng (mẫu).",
            at=self.at(-10),
        )


def _lead(life: Life, lot: int, is_last: bool) -> None:
    """Lead a report to its place: of each fifteen one late, one missing, one given back …"""
    assert life.duty.state == DutyState.OWED
    match lot:
        case 0 if is_last:
            return
        case 0:
            life.send(12)
            life.accept(13)
        case 1 if life.duty.form == "half_year":
            life.excuse()
        case 2:
            life.send(-4)
            life.give_back(-2)
            if not is_last:
                life.send(5)
                life.accept(6)
        case 3:
            life.send(8)
            life.accept(9)
        case 4 | 5 if is_last:
            life.send(-1)
        case _:
            life.send(-3)
            life.accept(-1)
