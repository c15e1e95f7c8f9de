"""One group of questions a page: saved as typed, held against the law of today."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from khuyencong.accounts.models import User
from khuyencong.applications import actions, rules
from khuyencong.applications.forms.requests import FORMS, PartForm, typed_before
from khuyencong.applications.models import Request
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.web.acts import done_or_told
from khuyencong.web.applying.face import Face
from khuyencong.web.applying.words import NAMES, NEXT, as_typed, to_mend
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
def part(request: HttpRequest, request_id: UUID, part: str, face: Face) -> HttpResponse:
    """One part of a request; every button keeps what was typed, one only asks the law."""
    one = face.write(request, request_id)
    if part not in FORMS:
        raise Http404
    home = face.url("request", one.id)
    if request.method != "POST" and not rules.may_prepare(request.user, one):
        return redirect(home)

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
            return face.url("request-papers", one.id)
        return face.url("request-part", one.id, of)

    def fresh() -> Request:
        return face.write(request, request_id)

    return part_of(request, face, Draft(fresh, save, home, address), part)


def part_of(request: HttpRequest, face: Face, draft: Draft, part: str) -> HttpResponse:
    """Return the page of a part, or save it and go on."""
    if request.method != "POST":
        form = FORMS[part](initial=typed_before(draft.fresh(), part))
        return _page(request, face, draft, part, form)
    form = FORMS[part](request.POST)
    form.is_valid()
    if "xem" in request.POST:
        return _page(request, face, draft, part, form, looks=True)

    def do() -> str:
        draft.save(form)
        if form.errors:
            return draft.address(part)
        return draft.address(NEXT[part]) if "tiep" in request.POST else draft.home

    def again(form: Any) -> HttpResponse:
        return _page(request, face, draft, part, form, is_refused=True)

    said = "" if form.errors else "Đã lưu."
    answer = done_or_told(request, "request.save", do, form=form, again=again, said=said)
    if answer.status_code != 302 or not form.errors:
        return answer
    messages.warning(request, SAVED_WITH_FAULTS)
    return _page(request, face, draft, part, form)


def _page(
    request: HttpRequest,
    face: Face,
    draft: Draft,
    part: str,
    form: PartForm,
    *,
    looks: bool = False,
    is_refused: bool = False,
) -> HttpResponse:
    """Return the page of a part, with what the law says to what is typed now."""
    saved = draft.fresh()
    is_changed = is_refused and stamp_in(request) != saved.stamp
    view = face.view(request, as_typed(draft.fresh(), form), today())
    told = {
        "part": part,
        "name": NAMES[part],
        "number": list(NAMES).index(part) + 1,
        "form": form,
        "request_": saved,
        "home": draft.home,
        "view": view,
        "returned": to_mend(view, part),
        "stamp": request.POST.get("stamp", "") if looks else saved.stamp,
        "key": request.POST.get("key", "") if looks else issue(request.user.id),
        "looks": looks,
        "shows_law": looks or part == "kinh-phi" or not face.is_own,
        "law_day": today(),
        **(_saved_elsewhere(face, saved, part) if is_changed else {}),
    }
    return face.page(request, "part", told, status=422 if form.errors else 200)


def _saved_elsewhere(face: Face, saved: Request, part: str) -> dict[str, object]:
    """Return what another saved meanwhile; and at the desk, who."""
    said = rules.said_of(saved)
    return {
        "saved": [(rules.LABELS[name], said[name]) for name in rules.PARTS[part]],
        "who": None if face.is_own else User.objects.filter(id=saved.changed_by).first(),
    }
