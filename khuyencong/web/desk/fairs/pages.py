"""Fairs: the list, a new one, its page, who takes part, every act."""

import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.applications.queries import of_department
from khuyencong.competitions.actions import fairs as actions
from khuyencong.competitions.actions.fairs import FairTold, Outcome
from khuyencong.competitions.forms.fairs import (
    BoothsForm,
    ExhibitorForm,
    FairForm,
    FairStepForm,
    JoinForm,
)
from khuyencong.competitions.models import Booth, Exhibitor, Fair, Product
from khuyencong.competitions.queries import fairs as queries
from khuyencong.competitions.states import FAIR_STEPS, FairState
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.law.states import Item
from khuyencong.projects.models import Line
from khuyencong.projects.states import GONE
from khuyencong.registry.models import Establishment, Organisation, Place
from khuyencong.registry.queries.establishments import found_by, is_personal, standing
from khuyencong.registry.states import Level
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.custodians import bodies_of

ROWS = 30
SECTION = {"section": "fairs", "part": "fairs"}
OVER = (FairState.HELD, FairState.CANCELLED)
#: Items of the spending rules that pay for a fair.
FAIR_ITEMS = (Item.HOME_FAIR, Item.FOREIGN_FAIR, Item.ORGANISE_FAIR, Item.JOIN_FAIR)
logger = logging.getLogger(__name__)

SLUGS = {
    "chot-gian": ("allot", "Đã chốt sơ đồ gian."),
    "mo-lai": ("reopen", "Đã mở lại đăng ký."),
    "tong-ket": ("hold", "Đã tổng kết; kết quả được ghi một lần vào sổ kết quả."),
    "khong-to-chuc": ("cancel", "Đã ghi không tổ chức."),
}
SLUG_OF = {step: slug for slug, (step, _) in SLUGS.items()}


