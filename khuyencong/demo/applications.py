"""Needs and requests for trying the program out, of the establishments that belong to nobody."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from khuyencong.accounts.models import User
from khuyencong.applications import actions, queries
from khuyencong.applications.actions import NeedTold, RoundTold
from khuyencong.applications.models import Need, PaperKind, Request
from khuyencong.applications.queries.written import application_document
from khuyencong.applications.states import RoundBy
from khuyencong.demo.establishments import NEXT, PROVINCE
from khuyencong.documents import write_pdf
from khuyencong.law.states import Item
from khuyencong.law.states import Trade as LawTrade
from khuyencong.registry.models import Establishment, Place
from khuyencong.registry.queries import department_of
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.vocabulary import FundingSource

WHO = "vien-chuc-trung-tam"


@dataclass(frozen=True)
class Sample:
    """One invented need of an invented establishment."""

    establishment: str
    item: Item
    what: str
    cost: int
    own_money: int
    machine_age: int | None
    energy: str
    waste: str
    jobs: int
    in_round: bool = False


SAMPLES = (
    Sample("HTX Mỳ gạo Thí Dụ", Item.MACHINERY, "Mua máy tráng, sấy mỳ gạo 2 tấn một ngày",
           620_000_000, 250_000_000, 11, "2 tấn củi một tuần", "nước ngâm gạo chưa xử lý", 8, True),
    Sample("Hộ kinh doanh Đúc đồng Ví Dụ", Item.CLEANER_ASSESSMENT,
           "Đánh giá sản xuất sạch hơn cho lò nấu đồng",
           60_000_000, 30_000_000, 15, "than, 300 kg một mẻ", "khói lò, xỉ đồng", 0, True),
    Sample("Công ty TNHH Gỗ Thí Dụ", Item.MACHINERY, "Mua máy phay CNC ba trục",
           580_000_000, 300_000_000, 9, "điện 6.000 kWh một tháng", "mùn cưa, bụi gỗ", 5),
    Sample("Hợp tác xã Mây tre đan Ví Dụ", Item.TRADEMARK,
           "Xây dựng, đăng ký nhãn hiệu cho giỏ mây",
           70_000_000, 35_000_000, None, "", "", 2),
)  # fmt: skip


def fill(at: datetime) -> int:
    """Keep a round, four needs and two requests; return how many are new, 0 a second time.

    Needs the demonstration's accounts and establishments. What somebody changed stays.
    """
    if Need.objects.filter(is_demonstration=True).exists():
        return 0
    by = User.objects.get(username=WHO)
    day = day_in_vietnam(at)
    department = department_of(PROVINCE, day)
    told = RoundTold(
        custodian=department,
        name="Khảo sát xã Bảo Đài (mẫu)",
        year=day.year + 1,
        goes_by=RoundBy.COMMUNE,
        targets=[Place.objects.get(key=NEXT)],
    )
    opened = actions.open_round(by=by, told=told, at=at, is_demonstration=True)
    needs = []
    for sample in SAMPLES:
        one = Establishment.objects.get(name=sample.establishment, is_demonstration=True)
        need = NeedTold(
            establishment=one,
            item=sample.item,
            what=sample.what,
            year=day.year + 1,
            visited_on=day,
            round=opened if sample.in_round else None,
            cost=sample.cost,
            own_money=sample.own_money,
            machine_age=sample.machine_age,
            energy=sample.energy,
            waste=sample.waste,
            jobs=sample.jobs,
        )
        needs.append(actions.record_need(by=by, told=need, at=at, is_demonstration=True))
    _received(by, needs[0], at)
    _begun(by, needs[2], at)
    return len(needs) + 2


def _received(by: User, need: Need, at: datetime) -> None:
    """Let the first need become a request that waits for its conclusion."""
    request = _answered(by, need, 300_000_000, LawTrade.FOOD_PROCESSING, at)
    view = queries.request_view(request, day_in_vietnam(at))
    letter = write_pdf(application_document(view, day_in_vietnam(at)))
    request = _papers(by, request, letter, at)
    request = actions.send(by=by, request=request, seen=request.stamp, at=at + timedelta(minutes=2))
    actions.receive(by=by, request=request, at=at + timedelta(minutes=3))


def _papers(by: User, request: Request, letter: bytes, at: datetime) -> Request:
    names = {"van-ban-de-nghi": "Đơn đề nghị (mẫu).pdf", "bao-gia": "Báo giá máy (mẫu).pdf"}
    for code, name in names.items():
        kind = PaperKind.objects.get(code=code)
        actions.add_to_request(
            by=by, request=request, kind=kind, file_name=name, data=letter, at=at
        )
    return Request.objects.get(id=request.id)


def _begun(by: User, need: Need, at: datetime) -> None:
    """Let another become a request that is still being written: the money is open."""
    _answered(by, need, None, LawTrade.CONSUMER_GOODS, at)


def _answered(by: User, need: Need, asked: int | None, trade: LawTrade, at: datetime) -> Request:
    request = actions.request_from_need(by=by, need=need, at=at)
    answers = {
        "trade": trade.value,
        "difficult_area": False,
        "begins_on": date(need.year, 3, 1),
        "ends_on": date(need.year, 9, 30),
        "source": str(FundingSource.NATIONAL),
        "asked": asked,
    }
    return actions.save_answers(
        by=by,
        request=request,
        seen=request.stamp,
        answers=answers,
        at=at + timedelta(minutes=1),
    )
