"""Numbers of a programme are set, corrected and taken back; a programme is entered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.programmes import actions, rules
from khuyencong.programmes.forms import (
    ContextForm,
    EstimateForm,
    PlanForm,
    ProgrammeForm,
    TargetForm,
)
from khuyencong.programmes.models import ContextFigure, Programme, Target
from khuyencong.registry.models import Place
from khuyencong.registry.states import Level
from khuyencong.values.dates import format_date
from khuyencong.values.numbers import format_number
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.custodians import bodies_of
from khuyencong.web.desk.programmes.pages import visible

METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Setting:
    """One sort of number: its title, its act, its form, what is said when it is kept."""

    title: str
    lede: str
    act: str
    form: Callable[..., Form]
    do: Callable[..., Any]
    said: str


TARGET = Setting(
    "Mục tiêu",
    "Số mà văn bản giao, hoặc suy ra từ báo cáo. Sửa số đã có thì nêu lý do; bản cũ còn giữ.",
    "target.set",
    TargetForm,
    lambda told, **kept: actions.set_target(told=actions.TargetTold(**told), **kept),
    "Đã ghi mục tiêu.",
)
PLAN = Setting(
    "Kế hoạch năm",
    "Số kế hoạch của một năm. Có đủ các năm thì tiến độ được tính theo kế hoạch, không chia đều.",
    "yearplan.set",
    PlanForm,
    lambda told, **kept: actions.set_plan(told=actions.PlanTold(**told), **kept),
    "Đã ghi kế hoạch năm.",
)
ESTIMATE = Setting(
    "Số ước",
    "Số dự kiến làm thêm trong những ngày chưa hết của kỳ; luôn đứng riêng số thực hiện.",
    "estimate.set",
    EstimateForm,
    lambda told, **kept: actions.set_estimate(told=actions.EstimateTold(**told), **kept),
    "Đã ghi số ước.",
)


@require_http_methods(METHODS)
@requires(Permission.PROGRAMME_EDIT)
def target(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Set a target, or correct the one that `sua` names."""
    one = _editable(request, programme_id)
    return _set(request, one, TARGET, _as_kept(request, one))


