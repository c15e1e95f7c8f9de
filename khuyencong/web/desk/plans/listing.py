"""Plans by year, and a new one."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.plans import actions
from khuyencong.plans.forms.plans import OpenForm
from khuyencong.plans.queries import plans_visible_to
from khuyencong.plans.queries.pages import listed_plans
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.desk.plans.finding import bodies_of, section

ROWS = 30


@require_safe
@requires(Permission.PLAN_READ)
def plans(request: HttpRequest) -> HttpResponse:
    """The plans that the person sees, the latest year first."""
    rows = plans_visible_to(request.user).select_related("owner").order_by("-year", "owner__name")
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    told = {
        "page": page,
        "rows": listed_plans(page),
        "may_prepare": bool(bodies_of(request, Permission.PLAN_PREPARE)),
        **section("plans"),
    }
    return render(request, "desk/plans/list.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_PREPARE)
def new(request: HttpRequest) -> HttpResponse:
    """Open the plan of a body for a year; where it is there already, go to it."""
    bodies = bodies_of(request, Permission.PLAN_PREPARE)
    start = {"year": today().year + 1, "owner": bodies[0].id if len(bodies) == 1 else None}
    form = OpenForm(request.POST or None, bodies=bodies, initial=start)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)

    def do() -> str:
        plan = actions.open_plan(
            by=request.user, owner=form.body, year=form.cleaned_data["year"], at=now()
        )
        return reverse("desk:plan", args=[plan.id])

    return done_or_told(
        request, "plan.open", do, form=form, again=lambda f: _form(request, f), said=""
    )


def _form(request: HttpRequest, form: OpenForm) -> HttpResponse:
    if request.method == "POST":
        form.errors  # noqa: B018  an empty form says what is missing
    told = {"form": form, "key": request.POST.get("key") or issue(request.user.id)}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/plans/open.html", told | section("plans"), status=status)
