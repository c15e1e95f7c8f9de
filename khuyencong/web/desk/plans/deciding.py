"""A version is submitted, withdrawn, returned, approved: each on a page that shows what it does."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.plans import actions
from khuyencong.plans.forms.plans import DecisionForm, ReasonForm
from khuyencong.plans.models import PlanVersion
from khuyencong.plans.queries.pages import involvement, names_of, version_page
from khuyencong.plans.queries.versions import what_changes
from khuyencong.plans.states import VersionState
from khuyencong.values.dates import format_date
from khuyencong.values.money import amount_in_words
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.plans.finding import section, visible_version
from khuyencong.web.desk.plans.shown import columns_of, money_lines
from khuyencong.web.desk.projects.bars import SHORT


@require_POST
@requires(Permission.PLAN_SUBMIT)
def submit(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Submit the version whose fingerprint the page showed."""
    version = visible_version(request, version_id, Permission.PLAN_SUBMIT)

    def do() -> str:
        seen = request.POST.get("seen", "")
        actions.submit(by=request.user, version=version, seen=seen, at=now())
        return address_of(version)

    said = "Đã trình. Phiên bản chờ người có thẩm quyền phê duyệt."
    return done_once(request, "plan.submit", do, back=address_of(version), said=said)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_SUBMIT)
def withdraw(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Take a version back, with a reason."""
    version = visible_version(request, version_id, Permission.PLAN_SUBMIT)
    return _with_reason(request, version, "Rút phiên bản", actions.withdraw_version)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_APPROVE)
def give_back(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Return a submitted version, with a reason."""
    version = visible_version(request, version_id, Permission.PLAN_APPROVE)
    return _with_reason(request, version, "Trả lại để xếp lại", actions.return_version)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_APPROVE)
def approve(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Show exactly what the approval changes; approve what was shown, by its fingerprint."""
    version = visible_version(request, version_id, Permission.PLAN_APPROVE)
    start = {"seen": version.content_hash, "decided_on": format_date(today())}
    form = DecisionForm(request.POST if request.method == "POST" else None, initial=start)
    if not form.is_valid():
        return _approval(request, version, form)

    def do() -> str:
        given = form.cleaned_data
        actions.approve(by=request.user, version=version, at=now(), **given)
        return address_of(version)

    return done_or_told(
        request,
        "plan.approve",
        do,
        form=form,
        again=lambda f: _approval(request, version, f),
        said="Đã phê duyệt. Đề án trong danh mục được phê duyệt và nhận kinh phí.",
    )


def address_of(version: PlanVersion) -> str:
    """Return where a version is shown."""
    return f"{reverse('desk:plan', args=[version.plan_id])}?ban={version.number}"


def _with_reason(
    request: HttpRequest, version: PlanVersion, label: str, act: Callable[..., PlanVersion]
) -> HttpResponse:
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _reason_form(request, version, label, form)

    def do() -> str:
        told = {"reason": form.cleaned_data["reason"], "seen": request.POST.get("seen", "")}
        act(by=request.user, version=version, at=now(), **told)
        return address_of(version)

    return done_or_told(
        request,
        f"plan.{act.__name__}",
        do,
        form=form,
        again=lambda f: _reason_form(request, version, label, f),
        said="Đã ghi, kèm lý do.",
    )


def _reason_form(
    request: HttpRequest, version: PlanVersion, label: str, form: ReasonForm
) -> HttpResponse:
    told = {
        "version": version,
        "label": label,
        "form": form,
        "seen": request.POST.get("seen") or version.content_hash,
        "key": request.POST.get("key") or issue(request.user.id),
        **section("plans"),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/plans/reason.html", told, status=status)


def _approval(request: HttpRequest, version: PlanVersion, form: DecisionForm) -> HttpResponse:
    page = version_page(version, request.user)
    found = what_changes(version, page.plain)
    sources = page.sources
    moved = found.by_source
    told = {
        "version": version,
        "form": form,
        "shown": page,
        "changes": found,
        "entered": [(row, columns_of(row.amounts, sources)) for row in found.entered],
        "dropped": [(row, columns_of(row.amounts, sources)) for row in found.dropped],
        "money": money_lines(page),
        "moved": moved,
        "sum": sum(moved.values()),
        "in_words": amount_in_words(abs(sum(moved.values()))),
        "sources": [(source, SHORT[source]) for source in sources],
        "why_not": _why_not(request, version, page.plain),
        "is_submitted": version.state == VersionState.SUBMITTED,
        "people": names_of([version.drafted_by, version.submitted_by, version.decided_by]),
        "key": request.POST.get("key") or issue(request.user.id),
        **section("plans"),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/plans/approve.html", told, status=status)


def _why_not(request: HttpRequest, version: PlanVersion, plain: list) -> str:
    return involvement(version, request.user, plain)
