"""Bodies on the desk: the staffing table of a day, a body's page, what is told of it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.accounts.queries import roles_known_to
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.registry import rules
from khuyencong.registry.actions import bodies as actions
from khuyencong.registry.actions.bodies import (
    AgreementTold,
    CollaboratorTold,
    FactTold,
    HeadsTold,
    StaffTold,
)
from khuyencong.registry.forms.bodies import (
    AgreementForm,
    CollaboratorForm,
    DayForm,
    FactForm,
    HeadsForm,
    LeaveForm,
    ReachForm,
    RevenueForm,
    ServiceForm,
    StaffForm,
)
from khuyencong.registry.models import (
    Agreement,
    BodyFact,
    BodyRevenue,
    Collaborator,
    Organisation,
    StaffMember,
)
from khuyencong.registry.queries import bodies as queries
from khuyencong.registry.queries.staffing import staffings
from khuyencong.registry.states import OrganisationKind
from khuyencong.values.dates import format_date
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told

ROWS = 50
SECTION = {"section": "bodies"}
SHOWN = (
    OrganisationKind.NATIONAL_CENTRE,
    OrganisationKind.CENTRE,
    OrganisationKind.SERVICE,
)
logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.ORGANISATION_READ)
def bodies(request: HttpRequest) -> HttpResponse:
    """The centres and service organisations in scope, with who worked there on a day."""
    form, day, found = narrowed(request)
    scope = queries.bodies_in_scope(request.user)
    above = queries.in_order(scope.exclude(kind__in=SHOWN).on(day))
    page = Paginator(found, ROWS).get_page(request.GET.get("trang"))
    lines = staffings(page.object_list, day)
    told = {
        "form": form,
        "day": day,
        "page": page,
        "lines": [lines[body.id] for body in page],
        "above": above,
        "query": f"ngay={day:%d/%m/%Y}&",
        **SECTION,
    }
    return render(request, "desk/bodies/list.html", told, status=422 if form.errors else 200)


def narrowed(request: HttpRequest) -> tuple[DayForm, date, list[Organisation]]:
    """Return the day of an address, and the centres and service organisations of it in scope."""
    form, day = _day(request)
    scope = queries.bodies_in_scope(request.user)
    return form, day, queries.in_order(scope.filter(kind__in=SHOWN).on(day))


def _day(request: HttpRequest) -> tuple[DayForm, date]:
    form = DayForm(request.GET or None, initial={"ngay": format_date(today())})
    typed = form.cleaned_data["ngay"] if form.is_valid() else None
    return form, typed or today()


@require_safe
@requires(Permission.ORGANISATION_READ)
def body(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """A body on a day: names, missions, staff, roles, money, premises, helpers, agreements."""
    one = _visible(request, body_id)
    form, day = _day(request)
    user = request.user
    told = {
        "form": form,
        "page": queries.body_page(user, one, day),
        "may_edit": rules.may_edit_body(user, one.id),
        "may_keep_staff": rules.may_keep_staff(user, one.id),
        "roles": roles_known_to(user, one, day),
        "tellings": [(slug, telling.label) for slug, telling in TELLINGS.items()],
        "is_today": day == today(),
        **SECTION,
    }
    return render(request, "desk/bodies/page.html", told, status=422 if form.errors else 200)


@dataclass(frozen=True)
class Telling:
    """One form of a body: its words, its form, what it does, and whose right it needs."""

    label: str
    said: str
    form: type[Form]
    do: Callable[[HttpRequest, Organisation, Any], object]
    of_people: bool = False


def _heads(request: HttpRequest, one: Organisation, form: HeadsForm) -> object:
    given = form.cleaned_data
    told = HeadsTold(body=one, day=given["day"], source=given["source"], counts=form.counts())
    return actions.tell_heads(by=request.user, told=told, at=now())


def _fact(request: HttpRequest, one: Organisation, form: Form) -> object:
    told = FactTold(body=one, **form.cleaned_data)
    return actions.tell_fact(by=request.user, told=told, at=now())


def _revenue(request: HttpRequest, one: Organisation, form: Form) -> object:
    return actions.tell_revenue(by=request.user, body=one, at=now(), **form.cleaned_data)


def _agreement(request: HttpRequest, one: Organisation, form: AgreementForm) -> object:
    told = AgreementTold(body=one, partner_body=form.partner_body(), **form.cleaned_data)
    return actions.tell_agreement(by=request.user, told=told, at=now())


def _staff(request: HttpRequest, one: Organisation, form: Form) -> object:
    given = dict(form.cleaned_data)
    name = given.pop("name")
    told = StaffTold(**given)
    return actions.enter_staff(by=request.user, body=one, name=name, told=told, at=now())


def _collaborator(request: HttpRequest, one: Organisation, form: CollaboratorForm) -> object:
    names = ("name", "allowance", "valid_from", "source")
    given = {name: form.cleaned_data[name] for name in names}
    told = CollaboratorTold(commune=form.place, **given)
    return actions.enter_collaborator(by=request.user, body=one, told=told, at=now())


def _service(request: HttpRequest, one: Organisation, form: Form) -> object:
    return actions.enter_service_organisation(
        by=request.user, parent=one, at=now(), **form.cleaned_data
    )


TELLINGS: dict[str, Telling] = {
    "so-nguoi": Telling("Ghi bảng số người", "Đã ghi bảng số người.", HeadsForm, _heads),
    "dieu-biet": Telling("Ghi nhiệm vụ, trụ sở, thiết bị", "Đã ghi.", FactForm, _fact),
    "lien-he": Telling("Ghi điện thoại, thư điện tử", "Đã ghi.", ReachForm, _fact),
    "nguon-thu": Telling("Ghi nguồn thu một năm", "Đã ghi nguồn thu.", RevenueForm, _revenue),
    "phoi-hop": Telling("Ghi thỏa thuận phối hợp", "Đã ghi.", AgreementForm, _agreement),
    "to-chuc-dich-vu": Telling("Thêm tổ chức dịch vụ", "Đã thêm.", ServiceForm, _service),
    "nguoi": Telling("Ghi một người làm việc", "Đã ghi.", StaffForm, _staff, True),
    "cong-tac-vien": Telling(
        "Ghi một cộng tác viên", "Đã ghi.", CollaboratorForm, _collaborator, True
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ORGANISATION_EDIT)
def tell(request: HttpRequest, body_id: UUID, slug: str) -> HttpResponse:
    """Tell something of a body."""
    one = _visible(request, body_id)
    telling = TELLINGS.get(slug)
    if telling is None or not _may_tell(request, one, telling):
        raise Http404
    form = telling.form(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _form(request, one, telling.label, form)

    def do() -> str:
        telling.do(request, one, form)
        return reverse("desk:body", args=[one.id])

    return done_or_told(
        request,
        f"body.{slug}",
        do,
        form=form,
        again=lambda form: _form(request, one, telling.label, form),
        said=telling.said,
    )


def _may_tell(request: HttpRequest, one: Organisation, telling: Telling) -> bool:
    may = rules.may_keep_staff if telling.of_people else rules.may_edit_body
    return may(request.user, one.id)


#: By the word of an address: the rows that may be ended or taken back there.
ROWS_OF: dict[str, type[Any]] = {
    "dieu": BodyFact,
    "phoi-hop": Agreement,
    "nguon-thu": BodyRevenue,
}


@require_POST
@requires(Permission.ORGANISATION_EDIT)
def take_back(request: HttpRequest, body_id: UUID, kind: str, row_id: UUID) -> HttpResponse:
    """Take back what was told wrongly of a body."""
    one = _visible(request, body_id)
    model = ROWS_OF.get(kind)
    row = model.objects.filter(organisation=one, id=row_id).first() if model else None
    if row is None or not rules.may_edit_body(request.user, one.id):
        raise Http404
    back = reverse("desk:body", args=[one.id])

    def do() -> str:
        actions.take_back(by=request.user, row=row, at=now())
        return back

    return done_once(request, "body.take_back", do, back=back, said="Đã bỏ dòng này.")


#: What may end: it held from a day on.
ENDING = ("dieu", "phoi-hop")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ORGANISATION_EDIT)
def end(request: HttpRequest, body_id: UUID, kind: str, row_id: UUID) -> HttpResponse:
    """Say from which day a fact or an agreement no longer holds."""
    one = _visible(request, body_id)
    model = ROWS_OF[kind] if kind in ENDING else None
    row = model.objects.filter(organisation=one, id=row_id, superseded_at=None) if model else None
    found = row.first() if row is not None else None
    if found is None or not rules.may_edit_body(request.user, one.id):
        raise Http404
    form = LeaveForm(request.POST or None)
    title = f"Kết thúc: {found}"
    if request.method != "POST" or not form.is_valid():
        return _form(request, one, title, form)

    def do() -> str:
        actions.end_row(by=request.user, row=found, on=form.cleaned_data["on"], at=now())
        return reverse("desk:body", args=[one.id])

    return done_or_told(
        request,
        "body.end_row",
        do,
        form=form,
        again=lambda form: _form(request, one, title, form),
        said="Đã ghi ngày kết thúc.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ORGANISATION_STAFF)
def erase(request: HttpRequest, body_id: UUID, of: str, row_id: UUID) -> HttpResponse:
    """Erase the name of somebody who works, helps, or did: the counts stay."""
    one = _visible(request, body_id)
    seen = {
        "nguoi": queries.staff_visible_to,
        "cong-tac-vien": queries.collaborators_visible_to,
    }.get(of)
    rows = seen(request.user).filter(organisation=one, id=row_id) if seen else None
    row = rows.select_related("organisation").first() if rows is not None else None
    if row is None or not rules.may_keep_staff(request.user, one.id):
        raise Http404
    if request.method != "POST":
        told = {"body": one, "row": row, "key": issue(request.user.id), **SECTION}
        return render(request, "desk/bodies/erase.html", told)
    back = reverse("desk:body", args=[one.id])

    def do() -> str:
        actions.erase_name(by=request.user, row=row, at=now())
        return back

    return done_once(
        request, "body.erase_name", do, back=back, said="Đã xóa tên; số đếm giữ nguyên."
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ORGANISATION_STAFF)
def person(request: HttpRequest, body_id: UUID, member_id: UUID) -> HttpResponse:
    """One person: a new degree, contract or field from a day on."""
    one, member = _member(request, body_id, member_id)
    form = StaffForm(request.POST or None, initial=_as_typed(member), is_change=True)
    if request.method != "POST" or not form.is_valid():
        return _person(request, one, member, form)

    def do() -> str:
        told = StaffTold(**form.cleaned_data)
        actions.change_staff(by=request.user, member=member, told=told, at=now())
        return reverse("desk:body", args=[one.id])

    return done_or_told(
        request,
        "staff.change",
        do,
        form=form,
        again=lambda form: _person(request, one, member, form),
        said="Đã ghi thay đổi.",
    )


@require_POST
@requires(Permission.ORGANISATION_STAFF)
def person_left(request: HttpRequest, body_id: UUID, member_id: UUID) -> HttpResponse:
    """Say that a person left."""
    one, member = _member(request, body_id, member_id)
    leaving = LeaveForm(request.POST)
    form = StaffForm(initial=_as_typed(member), is_change=True)
    if not leaving.is_valid():
        return _person(request, one, member, form, leaving)

    def do() -> str:
        actions.leave(by=request.user, row=member, on=leaving.cleaned_data["on"], at=now())
        return reverse("desk:body", args=[one.id])

    return done_or_told(
        request,
        "staff.leave",
        do,
        form=leaving,
        again=lambda leaving: _person(request, one, member, form, leaving),
        said="Đã ghi ngày thôi việc.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ORGANISATION_STAFF)
def collaborator_left(request: HttpRequest, body_id: UUID, helper_id: UUID) -> HttpResponse:
    """Say that a collaborator no longer helps."""
    one = _visible(request, body_id)
    found = queries.collaborators_visible_to(request.user).filter(
        organisation=one, id=helper_id, superseded_at=None, valid_until=None
    )
    helper = found.select_related("commune", "organisation").first()
    if helper is None:
        raise Http404
    form = LeaveForm(request.POST or None)
    title = f"Thôi làm cộng tác viên: {_name(helper)}"
    if request.method != "POST" or not form.is_valid():
        return _form(request, one, title, form)

    def do() -> str:
        actions.leave(by=request.user, row=helper, on=form.cleaned_data["on"], at=now())
        return reverse("desk:body", args=[one.id])

    return done_or_told(
        request,
        "collaborator.leave",
        do,
        form=form,
        again=lambda form: _form(request, one, title, form),
        said="Đã ghi ngày thôi.",
    )


def _name(helper: Collaborator) -> str:
    return f"{helper.masked}, {helper.commune}"


def _member(
    request: HttpRequest, body_id: UUID, member_id: UUID
) -> tuple[Organisation, StaffMember]:
    one = _visible(request, body_id)
    found = queries.staff_visible_to(request.user).filter(
        organisation=one, id=member_id, superseded_at=None, valid_until=None
    )
    member = found.select_related("organisation").first()
    if member is None:
        raise Http404
    return one, member


def _as_typed(member: StaffMember) -> dict[str, Any]:
    names = ("degree", "contract", "field", "at_base")
    return {name: getattr(member, name) for name in names}


def _visible(request: HttpRequest, body_id: UUID) -> Organisation:
    rows = queries.bodies_in_scope(request.user).select_related("place", "parent")
    one = rows.filter(id=body_id).first()
    if one is None:
        logger.warning("no body %s for user %s", body_id, request.user.id)
        raise Http404
    return one


def _form(request: HttpRequest, one: Organisation, title: str, form: Any) -> HttpResponse:
    key = request.POST.get("key") or issue(request.user.id)
    told = {"body": one, "title": title, "form": form, "key": key, **SECTION}
    return render(request, "desk/bodies/form.html", told, status=422 if form.errors else 200)


def _person(
    request: HttpRequest,
    one: Organisation,
    member: StaffMember,
    form: Any,
    leaving: Any = None,
) -> HttpResponse:
    told = {
        "body": one,
        "member": member,
        "form": form,
        "leaving": leaving or LeaveForm(auto_id="leave_%s"),
        "keys": [issue(request.user.id) for _ in range(2)],
        **SECTION,
    }
    faulty = form.errors or (leaving and leaving.errors)
    return render(request, "desk/bodies/person.html", told, status=422 if faulty else 200)
