"""Requests on the desk: the list, the task list of one, and every step it takes."""

import logging
from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.applications import actions, queries, rules
from khuyencong.applications.forms.requests import (
    STANDS,
    ReasonForm,
    RefuseForm,
    RequestFilter,
    ReturnForm,
)
from khuyencong.applications.models import Paper, PaperKind, Request
from khuyencong.applications.queries import RequestView
from khuyencong.applications.states import S
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.registry.models import Establishment
from khuyencong.registry.queries.establishments import (
    establishments_visible_to,
    found_by,
    standing,
)
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.applying.face import Face
from khuyencong.web.applying.words import PARTS, judged_on, to_mend
from khuyencong.web.typed_stamp import stamp_in

ROWS = 30
SECTION = {"section": "requests"}
logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.REQUEST_READ)
def requests(request: HttpRequest) -> HttpResponse:
    """The visible requests, as the sentence above the list says."""
    form, kept, rows = narrowed(request)
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    told = {
        "form": form,
        "page": page,
        "is_narrowed": bool(kept) or bool(form.errors),
        "query": f"{urlencode(kept)}&" if kept else "",
        "may_prepare": request.user.may(Permission.REQUEST_PREPARE),
        **SECTION,
    }
    return render(request, "desk/requests.html", told, status=422 if form.errors else 200)


def narrowed(request: HttpRequest) -> tuple[RequestFilter, dict[str, str], QuerySet[Request]]:
    """Return the filter of an address, what of it holds, and the visible requests it leaves."""
    visible = queries.requests_visible_to(request.user)
    years = visible.exclude(year=None).order_by("-year").values_list("year", flat=True).distinct()
    form = RequestFilter(request.GET or None, years=list(years))
    kept = {k: v for k, v in form.cleaned_data.items() if v} if form.is_valid() else {}
    return form, kept, queries.listed_requests(_found(visible, kept))


def _found(rows: QuerySet[Request], asked: dict[str, str]) -> QuerySet[Request]:
    if asked.get("q"):
        named = found_by(standing(Establishment.objects.all()), asked["q"]).values("id")
        code = asked["q"].upper()
        rows = rows.filter(Q(establishment__in=named.order_by()) | Q(receipt_code=code))
    if asked.get("nam"):
        rows = rows.filter(year=int(asked["nam"]))
    if asked.get("muc"):
        rows = rows.filter(item=asked["muc"])
    if asked.get("buoc"):
        rows = rows.filter(state__in=STANDS[asked["buoc"]][1])
    return rows


@require_POST
@requires(Permission.REQUEST_PREPARE)
def start(request: HttpRequest, establishment_id: UUID) -> HttpResponse:
    """Begin a request of an establishment."""
    visible = establishments_visible_to(request.user)
    one = visible.select_related("commune", "custodian__parent").filter(id=establishment_id).first()
    if one is None or not request.user.may(
        Permission.REQUEST_PREPARE, of=queries.department_for(one, today()).id
    ):
        raise Http404

    def do() -> str:
        begun = actions.start_request(by=request.user, establishment=one, at=now())
        return reverse("desk:request", args=[begun.id])

    back = reverse("desk:establishment", args=[one.id])
    return done_once(request, "request.start", do, back=back, said="Đã mở đề nghị.")


@require_safe
@requires(Permission.REQUEST_READ)
def one_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The page of one request: where it stands, what is missing, what the law says."""
    return page_of(request, visible(request, request_id))


def page_of(
    request: HttpRequest, one: Request, *, form: Form | None = None, open_form: str = ""
) -> HttpResponse:
    """Return the page, with the form of a step that came back."""
    view = queries.request_view(one, judged_on(one, today()))
    steps = rules.open_steps(request.user, one)
    forms: dict[str, Form] = {
        "return": ReturnForm(papers=_kinds(view)),
        "refuse": RefuseForm(initial={"clause": "; ".join(view.judgement.clauses[:1])}),
        "withdraw": ReasonForm(),
    }
    if form is not None:
        forms[open_form] = form
    told = {
        "view": view,
        "request_": one,
        "parts": [(*part, view.part_done(part[0])) for part in PARTS],
        "labels": rules.LABELS,
        "law_day": judged_on(one, today()),
        "returned_labels": {part: to_mend(view, part) for part in rules.PARTS},
        "may_prepare": rules.may_prepare(request.user, one),
        "may_help": rules.may_help(request.user, one),
        "is_helping": rules.helps(request.user, one),
        "may_grow": one.state == S.ACCEPTED
        and request.user.may(Permission.PROJECT_DRAFT, of=one.custodian_id),
        "steps": steps,
        "forms": forms,
        "open_form": open_form,
        "stops": view.judgement.stops_accepting if "accept" in steps else [],
        "names": dict(User.objects.filter(id__in=view.people()).values_list("id", "full_name")),
        "keys": [issue(request.user.id) for _ in range(5)],
        "may_open": request.user.may(
            Permission.ESTABLISHMENT_READ, of=one.establishment.custodian_id
        ),
        **SECTION,
    }
    return render(request, "desk/request.html", told, status=422 if form is not None else 200)


def _kinds(view: RequestView) -> list[PaperKind]:
    return [asked.kind for asked in view.papers]


def visible(request: HttpRequest, request_id: UUID) -> Request:
    """Return the request if it is within the user's scope, else 404; a try is logged."""
    rows = queries.with_kin(queries.requests_visible_to(request.user))
    one = rows.filter(id=request_id).first()
    if one is None:
        logger.warning("no request %s for user %s", request_id, request.user.id)
        raise Http404
    return one


