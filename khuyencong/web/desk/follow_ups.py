"""Supports that are due to be seen again, by who carries them out."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import today
from khuyencong.projects.queries.follow_ups import due_lines, with_lines
from khuyencong.projects.rules.follow_ups import HALF, YEARS
from khuyencong.web.access import requires

ROWS = 50


@require_safe
@requires(Permission.PROJECT_FOLLOW_UP)
def follow_ups(request: HttpRequest) -> HttpResponse:
    """The visits of the first, second, third year that are due and were not made."""
    due = due_lines(request.user, today())
    year = request.GET.get("nam", "")
    shown = [one for one in due if str(one.visit.year) == year] if year else due
    page = Paginator(shown, ROWS).get_page(request.GET.get("trang"))
    told = {
        "count": len(shown),
        "by_year": [(n, sum(one.visit.year == n for one in due)) for n in YEARS],
        "year": year,
        "page": page,
        "groups": with_lines(list(page.object_list), today()),
        "half": HALF,
        "query": f"nam={year}&" if year in map(str, YEARS) else "",
        "section": "follow-ups",
    }
    return render(request, "desk/follow_ups.html", told)
