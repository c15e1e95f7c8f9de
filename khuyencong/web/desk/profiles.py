"""What an officer does with an establishment: enter, amend, move, tell, look at a number."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue, once
from khuyencong.registry import rules
from khuyencong.registry.actions import establishments as actions
from khuyencong.registry.actions.establishments import Particulars
from khuyencong.registry.actions.establishments.particulars import searched
from khuyencong.registry.forms.establishments import (
    ConfirmCommuneForm,
    FigureForm,
    ProfileForm,
    RevealForm,
)
from khuyencong.registry.models import Establishment
from khuyencong.registry.queries import establishments as queries
from khuyencong.registry.queries.twins import Twin, twins_of
from khuyencong.registry.states import FigureOf
from khuyencong.values.identifiers import masked_number
from khuyencong.web.access import requires
from khuyencong.web.acts import REFUSALS, done_once, done_or_told
from khuyencong.web.desk.custodians import bodies_of
from khuyencong.web.desk.establishments import page_of, visible

SHOWN_ONCE = "Số định danh đã hiện một lần cho lần bấm này. Cần xem lại thì ghi lý do lần nữa."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ESTABLISHMENT_EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """Enter an establishment; what looks like the same is shown before it is kept."""
    custodians = bodies_of(request.user, Permission.ESTABLISHMENT_EDIT)
    if request.method != "POST":
        return _form(request, ProfileForm(custodians=custodians))
    form = ProfileForm(request.POST, custodians=custodians)
    if not form.is_valid():
        return _form(request, form)
    alike: list[Twin] = []

    def do() -> str:
        # Within the act: a second click finds its key used, not its own record.
        alike[:] = [] if form.cleaned_data["is_another"] else _alike(request, form)
        if alike:
            raise rules.Refused("Xem các hồ sơ giống hồ sơ này trước khi ghi mới.")
        one = actions.register(
            by=request.user,
            custodian=form.cleaned_data["custodian"],
            told=Particulars(**form.told()),
            at=now(),
        )
        return reverse("desk:establishment", args=[one.id])

    return done_or_told(
        request,
        "establishment.register",
        do,
        form=form,
        again=lambda form: _form(request, form, alike=alike),
        said="Đã ghi cơ sở.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ESTABLISHMENT_EDIT)
def amend(request: HttpRequest, establishment_id: UUID) -> HttpResponse:
    """Amend an establishment; every state before stays in its history."""
    one = _kept(request, establishment_id)
    custodians = bodies_of(request.user, Permission.ESTABLISHMENT_EDIT)
    if request.method != "POST":
        initial = ProfileForm.initial_of(one) | {"seen": queries.current_version(one).id}
        form = ProfileForm(initial=initial, custodians=custodians, amended=True)
        return _form(request, form, one)
    form = ProfileForm(request.POST, custodians=custodians, amended=True)
    if not form.is_valid():
        return _form(request, form, one)

    def do() -> str:
        actions.amend(
            by=request.user,
            establishment=one,
            told=Particulars(**form.told()),
            at=now(),
            seen=form.cleaned_data["seen"],
        )
        return _address(one)

    return done_or_told(
        request,
        "establishment.amend",
        do,
        form=form,
        again=lambda form: _form(request, form, one),
        said="Đã sửa hồ sơ; bản trước còn trong lịch sử.",
    )


@require_POST
@requires(Permission.ESTABLISHMENT_EDIT)
def commune(request: HttpRequest, establishment_id: UUID) -> HttpResponse:
    """Confirm in which commune of today an old address lies."""
    one = _kept(request, establishment_id)
    places = [heir.place for heir in queries.proposed_communes(one, today())]
    form = ConfirmCommuneForm(request.POST, places=places)
    if not form.is_valid():
        return page_of(request, one, commune=form)

    def do() -> str:
        actions.confirm_commune(
            by=request.user, establishment=one, commune=form.cleaned_data["commune"], at=now()
        )
        return _address(one)

    said = "Đã xác nhận xã hôm nay; địa chỉ cũ còn trong lịch sử."
    return done_once(request, "establishment.commune", do, back=_address(one), said=said)


@require_POST
@requires(Permission.ESTABLISHMENT_EDIT)
def figure(request: HttpRequest, establishment_id: UUID) -> HttpResponse:
    """Tell capital and labour of a day."""
    one = _kept(request, establishment_id)
    form = FigureForm(request.POST)
    if not form.is_valid():
        return page_of(request, one, figure=form)
    given = form.cleaned_data
    told = {FigureOf.CHARTER_CAPITAL: given["capital"], FigureOf.LABOUR: given["labour"]}

    def do() -> str:
        for kind, value in told.items():
            if value is not None:
                actions.tell_figure(
                    by=request.user,
                    establishment=one,
                    kind=kind,
                    value=value,
                    day=given["day"],
                    at=now(),
                )
        return f"{_address(one)}#so-lieu"

    return done_or_told(
        request,
        "establishment.figure",
        do,
        form=form,
        again=lambda form: page_of(request, one, figure=form),
        said="Đã ghi số liệu.",
    )


@require_POST
@requires(Permission.ESTABLISHMENT_REVEAL)
def number(request: HttpRequest, establishment_id: UUID) -> HttpResponse:
    """Show the owner's personal number once, for the reason typed; every look is kept."""
    one = visible(request, establishment_id)
    if not rules.may_reveal(request.user, one):
        raise Http404
    form = RevealForm(request.POST)
    if not form.is_valid():
        return page_of(request, one, reveal=form)
    shown: list[str] = []

    def do() -> str:
        reason = form.cleaned_data["reason"]
        shown.append(
            actions.reveal_number(by=request.user, establishment=one, reason=reason, at=now())
        )
        return _address(one)

    try:
        once(request.user.id, request.POST.get("key", ""), "establishment.number", at=now(), do=do)
    except REFUSALS as refusal:
        form.add_error("reason", str(refusal))
        return page_of(request, one, reveal=form)
    if not shown:
        form.add_error("reason", SHOWN_ONCE)
        return page_of(request, one, reveal=form)
    return page_of(request, one, number=shown[0])


def _form(
    request: HttpRequest,
    form: ProfileForm,
    one: Establishment | None = None,
    alike: list[Twin] | None = None,
) -> HttpResponse:
    told = {
        "form": form,
        "establishment": one,
        "alike": alike or [],
        "key": request.POST.get("key") or issue(request.user.id),
        "section": "establishments",
        "part": "establishments",
    }
    status = 422 if form.errors else 200
    return render(request, "desk/establishment_form.html", told, status=status)


def _alike(request: HttpRequest, form: ProfileForm) -> list[Twin]:
    """Return what the reader sees and looks like what is typed; nothing is kept yet."""
    told = form.told()
    number = told.pop("owner_number") or ""
    typed = Establishment(**told, **searched(told["name"]), owner_mask=masked_number(number))
    found = twins_of(typed, today(), number=number)
    ids = [twin.other.id for twin in found]
    seen = set(
        queries.establishments_visible_to(request.user)
        .filter(id__in=ids)
        .values_list("id", flat=True)
    )
    return [twin for twin in found if twin.other.id in seen]


def _kept(request: HttpRequest, establishment_id: UUID) -> Establishment:
    """Return an establishment that the user may change, else 404."""
    one = visible(request, establishment_id)
    if not rules.may_keep(request.user, one.custodian_id):
        raise Http404
    return one


def _address(one: Establishment) -> str:
    return reverse("desk:establishment", args=[one.id])
