"""What is registered for a plan: listed, told in three parts, sent."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.plans import actions
from khuyencong.plans.actions import Account
from khuyencong.plans.forms.registrations import AccountForm, BeginForm, SendForm
from khuyencong.plans.models import Registration
from khuyencong.plans.queries import registrations_visible_to
from khuyencong.plans.queries.pages import names_of
from khuyencong.plans.queries.registrations import (
    UNVERIFIED_FORM,
    last_day,
    list_of,
    may_be_listed,
    sums_of,
)
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.desk.plans.finding import bodies_of, receivers, section, visible_registration

ROWS = 30
PARTS = ("last_year", "this_year", "next_year")


@require_safe
@requires(Permission.PLAN_READ)
def registrations(request: HttpRequest) -> HttpResponse:
    """The registrations of the person's bodies, and those sent to them."""
    rows = registrations_visible_to(request.user).select_related("registrar", "owner")
    page = Paginator(rows.order_by("-year", "registrar__name"), ROWS)
    told = {
        "page": page.get_page(request.GET.get("trang")),
        "may_prepare": bool(bodies_of(request, Permission.PLAN_PREPARE)),
        **section("registrations"),
    }
    return render(request, "desk/plans/registrations.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_PREPARE)
def new(request: HttpRequest) -> HttpResponse:
    """Begin a registration; where it is there already, go to it."""
    bodies = bodies_of(request, Permission.PLAN_PREPARE)
    form = BeginForm(
        request.POST if request.method == "POST" else None,
        bodies=bodies,
        owners=receivers(bodies),
        initial={"year": today().year + 1},
    )
    if not form.is_valid():
        return _form(request, form, "desk/plans/registration_open.html")

    def do() -> str:
        row = actions.open_registration(
            by=request.user,
            registrar=form.body("registrar"),
            owner=form.body("owner"),
            year=form.cleaned_data["year"],
            at=now(),
        )
        return reverse("desk:registration", args=[row.id])

    return done_or_told(
        request,
        "registration.open",
        do,
        form=form,
        again=lambda f: _form(request, f, "desk/plans/registration_open.html"),
        said="",
    )


@require_safe
@requires(Permission.PLAN_READ)
def registration(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """One registration: its account in three parts, and its list."""
    return _page(request, visible_registration(request, registration_id))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_PREPARE)
def amend(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """Write the three parts and tick the list."""
    row = visible_registration(request, registration_id, Permission.PLAN_PREPARE)
    start = {name: getattr(row, name) for name in PARTS} | {
        "version": row.version,
        "projects": [str(key) for key in row.rows.values_list("project_id", flat=True)],
    }
    form = AccountForm(
        request.POST if request.method == "POST" else None,
        offered=may_be_listed(row),
        initial=start,
    )
    if not form.is_valid():
        return _form(request, form, "desk/plans/registration_form.html", row)

    def do() -> str:
        given = form.cleaned_data
        actions.tell_registration(
            by=request.user,
            registration=row,
            account=Account(**{name: given[name] for name in PARTS}),
            projects=form.chosen(),
            seen=given["version"],
            at=now(),
        )
        return reverse("desk:registration", args=[row.id])

    return done_or_told(
        request,
        "registration.tell",
        do,
        form=form,
        again=lambda f: _form(request, f, "desk/plans/registration_form.html", row),
        said="Đã ghi đăng ký.",
    )


@require_POST
@requires(Permission.PLAN_SUBMIT)
def send(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """Send it with the number of its letter."""
    row = visible_registration(request, registration_id, Permission.PLAN_SUBMIT)
    form = SendForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form)

    def do() -> str:
        given = form.cleaned_data
        told = {"letter": given["letter"], "seen": given["version"], "at": now()}
        actions.send_registration(by=request.user, registration=row, **told)
        return reverse("desk:registration", args=[row.id])

    return done_or_told(
        request,
        "registration.send",
        do,
        form=form,
        again=lambda f: _page(request, row, f),
        said="Đã gửi đăng ký.",
    )


def _page(request: HttpRequest, row: Registration, form: SendForm | None = None) -> HttpResponse:
    rows = list_of(row)
    deadline = last_day(row, today())
    user = request.user
    told = {
        "registration": row,
        "rows": rows,
        "sums": sums_of(rows),
        "parts": _parts(row),
        "deadline": deadline,
        "is_late": deadline is not None and not row.sent_at and today() > deadline,
        "unverified_form": UNVERIFIED_FORM,
        "may_amend": not row.sent_at and user.may(Permission.PLAN_PREPARE, of=row.registrar_id),
        "may_send": not row.sent_at and user.may(Permission.PLAN_SUBMIT, of=row.registrar_id),
        "form": form or SendForm(initial={"version": row.version}),
        "people": names_of([row.sent_by]),
        "key": request.POST.get("key") or issue(user.id),
        **section("registrations"),
    }
    status = 422 if form and form.errors else 200
    return render(request, "desk/plans/registration.html", told, status=status)


def _parts(row: Registration) -> list[tuple[str, str]]:
    return [
        (f"Kết quả năm {row.year - 2}", row.last_year),
        (f"Tình hình năm {row.year - 1}", row.this_year),
        (f"Mục tiêu năm {row.year}", row.next_year),
    ]


def _form(
    request: HttpRequest, form: object, template: str, row: Registration | None = None
) -> HttpResponse:
    told = {
        "form": form,
        "registration": row,
        "key": request.POST.get("key") or issue(request.user.id),
        **section("registrations"),
    }
    status = 422 if form.is_bound and form.errors else 200  # type: ignore[attr-defined]
    return render(request, template, told, status=status)
