"""The notices of a person: the list, one that a link leads to, opening, all seen."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.notices import actions
from khuyencong.notices.queries import inbox, notices_visible_to, unread_count
from khuyencong.notices.queries.inbox import told
from khuyencong.notices.states import Weight
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once
from khuyencong.web.desk.notices.addresses import address_of

ROWS = 30
LISTS = {"": "Mọi thông báo", "chua-doc": "Chưa đọc", "phai-lam": "Việc phải làm"}


@require_safe
@requires(Permission.DESK_ENTER)
def notices(request: HttpRequest) -> HttpResponse:
    """What the person was told: unread first, what is to be done before what is to be known."""
    word = request.GET.get("loc", "")
    word = word if word in LISTS else ""
    rows = inbox(
        request.user,
        unread=word == "chua-doc",
        weight=Weight.TODO if word == "phai-lam" else "",
    )
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    shown = {
        "page": page,
        "rows": [(one, issue(request.user.id)) for one in told(request.user, page.object_list)],
        "lists": LISTS.items(),
        "chosen": word,
        "query": f"{urlencode({'loc': word})}&" if word else "",
        "unread": unread_count(request.user),
        "key": issue(request.user.id),
        "now": now(),
        "may_word": request.user.may(Permission.NOTICE_WORD),
        "section": "notices",
    }
    return render(request, "desk/notices/list.html", shown)


@require_safe
@requires(Permission.DESK_ENTER)
def notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """One notice, as the link of a letter leads to it; 404 for what others were told."""
    rows = list(notices_visible_to(request.user).filter(id=notice_id))
    if not rows:
        raise Http404
    shown: dict[str, Any] = {
        "one": told(request.user, rows)[0],
        "key": issue(request.user.id),
        "section": "notices",
    }
    return render(request, "desk/notices/notice.html", shown)


@require_POST
@requires(Permission.DESK_ENTER)
def open_(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Note that a notice was read, and go to what it speaks of."""
    if not notices_visible_to(request.user).filter(id=notice_id).exists():
        raise Http404

    def do() -> str:
        row = actions.read_one(by=request.user, notice=notice_id, at=now())
        return address_of(row)

    return done_once(request, "notice.open", do, back=reverse("desk:notices"), said="")


@require_POST
@requires(Permission.DESK_ENTER)
def read_all(request: HttpRequest) -> HttpResponse:
    """Note that all that was on the page when it was shown has been seen."""

    def do() -> str:
        actions.read_all(by=request.user, till=_till(request), at=now())
        return reverse("desk:notices")

    said = "Đã đánh dấu mọi thông báo là đã đọc."
    return done_once(request, "notice.read_all", do, back=reverse("desk:notices"), said=said)


def _till(request: HttpRequest) -> datetime:
    """Return the moment at which the page was shown; what came later stays unread."""
    try:
        typed = parse_datetime(request.POST.get("till", ""))
    except ValueError:
        typed = None
    return min(typed, now()) if typed and typed.tzinfo else now()
