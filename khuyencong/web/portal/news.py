"""News, bulletins and calls for everybody: lists, the page of one, its picture."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khuyencong.competitions.queries.catalogue import official_rounds
from khuyencong.competitions.queries.rounds import open_calls
from khuyencong.core import blobs
from khuyencong.core.clock import today
from khuyencong.publishing.models import Publication
from khuyencong.publishing.queries.publications import (
    NEWS_KINDS,
    calls,
    in_public,
    public_picture,
    public_publication,
    said_in_public,
)
from khuyencong.publishing.rules.calls import state_on
from khuyencong.publishing.states import PublicationKind
from khuyencong.web.access import public
from khuyencong.web.portal.kept import kept_page
from khuyencong.web.portal.words import words_asked

ROWS = 20


@require_safe
@public
def news(request: HttpRequest) -> HttpResponse:
    """News and bulletins, the newest first."""

    def told() -> dict[str, Any]:
        words = words_asked(request)
        rows = said_in_public(in_public(*NEWS_KINDS), words)
        page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
        return {"page": page, "words": words, "section": "news"}

    return kept_page(request, "portal/news.html", told)


@require_safe
@public
def news_item(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """One piece of news, as it stands in public now; 404 once it is taken back."""

    def told() -> dict[str, Any]:
        one = _found(publication_id, *NEWS_KINDS)
        near = in_public(*NEWS_KINDS).exclude(id=one.id)[:4]
        return {"one": one, "version": one.shown, "near": list(near), "section": "news"}

    return kept_page(request, "portal/news_item.html", told)


@require_safe
@public
def call_list(request: HttpRequest) -> HttpResponse:
    """What is called for: open and to come, the votes that take dossiers, what is over."""

    def told() -> dict[str, Any]:
        day = today()
        living, closed, count = calls(day)
        return {
            "living": [(one, state_on(one.shown, day)) for one in living if one.shown],
            "closed": closed,
            "closed_count": count,
            "votes": list(open_calls(day)[:20]),
            "official": list(official_rounds()[:5]),
            "day": day,
            "section": "calls",
        }

    return kept_page(request, "portal/calls.html", told)


@require_safe
@public
def call(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """One call with its days and where to go."""

    def told() -> dict[str, Any]:
        one, day = _found(publication_id, PublicationKind.CALL), today()
        assert one.shown is not None  # it stands in public
        state = state_on(one.shown, day)
        return {"one": one, "version": one.shown, "state": state, "day": day, "section": "calls"}

    return kept_page(request, "portal/call.html", told)


@require_safe
@public
def picture(request: HttpRequest, publication_id: UUID, kind: str) -> HttpResponse:
    """The picture of what stands in public: "nho" as lists show it, "lon" as its page does."""
    if kind not in ("nho", "lon"):
        raise Http404
    sha256 = public_picture(publication_id, small=kind == "nho")
    try:
        with blobs.open(sha256) as file:
            response = HttpResponse(file.read(), content_type="image/jpeg")
    except FileNotFoundError as error:
        raise Http404 from error
    response["Cache-Control"] = "public, no-cache"
    return response


def _found(publication_id: UUID, *kinds: str) -> Publication:
    one = public_publication(publication_id, *kinds)
    if one is None:
        raise Http404
    return one
