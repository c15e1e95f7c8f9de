"""Establishments on the desk: the list with its search, and the page of one."""

import logging
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from khuyencong.accounts.forms import RepresentativeForm
from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.accounts.queries import representatives_of
from khuyencong.applications.queries import department_for
from khuyencong.core.clock import today
from khuyencong.core.once import issue
from khuyencong.registry import rules
from khuyencong.registry.forms.establishments import (
    ConfirmCommuneForm,
    FigureForm,
    RevealForm,
    SearchForm,
)
from khuyencong.registry.forms.supports import OverrideForm
from khuyencong.registry.models import Establishment, Place
from khuyencong.registry.queries import double_support_findings, find_places
from khuyencong.registry.queries import establishments as queries
from khuyencong.registry.queries.profile import profile
from khuyencong.web.access import requires

ROWS = 30
#: So many places of one name are searched together.
NAMESAKES = 12
NUMBERS_TYPED = (
    "Số điện thoại và số định danh không đặt trong địa chỉ trang: xin gõ vào ô tìm rồi bấm Tìm."
)
logger = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ESTABLISHMENT_READ)
def establishments(request: HttpRequest) -> HttpResponse:
    """The visible establishments; a number that may be somebody's is sent, never in the address."""
    if request.method == "POST":
        form = SearchForm(request.POST)
        if form.is_valid() and not form.is_personal:
            asked = {name: value for name, value in form.cleaned_data.items() if value}
            return redirect(f"{reverse('desk:establishments')}?{urlencode(asked)}")
    else:
        form = SearchForm(request.GET)
        if form.is_valid() and form.is_personal:
            form.add_error("q", NUMBERS_TYPED)
    return _list(request, form)


def _list(request: HttpRequest, form: SearchForm) -> HttpResponse:
    found = narrowed(request, form)
    page = Paginator(found, ROWS).get_page(request.GET.get("trang"))
    kept = {k: v for k, v in form.cleaned_data.items() if v} if not form.errors else {}
    told = {
        "form": form,
        "page": page,
        "rows": queries.with_twins(page),
        "is_narrowed": bool(kept) or bool(form.errors),
        "query": f"{urlencode(kept)}&" if kept and request.method != "POST" else "",
        "may_enter": request.user.may(Permission.ESTABLISHMENT_EDIT),
        "key": issue(request.user.id),
        "today": today(),
        "section": "establishments",
        "part": "establishments",
    }
    return render(request, "desk/establishments.html", told, status=422 if form.errors else 200)


def narrowed(request: HttpRequest, form: SearchForm) -> QuerySet[Establishment]:
    """Return the visible establishments that a search leaves; none where it errs."""
    return _found(request, form) if form.is_valid() else Establishment.objects.none()


def _found(request: HttpRequest, form: SearchForm) -> QuerySet[Establishment]:
    """Return what the form asks for; a place that never was is said at its field."""
    asked = form.cleaned_data
    rows = queries.establishments_visible_to(request.user)
    if asked["q"]:
        rows = queries.found_by(rows, asked["q"])
    if asked["noi"]:
        places = _meant(asked["noi"])
        if not places:
            form.add_error("noi", f"Không có nơi nào tên “{asked['noi']}”, ngày nay hay trước đây.")
            return Establishment.objects.none()
        rows = queries.at_places(rows, places, today())
    if asked["loai"]:
        rows = rows.filter(form=asked["loai"])
    if asked["loc"] == SearchForm.OLD_ADDRESS:
        rows = queries.with_old_address(rows, today())
    if asked["loc"] == SearchForm.TWIN:
        rows = queries.with_open_twin(rows)
    return queries.listed(rows)


def _meant(typed: str) -> list[Place]:
    """Return every place that bears exactly the name typed, else the likeliest one."""
    found = find_places(typed, limit=NAMESAKES)
    exact = [hit.place for hit in found if hit.name.rank == 0]
    return exact or [hit.place for hit in found[:1]]


@require_safe
@requires(Permission.ESTABLISHMENT_READ)
def establishment(request: HttpRequest, establishment_id: UUID) -> HttpResponse:
    """All that is known of one; a record merged into another leads to that one."""
    one = visible(request, establishment_id)
    stands = queries.stands_for(one)
    if stands.id != one.id and queries.establishments_visible_to(request.user).filter(id=stands.id):
        return redirect("desk:establishment", stands.id)
    return page_of(request, one)


def page_of(
    request: HttpRequest,
    one: Establishment,
    *,
    figure: FigureForm | None = None,
    commune: ConfirmCommuneForm | None = None,
    reveal: RevealForm | None = None,
    override: OverrideForm | None = None,
    representative: RepresentativeForm | None = None,
    number: str = "",
) -> HttpResponse:
    """Return the page, with a form that came back, or with the number that was asked for."""
    view = profile(one, request.user, today())
    asked = (override.data.get("item", "") if override else request.GET.get("hoi", "")).strip()
    asked = asked.replace("\0", "")[:300]
    places = [heir.place for heir in view.heirs]
    may_keep = rules.may_keep(request.user, one.custodian_id)
    told = {
        "view": view,
        "establishment": one,
        "names": dict(User.objects.filter(id__in=view.people()).values_list("id", "full_name")),
        "may_keep": may_keep,
        "representatives": list(representatives_of(one, today())) if may_keep else [],
        "representative_form": representative or RepresentativeForm(),
        "may_see_phone": rules.may_see_phone(request.user, one),
        "may_reveal": rules.may_reveal(request.user, one),
        "may_merge": rules.may_merge(request.user, one),
        "may_support": rules.may_record_support(request.user, one.custodian_id),
        "asked": asked,
        "findings": double_support_findings(one, asked, today()) if asked else [],
        "may_override": rules.may_override(request.user, one),
        "override_form": override or OverrideForm(initial={"item": asked}),
        "figure_form": figure or FigureForm(),
        "commune_form": commune or ConfirmCommuneForm(places=places),
        "reveal_form": reveal or RevealForm(),
        "number": number,
        "may_need": _of_department(request, one, Permission.NEED_RECORD),
        "may_request": _of_department(request, one, Permission.REQUEST_PREPARE),
        "keys": [issue(request.user.id) for _ in range(6)],
        "section": "establishments",
        "part": "establishments",
    }
    came_back = figure or commune or reveal or override or representative
    status = 422 if came_back and came_back.errors else 200
    return render(request, "desk/establishment.html", told, status=status)


def _of_department(request: HttpRequest, one: Establishment, permission: Permission) -> bool:
    """Return whether the user may work for the Sở that answers for needs and requests."""
    stands = one.merged_into_id is None
    return stands and request.user.may(permission, of=department_for(one, today()).id)


def visible(request: HttpRequest, establishment_id: UUID) -> Establishment:
    """Return the establishment if it is within the user's scope, else 404; a try is logged."""
    rows = queries.establishments_visible_to(request.user)
    kin = ("commune", "custodian", "trade", "craft_village", "merged_into")
    one = rows.select_related(*kin).filter(id=establishment_id).first()
    if one is None:
        logger.warning("no establishment %s for user %s", establishment_id, request.user.id)
        raise Http404
    return one
