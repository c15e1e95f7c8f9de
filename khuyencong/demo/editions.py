"""Periodic reports for trying the program out: sent, given back and corrected, still a draft."""

from dataclasses import dataclass
from datetime import datetime

from khuyencong.accounts.models import User
from khuyencong.core.refusal import Refused
from khuyencong.demo.establishments import PROVINCE
from khuyencong.documents import OnBehalf
from khuyencong.office import actions as office
from khuyencong.office.actions import SignedAs
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.queries import department_of, place_on
from khuyencong.registry.states import Level
from khuyencong.reporting import actions as reporting
from khuyencong.reporting.models import Duty
from khuyencong.reporting.states import OPEN
from khuyencong.reports import actions
from khuyencong.reports.actions import ReportTold
from khuyencong.reports.models import Edition, Report
from khuyencong.reports.queries.owed import wanted_by
from khuyencong.reports.states import ReportKind
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.periods import Period, programme, year
from khuyencong.web.desk.editions.preparing import prepare

DRAFTS, REVIEWS, SIGNS, NUMBERS = "vien-chuc-trung-tam", "chuyen-vien-so", "lanh-dao-so", "van-thu"
ANSWERS = "chuyen-vien-cuc"
OLD = "Bắc Giang"
ADDRESS = "http://127.0.0.1:8000/xac-minh/"
OWN_WORDS = (
    "Trong năm, đơn vị tập trung hỗ trợ máy móc cho cơ sở chế biến nông sản (lời mẫu của bản dùng"
    " thử)."
)
BACK = "Chưa nêu lý do giảm so với quý trước, xin bổ sung (mẫu)."


def fill(at: datetime) -> int:
    """Keep three reports of the demonstration's department; return how many, 0 a second time."""
    if Report.objects.exists():
        return 0
    today = day_in_vietnam(at)
    desk = _Desk(department_of(PROVINCE, today), at)
    desk.send(desk.signed(_place(OLD, programme(2016, 2020)), programme(2016, 2020), "period"))
    draft = desk.draft(_own(desk.body), year(today.year), "year")
    actions.write_chapter(
        by=desk.by(DRAFTS),
        edition=draft,
        key="ket_qua",
        text=OWN_WORDS,
        seen=0,
        prepare=prepare,
        at=at,
    )
    _given_back(desk)
    return Report.objects.count()


def _place(name: str, period: Period) -> Place:
    return place_on(name, period.last_day, Level.PROVINCE)


def _own(body: Organisation) -> Place:
    assert body.place is not None
    return body.place


def _given_back(desk: "_Desk") -> None:
    """Send the quarter that the calendar waits for; it comes back, and is corrected."""
    rows = Duty.objects.filter(
        custodian=desk.body, form="quarter", state__in=OPEN, due_on__lte=day_in_vietnam(desk.at)
    )
    duty = rows.select_related("custodian").order_by("due_on").last()
    if duty is None:
        return
    wanted = wanted_by(duty, day_in_vietnam(desk.at))
    sent = desk.send(desk.signed(_own(desk.body), wanted.period, wanted.form))
    duty.refresh_from_db()
    reporting.give_back(by=desk.by(ANSWERS), duty=duty, seen=duty.stamp, reason=BACK, at=desk.at)
    actions.correct(by=desk.by(DRAFTS), edition=sent, reason=BACK, prepare=prepare, at=desk.at)


@dataclass(frozen=True)
class _Desk:
    """Who makes the reports of a department, all at one moment."""

    body: Organisation
    at: datetime

    def by(self, username: str) -> User:
        return User.objects.get(username=username)

    def draft(self, place: Place, period: Period, form: str) -> Edition:
        told = ReportTold(custodian=self.body, place=place, period=period, form=ReportKind(form))
        return actions.draft_report(by=self.by(DRAFTS), told=told, prepare=prepare, at=self.at)

    def signed(self, place: Place, period: Period, form: str) -> Edition:
        row = self.draft(place, period, form)
        row = actions.review(by=self.by(REVIEWS), edition=row, seen=row.content_hash, at=self.at)
        head = self.by(SIGNS)
        signed_as = SignedAs(name=head.full_name, post="Giám đốc", capacity=OnBehalf.HIMSELF, of="")
        return actions.sign(by=head, edition=row, signed_as=signed_as, address=ADDRESS, at=self.at)

    def send(self, row: Edition) -> Edition:
        clerk = self.by(NUMBERS)
        if row.issue is None:
            raise Refused("Báo cáo chưa ký.")
        tail = "" if row.issue.tail else "SCT"
        day = day_in_vietnam(self.at)
        office.number(by=clerk, document=row.issue, day=day, at=self.at, tail=tail)
        return actions.send(by=clerk, edition=row, at=self.at)
