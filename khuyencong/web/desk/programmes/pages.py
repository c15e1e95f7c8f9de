"""The list of programmes, one of them, and the rows that one of its numbers is made of."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import today
from khuyencong.core.once import issue
from khuyencong.programmes import queries, rules
from khuyencong.programmes.models import Programme
from khuyencong.projects import queries as projects
from khuyencong.reports.queries.actuals import bodies_of
from khuyencong.reports.queries.behind import Behind, behind
from khuyencong.reports.queries.effects import labour_effect
from khuyencong.reports.queries.profile import By, profile
from khuyencong.reports.words import alike, changed, compared
from khuyencong.results import queries as results
from khuyencong.values.measures import MEASURES
from khuyencong.values.text import clean
from khuyencong.web.access import requires
from khuyencong.web.desk.programmes.asking import ORIGINS, asked_in
from khuyencong.web.desk.programmes.showing import (
    as_of_words,
    counts,
    coverage_words,
    groups_of,
    series_of,
    shown,
)

ROWS = 50


@require_safe
@requires(Permission.PROJECT_READ)
def programmes(request: HttpRequest) -> HttpResponse:
    """The programmes: the nation's first, then those of provinces, the latest first."""
    rows = queries.listed(queries.visible_to(request.user))
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    told = {
        "page": page,
        "may_edit": request.user.may(Permission.PROGRAMME_EDIT),
        "section": "programmes",
    }
    return render(request, "desk/programmes/list.html", told)


@require_safe
@requires(Permission.PROJECT_READ)
def programme(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """How far a programme has come, from records or reports, over all or one of its years."""
    one = visible(request, programme_id)
    asked = asked_in(request, one, today())
    found = asked.answer()
    told = {
        "programme": one,
        "asked": asked,
        "groups": groups_of(found),
        "counts": counts(found),
        "until": as_of_words(found),
        "coverage": coverage_words(found),
        "origins": [(word, origin, asked.with_origin(word)) for word, origin in ORIGINS.items()],
        "series": series_of(queries.contexts_of([one.place_id])),
        "may_edit": rules.may_edit(request.user, one.custodian_id),
        "section": "programmes",
    }
    return render(request, "desk/programmes/programme.html", told)


@require_safe
@requires(Permission.PROJECT_READ)
def rows_behind(request: HttpRequest, programme_id: UUID, measure: str) -> HttpResponse:
    """What one number of a programme is made of: đề án, results, or sentences of reports."""
    one = visible(request, programme_id)
    if measure not in MEASURES:
        raise Http404
    asked = asked_in(request, one, today())
    source, content = (clean(request.GET.get(word, "")) for word in ("nguon", "noi-dung"))
    try:
        row = asked.answer().row(measure, source, content)
    except KeyError as unknown:
        raise Http404 from unknown
    found: Behind = behind(one, row, period=asked.period, on=asked.on, origin=asked.origin)
    page = Paginator(found.rows, ROWS).get_page(request.GET.get("trang"))
    told: dict[str, Any] = {
        "programme": one,
        "asked": asked,
        "row": shown(row, asked.origin),
        "found": found,
        "page": page,
        "seen": _seen(request, page.object_list),
        "query": f"{request.GET.urlencode()}&" if request.GET else "",
        "target": row.target,
        "versions": queries.history_of(row.target) if row.target else [],
        "may_edit": rules.may_edit(request.user, one.custodian_id),
        "key": issue(request.user.id),
        "section": "programmes",
    }
    return render(request, "desk/programmes/behind.html", told)


@require_safe
@requires(Permission.PROJECT_READ)
def who(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Who was supported over a programme, told apart as asked, and what it did to labour."""
    one = visible(request, programme_id)
    asked = request.GET.get("theo", "")
    by = By(asked) if asked in set(By) else By.FORM
    whose = bodies_of(one.place, one.period)
    found = profile(whose, one.period, by)
    amounts = [*(part.money for part in found.parts), found.sum("money")]
    (*shown_money, money), unit = alike(amounts, "VND")
    did = labour_effect(whose, one.period, today())
    told = {
        "programme": one,
        "by": by,
        "ways": list(By),
        "parts": list(zip(found.parts, shown_money, strict=True)),
        "unit": unit,
        "projects": found.sum("projects"),
        "money": money,
        "establishments": found.sum("establishments"),
        "late": found.late,
        "change": changed(did.change),
        "effect": compared(did.effect),
        "section": "programmes",
    }
    return render(request, "desk/programmes/who.html", told)


def _seen(request: HttpRequest, rows: Any) -> frozenset[UUID]:
    """Return which of the đề án and results behind a number the person may open."""
    found: set[UUID] = set()
    for visible_to, ids in (
        (projects.visible_to, [row.project_id for row in rows if row.project_id]),
        (results.visible_to, [row.result_id for row in rows if row.result_id]),
    ):
        if ids:
            found |= set(visible_to(request.user).filter(id__in=ids).values_list("id", flat=True))
    return frozenset(found)


def visible(request: HttpRequest, programme_id: UUID) -> Programme:
    """Return a programme that the person may see; 404 for any other."""
    rows = queries.visible_to(request.user).select_related("place", "document", "custodian")
    found = rows.filter(id=programme_id).first()
    if found is None:
        raise Http404
    return found
