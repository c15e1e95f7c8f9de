"""Plans and registrations as files: DOCX and PDF of the same draft."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import today
from khuyencong.documents import Document, write_docx, write_pdf
from khuyencong.plans.queries.pages import version_page
from khuyencong.plans.queries.papers import letter_of, submission_of
from khuyencong.plans.queries.registrations import list_of
from khuyencong.web.access import requires
from khuyencong.web.desk.plans.finding import visible_registration, visible_version

KINDS = {
    "docx": (
        write_docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "pdf": (write_pdf, "application/pdf"),
}


@require_safe
@requires(Permission.PLAN_READ)
def submission(request: HttpRequest, version_id: UUID, kind: str) -> HttpResponse:
    """The letter that submits a version, with its list."""
    version = visible_version(request, version_id)
    page = version_page(version, request.user)
    plan = version.plan
    name = f"to-trinh-ke-hoach-{plan.year}-phien-ban-{version.number}"
    return _file(submission_of(page, today()), name, kind)


@require_safe
@requires(Permission.PLAN_READ)
def letter(request: HttpRequest, registration_id: UUID, kind: str) -> HttpResponse:
    """The registration with its list."""
    row = visible_registration(request, registration_id)
    return _file(letter_of(row, list_of(row), today()), f"dang-ky-ke-hoach-{row.year}", kind)


def _file(document: Document, name: str, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    write, content_type = KINDS[kind]
    answer = HttpResponse(write(document), content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer
