"""Results of a year for everybody, and the records that each count rests on."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khuyencong.publishing.queries.results import (
    UNKNOWN,
    as_public,
    country,
    records_behind,
    results_in,
    years_with_results,
)
from khuyencong.values.measures import MEASURES
from khuyencong.values.vocabulary import Activity
from khuyencong.web.access import public
from khuyencong.web.portal.kept import kept_page

ROWS = 50
KNOWN = {one.value: one.label for one in Activity} | {"": UNKNOWN}


@require_safe
@public
def results(request: HttpRequest) -> HttpResponse:
    """What a year came to, by content: each count leads to its records."""

    def told() -> dict[str, Any]:
        years = years_with_results()
        year = _year(request, years)
        whole = country()
        sums = results_in(whole, year) if whole and year else []
        return {"years": years, "year": year, "sums": sums, "section": "results"}

    return kept_page(request, "portal/results.html", told)


@require_safe
@public
def result_rows(request: HttpRequest) -> HttpResponse:
    """The records behind one count."""

    def told() -> dict[str, Any]:
        measure, content = request.GET.get("chi-tieu", ""), request.GET.get("noi-dung", "")
        whole, year = country(), _year(request, years_with_results())
        if measure not in MEASURES or content not in KNOWN or whole is None or not year:
            raise Http404
        rows = records_behind(whole, year, measure, content)
        page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
        asked = urlencode({"nam": year, "chi-tieu": measure, "noi-dung": content})
        return {
            "measure": MEASURES[measure],
            "content": KNOWN[content],
            "year": year,
            "page": page,
            "rows": [as_public(row, measure) for row in page],
            "query": f"{asked}&",
            "section": "results",
        }

    return kept_page(request, "portal/result_rows.html", told)


def _year(request: HttpRequest, years: list[int]) -> int | None:
    typed = request.GET.get("nam", "")
    if typed.isascii() and typed.isdigit() and len(typed) == 4 and int(typed) in years:
        return int(typed)
    return years[0] if years else None
