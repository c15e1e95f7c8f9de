"""The list of đề án, narrowed by a sentence; the money of all of it in its last row."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import today
from khuyencong.projects.forms.listing import FilterForm
from khuyencong.projects.models import Project
from khuyencong.projects.queries import visible_to
from khuyencong.projects.queries.lists import (
    Row,
    Totals,
    listed,
    rows_of,
    totals,
    with_kin,
    years_of,
)
from khuyencong.values.vocabulary import FundingSource
from khuyencong.web.access import requires
from khuyencong.web.desk.projects.bars import SHORT, Bar, bar_of

ROWS = 30


@require_safe
@requires(Permission.PROJECT_READ)
def projects(request: HttpRequest) -> HttpResponse:
    """The đề án that the person sees, as the sentence asks."""
    form, found = narrowed(request)
    is_sound = form.is_valid()
    page = Paginator(with_kin(found), ROWS).get_page(request.GET.get("trang"))
    summed = totals(found)
    sources = [source for source in SHORT if summed.support.get(source)]
    kept = {name: value for name, value in form.data.items() if value and name in form.fields}
    told = {
        "form": form,
        "page": page,
        "rows": _shown(rows_of(page, today()), sources),
        "sources": [(source, SHORT[source]) for source in sources],
        "totals": summed,
        "sums": _sums(summed, sources),
        "columns": 4 + len(sources),
        "is_narrowed": any(name != "xep" for name in kept),
        "query": f"{urlencode(kept)}&" if kept else "",
        "may_draft": request.user.may(Permission.PROJECT_DRAFT),
        "section": "projects",
    }
    return render(request, "desk/projects/list.html", told, status=200 if is_sound else 422)


def narrowed(request: HttpRequest) -> tuple[FilterForm, QuerySet[Project]]:
    """Return the filter of an address and the visible đề án that it leaves; none where it errs."""
    every = visible_to(request.user)
    form = FilterForm(request.GET, years=years_of(every))
    found = listed(every, form.wanted(), today()) if form.is_valid() else Project.objects.none()
    return form, found


def _shown(rows: list[Row], sources: list[FundingSource]) -> list[dict[str, Any]]:
    """Return the rows with what their source columns and bars show."""
    most = max((row.state_support for row in rows), default=0)
    return [
        {"row": row, "money": _money(row.support, sources), "bar": _bar(row, most)} for row in rows
    ]


def _bar(row: Row, most: int) -> Bar:
    return bar_of(row.support, most=most)


def _money(
    support: dict[str, int], sources: list[FundingSource]
) -> list[tuple[FundingSource, str, int]]:
    return [(source, SHORT[source], support.get(source, 0)) for source in sources]


def _sums(summed: Totals, sources: list[FundingSource]) -> list[tuple[FundingSource, str, int]]:
    return _money(summed.support, sources)
