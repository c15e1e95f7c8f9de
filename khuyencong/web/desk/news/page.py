"""One publication on the desk: as it would stand in public, its versions, what may be done."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.core import blobs
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.publishing import actions
from khuyencong.publishing.forms.publications import TakeBackForm
from khuyencong.publishing.models import Publication
from khuyencong.publishing.queries.publications import (
    PublicationPage,
    publication_page,
    publications_visible_to,
)
from khuyencong.publishing.rules.calls import state_on
from khuyencong.publishing.rules.permissions import may_publish, may_take_back, may_write
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.typed_stamp import stamp_in


@require_safe
@requires(Permission.NEWS_READ)
def publication(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """The last version as the public would read it, beside what happened to it."""
    return _page(request, _found(request, publication_id), TakeBackForm())


@require_POST
@requires(Permission.NEWS_PUBLISH)
def publish(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """Put the last version in public."""
    one = _found(request, publication_id)
    here = reverse("desk:publication", args=[one.id])

    def do() -> str:
        actions.publish(by=request.user, publication=one, seen=stamp_in(request), at=now())
        return here

    said = "Đã đăng: mọi người đọc được từ lúc này."
    return done_once(request, "publication.publish", do, back=here, said=said)


@require_POST
@requires(Permission.NEWS_PUBLISH)
def take_back(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """Take it out of the public, with a reason."""
    one = _found(request, publication_id)
    form = TakeBackForm(request.POST)
    if not form.is_valid():
        return _page(request, one, form)

    def do() -> str:
        reason = form.cleaned_data["reason"]
        actions.take_back(
            by=request.user, publication=one, seen=stamp_in(request), reason=reason, at=now()
        )
        return reverse("desk:publication", args=[one.id])

    return done_or_told(
        request,
        "publication.take_back",
        do,
        form=form,
        again=lambda form: _page(request, one, form),
        said="Đã gỡ: không ai còn đọc được bài này trên cổng.",
    )


@require_safe
@requires(Permission.NEWS_READ)
def picture(request: HttpRequest, publication_id: UUID, number: int) -> HttpResponse:
    """The picture of a version, a draft's too."""
    one = _found(request, publication_id)
    sha256 = one.versions.filter(number=number).values_list("picture", flat=True).first()
    try:
        with blobs.open(sha256 or "") as file:
            return HttpResponse(file.read(), content_type="image/jpeg")
    except FileNotFoundError as error:
        raise Http404 from error


def _found(request: HttpRequest, publication_id: UUID) -> Publication:
    rows = publications_visible_to(request.user).select_related("custodian", "shown")
    one = rows.filter(id=publication_id).first()
    if one is None:
        raise Http404
    return one


def _page(request: HttpRequest, one: Publication, form: TakeBackForm) -> HttpResponse:
    view: PublicationPage = publication_page(one)
    user, last = request.user, view.last
    told = {
        "view": view,
        "publication": one,
        "version": last,
        "call_state": state_on(last, today()),
        "names": dict(User.objects.filter(id__in=view.people()).values_list("id", "full_name")),
        "may_write": may_write(user, one.custodian_id),
        "may_publish": not view.is_current and may_publish(user, one.custodian_id, last),
        "is_own": last.by == user.id and user.may(Permission.NEWS_PUBLISH, of=one.custodian_id),
        "may_take_back": one.shown_id and may_take_back(user, one.custodian_id),
        "form": form,
        "key": issue(user.id),
        "section": "news",
    }
    return render(request, "desk/news/page.html", told, status=422 if form.errors else 200)
