"""Wishes of other instances on the desk: which wait, one field by field, the decision."""

import logging
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.exchange.actions.deciding import decide
from khuyencong.exchange.forms import VerdictForm
from khuyencong.exchange.models import Conflict
from khuyencong.exchange.queries.scope import wishes_to_decide, wishes_visible_to
from khuyencong.exchange.queries.wishes import Shown, name_of, shown
from khuyencong.exchange.states import Verdict
from khuyencong.plans.queries.pages import names_of
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told

P = Permission
ROWS = 30
logger = logging.getLogger(__name__)


def _told(told: dict[str, Any]) -> dict[str, Any]:
    return {"section": "exchange", "part": "wishes", **told}


@require_safe
@requires(P.EXCHANGE_READ)
def wishes(request: HttpRequest) -> HttpResponse:
    """The wishes that wait, or with `?xem=xong` those that were decided."""
    done = request.GET.get("xem") == "xong"
    rows = wishes_visible_to(request.user).select_related("partner")
    rows = rows.exclude(verdict=Verdict.OPEN) if done else rows.filter(verdict=Verdict.OPEN)
    page = Paginator(rows.order_by("-at", "-seq"), ROWS).get_page(request.GET.get("trang"))
    told = {
        "page": page,
        "rows": [(*name_of(one), one) for one in page],
        "done": done,
        "query": "xem=xong&" if done else "",
    }
    return render(request, "desk/exchange/wishes.html", _told(told))


def _wish(request: HttpRequest, wish_id: UUID) -> Conflict:
    rows = wishes_visible_to(request.user).select_related("partner")
    found = rows.filter(pk=wish_id).first()
    if found is None:
        logger.warning("no wish %s for user %s", wish_id, request.user.id)
        raise Http404
    return found


@require_safe
@requires(P.EXCHANGE_READ)
def wish(request: HttpRequest, wish_id: UUID) -> HttpResponse:
    """One wish beside what stands here, field by field."""
    one = shown(_wish(request, wish_id))
    return _page(request, one, VerdictForm(names=_names(one)))


def _names(one: Shown) -> list[tuple[str, str]]:
    return [(row.name, row.label) for row in one.differing] if one.can_be_mixed else []


def _page(request: HttpRequest, one: Shown, form: Any, status: int = 200) -> HttpResponse:
    conflict = one.conflict
    told = {
        "one": one,
        "wish": conflict,
        "form": form,
        "may_decide": wishes_to_decide(request.user).filter(pk=conflict.pk).exists(),
        "names": names_of([conflict.decided_by]),
        "key": issue(request.user.id),
    }
    return render(request, "desk/exchange/wish.html", _told(told), status=status)


@require_POST
@requires(P.EXCHANGE_DECIDE)
def decide_wish(request: HttpRequest, wish_id: UUID) -> HttpResponse:
    """Keep ours, take theirs, or take single fields."""
    one = shown(_wish(request, wish_id))
    form = VerdictForm(request.POST, names=_names(one))
    if not form.is_valid():
        return _page(request, one, form, 422)
    given = form.cleaned_data

    def do() -> str:
        decide(
            by=request.user,
            conflict=one.conflict,
            verdict=given["verdict"],
            fields=given.get("fields_taken", []),
            reason=given["reason"],
            at=now(),
        )
        return reverse("desk:exchange-wish", args=[one.conflict.pk])

    return done_or_told(
        request,
        "exchange.decide",
        do,
        form=form,
        again=lambda form: _page(request, one, form, 422),
        said="Đã quyết định; câu trả lời đi cùng gói sau.",
        at="verdict",
    )
