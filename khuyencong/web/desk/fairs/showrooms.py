"""Showrooms: the list, a new one, what stands in one."""

import logging
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.competitions.actions import showrooms as actions
from khuyencong.competitions.forms.fairs import DisplayForm, OnDayForm, ShowroomForm
from khuyencong.competitions.models import Product, Showroom
from khuyencong.competitions.queries import fairs as queries
from khuyencong.competitions.queries import products_visible_to
from khuyencong.core.clock import now, today
from khuyencong.core.collation import vietnamese
from khuyencong.core.once import issue
from khuyencong.values.dates import format_date
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.desk.fairs.pages import own_body, place_of

SECTION = {"section": "fairs", "part": "showrooms"}
MOST = 500
logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.FAIR_READ)
def showrooms(request: HttpRequest) -> HttpResponse:
    """The visible showrooms."""
    rows = queries.showrooms_visible_to(request.user).select_related("custodian", "place")
    told = {
        "rooms": list(rows.order_by(vietnamese("name"))[:MOST]),
        "may_edit": request.user.may(Permission.FAIR_EDIT),
        **SECTION,
    }
    return render(request, "desk/fairs/showrooms.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.FAIR_EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """Write down a showroom."""
    own = own_body(request.user)
    form = ShowroomForm(request.POST or None, initial={"opened_on": format_date(today())})
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)

    def do() -> str:
        room = actions.open_showroom(
            by=request.user, custodian=own, place=place_of(own), at=now(), **form.cleaned_data
        )
        return reverse("desk:showroom", args=[room.id])

    return done_or_told(
        request,
        "showroom.open",
        do,
        form=form,
        again=lambda form: _form(request, form),
        said="Đã ghi phòng trưng bày.",
    )


@require_safe
@requires(Permission.FAIR_READ)
def showroom(request: HttpRequest, room_id: UUID) -> HttpResponse:
    """One showroom with what stands in it today."""
    return _page(request, _visible(request, room_id))


@require_POST
@requires(Permission.FAIR_EDIT)
def act(request: HttpRequest, room_id: UUID, slug: str) -> HttpResponse:
    """Put a product in, take one out, or close the room."""
    room = _visible(request, room_id)
    if not request.user.may(Permission.FAIR_EDIT, of=room.custodian_id):
        raise Http404
    if slug == "bay":
        return _put_in(request, room)
    if slug == "dong-cua":
        return _on_day(request, room, slug, "Đã ghi ngày đóng cửa.")
    if slug == "lay-ra":
        return _on_day(request, room, slug, "Đã lấy ra.")
    raise Http404


def _put_in(request: HttpRequest, room: Showroom) -> HttpResponse:
    form = DisplayForm(request.POST, products=_products(request, room))
    if not form.is_valid():
        return _page(request, room, "bay", form)

    def do() -> str:
        given = form.cleaned_data
        actions.put_in(
            by=request.user,
            showroom=room,
            product=form.goods[given["product"]],
            since=given["since"],
            at=now(),
        )
        return _address(room)

    return _answered(request, room, "bay", form, do, "Đã bày sản phẩm.")


def _on_day(request: HttpRequest, room: Showroom, slug: str, said: str) -> HttpResponse:
    form = OnDayForm(request.POST)
    display = room.displays.filter(id=_id(request), shown_until=None).first()
    if slug == "lay-ra" and display is None:
        raise Http404
    if not form.is_valid():
        return _page(request, room, slug, form)

    def do() -> str:
        day = form.cleaned_data["on_day"]
        if display is not None and slug == "lay-ra":
            actions.take_out(by=request.user, display=display, on=day, at=now())
        else:
            actions.close_showroom(by=request.user, showroom=room, on=day, at=now())
        return _address(room)

    return _answered(request, room, slug, form, do, said)


def _answered(
    request: HttpRequest, room: Showroom, slug: str, form: Form, do: object, said: str
) -> HttpResponse:
    return done_or_told(
        request,
        f"showroom.{slug}",
        do,  # type: ignore[arg-type]
        form=form,
        again=lambda form: _page(request, room, slug, form),
        said=said,
    )


def _id(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("display", ""))
    except ValueError:
        return None


def _products(request: HttpRequest, room: Showroom) -> list[Product]:
    rows = products_visible_to(request.user).filter(custodian=room.custodian_id)
    standing = room.displays.filter(shown_until=None).values("product")
    free = rows.exclude(id__in=standing).select_related("establishment")
    return list(free.order_by(vietnamese("name"))[:MOST])


def _address(room: Showroom) -> str:
    return reverse("desk:showroom", args=[room.id])


def _visible(request: HttpRequest, room_id: UUID) -> Showroom:
    rows = queries.showrooms_visible_to(request.user).select_related("custodian", "place")
    room = rows.filter(id=room_id).first()
    if room is None:
        logger.warning("no showroom %s for user %s", room_id, request.user.id)
        raise Http404
    return room


def _form(request: HttpRequest, form: Form) -> HttpResponse:
    key = request.POST.get("key") or issue(request.user.id)
    told = {"form": form, "title": "Ghi phòng trưng bày", "key": key, **SECTION}
    return render(request, "desk/fairs/form.html", told, status=422 if form.errors else 200)


def _page(
    request: HttpRequest, room: Showroom, slug: str = "", form: Form | None = None
) -> HttpResponse:
    may_edit = request.user.may(Permission.FAIR_EDIT, of=room.custodian_id)
    is_open = room.closed_on is None
    since = {"since": format_date(today()), "on_day": format_date(today())}
    told = {
        "room": room,
        "displays": list(queries.displays_of(room, today())),
        "may_edit": may_edit and is_open,
        "display_form": (
            form
            if slug == "bay"
            else DisplayForm(products=_products(request, room), initial=since)
            if may_edit and is_open
            else None
        ),
        "day_form": form if slug in ("dong-cua", "lay-ra") else OnDayForm(initial=since),
        "today": today(),
        "faulty": form,
        "key": request.POST.get("key") or issue(request.user.id),
        **SECTION,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "desk/fairs/showroom.html", told, status=status)
