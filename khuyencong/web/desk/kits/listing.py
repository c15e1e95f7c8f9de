"""The kits of a body: the list, issuing one, its page, its file, taking it back."""

import logging
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.applications.queries import of_department
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.core.refusal import Refused
from khuyencong.fieldwork import actions
from khuyencong.fieldwork.forms import IssueForm, ReasonForm
from khuyencong.fieldwork.models import Kit
from khuyencong.fieldwork.queries import listing
from khuyencong.fieldwork.rules.keys import carried_key
from khuyencong.fieldwork.rules.permissions import may_issue, may_take_in
from khuyencong.registry.models import Organisation
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.custodians import bodies_of
from khuyencong.web.fieldwork.page import kit_page

ROWS = 30
logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.KIT_READ)
def kits(request: HttpRequest) -> HttpResponse:
    """The visible kits: where, in whose hands, when something came last."""
    rows = listing.listed_kits(listing.kits_visible_to(request.user))
    told = {
        "page": Paginator(rows, ROWS).get_page(request.GET.get("trang")),
        "may_issue": request.user.may(Permission.KIT_ISSUE),
        "may_take_in": request.user.may(Permission.KIT_TAKE_IN),
        "section": "kits",
    }
    return render(request, "desk/kits/kits.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KIT_ISSUE)
def new(request: HttpRequest) -> HttpResponse:
    """Issue a kit for a commune."""
    form = IssueForm(request.POST or None, bodies=_bodies(request.user))
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)

    def do() -> str:
        kit = actions.issue_kit(by=request.user, at=now(), **form.given())
        return reverse("desk:kit", args=[kit.id])

    said = "Đã cấp bộ công cụ. Tải tệp rồi đưa tận tay: trong tệp có khóa ký."
    again = lambda form: _form(request, form)  # noqa: E731
    return done_or_told(request, "kit.issue", do, form=form, again=again, said=said, at="commune")


@require_safe
@requires(Permission.KIT_READ)
def kit(request: HttpRequest, kit_id: UUID) -> HttpResponse:
    """One kit: what it carries, what came back, what waits."""
    return _page(request, visible_kit(request, kit_id))


@require_safe
@requires(Permission.KIT_ISSUE)
def file(request: HttpRequest, kit_id: UUID) -> HttpResponse:
    """The file itself, with its key: for who may issue it, kept by no cache."""
    one = _issued(request, kit_id)
    try:
        key = carried_key(actions.signing_key(one))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:kit", one.id)
    origin = f"{request.scheme}://{request.get_host()}"
    response = HttpResponse(kit_page(one, key, origin, reverse("kit-return")))
    name = f"bo-cong-cu-xa-{one.name}.html"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@requires(Permission.KIT_ISSUE)
def revoke(request: HttpRequest, kit_id: UUID) -> HttpResponse:
    """Take a kit back."""
    one = _issued(request, kit_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, one, form)
    back = reverse("desk:kit", args=[one.id])

    def do() -> str:
        reason = form.cleaned_data["reason"]
        actions.revoke_kit(by=request.user, kit=one, reason=reason, at=now())
        return back

    said = "Đã thu hồi: tệp ký sau này không được nhận nữa."
    return done_once(request, "kit.revoke", do, back=back, said=said)


def visible_kit(request: HttpRequest, kit_id: UUID) -> Kit:
    """Return a kit that the user sees; 404 for any other."""
    rows = listing.kits_visible_to(request.user).select_related("commune", "custodian")
    one = rows.filter(id=kit_id).first()
    if one is None:
        logger.warning("no kit %s for user %s", kit_id, request.user.id)
        raise Http404
    return one


def _issued(request: HttpRequest, kit_id: UUID) -> Kit:
    one = visible_kit(request, kit_id)
    if not may_issue(request.user, one.custodian_id):
        raise Http404
    return one


def _bodies(user: User) -> list[Organisation]:
    """Return the departments whose records the user may send along."""
    held: QuerySet[Organisation] = bodies_of(user, Permission.KIT_ISSUE).select_related("parent")
    return list({one.id: one for one in map(of_department, held)}.values())


def _form(request: HttpRequest, form: IssueForm) -> HttpResponse:
    told = {
        "form": form,
        "key": request.POST.get("key") or issue(request.user.id),
        "section": "kits",
    }
    return render(request, "desk/kits/kit_form.html", told, status=422 if form.errors else 200)


def _page(request: HttpRequest, one: Kit, form: ReasonForm | None = None) -> HttpResponse:
    user = request.user
    page = Paginator(listing.sheets_of(one), ROWS).get_page(request.GET.get("trang"))
    people = {one.issued_by, one.revoked_by}
    told = {
        "kit": one,
        "page": page,
        "returns": list(listing.returns_of(one)[:ROWS]),
        "waiting": listing.waiting_in(one),
        "counts": {part: len(one.carried[part]) for part in one.carried if part != "left_out"},
        "may_issue": may_issue(user, one.custodian_id),
        "may_take_in": may_take_in(user, one.custodian_id),
        "form": form or ReasonForm(),
        "names": dict(User.objects.filter(id__in=people).values_list("id", "full_name")),
        "keys": [issue(user.id) for _ in range(2)],
        "section": "kits",
    }
    return render(request, "desk/kits/kit.html", told, status=422 if form else 200)
