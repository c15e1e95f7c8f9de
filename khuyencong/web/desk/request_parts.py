"""The parts of a request: typed, saved as they are, held against the law while one types."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.applications import actions, queries, rules
from khuyencong.applications.forms.requests import FORMS, PaperForm, PartForm, typed_before
from khuyencong.applications.models import Request
from khuyencong.applications.queries import RequestView
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.requests import SECTION, taken_by, visible
from khuyencong.web.request_words import NAMES, NEXT, as_typed, to_mend
from khuyencong.web.typed_stamp import stamp_in


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REQUEST_PREPARE)
def part(request: HttpRequest, request_id: UUID, part: str) -> HttpResponse:
    """One part of the request; every button keeps what was typed, one only asks the law."""
    one = taken_by(request, request_id, Permission.REQUEST_PREPARE)
    if part not in FORMS:
        raise Http404
    if request.method != "POST":
        form = FORMS[part](initial=typed_before(one, part))
        if not rules.may_prepare(request.user, one):
            return redirect("desk:request", one.id)
        return _part(request, one, part, form)
    form = FORMS[part](request.POST)
    form.is_valid()
    if "xem" in request.POST:
        return _part(request, one, part, form, looks=True)
    return _saved(request, one, part, form)


def _saved(request: HttpRequest, one: Request, part: str, form: PartForm) -> HttpResponse:
    """Save what could be read and what could not; the form comes back where something is wrong."""

    def do() -> str:
        actions.save_answers(
            by=request.user,
            request=one,
            seen=stamp_in(request),
            answers=form.answers(),
            typed=form.unread(),
            at=now(),
        )
        if form.errors:
            return reverse("desk:request-part", args=[one.id, part])
        goes_on = "tiep" in request.POST
        if goes_on and part == "kinh-phi":
            return reverse("desk:request-papers", args=[one.id])
        if goes_on:
            return reverse("desk:request-part", args=[one.id, NEXT[part]])
        return reverse("desk:request", args=[one.id])

    def again(form: Any) -> HttpResponse:
        return _part(request, one, part, form, is_refused=True)

    said = "" if form.errors else "Đã lưu."
    answer = done_or_told(request, "request.save", do, form=form, again=again, said=said)
    if answer.status_code != 302 or not form.errors:
        return answer
    messages.warning(request, "Đã lưu như đã gõ; chỗ có báo lỗi cần sửa trước khi gửi.")
    return _part(request, one, part, form)


def _part(
    request: HttpRequest,
    one: Request,
    part: str,
    form: PartForm,
    *,
    looks: bool = False,
    is_refused: bool = False,
) -> HttpResponse:
    """Return the page of a part, with what the law says to what is typed now."""
    saved, trial = visible(request, one.id), visible(request, one.id)
    view = queries.request_view(as_typed(trial, form), today())
    said = rules.said_of(saved)
    is_changed = is_refused and stamp_in(request) != saved.stamp
    told = {
        "part": part,
        "name": NAMES[part],
        "form": form,
        "request_": saved,
        "view": view,
        "returned": to_mend(view, part),
        "saved": [(rules.LABELS[n], said[n]) for n in rules.PARTS[part]] if is_changed else [],
        "who": User.objects.filter(id=saved.changed_by).first() if is_changed else None,
        "stamp": request.POST.get("stamp", "") if looks else saved.stamp,
        "key": request.POST.get("key", "") if looks else issue(request.user.id),
        "looks": looks,
        "law_day": today(),
        **SECTION,
    }
    return render(request, "desk/request_part.html", told, status=422 if form.errors else 200)


# --- papers --------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REQUEST_PREPARE)
def papers(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The papers of a request: what is asked for, what stands there, one more."""
    one = taken_by(request, request_id, Permission.REQUEST_PREPARE)
    if request.method != "POST":
        if not rules.may_prepare(request.user, one):
            return redirect("desk:request", one.id)
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
        return reverse("desk:request-papers", args=[one.id])

    return done_or_told(
        request,
        "paper.add",
        do,
        form=form,
        again=lambda form: _papers(request, one, form),
        said="Đã nhận tệp.",
    )


def _papers(request: HttpRequest, one: Request, form: Any) -> HttpResponse:
    view = queries.request_view(one, today())
    marked = view.returned.missing if view.returned else []
    told = {
        "form": form,
        "request_": one,
        "view": view,
        "marked": marked,
        "keys": {one: issue(request.user.id) for one in _acted_on(view)},
        "key": issue(request.user.id),
        **SECTION,
    }
    return render(request, "desk/request_papers.html", told, status=422 if form.errors else 200)


def _acted_on(view: RequestView) -> list[UUID]:
    """Return the ids of the papers and uses that bear a button."""
    earlier = [paper.id for one in view.papers for paper in one.earlier]
    return [*earlier, *(use.id for use in view.uses)]


@require_POST
@requires(Permission.REQUEST_PREPARE)
def use_again(request: HttpRequest, request_id: UUID, paper_id: UUID) -> HttpResponse:
    """Put a paper that was handed in before to the request."""
    one = taken_by(request, request_id, Permission.REQUEST_PREPARE)
    paper = queries.papers_visible_to(request.user).filter(id=paper_id).first()
    if paper is None:
        raise Http404
    back = reverse("desk:request-papers", args=[one.id])

    def do() -> str:
        actions.reuse_for_request(by=request.user, request=one, paper=paper, at=now())
        return back

    return done_once(request, "paper.use", do, back=back, said="Đã dùng lại giấy đã nộp.")


@require_POST
@requires(Permission.REQUEST_PREPARE)
def take_off(request: HttpRequest, request_id: UUID, use_id: UUID) -> HttpResponse:
    """Take a paper off the request; it can be used again."""
    one = taken_by(request, request_id, Permission.REQUEST_PREPARE)
    use = queries.uses_of(queries.ABOUT, one.id).filter(id=use_id).first()
    back = reverse("desk:request-papers", args=[one.id])
    if use is None:
        raise Http404

    def do() -> str:
        actions.take_off_request(by=request.user, request=one, use=use, at=now())
        return back

    return done_once(request, "paper.take_off", do, back=back, said="Đã bỏ giấy khỏi đề nghị.")


@require_safe
@requires(Permission.REQUEST_READ)
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """The very file of a paper, as a download; never shown inside a page of ours."""
    one = queries.papers_visible_to(request.user).filter(id=paper_id).first()
    if one is None:
        raise Http404
    return HttpResponse(
        queries.stored_bytes(one),
        content_type=one.media_type,
        headers={"Content-Disposition": content_disposition_header(True, one.file_name) or ""},
    )
