"""One plan: its version in force or in hand, the others beside it, what may be done."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.plans import actions
from khuyencong.plans.forms.plans import BeginForm, FilterForm, ReassignForm
from khuyencong.plans.models import Plan, PlanVersion
from khuyencong.plans.queries.money import money_of
from khuyencong.plans.queries.pages import version_page
from khuyencong.plans.queries.versions import in_force, open_version, side_by_side
from khuyencong.plans.states import Standing, VersionKind, VersionState
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.plans.finding import section, visible_plan
from khuyencong.web.desk.plans.shown import (
    contents_of,
    groups_of,
    kept_rows,
    money_lines,
    places_of,
)
from khuyencong.web.desk.projects.bars import SHORT


@require_safe
@requires(Permission.PLAN_READ)
def plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """One plan as its version in force tells it, or the one that `?ban=` names."""
    one = visible_plan(request, plan_id)
    version = _asked(request, one)
    told = _about(request, one) | {"plan": one, "version": version, **section("plans")}
    if version is None:
        told["money"] = money_of(one)
        return render(request, "desk/plans/plan.html", told | {"key": issue(request.user.id)})
    page = version_page(version, request.user)
    form = FilterForm(request.GET, contents=contents_of(page), places=places_of(page))
    is_sound = form.is_valid()
    kept = kept_rows(page, form.cleaned_data) if is_sound else page.rows
    told |= {
        "shown": page,
        "form": form,
        "groups": groups_of(page, kept),
        "money": money_lines(page),
        "sources": [(source, SHORT[source]) for source in page.sources],
        "columns": 6 + len(page.sources),
        "is_narrowed": len(kept) < len(page.rows) or not is_sound,
        "found": len(kept),
        "key": issue(request.user.id),
        "can_reassign": _can_reassign(request, one, page.at(Standing.RESERVE), told),
    }
    return render(request, "desk/plans/plan.html", told, status=200 if is_sound else 422)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_PREPARE)
def begin(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Begin the next version; the first one needs no words."""
    one = visible_plan(request, plan_id)
    if not request.user.may(Permission.PLAN_PREPARE, of=one.owner_id):
        raise Http404
    if in_force(one) is None:
        return _begin_first(request, one)
    form = BeginForm(request.POST or None if request.POST.get("key") else None)
    if request.method == "POST":
        form = BeginForm(request.POST)
        if form.is_valid():
            return done_or_told(
                request,
                "plan.begin",
                lambda: _begun(request, one, form.cleaned_data["kind"], form.cleaned_data["told"]),
                form=form,
                again=lambda f: _words(request, one, f, "desk/plans/begin.html"),
                said="",
            )
    return _words(request, one, form, "desk/plans/begin.html")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_READ)
def reassign(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Give what came free to the reserve list: a supplement, built in one act."""
    one = visible_plan(request, plan_id)
    if not _may_reassign(request, one):
        raise Http404
    form = ReassignForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _words(request, one, form, "desk/plans/reassign.html")

    def do() -> str:
        told = form.cleaned_data["told"]
        version = actions.reassign(by=request.user, plan=one, told=told, at=now())
        return _address(one, version)

    return done_or_told(
        request,
        "plan.reassign",
        do,
        form=form,
        again=lambda f: _words(request, one, f, "desk/plans/reassign.html"),
        said="Đã lập phiên bản bổ sung từ danh sách dự phòng; phiên bản chờ người khác duyệt.",
    )


@require_safe
@requires(Permission.PLAN_READ)
def compare(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Assigned, adjusted and supplemented money of each đề án beside each other."""
    one = visible_plan(request, plan_id)
    beside = side_by_side(one)
    told = {"plan": one, "beside": beside, **section("plans")}
    return render(request, "desk/plans/compare.html", told)


def _asked(request: HttpRequest, plan: Plan) -> PlanVersion | None:
    """Return the version that is asked for, else the open one, else the one in force."""
    number = request.GET.get("ban", "")
    if number:
        if not (number.isascii() and number.isdigit() and len(number) < 6):
            raise Http404
        version = plan.versions.filter(number=int(number)).first()
        if version is None:
            raise Http404
    else:
        version = open_version(plan) or in_force(plan)
    if version:
        version.plan = plan
    return version


def _about(request: HttpRequest, plan: Plan) -> dict[str, object]:
    """Return the versions of the plan and what the person may begin."""
    versions = list(plan.versions.order_by("number"))
    has_open = any(v.state in ("draft", "submitted", "returned") for v in versions)
    is_assigned = any(v.state == VersionState.APPROVED for v in versions)
    may_prepare = request.user.may(Permission.PLAN_PREPARE, of=plan.owner_id)
    return {
        "versions": versions,
        "has_open": has_open,
        "is_assigned": is_assigned,
        "may_begin": may_prepare and not has_open,
    }


def _can_reassign(
    request: HttpRequest, plan: Plan, waiting: list[object], about: dict[str, object]
) -> bool:
    return bool(
        waiting
        and about["is_assigned"]
        and not about["has_open"]
        and _may_reassign(request, plan)
        and any(money.free > 0 for money in money_of(plan))
    )


def _may_reassign(request: HttpRequest, plan: Plan) -> bool:
    wanted = (Permission.PLAN_PREPARE, Permission.PLAN_SUBMIT)
    return any(request.user.may(permission, of=plan.owner_id) for permission in wanted)


def _begin_first(request: HttpRequest, plan: Plan) -> HttpResponse:
    back = reverse("desk:plan", args=[plan.id])
    if request.method != "POST":
        told = {"plan": plan, "key": issue(request.user.id), **section("plans")}
        return render(request, "desk/plans/begin_first.html", told)
    return done_once(
        request,
        "plan.begin",
        lambda: _begun(request, plan, VersionKind.ASSIGNED, ""),
        back=back,
        said="Đã xếp danh mục theo quy tắc. Xem lý do ở từng dòng rồi chỉnh lại nếu cần.",
    )


def _begun(request: HttpRequest, plan: Plan, kind: str, told: str) -> str:
    version = actions.begin_version(by=request.user, plan=plan, kind=kind, told=told, at=now())
    return reverse("desk:plan-arrange", args=[version.id])


def _address(plan: Plan, version: PlanVersion) -> str:
    return f"{reverse('desk:plan', args=[plan.id])}?ban={version.number}"


def _words(request: HttpRequest, plan: Plan, form: object, template: str) -> HttpResponse:
    told = {
        "plan": plan,
        "form": form,
        "money": money_of(plan),
        "key": request.POST.get("key") or issue(request.user.id),
        **section("plans"),
    }
    status = 422 if form.is_bound and form.errors else 200  # type: ignore[attr-defined]
    return render(request, template, told, status=status)
