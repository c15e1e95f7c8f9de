"""Needs on the desk: the list, the visit form, what nobody answered."""

import logging
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.applications import actions, queries, rules
from khuyencong.applications.actions import NeedTold
from khuyencong.applications.forms.needs import CarryForm, DropForm, NeedFilter, NeedForm
from khuyencong.applications.models import Need
from khuyencong.applications.states import NeedState
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.registry.models import Establishment, Organisation
from khuyencong.registry.queries.establishments import found_by, standing
from khuyencong.values.dates import format_date
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.typed_stamp import stamp_in

ROWS = 30
#: So many establishments of one name are offered; who means another types more of it.
OFFERED = 12
logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.NEED_READ)
def needs(request: HttpRequest) -> HttpResponse:
    """The visible needs, as the sentence above the list says."""
    form, kept, rows = narrowed(request)
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    told = {
        "form": form,
        "page": page,
        "is_narrowed": bool(kept) or bool(form.errors),
        "query": f"{urlencode(kept)}&" if kept else "",
        "may_record": request.user.may(Permission.NEED_RECORD),
        **_section("needs"),
    }
    return render(request, "desk/needs.html", told, status=422 if form.errors else 200)


def narrowed(request: HttpRequest) -> tuple[NeedFilter, dict[str, str], QuerySet[Need]]:
    """Return the filter of an address, what of it holds, and the visible needs that it leaves."""
    visible = queries.needs_visible_to(request.user)
    form = NeedFilter(request.GET or None, years=queries.years_of(visible))
    kept = {k: v for k, v in form.cleaned_data.items() if v} if form.is_valid() else {}
    return form, kept, queries.listed_needs(_found(visible, kept))


def _found(rows: QuerySet[Need], asked: dict[str, str]) -> QuerySet[Need]:
    if asked.get("q"):
        named = found_by(standing(Establishment.objects.all()), asked["q"]).values("id")
        rows = rows.filter(establishment__in=named.order_by())
    if asked.get("nam"):
        rows = rows.filter(year=int(asked["nam"]))
    if asked.get("muc"):
        rows = rows.filter(item=asked["muc"])
    if asked.get("tinh_trang"):
        rows = rows.filter(state=asked["tinh_trang"])
    return rows


