"""Approved plans, đề án with those who benefit, results of a year: each number opens its rows."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khuyencong.core.clock import today
from khuyencong.projects.states import Level
from khuyencong.publishing.queries.plans import published_plan, published_plans
from khuyencong.publishing.queries.projects import (
    Wanted,
    by_year,
    project_page,
    published_projects,
    rows_of,
    sums_of,
    with_places,
    years_published,
)
from khuyencong.registry.models import Place
from khuyencong.registry.queries import provinces
from khuyencong.values.vocabulary import Activity
from khuyencong.web.access import public
from khuyencong.web.portal.kept import kept_page

ROWS = 30
CONTENTS = [(one.value, one.label) for one in Activity]


class ProjectSearch(forms.Form):
    """Words, a province, a year, a content, a level."""

    q = forms.CharField(
        label="Tên, mã đề án hoặc cơ sở",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    tinh = forms.ChoiceField(label="Tỉnh, thành phố", required=False)
    nam = forms.TypedChoiceField(label="Năm", required=False, coerce=int, empty_value=None)
    noi_dung = forms.ChoiceField(
        label="Nội dung", required=False, choices=[("", "mọi nội dung"), *CONTENTS]
    )
    cap = forms.ChoiceField(label="Cấp", required=False, choices=[("", "mọi cấp"), *Level.choices])

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {one.key: one for one in provinces(on)}
        names = [(key, one.name) for key, one in self.places.items()]
        self._choices("tinh", [("", "mọi nơi"), *names])
        self._choices("nam", [("", "mọi năm"), *((str(y), str(y)) for y in years_published())])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        field.error_messages["invalid_choice"] = "Không có trong danh sách. Xin chọn lại."

    def wanted(self) -> Wanted:
        """Return what is asked for."""
        given = self.cleaned_data
        place: Place | None = self.places.get(given["tinh"])
        return Wanted(
            words=given["q"].strip(),
            province=place,
            year=given["nam"],
            content=given["noi_dung"],
            level=given["cap"],
        )


@require_safe
@public
def projects(request: HttpRequest) -> HttpResponse:
    """The public đề án that are asked for, with their sums; by year where nothing is asked."""
    day = today()

    def told() -> dict[str, Any]:
        form = ProjectSearch(request.GET or None, on=day)
        wanted = form.wanted() if form.is_valid() else Wanted()
        rows = published_projects(wanted, day)
        page = Paginator(with_places(rows), ROWS).get_page(request.GET.get("trang"))
        kept = {name: v for name in form.fields if (v := request.GET.get(name, ""))}
        return {
            "form": form,
            "page": page,
            "rows": rows_of(list(page)),
            "sums": sums_of(rows),
            "years": [] if kept else by_year(rows),
            "query": f"{urlencode(kept)}&" if kept else "",
            "is_narrowed": bool(kept),
            "section": "projects",
        }

    return kept_page(request, "portal/projects.html", told)


@require_safe
@public
def project(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """One đề án: where, who benefits, whose money; 404 before its plan is approved."""

    def told() -> dict[str, Any]:
        page = project_page(project_id)
        if page is None:
            raise Http404
        return {"view": page, "project": page.project, "section": "projects"}

    return kept_page(request, "portal/project.html", told)


@require_safe
@public
def plans(request: HttpRequest) -> HttpResponse:
    """The plans in force, with the decision of each."""

    def told() -> dict[str, Any]:
        page = Paginator(published_plans(), ROWS).get_page(request.GET.get("trang"))
        return {"page": page, "section": "plans"}

    return kept_page(request, "portal/plans.html", told)


@require_safe
@public
def plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """One plan: the đề án that its decision in force names, with their money by source."""

    def told() -> dict[str, Any]:
        found = published_plan(plan_id)
        if found is None:
            raise Http404
        return {"view": found, "plan": found.plan, "section": "plans"}

    return kept_page(request, "portal/plan.html", told)