@require_http_methods(METHODS)
@requires(Permission.PROGRAMME_EDIT)
def plan(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Set what the plan of a year asks for."""
    one = _editable(request, programme_id)
    return _set(request, one, PLAN, {"year": today().year, **_question(request)})


@require_http_methods(METHODS)
@requires(Permission.PROGRAMME_EDIT)
def estimate(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Set what is expected of the days still to come."""
    one = _editable(request, programme_id)
    first = max(today(), one.period_start)
    days = {"first": format_date(first), "last": format_date(one.period.last_day)}
    return _set(request, one, ESTIMATE, {**days, **_question(request)})


def _question(request: HttpRequest) -> dict[str, str]:
    return {"measure": request.GET.get("chi-tieu", ""), "source": request.GET.get("nguon", "")}


def _set(
    request: HttpRequest, one: Programme, what: Setting, initial: dict[str, Any]
) -> HttpResponse:
    form = what.form(request.POST or None, programme=one, initial=initial)

    def again(form: Form) -> HttpResponse:
        told = {
            "programme": one,
            "what": what,
            "form": form,
            "key": _key(request),
            "section": "programmes",
        }
        status = 422 if form.errors else 200
        return render(request, "desk/programmes/set.html", told, status=status)

    if request.method != "POST" or not form.is_valid():
        return again(form)

    def do() -> str:
        what.do(form.told(), by=request.user, at=now(), programme=one)  # type: ignore[attr-defined]
        return _address(one)

    return done_or_told(request, what.act, do, form=form, again=again, said=what.said)


def _as_kept(request: HttpRequest, one: Programme) -> dict[str, Any]:
    """Return what the form of a correction begins with."""
    row = _named(one, request.GET.get("sua", ""))
    if row is None:
        return _question(request)
    whole = row.period == one.period
    return {
        "measure": row.measure,
        "content": row.content,
        "source": row.source,
        "value": format_number(row.value),
        "value_high": format_number(row.value_high) if row.value_high else "",
        "bound": row.bound,
        "year": "" if whole else str(row.period_start.year),
        "sure": row.sure,
        "basis": row.basis,
        "verified": row.verified,
        "citation": row.citation,
    }


def _context_as_kept(request: HttpRequest, one: Programme) -> dict[str, Any]:
    """Return what the correction of the context figure that `sua` names begins with."""
    try:
        key = UUID(request.GET.get("sua", ""))
    except ValueError:
        return {}
    row = ContextFigure.objects.filter(id=key, place=one.place, superseded_at=None).first()
    if row is None:
        return {}
    return {
        "series": row.series,
        "year": row.year,
        "value": format_number(row.value),
        "prices": row.prices,
        "citation": row.citation,
    }


def _named(one: Programme, typed: str) -> Target | None:
    try:
        return Target.objects.filter(id=UUID(typed), programme=one, superseded_at=None).first()
    except ValueError:
        return None


@require_POST
@requires(Permission.PROGRAMME_EDIT)
def withdraw(request: HttpRequest, programme_id: UUID, target_id: UUID) -> HttpResponse:
    """Take a target back, for a reason."""
    one = _editable(request, programme_id)
    row = Target.objects.filter(id=target_id, programme=one).select_related("programme").first()
    if row is None:
        raise Http404

    def do() -> str:
        reason = request.POST.get("reason", "")
        actions.withdraw(by=request.user, at=now(), row=row, reason=reason)
        return _address(one)

    return done_once(request, "target.withdraw", do, back=_address(one), said="Đã rút mục tiêu.")


@require_http_methods(METHODS)
@requires(Permission.PROGRAMME_EDIT)
def context(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Set a context figure of the territory of a programme."""
    one = _editable(request, programme_id)
    first = _context_as_kept(request, one) or {"year": today().year - 1}
    form = ContextForm(request.POST or None, initial=first)

    def again(form: Form) -> HttpResponse:
        key = _key(request)
        told = {"programme": one, "form": form, "key": key, "section": "programmes"}
        status = 422 if form.errors else 200
        return render(request, "desk/programmes/context.html", told, status=status)

    if request.method != "POST" or not form.is_valid():
        return again(form)

    def do() -> str:
        said = actions.ContextTold(place=one.place, custodian=one.custodian, **form.told())
        actions.set_context(by=request.user, at=now(), told=said)
        return f"{_address(one)}#boi-canh"

    said = "Đã ghi số bối cảnh."
    return done_or_told(request, "context.set", do, form=form, again=again, said=said)


@require_http_methods(METHODS)
@requires(Permission.PROGRAMME_EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """Enter a programme of one's own body."""
    bodies = bodies_of(request.user, Permission.PROGRAMME_EDIT)
    form = ProgrammeForm(request.POST or None, bodies=bodies)

    def again(form: Form) -> HttpResponse:
        key = _key(request)
        told = {"form": form, "key": key, "section": "programmes"}
        status = 422 if form.errors else 200
        return render(request, "desk/programmes/new.html", told, status=status)

    if request.method != "POST" or not form.is_valid():
        return again(form)

    def do() -> str:
        country = Place.objects.filter(level=Level.COUNTRY).first()
        said = actions.ProgrammeTold(**form.told(country))
        return _address(actions.enter_programme(by=request.user, at=now(), told=said))

    said = "Đã ghi chương trình. Bây giờ ghi các mục tiêu."
    return done_or_told(request, "programme.enter", do, form=form, again=again, said=said)


def _editable(request: HttpRequest, programme_id: UUID) -> Programme:
    one = visible(request, programme_id)
    if not rules.may_edit(request.user, one.custodian_id):
        raise Http404
    return one


def _address(one: Programme) -> str:
    return reverse("desk:programme", args=[one.id])


def _key(request: HttpRequest) -> str:
    """Return the key that a form was sent with, else a new one."""
    return request.POST.get("key") or issue(request.user.id)