@require_safe
@requires(Permission.NEED_RECORD)
def choose(request: HttpRequest) -> HttpResponse:
    """Find the establishment that tells a need; only its name and commune are shown."""
    typed = " ".join(request.GET.get("q", "").replace("\0", "").split())[:120]
    found = list(queries.surveyed(request.user, typed)[:OFFERED]) if typed else []
    told = {
        "typed": typed,
        "found": found,
        "round": request.GET.get("dot", ""),
        "may_enter": request.user.may(Permission.ESTABLISHMENT_EDIT),
        **_section("needs"),
    }
    return render(request, "desk/need_choose.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.NEED_RECORD)
def new(request: HttpRequest, establishment_id: UUID) -> HttpResponse:
    """The visit form of one establishment, empty or as it came back."""
    one = _surveyed(request, establishment_id)
    custodian = queries.department_for(one, today())
    rounds = queries.open_rounds(request.user, one, custodian.id)
    first = {
        "year": today().year + 1,
        "visited_on": format_date(today()),
        "round": request.GET.get("dot") or (str(rounds[0].id) if len(rounds) == 1 else ""),
    }
    form = NeedForm(request.POST or None, initial=first, rounds=rounds)
    if request.method != "POST" or not form.is_valid():
        return _form(request, one, form)

    def do() -> str:
        told = NeedTold(establishment=one, **form.told())
        need = actions.record_need(by=request.user, told=told, at=now())
        return reverse("desk:need", args=[need.id])

    return done_or_told(
        request,
        "need.record",
        do,
        form=form,
        again=lambda form: _form(request, one, form),
        said="Đã ghi nhu cầu.",
    )


@require_safe
@requires(Permission.NEED_READ)
def need(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """One need, and what became of it."""
    return _page(request, _visible(request, need_id))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.NEED_RECORD)
def amend(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """Set a need right; who typed over somebody else's is told, and keeps what he typed."""
    one = _recorded(request, need_id)
    rounds = queries.open_rounds(request.user, one.establishment, one.custodian_id)
    rounds = [*rounds, *([one.round] if one.round and one.round not in rounds else [])]
    form = NeedForm(request.POST or None, initial=_as_typed(one), rounds=rounds)
    if request.method != "POST" or not form.is_valid():
        return _form(request, one.establishment, form, one)

    def do() -> str:
        told = NeedTold(establishment=one.establishment, **form.told())
        actions.amend_need(by=request.user, need=one, seen=stamp_in(request), told=told, at=now())
        return reverse("desk:need", args=[one.id])

    return done_or_told(
        request,
        "need.amend",
        do,
        form=form,
        again=lambda form: _form(request, one.establishment, form, one),
        said="Đã sửa nhu cầu.",
    )


@require_POST
@requires(Permission.NEED_RECORD)
def drop(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """Say that the establishment no longer wants it."""
    one = _recorded(request, need_id)
    form = DropForm(request.POST)
    if not form.is_valid():
        return _page(request, one, form)
    back = reverse("desk:need", args=[one.id])

    def do() -> str:
        reason = form.cleaned_data["reason"]
        actions.drop_need(by=request.user, need=one, reason=reason, at=now())
        return back

    return done_once(request, "need.drop", do, back=back, said="Đã ghi không còn nhu cầu.")


@require_POST
@requires(Permission.REQUEST_PREPARE)
def to_request(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """Let a need become a request; nothing is typed again."""
    one = _visible(request, need_id)
    if not request.user.may(Permission.REQUEST_PREPARE, of=one.custodian_id):
        raise Http404

    def do() -> str:
        begun = actions.request_from_need(by=request.user, need=one, at=now())
        return reverse("desk:request", args=[begun.id])

    back = reverse("desk:need", args=[one.id])
    said = "Đã lập đề nghị từ nhu cầu: những gì đã ghi được mang sang."
    return done_once(request, "need.to_request", do, back=back, said=said)


@require_safe
@requires(Permission.NEED_READ)
def unmet(request: HttpRequest) -> HttpResponse:
    """What no request answered in a year, by content, item and commune."""
    return _unmet(request)


def _unmet(request: HttpRequest, form: CarryForm | None = None) -> HttpResponse:
    visible = queries.needs_visible_to(request.user)
    years = queries.years_of(visible)
    year = _year(request, years)
    bodies = list(_carriers(request.user, visible, year))
    told = {
        "unmet": queries.unmet_needs(visible, year),
        "years": years,
        "year": year,
        "bodies": bodies,
        "form": form or CarryForm(initial={"from_year": year, "to_year": year + 1}),
        "key": request.POST.get("key") or issue(request.user.id),
        **_section("unmet"),
    }
    return render(request, "desk/needs_unmet.html", told, status=422 if form else 200)


def _year(request: HttpRequest, years: list[int]) -> int:
    typed = request.GET.get("nam", "")
    if typed.isascii() and typed.isdigit() and int(typed) in years:
        return int(typed)
    past = [year for year in years if year <= today().year]
    return past[0] if past else (years[-1] if years else today().year)


def _carriers(user: User, visible: QuerySet[Need], year: int) -> QuerySet[Organisation]:
    """Return the bodies whose open needs of a year the user may carry on."""
    waiting = visible.filter(year=year, state=NeedState.OPEN).values("custodian")
    bodies = Organisation.objects.filter(id__in=waiting)
    reach = user.custodians(Permission.REQUEST_PREPARE)
    return bodies if reach is None else bodies.filter(id__in=reach)


@require_POST
@requires(Permission.REQUEST_PREPARE)
def carry(request: HttpRequest) -> HttpResponse:
    """Carry the unmet needs of a year on; a second time nothing is left to carry."""
    form = CarryForm(request.POST)
    if not form.is_valid():
        return _unmet(request, form)
    from_year, to_year = form.cleaned_data["from_year"], form.cleaned_data["to_year"]
    bodies = list(_carriers(request.user, queries.needs_visible_to(request.user), from_year))
    years = {"from_year": from_year, "to_year": to_year, "at": now()}

    def do() -> str:
        for body in bodies:
            actions.carry_needs(by=request.user, custodian=body, **years)
        return f"{reverse('desk:needs')}?nam={to_year}"

    back = f"{reverse('desk:needs-unmet')}?nam={from_year}"
    said = f"Đã chuyển nhu cầu chưa đáp ứng của năm {from_year} sang {to_year}."
    return done_once(request, "need.carry", do, back=back, said=said)


def _visible(request: HttpRequest, need_id: UUID) -> Need:
    rows = queries.needs_visible_to(request.user)
    kin = ("establishment__custodian__parent", "commune", "round", "custodian", "carried_from")
    one = rows.select_related(*kin).filter(id=need_id).first()
    if one is None:
        logger.warning("no need %s for user %s", need_id, request.user.id)
        raise Http404
    return one


def _recorded(request: HttpRequest, need_id: UUID) -> Need:
    one = _visible(request, need_id)
    if not rules.may_record_needs(request.user, one.custodian_id):
        raise Http404
    return one


def _surveyed(request: HttpRequest, establishment_id: UUID) -> Establishment:
    rows = standing(Establishment.objects.filter(id=establishment_id))
    one = rows.select_related("commune", "custodian__parent").first()
    if one is None or not rules.may_record_needs(
        request.user, queries.department_for(one, today()).id
    ):
        logger.warning("no establishment %s for user %s", establishment_id, request.user.id)
        raise Http404
    return one


def _page(request: HttpRequest, one: Need, form: DropForm | None = None) -> HttpResponse:
    user = request.user
    requests = queries.listed_requests(queries.requests_visible_to(user).filter(need=one))
    is_open = one.state == NeedState.OPEN
    told = {
        "need": one,
        "requests": list(requests),
        "carried_to": Need.objects.filter(carried_from=one).first(),
        "may_amend": is_open and rules.may_record_needs(user, one.custodian_id),
        "may_request": is_open and user.may(Permission.REQUEST_PREPARE, of=one.custodian_id),
        "may_open": user.may(Permission.ESTABLISHMENT_READ, of=one.establishment.custodian_id),
        "form": form or DropForm(),
        "names": dict(User.objects.filter(id=one.by).values_list("id", "full_name")),
        "keys": [issue(user.id) for _ in range(2)],
        **_section("needs"),
    }
    return render(request, "desk/need.html", told, status=422 if form else 200)


def _form(
    request: HttpRequest, establishment: Establishment, form: NeedForm, one: Need | None = None
) -> HttpResponse:
    saved = Need.objects.get(id=one.id) if one else None
    told: dict[str, Any] = {
        "form": form,
        "establishment": establishment,
        "need": one,
        "saved": saved if saved and one and saved.stamp != stamp_in(request) else None,
        "stamp": saved.stamp if saved else "",
        "key": request.POST.get("key") or issue(request.user.id),
        **_section("needs"),
    }
    return render(request, "desk/need_form.html", told, status=422 if form.errors else 200)


def _as_typed(one: Need) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in NeedForm.base_fields if name != "round"}
    told["round"] = str(one.round_id or "")
    told["visited_on"] = format_date(one.visited_on)
    for name in ("cost", "own_money"):
        if told[name] is not None:
            told[name] = f"{told[name]:,}".replace(",", ".")
    return told


def _section(part: str) -> dict[str, str]:
    return {"section": "needs", "part": part}
