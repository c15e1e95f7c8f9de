"""The public service for trying it out: own requests in every state, and a claim that waits.

The person is the demonstration account of establishments; he sends, the centre's officer answers.
"""

from datetime import date, datetime, timedelta

from khuyencong.accounts.actions import let_represent
from khuyencong.accounts.models import User
from khuyencong.applications import actions, queries
from khuyencong.applications.actions import ClaimTold
from khuyencong.applications.models import Claim, PaperKind, PaperUse, Request
from khuyencong.applications.queries.written import application_document
from khuyencong.demo.establishments import NEXT
from khuyencong.demo.year.requesting import PAPERS
from khuyencong.documents import write_pdf
from khuyencong.law.states import Item
from khuyencong.law.states import Trade as LawTrade
from khuyencong.projects.actions import from_requests
from khuyencong.registry.models import Establishment, Place
from khuyencong.registry.states import EstablishmentForm
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.vocabulary import FundingSource

WHO, OFFICER = "co-so", "vien-chuc-trung-tam"
OWN = "HTX Mỳ gạo Thí Dụ"
CLAIMED = "Xưởng Mộc Mẫu"
#: What is asked for, and how much: one that waits, is read, eligible, a đề án, refused, withdrawn.
ASKED = (
    ("Mua máy trộn bột 200 kg một mẻ", 45_000_000),
    ("Mua máy cắt sợi mỳ tự động", 80_000_000),
    ("Mua máy nghiền gạo nước", 70_000_000),
    ("Mua lò hơi đốt trấu ép", 90_000_000),
    ("Mua xe chở hàng 1,5 tấn", 100_000_000),
    ("Mua máy dán nhãn chai", 30_000_000),
)
REFUSAL = {
    "reason": "Xe chở hàng không phải máy móc đưa vào sản xuất (nội dung mẫu)",
    "clause": "Căn cứ mẫu để thử chương trình",
}


def fill(at: datetime) -> int:
    """Keep a request in each state and a claim; return how many are new, 0 a second time."""
    by = User.objects.get(username=WHO)
    if Claim.objects.filter(user=by).exists():
        return 0
    own = Establishment.objects.get(name=OWN, is_demonstration=True)
    let_represent(user=by, establishment=own, at=at)
    # Asked anew: whom he stands for is remembered.
    by = User.objects.get(username=WHO)
    _given_back(by, own, at)
    _being_written(by, own, at)
    _answered_by_the_centre(by, own, at)
    told = ClaimTold(
        form=EstablishmentForm.HOUSEHOLD_BUSINESS,
        name=CLAIMED,
        commune=Place.objects.get(key=NEXT),
        street="Thôn Mẫu",
    )
    actions.claim_establishment(by=by, told=told, at=at)
    return Request.objects.filter(by_establishment=True, is_demonstration=True).count() + 1


def _given_back(by: User, own: Establishment, at: datetime) -> None:
    """Let the officer ask for more: the person sees what is missing."""
    year = day_in_vietnam(at).year + 1
    request = _answered(by, own, at, "Mua máy đóng gói mỳ gạo tự động", year, asked=60_000_000)
    request = actions.send(by=by, request=request, seen=request.stamp, at=at + timedelta(seconds=5))
    officer = User.objects.get(username=OFFICER)
    request = actions.receive(by=officer, request=request, at=at + timedelta(seconds=9))
    actions.return_for_more(
        by=officer,
        request=request,
        reason="Báo giá của máy đã quá hạn; xin báo giá mới (nội dung mẫu)",
        missing=["cost", "bao-gia"],
        at=at + timedelta(seconds=12),
    )


def _being_written(by: User, own: Establishment, at: datetime) -> None:
    """Let the money of another be open."""
    _answered(by, own, at, "Đăng ký nhãn hiệu cho bánh đa", day_in_vietnam(at).year + 1)


def _answered_by_the_centre(by: User, own: Establishment, at: datetime) -> None:
    """Let requests wait, be read, be found eligible, become a đề án, be refused, be taken back."""
    officer, year = User.objects.get(username=OFFICER), day_in_vietnam(at).year + 1
    later = at + timedelta(seconds=15)
    sent = [_sent(by, own, at, what, year, asked) for what, asked in ASKED]
    _, read, eligible, taken, refused, withdrawn = sent
    for one in (read, eligible, taken, refused):
        actions.receive(by=officer, request=one, at=later)
    for one in (eligible, taken):
        actions.accept(by=officer, request=one, at=later + timedelta(seconds=5))
    grown = Request.objects.get(id=taken.id)
    from_requests(
        by=officer, requests=[grown], owner=grown.custodian, at=later + timedelta(seconds=7)
    )
    actions.refuse(by=officer, request=refused, at=later, **REFUSAL)
    actions.withdraw(
        by=by, request=withdrawn, reason="Cơ sở lùi sang năm sau (nội dung mẫu)", at=later
    )


def _sent(by: User, own: Establishment, at: datetime, what: str, year: int, asked: int) -> Request:
    """Return a request of one's own that was sent with papers: handed in once, used again."""
    request = _answered(by, own, at, what, year, asked)
    known = {use.paper.kind.code: use.paper for use in _own_uses(own)}
    for code, name in PAPERS.items():
        if code in known:
            actions.reuse_for_request(by=by, request=request, paper=known[code], at=at)
        else:
            kind = PaperKind.objects.get(code=code)
            actions.add_to_request(
                by=by, request=request, kind=kind, file_name=name, data=_letter(request, at), at=at
            )
    request = Request.objects.get(id=request.id)
    return actions.send(by=by, request=request, seen=request.stamp, at=at + timedelta(seconds=5))


def _own_uses(own: Establishment) -> list[PaperUse]:
    """Return the uses of papers by requests that the establishment itself made."""
    mine = Request.objects.filter(establishment=own, by_establishment=True)
    return list(PaperUse.objects.filter(about__in=mine).select_related("paper__kind"))


def _letter(request: Request, at: datetime) -> bytes:
    day = day_in_vietnam(at)
    return write_pdf(application_document(queries.request_view(request, day), day))


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
        by=by, request=request, seen=request.stamp, answers=answers, at=at + timedelta(seconds=3)
    )
