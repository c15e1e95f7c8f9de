"""The public service for trying it out: an establishment's own requests, and a claim that waits.

The person is the demonstration account of establishments; everything is done by his own acts.
"""

from datetime import date, datetime, timedelta

from khuyencong.accounts.actions import let_represent
from khuyencong.accounts.models import User
from khuyencong.applications import actions
from khuyencong.applications.actions import ClaimTold
from khuyencong.applications.models import Claim, Request
from khuyencong.demo.establishments import NEXT
from khuyencong.law.states import Item
from khuyencong.law.states import Trade as LawTrade
from khuyencong.registry.models import Establishment, Place
from khuyencong.registry.states import EstablishmentForm
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.vocabulary import FundingSource

WHO, OFFICER = "co-so", "vien-chuc-trung-tam"
OWN = "HTX Mỳ gạo Thí Dụ"
CLAIMED = "Xưởng Mộc Mẫu"


def fill(at: datetime) -> int:
    """Keep a request that was given back, one being written, and a claim; 0 a second time."""
    by = User.objects.get(username=WHO)
    if Claim.objects.filter(user=by).exists():
        return 0
    own = Establishment.objects.get(name=OWN, is_demonstration=True)
    let_represent(user=by, establishment=own, at=at)
    # Asked anew: whom he stands for is remembered.
    by = User.objects.get(username=WHO)
    _given_back(by, own, at)
    _being_written(by, own, at)
    told = ClaimTold(
        form=EstablishmentForm.HOUSEHOLD_BUSINESS,
        name=CLAIMED,
        commune=Place.objects.get(key=NEXT),
        street="Thôn Mẫu",
    )
    actions.claim_establishment(by=by, told=told, at=at)
    return 3


def _given_back(by: User, own: Establishment, at: datetime) -> None:
    """Let the officer ask for more: the person sees what is missing."""
    year = day_in_vietnam(at).year + 1
    request = _answered(by, own, at, "Mua máy đóng gói mỳ gạo tự động", year, asked=60_000_000)
    request = actions.send(by=by, request=request, seen=request.stamp, at=at + timedelta(minutes=5))
    officer = User.objects.get(username=OFFICER)
    request = actions.receive(by=officer, request=request, at=at + timedelta(minutes=9))
    actions.return_for_more(
        by=officer,
        request=request,
        reason="Báo giá của máy đã quá hạn; xin báo giá mới (nội dung mẫu)",
        missing=["cost", "bao-gia"],
        at=at + timedelta(minutes=12),
    )


def _being_written(by: User, own: Establishment, at: datetime) -> None:
    """Let the money of another be open."""
    _answered(by, own, at, "Đăng ký nhãn hiệu cho bánh đa", day_in_vietnam(at).year + 1)


def _answered(
    by: User, own: Establishment, at: datetime, what: str, year: int, asked: int | None = None
) -> Request:
    request = actions.start_request(by=by, establishment=own, at=at, is_demonstration=True)
    answers = {
        "trade": LawTrade.FOOD_PROCESSING.value,
        "difficult_area": False,
        "item": str(Item.MACHINERY if asked else Item.TRADEMARK),
        "what": what,
        "year": year,
        "begins_on": date(year, 3, 1),
        "ends_on": date(year, 9, 30),
        "source": str(FundingSource.NATIONAL),
        "cost": asked * 2 if asked else None,
        "asked": asked,
    }
    return actions.save_answers(
        by=by, request=request, seen=request.stamp, answers=answers, at=at + timedelta(minutes=3)
    )