@require_safe
@requires(Permission.FAIR_READ)
def fairs(request: HttpRequest) -> HttpResponse:
    """The visible fairs, the latest first."""
    rows = queries.listed_fairs(queries.fairs_visible_to(request.user))
    told = {
        "page": Paginator(rows, ROWS).get_page(request.GET.get("trang")),
        "may_edit": request.user.may(Permission.FAIR_EDIT),
        **SECTION,
    }
    return render(request, "desk/fairs/list.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.FAIR_EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """Open a fair to registration."""
    own = own_body(request.user)
    form = FairForm(request.POST or None, lines=_lines(own))
    if request.method != "POST" or not form.is_valid():
        return _fair_form(request, form, "Lập hội chợ, triển lãm")

    def do() -> str:
        told = FairTold(custodian=own, place=place_of(own), **form.told())
        return _address(actions.prepare_fair(by=request.user, told=told, at=now()))

    return done_or_told(
        request,
        "fair.prepare",
        do,
        form=form,
        again=lambda form: _fair_form(request, form, "Lập hội chợ, triển lãm"),
        said="Đã lập hội chợ.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.FAIR_EDIT)
def amend(request: HttpRequest, fair_id: UUID) -> HttpResponse:
    """Set right what was told of a fair."""
    fair = _to_edit(request, fair_id)
    form = FairForm(
        request.POST or None, lines=_lines(fair.custodian), initial=FairForm.as_typed(fair)
    )
    if request.method != "POST" or not form.is_valid():
        return _fair_form(request, form, f"Sửa: {fair.name}", fair)

    def do() -> str:
        told = FairTold(custodian=fair.custodian, place=fair.place, **form.told())
        return _address(actions.amend_fair(by=request.user, fair=fair, told=told, at=now()))

    return done_or_told(
        request,
        "fair.amend",
        do,
        form=form,
        again=lambda form: _fair_form(request, form, f"Sửa: {fair.name}", fair),
        said="Đã sửa.",
    )


@require_safe
@requires(Permission.FAIR_READ)
def fair(request: HttpRequest, fair_id: UUID) -> HttpResponse:
    """One fair: its booths, who takes part, what came of it, what may be done now."""
    return _page(request, _visible(request, fair_id))


@require_POST
@requires(Permission.FAIR_EDIT)
def act(request: HttpRequest, fair_id: UUID, slug: str) -> HttpResponse:
    """Add booths, draw, or take a step, once."""
    found = _to_edit(request, fair_id)
    doing = _doing(request, found, slug)
    if doing is None:
        raise Http404
    form, do, said = doing
    if not form.is_valid():
        return _page(request, found, slug, form)

    def done() -> str:
        do()
        return _address(found)

    return done_or_told(
        request,
        f"fair.{slug}",
        done,
        form=form,
        again=lambda form: _page(request, found, slug, form),
        said=said,
    )


def _doing(
    request: HttpRequest, fair: Fair, slug: str
) -> tuple[Form, Callable[[], object], str] | None:
    told: dict[str, Any] = {"by": request.user, "fair": fair, "at": now()}
    if slug == "gian":
        booths = BoothsForm(request.POST)
        return (
            booths,
            lambda: actions.add_booths(**told, codes=booths.cleaned_data["codes"]),
            "Đã thêm gian.",
        )
    if slug == "boc-tham":
        return Form(request.POST), lambda: actions.draw(**told), "Đã bốc thăm."
    if slug not in SLUGS:
        return None
    name, said = SLUGS[slug]
    form = FairStepForm(request.POST)
    return (
        form,
        lambda: actions.take_fair_step(**told, name=name, **form.cleaned_data),
        said,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.FAIR_EDIT)
def join(request: HttpRequest, fair_id: UUID) -> HttpResponse:
    """Put an establishment on the list."""
    found = _to_edit(request, fair_id)
    form = JoinForm(request.POST or None, named=lambda typed: _named(request.user, typed))
    if request.method != "POST" or not form.is_valid():
        return _join(request, found, form)

    def do() -> str:
        given = form.cleaned_data
        one = actions.register_exhibitor(
            by=request.user,
            fair=found,
            establishment=given["chosen"],
            products=list(_products(given["chosen"])),
            note=given["note"],
            at=now(),
        )
        return reverse("desk:fair-exhibitor", args=[found.id, one.id])

    return done_or_told(
        request,
        "fair.join",
        do,
        form=form,
        again=lambda form: _join(request, found, form),
        said="Đã ghi vào danh sách.",
        at="establishment",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.FAIR_EDIT)
def exhibitor(request: HttpRequest, fair_id: UUID, exhibitor_id: UUID) -> HttpResponse:
    """One exhibitor: its booth, what it brings, what came of it."""
    found, one = _exhibitor(request, fair_id, exhibitor_id)
    goods = list(_products(one.establishment))
    form = ExhibitorForm(
        request.POST or None,
        booths=_free_booths(found, one),
        products=goods,
        initial=ExhibitorForm.as_typed(one, list(one.products.all())),
    )
    if request.method != "POST" or not form.is_valid():
        return _exhibitor_form(request, found, one, form)

    def do() -> str:
        _keep(request, found, one, form)
        return _address(found)

    return done_or_told(
        request,
        "fair.exhibitor",
        do,
        form=form,
        again=lambda form: _exhibitor_form(request, found, one, form),
        said="Đã ghi.",
    )


def _keep(request: HttpRequest, fair: Fair, one: Exhibitor, form: ExhibitorForm) -> None:
    given = form.cleaned_data
    told: dict[str, Any] = {"by": request.user, "exhibitor": one, "at": now()}
    booth = form.booths.get(given["booth"])
    if booth != one.booth:
        actions.give_booth(**told, booth=booth)
    if form.goods:
        brought = [form.goods[key] for key in given["products"]]
        actions.register_exhibitor(
            by=request.user,
            fair=fair,
            establishment=one.establishment,
            products=brought,
            note=one.note,
            at=now(),
        )
    names = ("contracts", "contract_money", "sales_money")
    actions.tell_outcome(**told, told=Outcome(**{name: given[name] for name in names}))


@require_POST
@requires(Permission.FAIR_EDIT)
def leave(request: HttpRequest, fair_id: UUID, exhibitor_id: UUID) -> HttpResponse:
    """Take an establishment off the list."""
    found, one = _exhibitor(request, fair_id, exhibitor_id)
    back = _address(found)

    def do() -> str:
        actions.withdraw_exhibitor(by=request.user, exhibitor=one, at=now())
        return back

    return done_once(request, "fair.leave", do, back=back, said="Đã bỏ khỏi danh sách.")


def own_body(user: User) -> Organisation:
    """Return the body for which the user keeps fairs and showrooms."""
    body = bodies_of(user, Permission.FAIR_EDIT).select_related("parent__place", "place").first()
    if body is None:
        raise Http404
    return of_department(body)


def place_of(own: Organisation) -> Place:
    """Return the province that a body's fairs count for; the country for a national body."""
    return own.place or Place.objects.filter(level=Level.COUNTRY).order_by("key")[0]


def _lines(own: Organisation) -> list[Line]:
    rows = Line.objects.filter(project__custodian=own, item__in=FAIR_ITEMS)
    kept = rows.exclude(state__in=GONE).select_related("project")
    return list(kept.order_by("-project__first_year", "project__name", "number")[:200])


def _named(user: User, typed: str) -> QuerySet[Establishment]:
    rows = standing(Establishment.objects.all())
    bodies = user.custodians(Permission.FAIR_EDIT)
    rows = rows if bodies is None else rows.filter(custodian__in=bodies)
    found = rows.none() if is_personal(typed) else found_by(rows, typed)
    return found.select_related("commune")


def _products(one: Establishment) -> QuerySet[Product]:
    return Product.objects.filter(establishment=one).order_by("name")


def _free_booths(fair: Fair, one: Exhibitor) -> list[Booth]:
    free = fair.booths.filter(exhibitor__isnull=True) | fair.booths.filter(exhibitor=one)
    return list(free.order_by("code"))


def _address(fair: Fair) -> str:
    return reverse("desk:fair", args=[fair.id])


def _visible(request: HttpRequest, fair_id: UUID) -> Fair:
    rows = queries.fairs_visible_to(request.user).select_related(
        "custodian", "place", "line__project"
    )
    found = rows.filter(id=fair_id).first()
    if found is None:
        logger.warning("no fair %s for user %s", fair_id, request.user.id)
        raise Http404
    return found


def _to_edit(request: HttpRequest, fair_id: UUID) -> Fair:
    found = _visible(request, fair_id)
    if not request.user.may(Permission.FAIR_EDIT, of=found.custodian_id):
        raise Http404
    return found


def _exhibitor(request: HttpRequest, fair_id: UUID, exhibitor_id: UUID) -> tuple[Fair, Exhibitor]:
    found = _to_edit(request, fair_id)
    rows = found.exhibitors.filter(withdrawn_at=None).select_related("establishment", "booth")
    one = rows.filter(id=exhibitor_id).first()
    if one is None:
        raise Http404
    return found, one


def _page(
    request: HttpRequest, fair: Fair, slug: str = "", form: Form | None = None
) -> HttpResponse:
    may_edit = request.user.may(Permission.FAIR_EDIT, of=fair.custodian_id)
    steps = [step for step in FAIR_STEPS.open_in(fair.state) if may_edit]
    told = {
        "fair": fair,
        "exhibitors": list(queries.exhibitors_of(fair)),
        "booths": list(fair.booths.select_related("exhibitor__establishment").order_by("code")),
        "sums": queries.sums_of(fair),
        "may_edit": may_edit and fair.state not in OVER,
        "is_past": fair.ends_before <= today(),
        "steps": [(SLUG_OF[step.name], step) for step in steps],
        "booths_form": form if slug == "gian" else BoothsForm(),
        "step_form": form if slug in SLUGS else FairStepForm(),
        "slug": slug,
        "faulty": form,
        "key": request.POST.get("key") or issue(request.user.id),
        **SECTION,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "desk/fairs/page.html", told, status=status)


def _fair_form(
    request: HttpRequest, form: Form, title: str, fair: Fair | None = None
) -> HttpResponse:
    told = {"form": form, "title": title, "fair": fair, "key": _key(request), **SECTION}
    return render(request, "desk/fairs/form.html", told, status=422 if form.errors else 200)


def _join(request: HttpRequest, fair: Fair, form: Form) -> HttpResponse:
    told = {"form": form, "fair": fair, "key": _key(request), **SECTION}
    return render(request, "desk/fairs/join.html", told, status=422 if form.errors else 200)


def _exhibitor_form(
    request: HttpRequest, fair: Fair, exhibitor: Exhibitor, form: Form
) -> HttpResponse:
    told = {
        "form": form,
        "fair": fair,
        "exhibitor": exhibitor,
        "key": _key(request),
        **SECTION,
    }
    return render(request, "desk/fairs/exhibitor.html", told, status=422 if form.errors else 200)


def _key(request: HttpRequest) -> str:
    return request.POST.get("key") or issue(request.user.id)
