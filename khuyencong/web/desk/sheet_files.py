"""Sheets that leave the desk: templates, lists that come in again, the file with its marks."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.ingestion.actions import batches
from khuyencong.ingestion.formats import NotTaken
from khuyencong.ingestion.queries.lists import exported_columns, exported_rows
from khuyencong.ingestion.sheet_kinds import KINDS
from khuyencong.sheets import Kind
from khuyencong.sheets.writing import write_list, write_template
from khuyencong.values.dates import VIETNAM
from khuyencong.web.access import requires
from khuyencong.web.desk.sheets import visible

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: What a list of a kind asks of who reads it.
READS = {
    "establishments": Permission.ESTABLISHMENT_READ,
    "past_projects": Permission.PROJECT_READ,
    "needs": Permission.NEED_READ,
    "entries": Permission.VOTING_READ,
}


@require_safe
@requires(Permission.SHEET_IMPORT)
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty sheet of a kind, with one row as an example."""
    return sheet_file(write_template(_kind(kind)), f"mau-{kind}.xlsx")


@require_safe
@requires(Permission.SHEET_IMPORT)
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """All rows of a kind that the person sees, as a sheet that may be handed in again."""
    found = _kind(kind)
    if not found.goes_out:
        raise Http404
    if not request.user.may(READS.get(kind, Permission.RESULT_READ)):
        raise Http404
    at = now().astimezone(VIETNAM)
    said = f"Xuất lúc {at:%H:%M %d/%m/%Y}, trong phạm vi của người xuất."
    data = write_list(
        exported_columns(kind),
        exported_rows(kind, request.user, today()),
        title=found.label,
        said=said,
    )
    return sheet_file(data, f"{kind}-{at:%Y%m%d}.xlsx")


@require_safe
@requires(Permission.SHEET_IMPORT)
def marked(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """The same file back, a comment on each wrong cell."""
    batch = visible(request, batch_id)
    if not batch.summary:
        raise Http404
    try:
        data = batches.marked_file(batch)
    except NotTaken as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:sheet", batch.id)
    return sheet_file(data, f"{batch.file_name.rpartition('.')[0] or 'bang'} (ghi lỗi).xlsx")


def _kind(code: str) -> Kind:
    if code not in KINDS:
        raise Http404
    return KINDS[code]


def sheet_file(data: bytes, name: str) -> HttpResponse:
    """Return an .xlsx to be kept under a name."""
    answer = HttpResponse(data, content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer
