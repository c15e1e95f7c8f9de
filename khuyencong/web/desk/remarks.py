"""Limits and causes on the desk: counted by tag and province, their rows, noting one."""

import logging
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.applications import actions, queries
from khuyencong.applications.actions import RemarkTold
from khuyencong.applications.forms.proposals import ReasonForm, RemarkForm
from khuyencong.applications.models import Remark
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.registry.models import Place
from khuyencong.values.dates import format_date
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.desk.proposals import body_for

ROWS = 50
SECTION = {"section": "proposals", "part": "remarks"}
#: What stands for "of no province" in an address.
NATIONWIDE = "ca-nuoc"
logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.PROPOSAL_READ)
def counts(request: HttpRequest) -> HttpResponse:
    """How often each limit and cause was noted in a year, by province of today."""
    visible = queries.remarks_visible_to(request.user)
    years = queries.years_told(visible)
    year = _year(request, years)
    told = {
        "counts": queries.remark_counts(visible, *_days(year)),
        "years": years,
        "year": year,
        "may_record": request.user.may(Permission.REMARK_RECORD),
        **SECTION,
    }
    return render(request, "desk/proposals/counts.html", told)


@require_safe
@requires(Permission.PROPOSAL_READ)
def rows(request: HttpRequest) -> HttpResponse:
    """The notes behind a number of the table."""
    visible = queries.remarks_visible_to(request.user)
    years = queries.years_told(visible)
    year = _year(request, years)
    found = queries.standing_in(visible, *_days(year))
    asked = request.GET.get("nhan")
    tag = next((tag for tag in queries.tags() if tag.code == asked), None)
    found = found.filter(tag=tag) if tag else found
    found, place = _within(found, request.GET.get("noi", ""))
    page = Paginator(queries.listed_remarks(found), ROWS).get_page(request.GET.get("trang"))
    kept = {"nam": year, "nhan": tag.code if tag else "", "noi": request.GET.get("noi", "")}
    told = {
        "page": page,
        "tag": tag,
        "place": place,
        "nationwide": request.GET.get("noi") == NATIONWIDE,
        "year": year,
        "query": f"{urlencode({k: v for k, v in kept.items() if v})}&",
        **SECTION,
    }
    return render(request, "desk/proposals/rows.html", told)


def _within(found: QuerySet[Remark], key: str) -> tuple[QuerySet[Remark], Place | None]:
    if key == NATIONWIDE:
        return found.filter(province=None), None
    place = Place.objects.filter(key=key.replace("\0", "")[:80]).first() if key else None
    return (queries.noted_in(found, place) if place else found), place


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REMARK_RECORD)
def new(request: HttpRequest) -> HttpResponse:
    """Note a limit or a cause."""
    body = body_for(request.user, Permission.REMARK_RECORD)
    first = {"day": format_date(today())}
    form = RemarkForm(request.POST or None, initial=first, tags=list(queries.tags()))
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)
    given = form.cleaned_data

    def do() -> str:
        told = RemarkTold(
            custodian=body,
            tag=form.tags[given["tag"]],
            day=given["day"],
            told=given["told"],
            place=given.get("place"),
        )
        noted = actions.record_remark(by=request.user, told=told, at=now())
        return f"{reverse('desk:remarks')}?nam={noted.day.year}"

    return done_or_told(
        request,
        "remark.record",
        do,
        form=form,
        again=lambda form: _form(request, form),
        said="Đã ghi nhận.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REMARK_RECORD)
def take_back(request: HttpRequest, remark_id: UUID) -> HttpResponse:
    """Take back what was noted wrongly."""
    found = queries.remarks_visible_to(request.user).filter(id=remark_id, superseded_at=None)
    one = found.select_related("tag", "custodian", "proposal").first()
    if one is None or not request.user.may(Permission.REMARK_RECORD, of=one.custodian_id):
        logger.warning("no remark %s for user %s", remark_id, request.user.id)
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _back(request, one, form)

    def do() -> str:
        reason = form.cleaned_data["reason"]
        actions.take_back_remark(by=request.user, remark=one, reason=reason, at=now())
        if one.proposal_id:
            return reverse("desk:proposal", args=[one.proposal_id])
        return f"{reverse('desk:remarks')}?nam={one.day.year}"

    return done_or_told(
        request,
        "remark.take_back",
        do,
        form=form,
        again=lambda form: _back(request, one, form),
        said="Đã bỏ ghi nhận này.",
    )


def _back(request: HttpRequest, one: Remark, form: Any) -> HttpResponse:
    told = {"remark": one, "form": form, "key": issue(request.user.id), **SECTION}
    status = 422 if form.errors else 200
    return render(request, "desk/proposals/take_back.html", told, status=status)


def _form(request: HttpRequest, form: Any) -> HttpResponse:
    key = request.POST.get("key") or issue(request.user.id)
    told = {"form": form, "key": key, **SECTION}
    status = 422 if form.errors else 200
    return render(request, "desk/proposals/remark_form.html", told, status=status)


def _year(request: HttpRequest, years: list[int]) -> int:
    typed = request.GET.get("nam", "")
    if typed.isascii() and typed.isdigit() and int(typed) in years:
        return int(typed)
    return years[0] if years else today().year


def _days(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year + 1, 1, 1)
