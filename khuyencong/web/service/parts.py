"""One group of questions a page: saved as typed, held against the law of today."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from khuyencong.applications import actions, queries, rules
from khuyencong.applications.forms.requests import FORMS, PartForm, typed_before
from khuyencong.applications.models import Request
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.web.access import signed_in
from khuyencong.web.acts import done_or_told
from khuyencong.web.request_words import NAMES, NEXT, as_typed, to_mend
from khuyencong.web.service.requests import own
from khuyencong.web.typed_stamp import stamp_in

SAVED_WITH_FAULTS = "Đã lưu như đã gõ; chỗ có báo lỗi cần sửa trước khi gửi."


@dataclass(frozen=True)
class Draft:
    """What a part is typed into: a request, or the draft of who waits to be confirmed."""

    #: A fresh request of what is saved; one that nobody saves.
    fresh: Callable[[], Request]
    save: Callable[[PartForm], object]
    home: str
    #: Where a part of it is typed.
    address: Callable[[str], str]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def part(request: HttpRequest, request_id: UUID, part: str) -> HttpResponse:
    """One part of a request; every button keeps what was typed, one only asks the law."""
    one = own(request, request_id)
    if part not in FORMS:
        raise Http404
    if not rules.may_prepare(request.user, one):
        return redirect("service:request", one.id)

    def save(form: PartForm) -> None:
        actions.save_answers(
            by=request.user,
            request=one,
            seen=stamp_in(request),
            answers=form.answers(),
            typed=form.unread(),
            at=now(),
        )

    def address(of: str) -> str:
        if of == "giay-to":
            return reverse("service:papers", args=[one.id])
        return reverse("service:part", args=[one.id, of])

    draft = Draft(
        fresh=lambda: own(request, request_id),
        save=save,
        home=reverse("service:request", args=[one.id]),
        address=address,
    )
    return part_of(request, draft, part)


def part_of(request: HttpRequest, draft: Draft, part: str) -> HttpResponse:
    """Return the page of a part, or save it and go on."""
    if request.method != "POST":
        return _page(request, draft, part, FORMS[part](initial=typed_before(draft.fresh(), part)))
    form = FORMS[part](request.POST)
    form.is_valid()
    if "xem" in request.POST:
        return _page(request, draft, part, form, looks=True)

    def do() -> str:
        draft.save(form)
        if form.errors:
            return draft.address(part)
        return draft.address(NEXT[part]) if "tiep" in request.POST else draft.home

    def again(form: Any) -> HttpResponse:
        return _page(request, draft, part, form, is_refused=True)

    said = "" if form.errors else "Đã lưu."
    answer = done_or_told(request, "request.save", do, form=form, again=again, said=said)
    if answer.status_code != 302 or not form.errors:
        return answer
    messages.warning(request, SAVED_WITH_FAULTS)
    return _page(request, draft, part, form)


def _page(
    request: HttpRequest,
    draft: Draft,
    part: str,
    form: PartForm,
    *,
    looks: bool = False,
    is_refused: bool = False,
) -> HttpResponse:
    """Return the page of a part, with what the law says to what is typed now."""
    saved = draft.fresh()
    view = queries.request_view(as_typed(draft.fresh(), form), today())
    said = rules.said_of(saved)
    is_changed = is_refused and stamp_in(request) != saved.stamp
    told = {
        "part": part,
        "name": NAMES[part],
        "number": list(NAMES).index(part) + 1,
        "form": form,
        "request_": saved,
        "home": draft.home,
        "view": view,
        "returned": to_mend(view, part),
        "saved": [(rules.LABELS[n], said[n]) for n in rules.PARTS[part]] if is_changed else [],
        "stamp": request.POST.get("stamp", "") if looks else saved.stamp,
        "key": request.POST.get("key", "") if looks else issue(request.user.id),
        "looks": looks,
        "shows_law": looks or part == "kinh-phi",
        "law_day": today(),
        "tab": "home",
    }
    return render(request, "service/part.html", told, status=422 if form.errors else 200)
