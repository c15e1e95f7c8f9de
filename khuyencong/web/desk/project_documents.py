"""The official documents of a đề án: what can be printed now, and what is put forward to sign."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.office import actions
from khuyencong.office.states import About
from khuyencong.projects.models import Project
from khuyencong.projects.queries import visible_to
from khuyencong.projects.queries.documents import Paper, documents_of, paper_of
from khuyencong.registry.models import Organisation
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once
from khuyencong.web.desk.office import FORMS


@require_safe
@requires(Permission.PROJECT_READ)
def documents(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Every document that the đề án can tell now, with those already made of it."""
    project = _visible(request, project_id)
    found = documents_of(project, today())
    told = {
        "project": project,
        "rows": [(one, one.may_draft(request.user)) for one in found.offered],
        "blanks": found.basis.blanks,
        "section": "projects",
        "key": issue(request.user.id),
    }
    return render(request, "desk/office/project.html", told)


@require_safe
@requires(Permission.PROJECT_READ)
def document_file(request: HttpRequest, project_id: UUID, code: str, form: str) -> HttpResponse:
    """One document as it would be printed now, without a number."""
    project = _visible(request, project_id)
    paper = _paper(project, code, request.GET.get("ve", ""))
    if form not in FORMS:
        raise Http404
    write, media = FORMS[form]
    disposition = content_disposition_header(form == "docx", f"{project.code}-{code}.{form}")
    headers = {"Content-Disposition": disposition}
    return HttpResponse(write(paper.make()), content_type=media, headers=headers)


@require_POST
@requires(Permission.PROJECT_READ)
def draft(request: HttpRequest, project_id: UUID, code: str) -> HttpResponse:
    """Put a document forward to be signed, with the words that it has now."""
    project = _visible(request, project_id)
    paper = _paper(project, code, request.POST.get("ve", ""))
    back = reverse("desk:project-documents", args=[project.id])
    kind = paper.kind
    if kind is None:
        raise Http404

    def do() -> str:
        row = actions.draft(
            by=request.user,
            kind=kind,
            body=Organisation.objects.get(id=paper.body.id),
            about=About(paper.about_kind, paper.about, project.id),
            words=paper.make(),
            tail=paper.body.tail,
            at=now(),
        )
        return reverse("desk:office-document", args=[row.id])

    return done_once(request, "document.draft", do, back=back, said="Đã trình ký.")


def _visible(request: HttpRequest, project_id: UUID) -> Project:
    project = visible_to(request.user).filter(id=project_id).first()
    if project is None:
        raise Http404
    return project


def _paper(project: Project, code: str, about: str) -> Paper:
    try:
        key = UUID(about) if about else None
    except ValueError as error:
        raise Http404 from error
    paper = paper_of(project, today(), code, key)
    if paper is None:
        raise Http404
    return paper
