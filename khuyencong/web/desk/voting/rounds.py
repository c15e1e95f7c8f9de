"""Rounds of the vote: the list, the page of one, a new one, its steps, its entries."""

import logging
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.applications.forms.requests import ReasonForm
from khuyencong.competitions import actions
from khuyencong.competitions.actions import RoundTold
from khuyencong.competitions.actions.entries import MOST_AT_ONCE
from khuyencong.competitions.forms.entries import EntryFilter
from khuyencong.competitions.forms.rounds import RoundForm, initial_of
from khuyencong.competitions.models import Entry, Round
from khuyencong.competitions.queries import rounds as queries
from khuyencong.competitions.queries.entries import listed_entries
from khuyencong.competitions.queries.scope import criteria_visible_to, rounds_visible_to, runs
from khuyencong.competitions.rules.permissions import may_organise, open_round_steps
from khuyencong.competitions.states import EntryState, RoundState
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.projects.queries import visible_to as projects_visible_to
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.custodians import bodies_of

ROWS = 30
SECTION = {"section": "voting"}
#: The steps that this page takes; the rest stand on the pages of jury, council and titles.
HERE = {
    "call": (actions.call_round, "Đã phát động: cuộc bình chọn hiện ở cổng công khai."),
    "gather": (actions.gather_round, "Đã đóng nhận hồ sơ."),
}
logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.VOTING_READ)
def rounds(request: HttpRequest) -> HttpResponse:
    """The visible rounds, the newest first."""
    rows = queries.listed_votes(rounds_visible_to(request.user))
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    may = request.user.may(Permission.VOTING_ORGANISE)
    return render(
        request, "desk/voting_rounds.html", {"page": page, "may_organise": may, **SECTION}
    )


