"""Where a request stands, as its establishment reads it: the body that has it, never a person."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from khuyencong.applications.models import Request, RequestStep
from khuyencong.applications.queries.papers import kinds
from khuyencong.applications.rules import LABELS, missing_answers
from khuyencong.applications.states import S
from khuyencong.law.queries import law_on
from khuyencong.law.rules import Citation, Law, last_day_in_year
from khuyencong.law.states import Deadline, ParameterKind
from khuyencong.registry.models import BodyFact
from khuyencong.registry.queries.organisations import last_name_on
from khuyencong.registry.queries.reach import Reach, reached_by
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.vocabulary import FundingSource

OWN = "Cơ sở của anh/chị"
#: State → what comes next, as one tells it to somebody who does not know the office.
NEXT = {
    S.DRAFT: "Ghi cho đủ rồi gửi. Chưa gửi thì cơ quan chưa nhận được gì.",
    S.SENT: "Cơ quan xem rồi tiếp nhận, cấp giấy tiếp nhận; thiếu thì trả lại để bổ sung.",
    S.RECEIVED: "Cơ quan xem cơ sở có đủ điều kiện không, rồi kết luận.",
    S.RETURNED: "Bổ sung những chỗ ghi dưới đây rồi gửi lại; số tiếp nhận giữ nguyên.",
    S.ACCEPTED: "Trung tâm khuyến công lập đề án từ đề nghị này. Chưa phải quyết định hỗ trợ.",
    S.IN_PROJECT: "Đề án đi qua thẩm định và phê duyệt kế hoạch. Được phê duyệt mới được hỗ trợ.",
    S.REFUSED: "Không còn bước nào. Đọc lý do và căn cứ; có thể lập đề nghị khác.",
    S.WITHDRAWN: "Không còn bước nào: cơ sở đã rút.",
}


@dataclass(frozen=True)
class LawDay:
    """A last day that the law names, with its clause and what nobody verified of it."""

    day: date
    what: str
    citation: Citation
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """What is told of a request to who asks for it: no name, no sum, no address."""

    request: Request
    #: The office that keeps it, and by what it is reached.
    office: str
    reach: list[BodyFact]
    holder: str
    next: str
    missing: list[str]
    reason: str
    clause: str
    since: date
    law_day: LawDay | None

    @property
    def state(self) -> str:
        """Return the state in words."""
        return self.request.get_state_display()

    @property
    def is_own_turn(self) -> bool:
        """Return whether the establishment has to do something."""
        return self.request.state in (S.DRAFT, S.RETURNED)


def standing_of(request: Request, on: date) -> Standing:
    """Return where a request stands on a day; needs its custodian."""
    return standings([request], on)[0]


def standings(requests: list[Request], on: date) -> list[Standing]:
    """Return where requests stand on a day; the queries grow with the bodies, not the requests."""
    steps = RequestStep.objects.filter(request__in=[one.id for one in requests])
    last = {step.request_id: step for step in steps.order_by("at", "id")}
    bodies = {one.custodian_id: one.custodian for one in requests}
    names = {id: last_name_on(body, on) for id, body in bodies.items()}
    reach = reached_by(bodies, on)
    papers = {kind.code: kind.name for kind in kinds()} if last else {}
    law = law_on(on) if any(_goes_by_law(one) for one in requests) else None
    return [_standing(one, last.get(one.id), names, reach, papers, law, on) for one in requests]


def _standing(
    request: Request,
    last: RequestStep | None,
    names: dict[UUID, str],
    reach: Reach,
    papers: dict[str, str],
    law: Law | None,
    on: date,
) -> Standing:
    ended = request.state in (S.REFUSED, S.WITHDRAWN)
    own = request.state in (S.DRAFT, S.RETURNED)
    told = last if last and last.name in ("return", "refuse") else None
    return Standing(
        request=request,
        office=names[request.custodian_id],
        reach=reach[request.custodian_id],
        holder=OWN if own else "" if ended else names[request.custodian_id],
        next=NEXT[S(request.state)],
        missing=_missing(request, last, papers),
        reason=told.reason if told else "",
        clause=told.clause if told else "",
        since=day_in_vietnam(last.at if last else request.recorded_at),
        law_day=_law_day(request, law, on) if law and not ended else None,
    )


def _missing(request: Request, last: RequestStep | None, papers: dict[str, str]) -> list[str]:
    """Return what is to be mended or still to be answered, by its name."""
    marked = last.missing if last and last.name == "return" else []
    open_ = missing_answers(request) if request.state in (S.DRAFT, S.RETURNED) else []
    names = dict.fromkeys([*marked, *open_])
    return [LABELS.get(name) or papers.get(name, name) for name in names]


def _goes_by_law(request: Request) -> bool:
    return request.year is not None and request.source == FundingSource.NATIONAL


def _law_day(request: Request, law: Law, on: date) -> LawDay | None:
    """Return the day by which the plan of the year is registered, where the law names one.

    No day by which a request is answered stands in any document that was read: none is promised.
    """
    if request.year is None or not _goes_by_law(request):
        return None
    rule = law.one(ParameterKind.DEADLINE, Deadline.PLAN_REGISTRATION)
    last = last_day_in_year(law, Deadline.PLAN_REGISTRATION, request.year - 1)
    if rule is None or last is None or last < on:
        return None
    what = f"Sở Công Thương đăng ký kế hoạch năm {request.year}, chậm nhất"
    return LawDay(last, what, rule.citation, rule.doubts)


def request_with_code(code: str) -> Request | None:
    """Return the request that bears a code of a receipt; None for any other word."""
    bare = "".join(sign for sign in code.upper() if sign not in "- .")
    if len(bare) != 16 or not bare.isascii() or not bare.isalnum():
        return None
    shown = "-".join(bare[at : at + 4] for at in range(0, 16, 4))
    rows = Request.objects.select_related("custodian")
    return rows.filter(receipt_code=shown).first()
