"""The money on the desk: budgets by year and source, one with its entries, what is done to it."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.funds import actions, queries, rules
from khuyencong.funds.forms import AllotForm, BudgetFilter, CarryForm, CloseForm, ReopenForm
from khuyencong.funds.models import Budget
from khuyencong.funds.states import SOURCES
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.desk.budget_view import BudgetView, totals
from khuyencong.web.desk.custodians import bodies_of

ROWS, ENTRIES = 50, 20


@require_safe
@requires(Permission.FUNDS_READ)
def budgets(request: HttpRequest) -> HttpResponse:
    """The visible budgets, the latest year first; of a year or a source where one is asked."""
    visible = queries.budgets_visible_to(request.user)
    form = BudgetFilter(request.GET, years=queries.years_of(visible))
    chosen = _chosen(visible, form)
    page = Paginator(queries.listed_budgets(chosen), ROWS).get_page(request.GET.get("trang"))
    asked = {name: value for name, value in getattr(form, "cleaned_data", {}).items() if value}
    told = {
        "page": page,
        "form": form,
        "totals": totals(chosen) if page.paginator.count > 1 else None,
        "is_narrowed": bool(asked),
        "query": f"{urlencode(asked)}&" if asked else "",
        "may_allot": request.user.may(Permission.FUNDS_ALLOT),
        "section": "funds",
    }
    return render(request, "desk/budgets.html", told, status=422 if form.errors else 200)


def _chosen(visible: QuerySet[Budget], form: BudgetFilter) -> QuerySet[Budget]:
    if not form.is_valid():
        return visible.none()
    year, source = form.cleaned_data["nam"], form.cleaned_data["nguon"]
    chosen = visible.filter(year=year) if year else visible
    return chosen.filter(source=source) if source else chosen


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.FUNDS_ALLOT)
def allot(request: HttpRequest) -> HttpResponse:
    """Write down what a body got, or what was withdrawn from it."""
    owners = bodies_of(request.user, Permission.FUNDS_ALLOT)
    initial = {"year": str(today().year), "source": request.GET.get("nguon", "")}
    initial |= {"year": request.GET["nam"]} if "nam" in request.GET else {}
    form = AllotForm(request.POST or None, owners=owners, initial=initial)

    def again(form: Form) -> HttpResponse:
        told = {"form": form, "key": _key(request), "section": "funds"}
        return render(request, "desk/allot.html", told, status=422 if form.errors else 200)

    if request.method != "POST" or not form.is_valid():
        return again(form)

    def do() -> str:
        given = form.cleaned_data
        told = {"owner": given["owner"].id, "source": given["source"], "year": given["year"]}
        return _address(actions.allot(by=request.user, at=now(), **told, **form.told()))

    said = "Đã ghi kinh phí được giao."
    return done_or_told(request, "funds.allot", do, form=form, again=again, said=said, at="amount")


@require_safe
@requires(Permission.FUNDS_READ)
def budget(request: HttpRequest, budget_id: UUID) -> HttpResponse:
    """One budget: where its money stands, and every entry that moved it."""
    return _page(request, _visible(request, budget_id))


@require_POST
@requires(Permission.FUNDS_ALLOT)
def carry(request: HttpRequest, budget_id: UUID) -> HttpResponse:
    """Carry what no đề án has into the next year."""
    one = _visible(request, budget_id)
    if not rules.may_allot(request.user, one.owner_id):
        raise Http404

    def do(told: dict[str, Any]) -> None:
        key = {"owner": one.owner_id, "source": SOURCES[one.source], "from_year": one.year}
        actions.carry_over(by=request.user, at=now(), **key, **told)

    said = f"Đã chuyển nguồn sang năm {one.year + 1}."
    return _act(request, one, CarryForm(request.POST), "carry", do, said)


@require_POST
@requires(Permission.FUNDS_CLOSE)
def close(request: HttpRequest, budget_id: UUID) -> HttpResponse:
    """Close the books of the year."""
    one = _closable(request, budget_id)

    def do(told: dict[str, Any]) -> None:
        actions.close_year(by=request.user, at=now(), **_year(one), **told)

    said = f"Đã khóa sổ năm {one.year}."
    return _act(request, one, CloseForm(request.POST), "close", do, said)


@require_POST
@requires(Permission.FUNDS_CLOSE)
def reopen(request: HttpRequest, budget_id: UUID) -> HttpResponse:
    """Open the books of a closed year again, for a reason."""
    one = _closable(request, budget_id)

    def do(told: dict[str, Any]) -> None:
        actions.reopen_year(by=request.user, at=now(), **_year(one), **told)

    said = f"Đã mở lại sổ năm {one.year}; lý do được giữ lại."
    return _act(request, one, ReopenForm(request.POST), "reopen", do, said)


def _act(
    request: HttpRequest, one: Budget, form: Form, name: str, do: Any, said: str
) -> HttpResponse:
    """Do one act about a budget, or show its page with the form as it was typed."""

    def again(form: Form) -> HttpResponse:
        return _page(request, one, name, form)

    if not form.is_valid():
        return again(form)

    def done() -> str:
        do(form.told() if isinstance(form, CarryForm) else form.cleaned_data)
        return _address(one)

    at = "amount" if name == "carry" else None
    return done_or_told(request, f"funds.{name}", done, form=form, again=again, said=said, at=at)


def _page(
    request: HttpRequest, one: Budget, came_back: str = "", form: Form | None = None
) -> HttpResponse:
    entries = queries.entries_of_budget(one)
    page = Paginator(entries, ENTRIES).get_page(request.GET.get("trang"))
    forms = {"carry": CarryForm(), "close": CloseForm(), "reopen": ReopenForm()}
    forms |= {came_back: form} if form else {}
    may = request.user.may
    told = {
        "budget": one,
        "view": BudgetView(one),
        "page": page,
        "happened": queries.happened_in(one, page),
        "turns": queries.turns_of(one),
        "projects": one.funds.count(),
        "forms": forms,
        "came_back": came_back,
        "keys": {name: issue(request.user.id) for name in forms} | {came_back: _key(request)},
        "may_allot": may(Permission.FUNDS_ALLOT, of=one.owner_id),
        "may_close": may(Permission.FUNDS_CLOSE, of=one.owner_id),
        "section": "funds",
    }
    return render(request, "desk/budget.html", told, status=422 if form else 200)


def _visible(request: HttpRequest, budget_id: UUID) -> Budget:
    rows = queries.budgets_visible_to(request.user).select_related("owner")
    one = rows.filter(id=budget_id).first()
    if one is None:
        raise Http404
    return one


def _closable(request: HttpRequest, budget_id: UUID) -> Budget:
    one = _visible(request, budget_id)
    if not rules.may_close(request.user, one.owner_id):
        raise Http404
    return one


def _year(one: Budget) -> dict[str, Any]:
    return {"owner": one.owner_id, "source": SOURCES[one.source], "year": one.year}


def _address(one: Budget) -> str:
    return reverse("desk:budget", args=[one.id])


def _key(request: HttpRequest) -> str:
    return request.POST.get("key") or issue(request.user.id)
