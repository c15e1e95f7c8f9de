"""A request of one's own establishment: where it stands, what is missing, what can be done."""

import logging
from collections.abc import Callable
from uuid import UUID

from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.models import User
from khuyencong.applications import actions, queries, rules
from khuyencong.applications.forms.requests import ReasonForm
from khuyencong.applications.models import Help, Paper, Request
from khuyencong.applications.queries import RequestView
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.registry.models import Establishment
from khuyencong.web.access import signed_in
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.applying.face import Face
from khuyencong.web.applying.words import PARTS, judged_on, to_mend
from khuyencong.web.typed_stamp import stamp_in

logger = logging.getLogger(__name__)


def own(request: HttpRequest, request_id: UUID) -> Request:
    """Return a request of an establishment the person stands for, else 404; a try is logged."""
    rows = queries.with_kin(queries.requests_visible_to(request.user))
    one = rows.filter(id=request_id, establishment__in=request.user.represents()).first()
    if one is None:
        logger.warning("no request %s for user %s", request_id, request.user.id)
        raise Http404
    return one


def own_papers(request: HttpRequest) -> QuerySet[Paper]:
    """Return the papers of the establishments that the person stands for."""
    papers = queries.papers_visible_to(request.user)
    return papers.filter(establishment__in=request.user.represents())


FACE = Face(
    name="service",
    told={"tab": "home"},
    readers=signed_in,
    writers=signed_in,
    read=own,
    write=own,
    papers=own_papers,
    law="portal:law-document",
    is_own=True,
)


@require_POST
@signed_in
def start(request: HttpRequest, establishment_id: UUID) -> HttpResponse:
    """Begin a request of one's own establishment."""
    rows = Establishment.objects.filter(id=establishment_id, id__in=request.user.represents())
    one = rows.select_related("commune", "custodian__parent", "merged_into").first()
    if one is None:
        raise Http404

    def do() -> str:
        begun = actions.start_request(by=request.user, establishment=one, at=now())
        return reverse("service:request-part", args=[begun.id, PARTS[0][0]])

    act = f"request.start:{one.id}"
    return done_once(request, act, do, back=reverse("service:home"), said="")


@require_safe
@signed_in
def page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The page of one request."""
    return page_of(request, own(request, request_id))


def page_of(request: HttpRequest, one: Request, form: Form | None = None) -> HttpResponse:
    """Return the page, with the form of withdrawing where it came back."""
    view = queries.request_view(one, judged_on(one, today()), request.user)
    told = {
        "view": view,
        "request_": one,
        "standing": queries.standing_of(one, today()),
        "parts": [(*part, view.part_done(part[0])) for part in PARTS],
        "returned_labels": {part: to_mend(view, part) for part in rules.PARTS},
        "may_prepare": rules.may_prepare(request.user, one),
        "steps": rules.open_steps(request.user, one),
        "whose": _whose(one, view),
        "help": _help(one),
        "form": form or ReasonForm(),
        "open_form": form is not None,
        "keys": [issue(request.user.id) for _ in range(3)],
        "tab": "home",
    }
    return render(request, "service/request.html", told, status=422 if form else 200)


def _whose(one: Request, view: RequestView) -> list[tuple[object, str]]:
    """Return the steps, each with the side that took it: a body, never a person of it."""
    own_side = ("send", "withdraw")
    return [
        (told, "Cơ sở" if told.step.name in own_side else str(one.custodian))
        for told in view.history
    ]


def _help(one: Request) -> dict[str, object]:
    """Return the code that waits, or who helps now: the establishment knows whom it let in."""
    given = Help.objects.filter(request=one, ended_at=None).first()
    if given is None or (given.officer is None and given.until <= now()):
        return {}
    officer = User.objects.filter(id=given.officer).first() if given.officer else None
    return {"given": given, "officer": officer}


def _done(
    request: HttpRequest, one: Request, act: str, do: Callable[[], object], said: str
) -> HttpResponse:
    back = reverse("service:request", args=[one.id])

    def done() -> str:
        do()
        return back

    return done_once(request, f"request.{act}:{one.id}", done, back=back, said=said)


@require_POST
@signed_in
def send(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Send the request as it was checked."""
    one, seen = own(request, request_id), stamp_in(request)
    return _done(
        request,
        one,
        "send",
        lambda: actions.send(by=request.user, request=one, seen=seen, at=now()),
        "Đã gửi. Khi cơ quan tiếp nhận, trang này có giấy tiếp nhận và mã tra cứu.",
    )


@require_POST
@signed_in
def withdraw(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take the request back."""
    one = own(request, request_id)
    form = ReasonForm(request.POST)

    def again(form: Form) -> HttpResponse:
        return page_of(request, one, form)

    if not form.is_valid():
        return again(form)
    reason = form.cleaned_data["reason"]

    def do() -> str:
        actions.withdraw(by=request.user, request=one, reason=reason, at=now())
        return reverse("service:request", args=[one.id])

    act = f"request.withdraw:{one.id}"
    return done_or_told(request, act, do, form=form, again=again, said="Đã rút đề nghị.")


@require_POST
@signed_in
def ask_help(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Give a code to tell an officer on the telephone."""
    one = own(request, request_id)
    return _done(
        request,
        one,
        "help",
        lambda: actions.ask_help(by=request.user, request=one, at=now()),
        "",
    )


@require_POST
@signed_in
def end_help(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Let nobody type for the establishment any more."""
    one = own(request, request_id)
    return _done(
        request,
        one,
        "help_end",
        lambda: actions.end_help(by=request.user, request=one, at=now()),
        "Đã dừng: cán bộ không ghi vào bản nháp này được nữa.",
    )
