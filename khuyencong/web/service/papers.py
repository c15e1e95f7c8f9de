"""The papers of a request: what is asked for, what stands there, what was handed in before."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.applications import actions, queries, rules
from khuyencong.applications.forms.requests import PaperForm
from khuyencong.applications.models import Request
from khuyencong.applications.queries import RequestView
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.web.access import signed_in
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.service.requests import own


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def papers(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The papers, and one more: a plain form, which needs no script."""
    one = own(request, request_id)
    if request.method != "POST":
        if not rules.may_prepare(request.user, one):
            return redirect("service:request", one.id)
        form = PaperForm(kinds=queries.kinds(), initial={"kind": request.GET.get("loai", "")})
        return _papers(request, one, form)
    form = PaperForm(request.POST, request.FILES, kinds=queries.kinds())
    if not form.is_valid():
        return _papers(request, one, form)
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
        return reverse("service:papers", args=[one.id])

    return done_or_told(
        request,
        "paper.add",
        do,
        form=form,
        again=lambda form: _papers(request, one, form),
        said="Đã nhận tệp.",
    )


def _papers(request: HttpRequest, one: Request, form: Any) -> HttpResponse:
    view = queries.request_view(one, today(), request.user)
    told = {
        "form": form,
        "request_": one,
        "view": view,
        "marked": view.returned.missing if view.returned else [],
        "keys": {id: issue(request.user.id) for id in _acted_on(view)},
        "key": issue(request.user.id),
        "tab": "home",
    }
    return render(request, "service/papers.html", told, status=422 if form.errors else 200)


def _acted_on(view: RequestView) -> list[UUID]:
    """Return the ids of the papers and uses that bear a button."""
    earlier = [paper.id for one in view.papers for paper in one.earlier]
    return [*earlier, *(use.id for use in view.uses)]


@require_POST
@signed_in
def use_again(request: HttpRequest, request_id: UUID, paper_id: UUID) -> HttpResponse:
    """Put a paper that was handed in before to the request."""
    one = own(request, request_id)
    found = queries.papers_visible_to(request.user).filter(id=paper_id).first()
    if found is None:
        raise Http404
    back = reverse("service:papers", args=[one.id])

    def do() -> str:
        actions.reuse_for_request(by=request.user, request=one, paper=found, at=now())
        return back

    return done_once(request, "paper.use", do, back=back, said="Đã dùng lại giấy đã nộp.")


@require_POST
@signed_in
def take_off(request: HttpRequest, request_id: UUID, use_id: UUID) -> HttpResponse:
    """Take a paper off the request; it can be used again."""
    one = own(request, request_id)
    use = queries.uses_of(queries.ABOUT, one.id).filter(id=use_id).first()
    if use is None:
        raise Http404
    back = reverse("service:papers", args=[one.id])

    def do() -> str:
        actions.take_off_request(by=request.user, request=one, use=use, at=now())
        return back

    return done_once(request, "paper.take_off", do, back=back, said="Đã bỏ giấy khỏi đề nghị.")


@require_safe
@signed_in
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """The very file of a paper, as a download; never shown inside a page of ours."""
    rows = queries.papers_visible_to(request.user).filter(id=paper_id)
    one = rows.filter(establishment__in=request.user.represents()).first()
    if one is None:
        raise Http404
    return HttpResponse(
        queries.stored_bytes(one),
        content_type=one.media_type,
        headers={"Content-Disposition": content_disposition_header(True, one.file_name) or ""},
    )
