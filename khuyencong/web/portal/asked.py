"""Questions and their answers, answered proposals: what was asked, what was said, nobody's name."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khuyencong.publishing.forms.questions import QuestionSearch
from khuyencong.publishing.queries.proposals import answered_proposals, saying
from khuyencong.publishing.queries.questions import answered_in_public
from khuyencong.web.access import public
from khuyencong.web.portal.kept import kept_page
from khuyencong.web.portal.words import words_asked

ROWS = 20


@require_safe
@public
def questions(request: HttpRequest) -> HttpResponse:
    """The questions answered in public, and where to ask."""

    def told() -> dict[str, Any]:
        form = QuestionSearch(request.GET or None)
        given = form.cleaned_data if form.is_valid() else {}
        rows = answered_in_public(given.get("q", ""), given.get("ve", ""))
        page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
        asked = {name: v for name in form.fields if (v := request.GET.get(name, ""))}
        query = f"{urlencode(asked)}&" if asked else ""
        return {"form": form, "page": page, "query": query, "section": "questions"}

    return kept_page(request, "portal/questions.html", told)


@require_safe
@public
def proposals(request: HttpRequest) -> HttpResponse:
    """The proposals that were answered: by whom, never of whom."""

    def told() -> dict[str, Any]:
        words = words_asked(request)
        rows = saying(answered_proposals(), words)
        page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
        return {"page": page, "words": words, "section": "proposals"}

    return kept_page(request, "portal/proposals.html", told)
