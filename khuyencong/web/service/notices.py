"""What people of an establishment are told: the list, one that a letter leads to, opening it."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.models import User
from khuyencong.applications.queries.requests import requests_visible_to
from khuyencong.competitions.queries.scope import certificates_visible_to
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.notices.actions.reading import read_one
from khuyencong.notices.models import Notice
from khuyencong.notices.queries import inbox, notices_visible_to, told
from khuyencong.web.access import signed_in
from khuyencong.web.acts import done_once

ROWS = 20


@require_safe
@signed_in
def notices(request: HttpRequest) -> HttpResponse:
    """What the person was told, unread first."""
    page = Paginator(inbox(request.user), ROWS).get_page(request.GET.get("trang"))
    shown: dict[str, Any] = {
        "page": page,
        "rows": [(one, issue(request.user.id)) for one in told(request.user, page.object_list)],
        "tab": "notices",
    }
    return render(request, "service/notices.html", shown)


@require_safe
@signed_in
def notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """One notice, as the link of a letter leads to it; 404 for what others were told."""
    rows = list(notices_visible_to(request.user).filter(id=notice_id))
    if not rows:
        raise Http404
    shown = {"one": told(request.user, rows)[0], "key": issue(request.user.id), "tab": "notices"}
    return render(request, "service/notice.html", shown)


@require_POST
@signed_in
def open_(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Note that a notice was read, and go to what it speaks of."""
    if not notices_visible_to(request.user).filter(id=notice_id).exists():
        raise Http404

    def do() -> str:
        return _address(request.user, read_one(by=request.user, notice=notice_id, at=now()))

    return done_once(request, "notice.open", do, back=reverse("service:notices"), said="")


def _address(by: User, one: Notice | None) -> str:
    """Return the page of the request that a notice speaks of, of the title, else where one's own
    begin; a đề án is followed by the request that it grew from.
    """
    sort, _, key = (one.about if one else "").partition(":")
    match sort:
        case "request":
            return reverse("service:request", args=[key])
        case "project":
            rows = requests_visible_to(by).filter(project_id=key).order_by("changed_at")
            last = rows.last()
            return reverse("service:request", args=[last.id]) if last else reverse("service:home")
        case "certificate":
            title = certificates_visible_to(by).filter(id=key).first()
            return reverse("label:page", args=[title.code]) if title else reverse("service:home")
        case _:
            return reverse("service:home")
