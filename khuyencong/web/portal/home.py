"""The first page: what the programme is, where it works, and the way in."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.core.clock import today
from khuyencong.values.vocabulary import LEGAL_CONTENTS
from khuyencong.web.access import public
from khuyencong.web.portal.country import units_on
from khuyencong.web.portal.national import headline

#: The last day of the 63 provinces and of the district level (Nghị quyết 202/2025/QH15).
BEFORE_THE_MERGER = date(2025, 6, 30)


@require_safe
@public
def home(request: HttpRequest) -> HttpResponse:
    """What khuyến công is, its key figures, the country then and now, the search for a place."""
    told = {
        "contents": LEGAL_CONTENTS,
        "now": units_on(today()),
        "before": units_on(BEFORE_THE_MERGER),
        "figures": headline(),
        "section": "home",
    }
    return render(request, "portal/home.html", told)
