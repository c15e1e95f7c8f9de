"""A result is recorded, set right, withdrawn, by the form that its kind declares."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.projects.models import Line
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries import custodian_today
from khuyencong.registry.queries.establishments import establishments_visible_to
from khuyencong.registry.states import OrganisationKind
from khuyencong.results import actions, rules
from khuyencong.results.actions.recording import with_line
from khuyencong.results.forms.recording import ResultForm, initial_of
from khuyencong.results.kinds import KINDS, USUAL_VARIANT, Kind
from khuyencong.results.models import Result
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.custodians import bodies_of
from khuyencong.web.desk.results.listing import SECTION, line_of
from khuyencong.web.desk.results.page import page_with, recorded_by


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RESULT_RECORD)
def new(request: HttpRequest, kind_code: str) -> HttpResponse:
    """The form of a kind, of a line or by itself."""
    kind = KINDS.get(kind_code)
    if kind is None:
        raise Http404
    line = line_of(request, request.GET.get("dong", ""))
    keeper = line.project.custodian if line else _keeper(request)
    more: dict[str, Any] = {"kind": kind, "known": _known(request), "line": line}
    if request.method != "POST":
        return _form(request, ResultForm(initial=_first(kind, line), **more), kind, line)
    form = ResultForm(request.POST, **more)
    if not _is_sound(form, keeper):
        return _form(request, form, kind, line)

    def do() -> str:
        row = actions.record_result(by=request.user, told=form.told(keeper), at=now())
        return reverse("desk:result", args=[row.id])

    return done_or_told(
        request,
        "result.record",
        do,
        form=form,
        again=lambda form: _form(request, form, kind, line),
        said="Đã ghi kết quả.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RESULT_RECORD)
def amend(request: HttpRequest, result_id: UUID) -> HttpResponse:
    """Set a result right: the next version, with the reason."""
    row = recorded_by(request, result_id)
    kind = row.declared
    more: dict[str, Any] = {"known": _known(request), "line": row.line, "before": row}
    more["kind"] = kind
    if request.method != "POST":
        if row.superseded_at or row.withdrawn:
            return redirect("desk:result", row.id)
        return _form(request, ResultForm(initial=initial_of(row), **more), kind, row.line, row)
    form = ResultForm(request.POST, **more)
    if not _is_sound(form, row.custodian):
        return _form(request, form, kind, row.line, row)

    def do() -> str:
        reason = form.cleaned_data["reason"]
        said = form.told(row.custodian)
        after = actions.correct_result(
            by=request.user, result=row, told=said, reason=reason, at=now()
        )
        return reverse("desk:result", args=[after.id])

    return done_or_told(
        request,
        f"result.correct:{row.id}",
        do,
        form=form,
        again=lambda form: _form(request, form, kind, row.line, row),
        said="Đã ghi phiên bản mới; bản cũ vẫn xem được.",
    )


@require_POST
@requires(Permission.RESULT_RECORD)
def withdraw(request: HttpRequest, result_id: UUID) -> HttpResponse:
    """Say that a result was none."""
    row = recorded_by(request, result_id)
    reason = request.POST.get("reason", "")
    back = reverse("desk:result", args=[row.id])
    if not reason.strip():
        return page_with(request, row.id, withdraw_fault="Ghi lý do rút.")

    def do() -> str:
        last = actions.withdraw_result(by=request.user, result=row, reason=reason, at=now())
        return reverse("desk:result", args=[last.id])

    return done_once(
        request, f"result.withdraw:{row.id}", do, back=back, said="Đã rút kết quả: không tính nữa."
    )


def _is_sound(form: ResultForm, keeper: Organisation) -> bool:
    """Return whether the form is whole and the rules find no fault; what they find is told."""
    if not form.is_valid():
        return False
    roster = bool(form.before and form.before.has_roster)
    faults = rules.faults(with_line(form.told(keeper)), today(), with_roster=roster)
    form.take(faults)
    return not form.errors


def _known(request: HttpRequest) -> Any:
    return establishments_visible_to(request.user).select_related("commune")


def _keeper(request: HttpRequest) -> Organisation:
    """Return the body that will answer for the record: of a centre, its Sở; 404 for none."""
    body = bodies_of(request.user, Permission.RESULT_RECORD).select_related("parent").first()
    if body is None:
        raise Http404
    if body.kind == OrganisationKind.CENTRE and body.parent is not None:
        body = body.parent
    return custodian_today(body, today())


def _first(kind: Kind, line: Line | None) -> dict[str, Any]:
    """Return what a line says already, so that nothing is typed again."""
    if line is None:
        return {}
    first: dict[str, Any] = {"what": line.what, "content": line.content}
    variant = USUAL_VARIANT.get(line.item, "") if line.item else ""
    if kind.variant_name(variant):
        first["variant"] = variant
    if line.establishment and kind.lists_establishments:
        first["firms"] = line.establishment.tax_code or line.establishment.name
    return first


def _form(
    request: HttpRequest,
    form: ResultForm,
    kind: Kind,
    line: Line | None,
    row: Result | None = None,
) -> HttpResponse:
    told = {
        "form": form,
        "kind": kind,
        "line": line,
        "result": row,
        "key": request.POST.get("key") or issue(request.user.id),
        **SECTION,
    }
    return render(request, "desk/results/form.html", told, status=422 if form.errors else 200)
