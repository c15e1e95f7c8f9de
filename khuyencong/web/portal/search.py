"""Search: in everything that is public, and inside the register of the law."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.core.clock import today
from khuyencong.publishing.queries.inside import inside_the_law
from khuyencong.publishing.queries.search import found_everywhere
from khuyencong.web.access import public
from khuyencong.web.portal.words import words_asked


@require_safe
@public
def everywhere(request: HttpRequest) -> HttpResponse:
    """What of news, calls, answers, law, places, products and đề án holds the words."""
    words = words_asked(request)
    told: dict[str, Any] = {"words": words, "section": "search"}
    told["found"] = found_everywhere(words, today()) if words else None
    return render(request, "portal/search.html", told)


@require_safe
@public
def inside(request: HttpRequest) -> HttpResponse:
    """Words inside the law: names and numbers, clauses in our words, parameters."""
    words, day = words_asked(request), today()
    told = {"words": words, "day": day, "found": inside_the_law(words, day)}
    return render(request, "portal/law_inside.html", told | {"section": "law-inside"})
