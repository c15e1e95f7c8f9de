"""From what a firm needs to a đề án, nothing typed twice: need, request, papers, conclusion."""

from datetime import date

from khuyencong.applications import actions, queries
from khuyencong.applications.actions import NeedTold
from khuyencong.applications.models import PaperKind, Request
from khuyencong.applications.queries.written import application_document
from khuyencong.demo.year.people import MILLION, PROVINCIAL, YEAR, Crew
from khuyencong.documents import write_pdf
from khuyencong.law.states import Item
from khuyencong.law.states import Trade as LawTrade
from khuyencong.projects.actions import from_requests
from khuyencong.projects.models import Project
from khuyencong.registry.models import Establishment

PAPERS = {"van-ban-de-nghi": "Đơn đề nghị (mẫu).pdf", "bao-gia": "Báo giá máy (mẫu).pdf"}


def grown_from_a_need(crew: Crew, firm: Establishment, what: str) -> Project:
    """Lead a need of a firm through its request to a đề án that is still a draft."""
    by = crew.by("CENTRE_OFFICER")
    told = NeedTold(
        establishment=firm,
        item=Item.MACHINERY,
        what=what,
        year=YEAR,
        visited_on=crew.day,
        cost=150 * MILLION,
        own_money=90 * MILLION,
        machine_age=12,
        energy="điện 900 kWh một tháng",
        waste="nước rửa khuôn",
        jobs=2,
    )
    need = actions.record_need(by=by, told=told, at=crew.at(), is_demonstration=True)
    request = actions.request_from_need(by=by, need=need, at=crew.at())
    request = _asked(crew, request)
    actions.send(by=by, request=request, seen=request.stamp, at=crew.at())
    actions.receive(by=by, request=request, at=crew.at())
    actions.accept(by=by, request=request, at=crew.at())
    request = Request.objects.get(id=request.id)
    return from_requests(by=by, requests=[request], owner=crew.department, at=crew.at())


def _asked(crew: Crew, request: Request) -> Request:
    """Answer what is asked, and put in the papers."""
    by = crew.by("CENTRE_OFFICER")
    answers = {
        "trade": LawTrade.CONSUMER_GOODS.value,
        "difficult_area": False,
        "begins_on": crew.day,
        "ends_on": date(YEAR, 12, 20),
        "source": str(PROVINCIAL),
        "asked": 60 * MILLION,
    }
    request = actions.save_answers(
        by=by, request=request, seen=request.stamp, answers=answers, at=crew.at()
    )
    letter = write_pdf(application_document(queries.request_view(request, crew.day), crew.day))
    for code, name in PAPERS.items():
        kind = PaperKind.objects.get(code=code)
        actions.add_to_request(
            by=by, request=request, kind=kind, file_name=name, data=letter, at=crew.at()
        )
    return Request.objects.get(id=request.id)
