"""A publication is begun, and its next version written; its picture is drawn anew before."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from khuyencong.accounts.permissions import Permission
from khuyencong.competitions.queries.pictures import Drawn, drawn
from khuyencong.competitions.queries.rounds import public_rounds
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.core.refusal import Refused
from khuyencong.publishing import actions
from khuyencong.publishing.actions import PublicationTold
from khuyencong.publishing.forms.publications import CallForm, PublicationForm, initial_of
from khuyencong.publishing.models import Publication, PublicationVersion
from khuyencong.publishing.queries.publications import publications_visible_to
from khuyencong.publishing.states import PublicationKind
from khuyencong.registry.models import Organisation
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.desk.custodians import bodies_of
from khuyencong.web.desk.news.kinds import SLUGS
from khuyencong.web.typed_stamp import stamp_in


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.NEWS_WRITE)
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a publication of one's own body."""
    kind = SLUGS.get(slug)
    body = bodies_of(request.user, Permission.NEWS_WRITE).first()
    if kind is None or body is None:
        raise Http404
    form = form_for(request, kind, body)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, kind)
    picture = _picture(form)
    if form.errors:
        return _form(request, form, kind)

    def do() -> str:
        told = PublicationTold(**form.told(), picture=picture)
        made = actions.draft(by=request.user, custodian=body, kind=kind, told=told, at=now())
        return reverse("desk:publication", args=[made.id])

    return done_or_told(
        request,
        "publication.draft",
        do,
        form=form,
        again=lambda form: _form(request, form, kind),
        said="Đã lưu bản thảo. Người khác có quyền sẽ đăng.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.NEWS_WRITE)
def amend(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """Write the next version; what stands in public stays until this one is published."""
    rows = publications_visible_to(request.user).filter(id=publication_id)
    one = rows.select_related("custodian").first()
    if one is None or not request.user.may(Permission.NEWS_WRITE, of=one.custodian_id):
        raise Http404
    last = one.versions.order_by("-number").first()
    assert last is not None  # it begins with one
    kind = PublicationKind(one.kind)
    form = form_for(request, kind, one.custodian, before=last)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, kind, one)
    picture = _picture(form)
    if form.errors:
        return _form(request, form, kind, one)

    def do() -> str:
        told = PublicationTold(**form.told(), picture=picture)
        seen = stamp_in(request)
        actions.revise(by=request.user, publication=one, seen=seen, told=told, at=now())
        return reverse("desk:publication", args=[one.id])

    return done_or_told(
        request,
        "publication.revise",
        do,
        form=form,
        again=lambda form: _form(request, form, kind, one),
        said="Đã lưu bản mới.",
    )


def form_for(
    request: HttpRequest,
    kind: PublicationKind,
    body: Organisation,
    before: PublicationVersion | None = None,
) -> PublicationForm:
    """Return the form of a kind, filled with the version before where there is one."""
    told: dict[str, Any] = {"before": before, "initial": initial_of(before) if before else None}
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    if kind is PublicationKind.CALL:
        rounds = public_rounds().filter(custodian=body)
        return CallForm(*given, rounds=rounds, **told)
    return PublicationForm(*given, **told)


def _picture(form: PublicationForm) -> Drawn | None:
    """Return the picture drawn anew; what is wrong with it stands at its field."""
    file = form.cleaned_data["picture"]
    if not file:
        return None
    try:
        return drawn(file.read())
    except Refused as refusal:
        form.add_error("picture", str(refusal))
        return None


def _form(
    request: HttpRequest,
    form: Any,
    kind: PublicationKind,
    one: Publication | None = None,
) -> HttpResponse:
    told = {
        "form": form,
        "kind": kind,
        "publication": one,
        "stamp": request.POST.get("stamp") or (one.stamp if one else ""),
        "key": request.POST.get("key") or issue(request.user.id),
        "section": "news",
    }
    status = 422 if form.errors else 200
    return render(request, "desk/news/form.html", told, status=status)