@require_safe
@requires(Permission.VOTING_READ)
def round(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """One round: where it stands, its days, its entries by group, who does what next."""
    return page_of(request, visible(request, round_id))


def page_of(request: HttpRequest, one: Round, form: Form | None = None) -> HttpResponse:
    """Return the page, with the form of a step that came back."""
    user = request.user
    view = queries.round_view(one)
    steps = open_round_steps(user, one)
    may_climb = bool(view.climbers) and may_organise(user, one.custodian_id)
    told = {
        "view": view,
        "round": one,
        "steps": {name: step for name, step in steps.items() if name in HERE},
        "may_cancel": "cancel" in steps,
        "may_amend": one.state == RoundState.PREPARED and may_organise(user, one.custodian_id),
        "runs": runs(user, one),
        "has_result": one.state in (RoundState.DECIDED, RoundState.RECOGNISED),
        "form": form or ReasonForm(),
        "keys": [issue(user.id) for _ in range(3)],
        "climb_keys": {e.id: issue(user.id) for e in view.climbers} if may_climb else {},
        "names": dict(User.objects.filter(id__in=view.people()).values_list("id", "full_name")),
        **SECTION,
    }
    return render(request, "desk/voting_round.html", told, status=422 if form else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VOTING_ORGANISE)
def new(request: HttpRequest) -> HttpResponse:
    """Prepare a round."""
    form = _round_form(request, {"year": today().year, "blind": True})
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)

    def do() -> str:
        told = RoundTold(**form.told())
        made = actions.prepare_round(by=request.user, told=told, at=now())
        return reverse("desk:voting-round", args=[made.id])

    return done_or_told(
        request,
        "voting.prepare",
        do,
        form=form,
        again=lambda form: _form(request, form),
        said="Đã lập cuộc bình chọn. Xem lại rồi phát động.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VOTING_ORGANISE)
def amend(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Change a round that is being prepared."""
    one = organised_by(request, round_id)
    if request.method != "POST" and one.state != RoundState.PREPARED:
        return redirect("desk:voting-round", one.id)
    code = (
        projects_visible_to(request.user).filter(id=one.project_id).values_list("code", flat=True)
    )
    form = _round_form(request, initial_of(one, code.first() or "" if one.project_id else ""))
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, one)

    def do() -> str:
        told = RoundTold(**form.told(), is_demonstration=one.is_demonstration)
        actions.amend_round(by=request.user, round=one, told=told, at=now())
        return reverse("desk:voting-round", args=[one.id])

    return done_or_told(
        request,
        f"voting.amend:{one.id}",
        do,
        form=form,
        again=lambda form: _form(request, form, one),
        said="Đã sửa.",
    )


@require_POST
@requires(Permission.VOTING_ORGANISE)
def step(request: HttpRequest, round_id: UUID, name: str) -> HttpResponse:
    """Call, close the call, or call off."""
    one = organised_by(request, round_id)
    back = reverse("desk:voting-round", args=[one.id])
    if name in HERE:
        act, said = HERE[name]

        def do() -> str:
            act(by=request.user, round=one, at=now())
            return back

        return done_once(request, f"voting.{name}", do, back=back, said=said)
    if name != "cancel":
        raise Http404
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return page_of(request, one, form)

    def stop() -> str:
        reason = form.cleaned_data["reason"]
        actions.cancel_round(by=request.user, round=one, reason=reason, at=now())
        return back

    return done_or_told(
        request,
        "voting.cancel",
        stop,
        form=form,
        again=lambda form: page_of(request, one, form),
        said="Đã dừng cuộc bình chọn.",
    )


@require_safe
@requires(Permission.VOTING_READ)
def entries(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The entries of a round, as the sentence above the list says."""
    one = visible(request, round_id)
    form = EntryFilter(request.GET or None)
    kept = {k: v for k, v in form.cleaned_data.items() if v} if form.is_valid() else {}
    rows = listed_entries(one, kept.get("q", ""), kept.get("nhom", ""), kept.get("buoc", ""))
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    waiting = Entry.objects.filter(round=one, state=EntryState.SUBMITTED).count()
    told = {
        "round": one,
        "form": form,
        "page": page,
        "is_narrowed": bool(kept) or bool(form.errors),
        "query": f"{urlencode(kept)}&" if kept else "",
        "waiting": waiting,
        "may_accept": waiting > 1 and may_organise(request.user, one.custodian_id),
        "key": issue(request.user.id),
        **SECTION,
    }
    status = 422 if form.errors else 200
    return render(request, "desk/voting_entries.html", told, status=status)


@require_POST
@requires(Permission.VOTING_ORGANISE)
def accept_all(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Take in at once every sent dossier of a round that nothing speaks against."""
    one = organised_by(request, round_id)
    sent = Entry.objects.filter(round=one, state=EntryState.SUBMITTED).order_by("changed_at", "id")
    back = reverse("desk:voting-entries", args=[one.id])

    def do() -> str:
        ids = list(sent.values_list("id", flat=True)[:MOST_AT_ONCE])
        actions.accept_all(by=request.user, round=one, entries=ids, at=now())
        return back

    said = "Đã nhận những hồ sơ không vướng gì; hồ sơ còn lại xin xem từng bộ."
    return done_once(request, "voting.accept_all", do, back=back, said=said)


@require_POST
@requires(Permission.VOTING_ENTER)
def climb(request: HttpRequest, round_id: UUID, entry_id: UUID) -> HttpResponse:
    """Bring an entry of the level below up into this round."""
    one = organised_by(request, round_id)
    below = queries.climbers(one).filter(id=entry_id).first()
    if below is None:
        below = Entry.objects.filter(id=entry_id, climbed_to__round=one).first()
    if below is None:
        raise Http404
    found: Any = below

    def do() -> str:
        above = actions.climb(by=request.user, entry=found, to_round=one, at=now())
        return reverse("desk:entry", args=[above.id])

    back = reverse("desk:voting-round", args=[one.id])
    return done_once(request, "voting.climb", do, back=back, said="Đã đưa hồ sơ lên.")


def visible(request: HttpRequest, round_id: UUID) -> Round:
    """Return the round if it is within the user's scope, else 404; a try is logged."""
    rows = rounds_visible_to(request.user).select_related(
        "custodian", "place", "region", "criteria"
    )
    one = rows.filter(id=round_id).first()
    if one is None:
        logger.warning("no vote %s for user %s", round_id, request.user.id)
        raise Http404
    return one


def organised_by(request: HttpRequest, round_id: UUID) -> Round:
    """Return the round if the user runs it, else 404."""
    one = visible(request, round_id)
    if not may_organise(request.user, one.custodian_id):
        raise Http404
    return one


def _round_form(request: HttpRequest, initial: dict[str, Any]) -> RoundForm:
    bodies = bodies_of(request.user, Permission.VOTING_ORGANISE)
    first = bodies.first()

    def project_of(code: str) -> UUID | None:
        found = projects_visible_to(request.user).filter(code=code)
        return found.values_list("id", flat=True).first()

    return RoundForm(
        request.POST or None,
        bodies=bodies,
        criteria=criteria_visible_to(request.user),
        project_of=project_of,
        initial={"custodian": first} | initial,
    )


def _form(request: HttpRequest, form: RoundForm, one: Round | None = None) -> HttpResponse:
    key = request.POST.get("key") or issue(request.user.id)
    told = {"form": form, "key": key, "round": one, **SECTION}
    status = 422 if form.errors else 200
    return render(request, "desk/voting_round_form.html", told, status=status)
