"""One result: what it tells, what it counts for, its papers, its people, its versions."""

import logging
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.applications.forms.requests import PaperForm
from khuyencong.applications.models import PaperKind
from khuyencong.applications.queries import kinds as paper_kinds
from khuyencong.applications.queries import stored_bytes
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.registry.queries.establishments import establishments_visible_to
from khuyencong.results import actions, queries, rules
from khuyencong.results.forms.rosters import COLUMNS, RosterForm
from khuyencong.results.models import Result
from khuyencong.results.queries import ResultPage, masked
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.results.listing import SECTION

logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.RESULT_READ)
def result(request: HttpRequest, result_id: UUID) -> HttpResponse:
    """One result, the version that was asked for."""
    return page_with(request, result_id)


def page_with(
    request: HttpRequest,
    result_id: UUID,
    *,
    form: PaperForm | None = None,
    withdraw_fault: str = "",
) -> HttpResponse:
    """Return the page of a result; a faulty form stands where it was."""
    user = request.user
    found = _page(request, result_id)
    row = found.result
    may_record = rules.may_record(user, row.custodian_id) and found.stands
    names = {kind.code: kind.name for kind in PaperKind.objects.all()}
    told = {
        "page": found,
        "result": row,
        "kind": row.declared,
        "may_record": may_record,
        "expected": [names[code] for code in found.expected if code in names],
        "people": [(one, masked(one.full_name)) for one in found.people],
        "names": dict(
            User.objects.filter(id__in={one.by for one in found.versions}).values_list(
                "id", "full_name"
            )
        ),
        "form": form or PaperForm(kinds=paper_kinds()),
        "withdraw_fault": withdraw_fault,
        "keys": [issue(user.id) for _ in range(2)] if may_record else ["", ""],
        "paper_keys": {use.id: issue(user.id) for use in found.papers} if may_record else {},
        **SECTION,
    }
    status = 422 if (form and form.errors) or withdraw_fault else 200
    return render(request, "desk/results/page.html", told, status=status)


@require_POST
@requires(Permission.RESULT_RECORD)
def add_paper(request: HttpRequest, result_id: UUID) -> HttpResponse:
    """Put a paper to a result."""
    row = recorded_by(request, result_id)
    form = PaperForm(request.POST, request.FILES, kinds=paper_kinds())
    if not form.is_valid():
        return page_with(request, row.id, form=form)
    file = form.cleaned_data["file"]

    def do() -> str:
        actions.add_evidence(
            by=request.user,
            result=row,
            kind=form.chosen,
            file_name=file.name or "",
            data=file.read(),
            at=now(),
        )
        return reverse("desk:result", args=[row.id])

    return done_or_told(
        request,
        "result.paper",
        do,
        form=form,
        again=lambda form: page_with(request, row.id, form=form),
        said="Đã nhận tệp.",
    )


@require_POST
@requires(Permission.RESULT_RECORD)
def take_off_paper(request: HttpRequest, result_id: UUID, use_id: UUID) -> HttpResponse:
    """Take a paper off a result; it stays on record."""
    row = recorded_by(request, result_id)
    use = next((one for one in queries.evidence_of(row) if one.id == use_id), None)
    if use is None:
        raise Http404
    back = reverse("desk:result", args=[row.id])

    def do() -> str:
        actions.take_off_evidence(by=request.user, result=row, use=use, at=now())
        return back

    return done_once(request, "result.take_off", do, back=back, said="Đã bỏ giấy khỏi kết quả.")


@require_safe
@requires(Permission.RESULT_READ)
def paper(request: HttpRequest, result_id: UUID, use_id: UUID) -> HttpResponse:
    """The very file of a paper of a result, as a download."""
    found = _page(request, result_id)
    use = next((one for one in found.papers if one.id == use_id), None)
    if use is None:
        raise Http404
    return HttpResponse(
        stored_bytes(use.paper),
        content_type=use.paper.media_type,
        headers={
            "Content-Disposition": content_disposition_header(True, use.paper.file_name) or ""
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RESULT_RECORD)
def roster(request: HttpRequest, result_id: UUID) -> HttpResponse:
    """Paste the list of those who took part; its counts become those of the result."""
    row = recorded_by(request, result_id)
    if not row.declared.roster or (request.method != "POST" and row.superseded_at):
        return redirect("desk:result", row.id)
    known = establishments_visible_to(request.user).select_related("commune")
    form = RosterForm(request.POST or None, known=known)
    if request.method != "POST" or not form.is_valid():
        return _roster(request, row, form)
    given = form.cleaned_data

    def do() -> str:
        after = actions.put_roster(
            by=request.user, result=row, rows=given["rows"], reason=given["reason"], at=now()
        )
        return reverse("desk:result", args=[after.id])

    return done_or_told(
        request,
        f"result.roster:{row.id}",
        do,
        form=form,
        again=lambda form: _roster(request, row, form),
        said=f"Đã ghi danh sách {len(given['rows'])} dòng; số người, số lượt lấy từ danh sách.",
        at="rows",
    )


def _roster(request: HttpRequest, row: Result, form: RosterForm) -> HttpResponse:
    told = {
        "form": form,
        "result": row,
        "columns": COLUMNS,
        "key": request.POST.get("key") or issue(request.user.id),
        **SECTION,
    }
    return render(request, "desk/results/roster.html", told, status=422 if form.errors else 200)


def recorded_by(request: HttpRequest, result_id: UUID) -> Result:
    """Return a version of a result that the user may set right; 404 for any other.

    One that was superseded meanwhile is refused by the act, in words.
    """
    rows = queries.visible_to(request.user)
    kin = ("custodian", "owner", "place", "line__project__custodian", "line__project__owner")
    row = rows.select_related(*kin, "line__place").filter(id=result_id).first()
    if row is None or not rules.may_record(request.user, row.custodian_id):
        logger.warning("no result %s for user %s", result_id, request.user.id)
        raise Http404
    return row


def _page(request: HttpRequest, result_id: UUID) -> ResultPage:
    visible = queries.visible_to(request.user)
    row = visible.filter(id=result_id).first()
    people = row is not None and rules.may_record(request.user, row.custodian_id)
    found = queries.result_page(visible, result_id, people=people)
    if found is None:
        logger.warning("no result %s for user %s", result_id, request.user.id)
        raise Http404
    return found
