"""The papers of a request: what is asked for, what stands there, what was handed in before."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.applications import actions, queries, rules
from khuyencong.applications.forms.requests import PaperForm
from khuyencong.applications.models import Paper, Request
from khuyencong.applications.queries import RequestView
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.applying.face import Face


@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, request_id: UUID, face: Face) -> HttpResponse:
    """The papers, and one more: a plain form, which needs no script."""
    one = face.write(request, request_id)
    if request.method != "POST":
        if not rules.may_prepare(request.user, one):
            return redirect(face.url("request", one.id))
        form = PaperForm(kinds=queries.kinds(), initial={"kind": request.GET.get("loai", "")})
        return _page(request, face, one, form)
    form = PaperForm(request.POST, request.FILES, kinds=queries.kinds())
    if not form.is_valid():
        return _page(request, face, one, form)
    file = form.cleaned_data["file"]

    def do() -> str:
        actions.add_to_request(
            by=request.user,
            request=one,
            kind=form.chosen,
            file_name=file.name or "",
            data=file.read(),
            at=now(),
        )
        return face.url("request-papers", one.id)

    def again(form: Any) -> HttpResponse:
        return _page(request, face, one, form)

    return done_or_told(request, "paper.add", do, form=form, again=again, said="Đã nhận tệp.")


def _page(request: HttpRequest, face: Face, one: Request, form: PaperForm) -> HttpResponse:
    view = face.view(request, one, today())
    told = {
        "form": form,
        "request_": one,
        "home": face.url("request", one.id),
        "view": view,
        "marked": view.returned.missing if view.returned else [],
        "keys": {id: issue(request.user.id) for id in _acted_on(view)},
        "key": issue(request.user.id),
    }
    return face.page(request, "papers", told, status=422 if form.errors else 200)


def _acted_on(view: RequestView) -> list[UUID]:
    """Return the ids of the papers and uses that bear a button."""
    earlier = [paper.id for one in view.papers for paper in one.earlier]
    return [*earlier, *(use.id for use in view.uses)]


@require_POST
def use_again(request: HttpRequest, request_id: UUID, paper_id: UUID, face: Face) -> HttpResponse:
    """Put a paper that was handed in before to the request."""
    one, found = face.write(request, request_id), _paper(request, face, paper_id)
    back = face.url("request-papers", one.id)

    def do() -> str:
        actions.reuse_for_request(by=request.user, request=one, paper=found, at=now())
        return back

    return done_once(request, "paper.use", do, back=back, said="Đã dùng lại giấy đã nộp.")


@require_POST
def take_off(request: HttpRequest, request_id: UUID, use_id: UUID, face: Face) -> HttpResponse:
    """Take a paper off the request; it can be used again."""
    one = face.write(request, request_id)
    use = queries.uses_of(queries.ABOUT, one.id).filter(id=use_id).first()
    if use is None:
        raise Http404
    back = face.url("request-papers", one.id)

    def do() -> str:
        actions.take_off_request(by=request.user, request=one, use=use, at=now())
        return back

    return done_once(request, "paper.take_off", do, back=back, said="Đã bỏ giấy khỏi đề nghị.")


@require_safe
def paper(request: HttpRequest, paper_id: UUID, face: Face) -> HttpResponse:
    """The very file of a paper, as a download; never shown inside a page of ours."""
    one = _paper(request, face, paper_id)
    return HttpResponse(
        queries.stored_bytes(one),
        content_type=one.media_type,
        headers={"Content-Disposition": content_disposition_header(True, one.file_name) or ""},
    )


def _paper(request: HttpRequest, face: Face, paper_id: UUID) -> Paper:
    """Return a paper that this face shows, else 404."""
    one = face.papers(request).filter(id=paper_id).first()
    if one is None:
        raise Http404
    return one
