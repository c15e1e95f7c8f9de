"""The first page: what a maker came for, what is new, what is open, the figures."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khuyencong.competitions.queries.rounds import open_calls
from khuyencong.core.clock import today
from khuyencong.publishing.queries.publications import NEWS_KINDS, in_public, open_calls_of
from khuyencong.publishing.queries.questions import answered_in_public
from khuyencong.web.access import public
from khuyencong.web.portal.kept import kept_page
from khuyencong.web.portal.national import headline
from khuyencong.web.public_sections import SERVICE, TRACK

#: The last day of the 63 provinces and of the district level (Nghị quyết 202/2025/QH15).
BEFORE_THE_MERGER = date(2025, 6, 30)
NEWS, CALLS, ANSWERS = 4, 5, 3


@require_safe
@public
def home(request: HttpRequest) -> HttpResponse:
    """The ways in for a maker; news, open calls, answers; the country's figures."""
    return kept_page(request, "portal/home.html", _told)


def _told() -> dict[str, Any]:
    day = today()
    return {
        "service": SERVICE,
        "track": TRACK,
        "news": list(in_public(*NEWS_KINDS)[:NEWS]),
        "calls": open_calls_of(day, CALLS),
        "votes": list(open_calls(day)[:CALLS]),
        "answers": list(answered_in_public()[:ANSWERS]),
        "figures": headline(),
        "section": "home",
    }
