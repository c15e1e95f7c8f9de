"""How long each step takes: where đề án wait, and with whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import today
from khuyencong.projects.queries import visible_to
from khuyencong.projects.queries.durations import days_in_steps
from khuyencong.projects.queries.lists import years_of
from khuyencong.web.access import requires

WHOLE = 1000


@require_safe
@requires(Permission.PROJECT_READ)
def durations(request: HttpRequest) -> HttpResponse:
    """Days in each step: median, ninth decile, how many; by holder and by place."""
    years = years_of(visible_to(request.user))
    typed = request.GET.get("nam", "")
    year = int(typed) if typed in {str(one) for one in years} else None
    found = days_in_steps(request.user, today(), year)
    longest = max((row.ninth for _, row in found.by_state), default=0)
    rows = [
        {
            "state": row,
            "width": row.ninth * WHOLE // longest if longest else 0,
            "tick": row.median * WHOLE // longest if longest else 0,
            "holders": found.by_holder[state],
            "places": found.by_place[state],
        }
        for state, row in found.by_state
    ]
    told = {"rows": rows, "years": years, "year": year, "section": "projects"}
    return render(request, "desk/projects/durations.html", told)
