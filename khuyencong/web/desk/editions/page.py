"""The page of an edition: what it says, how far it came, what this person may do with it."""

import logging
from typing import Any
from uuid import UUID

from django.conf import settings
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.core.refusal import Refused
from khuyencong.documents.html import Html
from khuyencong.office.forms import NumberForm, ReasonForm, SignForm
from khuyencong.office.models import IssuedDocument
from khuyencong.office.rules import why_not as office_why_not
from khuyencong.office.states import DocumentState
from khuyencong.reports.actions.preparing import prepared
from khuyencong.reports.forms import ChapterForm, SignedPdfForm
from khuyencong.reports.models import Edition
from khuyencong.reports.queries.editions import (
    editions_of,
    editions_visible_to,
    force_of,
    history_of,
    later_editions,
    replacing,
)
from khuyencong.reports.queries.later import later
from khuyencong.reports.queries.proving import faults_of
from khuyencong.reports.rules.later import key_of
from khuyencong.reports.rules.parts import labels_of, made_of
from khuyencong.reports.rules.steps import open_steps, why_not
from khuyencong.reports.states import EditionState
from khuyencong.values.shortcode import shown_code
from khuyencong.web.access import requires
from khuyencong.web.desk.editions import preparing
from khuyencong.web.desk.editions.owed import owed_of
from khuyencong.web.desk.editions.view import (
    FORCES,
    chapters_of,
    figure_line,
    happened,
    paper,
    told_of,
)

MOST = 200
logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.EDITION_READ)
def edition(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """One edition of a report, with the others beside it."""
    return shown(request, visible(request, edition_id))


@require_safe
@requires(Permission.EDITION_READ)
def differences(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """What changed in the records since the edition was made: the report is prepared anew."""
    row = visible(request, edition_id)
    told: dict[str, Any] = {"edition": row, "section": "editions"}
    try:
        found = later(row, prepared(row.report, row.chapters, preparing.prepare, now()))
        told |= {"found": found, "told": told_of(found, MOST)}
    except Refused as refusal:
        told |= {"why": str(refusal)}
    return render(request, "desk/editions/later.html", told)


@require_safe
@requires(Permission.EDITION_READ)
def figure(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """One figure of the edition and every record that it was made of, as frozen."""
    row = visible(request, edition_id)
    asked = request.GET.get("so", "")
    found = next((one for one in row.told_figures if key_of(one) == asked), None)
    if found is None:
        raise Http404
    rows = {str(one["id"]): one for one in row.told_rows}
    labels = labels_of(rows)
    behind = [labels[id] for id, one in rows.items() if made_of(found, one)]
    told = {
        "edition": row,
        "line": figure_line(found, asked),
        "figure": found,
        "rows": behind[:MOST],
        "count": len(behind),
    }
    return render(request, "desk/editions/figure.html", {**told, "section": "editions"})


def visible(request: HttpRequest, edition_id: UUID) -> Edition:
    """Return the edition if it is within the user's scope, else 404; a refused try is logged."""
    told = ("report__custodian", "report__place", "issue__body", "issue__book", "supersedes")
    row = editions_visible_to(request.user).select_related(*told).filter(id=edition_id).first()
    if row is None:
        logger.warning("no edition %s for user %s", edition_id, request.user.id)
        raise Http404
    return row


def shown(
    request: HttpRequest,
    row: Edition,
    typed: dict[str, Form] | None = None,
    preview: Html | None = None,
) -> HttpResponse:
    """Return the page, with a form as it was typed where it is refused or tried.

    `preview` is the paper as it would be with what is typed; nothing of that is kept.
    """
    typed = typed or {}
    refused = {name: form for name, form in typed.items() if form.errors}
    chapters = chapters_of(row)
    history = history_of(row)
    steps = open_steps(row.state, request.user, row.report.custodian_id, history)
    force = force_of(row)
    told = {
        "edition": row,
        "editions": editions_of(row.report),
        "force": force,
        "force_tag": FORCES[force],
        "replacing": replacing(row),
        "code": shown_code(row.code),
        "paper": preview or paper(row),
        "is_preview": preview is not None,
        "figures": [figure_line(one, key_of(one)) for one in row.told_figures[:MOST]],
        "chapters": chapters,
        "typed_numbers": sum(len(one.typed) for one in chapters),
        "steps": steps,
        "forms": _forms(request, steps, row) | typed,
        "error_form": next(iter(refused.values()), None),
        "why": _why(request, row, history),
        "number_form": _number_form(request, row),
        "may_sign_here": bool(settings.SIGNING_P12),
        "faults": list(faults_of(row)),
        "owed": owed_of(request.user, row),
        "entries": happened(row.steps.all()),
        "key": request.POST.get("key") or issue(request.user.id),
        "section": "editions",
    }
    return render(request, "desk/editions/edition.html", told, status=422 if refused else 200)


def _forms(request: HttpRequest, steps: frozenset[str], row: Edition) -> dict[str, Any]:
    has_number = row.issue is not None and row.issue.number is not None
    made = {
        "sign": SignForm(initial={"name": request.user.full_name}),
        "send_back": ReasonForm(auto_id="back_%s"),
        "take_back": ReasonForm(auto_id="take_%s"),
        "correct": ReasonForm(auto_id="correct_%s"),
        "attach": SignedPdfForm(),
        "chapter": ChapterForm(),
        "review": Form(),
        "redraft": Form(),
        "send": Form(),
    }
    needs_number = {"attach", "send", "correct"}
    closed = {"take_back"} if has_number else needs_number
    if later_editions(row):
        closed |= {"correct"}
    return {name: form for name, form in made.items() if name in steps - closed}


def _number_form(request: HttpRequest, row: Edition) -> NumberForm | None:
    """Return the form by which the clerk numbers what was signed; None for all others."""
    issue: IssuedDocument | None = row.issue
    if issue is None or issue.state != DocumentState.SIGNED:
        return None
    if office_why_not(request.user, "number", issue):
        return None
    return NumberForm(issue, today=today())


#: The step that an edition waits for, where somebody who did an earlier one may not take it.
NEXT = {
    EditionState.DRAFT: "review",
    EditionState.REVIEWED: "sign",
    EditionState.SIGNED: "send",
}


def _why(request: HttpRequest, row: Edition, history: list[tuple[str, UUID]]) -> str:
    """Return why this person may not take the next step although he has the right to it."""
    name = NEXT.get(EditionState(row.state))
    custodian = row.report.custodian_id
    if name is None or why_not(request.user, name, custodian, ()):
        return ""
    return why_not(request.user, name, custodian, history)
