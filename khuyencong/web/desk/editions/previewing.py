"""The paper of a draft with chapters as they are typed: shown, and nothing of it kept."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.core.refusal import Refused
from khuyencong.documents.html import Html
from khuyencong.reports.actions import chapter_text
from khuyencong.reports.actions.preparing import prepared
from khuyencong.reports.forms import ChapterForm
from khuyencong.reports.models import Edition
from khuyencong.reports.narratives import CHAPTERS
from khuyencong.reports.queries.editions import history_of
from khuyencong.reports.rules.steps import require_step
from khuyencong.web.access import requires
from khuyencong.web.desk.editions import preparing
from khuyencong.web.desk.editions.page import shown, visible
from khuyencong.web.desk.editions.view import drawn, paper

#: Before the key of a chapter that is typed beside the one that is sent.
BESIDE = "text."


@require_POST
@requires(Permission.EDITION_DRAFT)
def preview(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Show the paper with what is typed: the sheet alone where a script asks, else the page."""
    row = visible(request, edition_id)
    form = ChapterForm({"seen": 0} | request.POST.dict())
    page: Html | None = None
    if form.is_valid():
        try:
            page = _drawn(request, row, form.cleaned_data)
        except Refused as refusal:
            form.add_error("text", str(refusal))
    if "giay" in request.POST:
        return _sheet(request, row, form, page)
    return shown(request, row, {"chapter": form}, page)


def _drawn(request: HttpRequest, row: Edition, given: dict[str, Any]) -> Html:
    """Return the paper as it would be. Refused where the person may not write in it, or so."""
    require_step(request.user, "chapter", row.state, row.report.custodian_id, history_of(row))
    typed = {
        key: request.POST[f"{BESIDE}{key}"] for key in CHAPTERS if f"{BESIDE}{key}" in request.POST
    }
    typed[given["chapter"]] = given["text"]
    texts = row.chapters | {key: chapter_text(key, text) for key, text in typed.items()}
    chapters = {key: text for key, text in texts.items() if text}
    return drawn(row, prepared(row.report, chapters, preparing.prepare, now()).document)


def _sheet(
    request: HttpRequest, row: Edition, form: ChapterForm, page: Html | None
) -> HttpResponse:
    why = "" if page is not None else " ".join(m for of in form.errors.values() for m in of)
    told = {"paper": page if page is not None else paper(row), "refusal": why}
    status = 200 if page is not None else 422
    return render(request, "desk/editions/_paper.html", told, status=status)
