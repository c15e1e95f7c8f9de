"""Drafting: a đề án is begun, told anew, its lines put in and taken out, while it is a draft."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.core.refusal import Refused
from khuyencong.projects.actions import (
    LineTold,
    ProjectTold,
    draft_project,
    drop_line,
    put_line,
    rewrite_project,
)
from khuyencong.projects.actions.drafting import OPEN
from khuyencong.projects.forms.drafting import LineForm, ProjectForm
from khuyencong.projects.models import Line, Project
from khuyencong.projects.queries import visible_to
from khuyencong.projects.states import GONE, Level, ProjectKind
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries.establishments import establishments_visible_to
from khuyencong.registry.states import OrganisationKind
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.desk.custodians import bodies_of
from khuyencong.web.desk.projects.trying import Tried, try_line

NO_BODY = "Vai trò của anh/chị không gắn với đơn vị nào được soạn đề án."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PROJECT_DRAFT)
def new(request: HttpRequest) -> HttpResponse:
    """Begin a đề án."""
    keeper = _keeper(request)
    bodies = _near(keeper)
    if request.method != "POST":
        year = today().year + 1
        first = {"level": Level.LOCAL, "kind": ProjectKind.SINGLE, "first_year": year}
        return _form(request, ProjectForm(initial=first, bodies=bodies))
    form = ProjectForm(request.POST, bodies=bodies)
    if not form.is_valid():
        return _form(request, form)

    def do() -> str:
        told = ProjectTold(**form.told())
        owner = owner_of(told.level, keeper)
        one = draft_project(by=request.user, custodian=keeper, owner=owner, told=told, at=now())
        return reverse("desk:project", args=[one.id])

    return done_or_told(
        request,
        "project.draft",
        do,
        form=form,
        again=lambda form: _form(request, form),
        said="Đã mở bản thảo. Bây giờ thêm từng dòng hỗ trợ.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PROJECT_DRAFT)
def amend(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Tell a draft anew."""
    project = _drafted(request, project_id)
    bodies = _near(project.custodian)
    if request.method != "POST":
        form = ProjectForm(initial=ProjectForm.initial_of(project), bodies=bodies)
        return _form(request, form, project)
    form = ProjectForm(request.POST, bodies=bodies)
    if not form.is_valid():
        return _form(request, form, project)
    back = reverse("desk:project", args=[project.id])

    def do() -> str:
        _same_level(project, form.cleaned_data["level"])
        rewrite_project(
            by=request.user,
            project=project,
            told=ProjectTold(**form.told()),
            at=now(),
            seen=form.cleaned_data["version"],
        )
        return back

    return done_or_told(
        request,
        f"project.rewrite:{project.id}",
        do,
        form=form,
        again=lambda form: _form(request, form, project),
        said="Đã sửa bản thảo.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PROJECT_DRAFT)
def line(request: HttpRequest, project_id: UUID, line_id: UUID | None = None) -> HttpResponse:
    """Put a line into a draft, or tell one anew; “xem” tries it by the law and keeps nothing."""
    project = _drafted(request, project_id)
    one = _line(project, line_id) if line_id else None
    known = establishments_visible_to(request.user).select_related("commune")
    if request.method != "POST":
        first = LineForm.initial_of(one) if one else _first(project)
        form = LineForm(initial=first | {"version": project.version}, known=known, project=project)
        return _line_form(request, form, one)
    form = LineForm(request.POST, known=known, project=project)
    if not form.is_valid():
        return _line_form(request, form, one)
    if "xem" in request.POST:
        tried = try_line(project, LineTold(**form.told()), today())
        return _line_form(request, form, one, tried)
    back = f"{reverse('desk:project', args=[project.id])}#cac-dong"

    def do() -> str:
        put_line(
            by=request.user,
            project=project,
            told=LineTold(**form.told(), **_kept(one)),
            line=one,
            at=now(),
            seen=form.cleaned_data["version"],
        )
        return back

    return done_or_told(
        request,
        f"project.line:{one.id if one else project.id}",
        do,
        form=form,
        again=lambda form: _line_form(request, form, one),
        said="Đã ghi dòng hỗ trợ.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PROJECT_DRAFT)
def drop(request: HttpRequest, project_id: UUID, line_id: UUID) -> HttpResponse:
    """Take a line out of a draft."""
    project = _drafted(request, project_id)
    one = _line(project, line_id)
    back = f"{reverse('desk:project', args=[project.id])}#cac-dong"

    def do() -> str:
        typed = request.POST.get("version", "")
        seen = int(typed) if typed.isascii() and typed.isdigit() else None
        drop_line(by=request.user, line=one, at=now(), seen=seen)
        return back

    def page(form: Form | None = None) -> HttpResponse:
        faults = list(form.non_field_errors()) if form else []
        told = {"project": project, "line": one, "faults": faults, **_key(request)}
        status = 422 if faults else 200
        return render(request, "desk/projects/drop_line.html", told, status=status)

    if request.method != "POST":
        return page()
    said = "Đã bỏ dòng khỏi bản thảo."
    act = f"project.drop:{one.id}"
    return done_or_told(request, act, do, form=Form({}), again=page, said=said)


def _keeper(request: HttpRequest) -> Organisation:
    """Return the body that answers for what the person drafts: the Sở that his centre is under."""
    bodies = bodies_of(request.user, Permission.PROJECT_DRAFT).select_related("parent")
    body = bodies.first()
    if body is None:
        raise Http404(NO_BODY)
    above = body.parent
    held = above and request.user.may(Permission.PROJECT_DRAFT, of=above.id)
    return above if above and held else body


def owner_of(level: str, keeper: Organisation) -> Organisation:
    """Return in whose plan it stands: the province's own, or the national agency's."""
    if level == Level.NATIONAL:
        return Organisation.objects.get(kind=OrganisationKind.AGENCY)
    return keeper


def _same_level(project: Project, level: str) -> None:
    if project.level != level:
        raise Refused(
            "Bản thảo đã mang mã của kế hoạch này: muốn chuyển sang kế hoạch kia"
            " thì soạn đề án mới."
        )


def _near(keeper: Organisation) -> Any:
    rows = Organisation.objects.filter(id=keeper.id) | Organisation.objects.filter(parent=keeper)
    return rows.distinct().order_by("name")


def _nothing() -> Any:
    return establishments_visible_to(None)


def _drafted(request: HttpRequest, project_id: UUID) -> Project:
    """Return a draft that the person may write in, else 404."""
    rows = visible_to(request.user).select_related("custodian__place", "owner", "implementer")
    project = rows.filter(id=project_id, state__in=OPEN).first()
    if project is None or not request.user.may(Permission.PROJECT_DRAFT, of=project.custodian_id):
        raise Http404
    return project


def _line(project: Project, line_id: UUID) -> Line:
    rows = project.lines.exclude(state__in=GONE).select_related("establishment", "request", "place")
    one: Line | None = rows.filter(id=line_id).first()
    if one is None:
        raise Http404
    return one


def _kept(one: Line | None) -> dict[str, Any]:
    """Return what the form does not ask of a line that stands: its request, and its place."""
    return {"request": one.request, "place": one.place} if one else {}


def _first(project: Project) -> dict[str, Any]:
    return {"year": project.first_year, "content": project.content, "quantity": 1}


def _form(request: HttpRequest, form: ProjectForm, project: Project | None = None) -> HttpResponse:
    told = {"form": form, "project": project, **_key(request)}
    status = 422 if form.errors else 200
    return render(request, "desk/projects/project_form.html", told, status=status)


def _line_form(
    request: HttpRequest, form: LineForm, one: Line | None, tried: Tried | None = None
) -> HttpResponse:
    told = {
        "form": form,
        "project": form.project,
        "line": one,
        "tried": tried,
        "local_fields": [form[n] for n in ("provincial", "commune", "district")],
        **_key(request),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/projects/line_form.html", told, status=status)


def _key(request: HttpRequest) -> dict[str, str]:
    return {"key": request.POST.get("key") or issue(request.user.id), "section": "projects"}
