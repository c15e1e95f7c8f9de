"""One sheet that came back: what it says, what the server finds, what a person decides."""

import logging
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.applications.queries import surveyed
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.core.refusal import Refused
from khuyencong.fieldwork import actions
from khuyencong.fieldwork.actions.deciding import clashing, mark_of
from khuyencong.fieldwork.forms import Apart, DecideForm, ReasonForm
from khuyencong.fieldwork.models import Entry
from khuyencong.fieldwork.queries import listing
from khuyencong.fieldwork.queries.findings import findings
from khuyencong.fieldwork.rules.merging import Clash
from khuyencong.fieldwork.rules.permissions import may_take_in
from khuyencong.fieldwork.sheets import SHEETS
from khuyencong.fieldwork.states import OPEN, EntryState
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told

OFFERED = 12
logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.KIT_READ)
def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """One sheet, with what clashes now where both sides changed it."""
    return _page(request, _visible(request, entry_id))


@require_POST
@requires(Permission.KIT_TAKE_IN)
def decide(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Decide every field that both sides changed."""
    one = _decided(request, entry_id)
    clashes = _clashes(request.user, one)
    form = DecideForm(request.POST, apart=_apart(one, clashes))
    if not form.is_valid():
        return _page(request, one, deciding=form)

    def do() -> str:
        given = form.cleaned_data
        actions.decide(
            by=request.user,
            entry=one,
            seen=given["seen"],
            chosen=form.chosen(),
            reason=given["reason"],
            at=now(),
        )
        return reverse("desk:kit-sheet", args=[one.id])

    again = lambda form: _page(request, one, deciding=form)  # noqa: E731
    said = "Đã quyết định; phiếu đã vào hồ sơ."
    return done_or_told(request, "kit.decide", do, form=form, again=again, said=said)


@require_POST
@requires(Permission.KIT_TAKE_IN)
def dismiss(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Say that the sheet does not go into the records."""
    one = _decided(request, entry_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, one, dismissing=form)
    back = reverse("desk:kit-sheet", args=[one.id])

    def do() -> str:
        reason = form.cleaned_data["reason"]
        actions.dismiss(by=request.user, entry=one, reason=reason, at=now())
        return back

    return done_once(request, "kit.dismiss", do, back=back, said="Đã ghi lý do không nhận phiếu.")


@require_POST
@requires(Permission.KIT_TAKE_IN)
def name(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Say which record an establishment is that the kit did not carry."""
    one = _decided(request, entry_id)
    back = reverse("desk:kit-sheet", args=[one.id])
    found = surveyed_by(request.user, request.POST.get("q", ""))
    chosen = next((e for e in found if str(e.id) == request.POST.get("co_so")), None)
    if chosen is None:
        raise Http404

    def do() -> str:
        actions.name_establishment(by=request.user, entry=one, establishment=chosen, at=now())
        return back

    return done_once(request, "kit.name", do, back=back, said=f"Đã chọn {chosen.name}.")


def surveyed_by(user: User, typed: str) -> list[Any]:
    """Return the establishments that are found by what is typed."""
    typed = " ".join(typed.replace("\0", "").split())[:120]
    return list(surveyed(user, typed)[:OFFERED]) if typed else []


def _visible(request: HttpRequest, entry_id: UUID) -> Entry:
    rows = listing.entries_visible_to(request.user).select_related(
        "kit__commune", "kit__custodian", "establishment", "line__project"
    )
    one = rows.filter(id=entry_id).first()
    if one is None:
        logger.warning("no sheet %s for user %s", entry_id, request.user.id)
        raise Http404
    return one


def _decided(request: HttpRequest, entry_id: UUID) -> Entry:
    one = _visible(request, entry_id)
    if not may_take_in(request.user, one.kit.custodian_id):
        raise Http404
    return one


def _clashes(user: User, one: Entry) -> tuple[Clash, ...]:
    if one.state != EntryState.CONFLICT or not may_take_in(user, one.kit.custodian_id):
        return ()
    try:
        return clashing(by=user, entry=one, at=now())[1]
    except Refused:
        return ()


def _apart(one: Entry, clashes: tuple[Clash, ...]) -> dict[str, Apart]:
    """Return what clashes in words, by field."""
    fields = {field["name"]: field for field in SHEETS[one.kind].fields}
    return {
        clash.field: Apart(
            fields[clash.field]["label"],
            *(listing.said(fields[clash.field], v) for v in (clash.base, clash.ours, clash.theirs)),
        )
        for clash in clashes
    }


def _page(
    request: HttpRequest,
    one: Entry,
    deciding: DecideForm | None = None,
    dismissing: ReasonForm | None = None,
) -> HttpResponse:
    revision = listing.newest_of(one)
    found = findings(one.kind, revision.typed, one.establishment, today())
    clashes = _clashes(request.user, one)
    if deciding is None and clashes:
        first = {"seen": mark_of(clashes)}
        deciding = DecideForm(initial=first, apart=_apart(one, clashes))
    typed = request.GET.get("q", one.unlisted[:120])
    may = may_take_in(request.user, one.kit.custodian_id) and one.state in OPEN
    names_it = may and bool(one.unlisted) and one.record_id is None
    told = {
        "entry": one,
        "revision": revision,
        "older": list(one.revisions.exclude(id=revision.id).order_by("-number", "id")[:10]),
        "answers": listing.answers_of(one.kind, revision, dict(found.errors)),
        "judgement": found.judgement,
        "law_view": {"judgement": found.judgement},
        "law_day": today(),
        "deciding": deciding,
        "dismissing": dismissing or ReasonForm(),
        "may": may,
        "names_it": names_it,
        "typed": typed,
        "found": surveyed_by(request.user, typed) if names_it else [],
        "record_page": _record_page(one),
        "decisions": [d for r in one.revisions.all() for d in r.decisions.order_by("at", "id")],
        "labels": listing.labels_of(one.kind),
        "keys": [issue(request.user.id) for _ in range(3)],
        "section": "kits",
    }
    refused = bool((deciding and deciding.errors) or (dismissing and dismissing.errors))
    return render(request, "desk/kits/sheet.html", told, status=422 if refused else 200)


def _record_page(one: Entry) -> str:
    if one.record_id is None:
        return ""
    if one.kind in listing.RECORD_PAGES:
        return reverse(listing.RECORD_PAGES[one.kind], args=[one.record_id])
    return reverse("desk:project", args=[one.line.project_id]) if one.line else ""