def taken_by(request: HttpRequest, request_id: UUID, permission: Permission) -> Request:
    """Return the request if the user holds a permission for its custodian, else 404."""
    one = visible(request, request_id)
    if not request.user.may(permission, of=one.custodian_id):
        raise Http404
    return one


def prepared_by(request: HttpRequest, request_id: UUID) -> Request:
    """Return the request if the user may prepare it, else 404."""
    return taken_by(request, request_id, Permission.REQUEST_PREPARE)


def papers(request: HttpRequest) -> QuerySet[Paper]:
    """Return the papers within the user's scope."""
    return queries.papers_visible_to(request.user)


FACE = Face(
    name="desk",
    told=SECTION,
    readers=requires(Permission.REQUEST_READ),
    writers=requires(Permission.REQUEST_PREPARE),
    read=visible,
    write=prepared_by,
    papers=papers,
    law="desk:law-document",
    is_own=False,
)


# --- the steps -----------------------------------------------------------------------------------


def _step(
    request: HttpRequest, one: Request, act: str, do: Callable[[], object], said: str
) -> HttpResponse:
    back = reverse("desk:request", args=[one.id])

    def done() -> str:
        do()
        return back

    return done_once(request, f"request.{act}", done, back=back, said=said)


@require_POST
@requires(Permission.REQUEST_PREPARE)
def send(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Send the request as it was checked."""
    one = prepared_by(request, request_id)
    seen = stamp_in(request)
    return _step(
        request,
        one,
        "send",
        lambda: actions.send(by=request.user, request=one, seen=seen, at=now()),
        "Đã gửi đề nghị.",
    )


@require_POST
@requires(Permission.REQUEST_SCREEN)
def receive(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Receive the request; the receipt follows."""
    one = taken_by(request, request_id, Permission.REQUEST_SCREEN)

    def do() -> str:
        actions.receive(by=request.user, request=one, at=now())
        return reverse("desk:request-receipt", args=[one.id])

    back = reverse("desk:request", args=[one.id])
    return done_once(request, "request.receive", do, back=back, said="Đã tiếp nhận đề nghị.")


@require_POST
@requires(Permission.REQUEST_SCREEN)
def accept(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Find the request eligible."""
    one = taken_by(request, request_id, Permission.REQUEST_SCREEN)
    return _step(
        request,
        one,
        "accept",
        lambda: actions.accept(by=request.user, request=one, at=now()),
        "Đã kết luận đủ điều kiện: đề nghị chờ lập đề án.",
    )


def _with_form(
    request: HttpRequest, one: Request, name: str, form: Form, do: Callable[[], object], said: str
) -> HttpResponse:
    """Take a step that needs words; without them the page comes back with the form open."""

    def again(form: Form) -> HttpResponse:
        return page_of(request, one, form=form, open_form=name)

    if not form.is_valid():
        return again(form)

    def done() -> str:
        do()
        return reverse("desk:request", args=[one.id])

    return done_or_told(request, f"request.{name}", done, form=form, again=again, said=said)


@require_POST
@requires(Permission.REQUEST_SCREEN)
def give_back(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Return the request for more, with the reason and the places to mend."""
    one = taken_by(request, request_id, Permission.REQUEST_SCREEN)
    form = ReturnForm(request.POST, papers=queries.kinds())
    return _with_form(
        request,
        one,
        "return",
        form,
        lambda: actions.return_for_more(
            by=request.user,
            request=one,
            reason=form.cleaned_data["reason"],
            missing=form.cleaned_data["missing"],
            at=now(),
        ),
        "Đã trả lại để bổ sung; những gì cơ sở đã ghi được giữ nguyên.",
    )


@require_POST
@requires(Permission.REQUEST_SCREEN)
def refuse(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Find the request not eligible, under a clause."""
    one = taken_by(request, request_id, Permission.REQUEST_SCREEN)
    form = RefuseForm(request.POST)
    return _with_form(
        request,
        one,
        "refuse",
        form,
        lambda: actions.refuse(by=request.user, request=one, at=now(), **form.cleaned_data),
        "Đã kết luận không đủ điều kiện.",
    )


@require_POST
@requires(Permission.REQUEST_PREPARE)
def withdraw(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take the request back as the establishment wishes."""
    one = prepared_by(request, request_id)
    form = ReasonForm(request.POST)
    return _with_form(
        request,
        one,
        "withdraw",
        form,
        lambda: actions.withdraw(by=request.user, request=one, at=now(), **form.cleaned_data),
        "Đã rút đề nghị; nhu cầu được mở lại.",
    )
