"""Paper sheets: printed for the pen, keyed by two persons, shown side by side where they differ."""

from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.competitions.actions.keying import key_paper
from khuyencong.competitions.forms.scoring import ScoreForm
from khuyencong.competitions.models import Round, Sheet
from khuyencong.competitions.queries.jury import fields_of, stage_of
from khuyencong.competitions.queries.secretariat import jury_of, paper, paper_sheets
from khuyencong.competitions.queries.sheet_paper import sheet_papers
from khuyencong.competitions.rules.points import Points, shown
from khuyencong.competitions.states import SheetState
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.documents import write_pdf
from khuyencong.documents.pdf.together import pdfs_together
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.desk.voting.members import SECTION, written_for_by
from khuyencong.web.desk.voting.scoring import paper_of

ROWS = 50


@require_safe
@requires(Permission.DESK_ENTER)
def sheets(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The open sheets, those begun on paper first."""
    round = written_for_by(request, round_id)
    page, juror = _asked(request, round)
    told = {
        "round": round,
        "page": page,
        "juror": juror,
        "jurors": jury_of(round),
        "asked": f"giam-khao={juror}&" if juror else "",
        **SECTION,
    }
    return render(request, "desk/voting/paper_sheets.html", told)


@require_safe
@requires(Permission.DESK_ENTER)
def print_sheets(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Every sheet of a page of the list as one PDF, for the pen."""
    round = written_for_by(request, round_id)
    page, juror = _asked(request, round)
    if not page.object_list:
        raise Http404
    pile = pdfs_together(write_pdf(paper) for paper in sheet_papers(list(page.object_list)))
    name = f"phieu-{juror or 'cham'}-{page.number}.pdf"
    headers = {"Content-Disposition": content_disposition_header(False, name) or ""}
    return HttpResponse(pile, content_type="application/pdf", headers=headers)


def _asked(request: HttpRequest, round: Round) -> tuple[Page[Sheet], str]:
    """Return the page of the list that is asked for, and the code of whose it is, "" for all."""
    juror = request.GET.get("giam-khao", "")
    rows = paper_sheets(round, stage_of(round))
    if juror:
        rows = rows.filter(seat__code=juror)
    return Paginator(rows, ROWS).get_page(request.GET.get("trang")), juror


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DESK_ENTER)
def sheet(request: HttpRequest, round_id: UUID, sheet_id: UUID) -> HttpResponse:
    """Key one paper; the other's keying is shown only once both are there."""
    round = written_for_by(request, round_id)
    one = _open(round, sheet_id)
    if one.state == SheetState.LOCKED:
        return redirect("desk:paper-sheets", round.id)
    boxes = fields_of(one)
    if request.method != "POST":
        told = paper(one, request.user.id).own
        return _page(request, round, one, ScoreForm(boxes=boxes, told=told))
    form = ScoreForm(request.POST, boxes=boxes)

    def again(form: ScoreForm) -> HttpResponse:
        return _page(request, round, one, form)

    if not form.is_valid():
        return again(form)

    def do() -> str:
        kept = key_paper(by=request.user, sheet=one, told=form.told(), at=now())
        if kept.state == SheetState.LOCKED or kept.keyings.count() == 1:
            return reverse("desk:paper-sheets", args=[round.id])
        return reverse("desk:paper-sheet", args=[round.id, one.id])

    return done_or_told(
        request,
        "sheet.key",
        do,
        form=form,
        again=again,  # type: ignore[arg-type]
        said="Đã ghi lần nhập.",
    )


@require_safe
@requires(Permission.DESK_ENTER)
def print_sheet(request: HttpRequest, round_id: UUID, sheet_id: UUID, form: str) -> HttpResponse:
    """A sheet in the circular's form: for the pen while it is open; locked only after the tally."""
    round = written_for_by(request, round_id)
    return paper_of(_open(round, sheet_id), form)


def _open(round: Round, sheet_id: UUID) -> Sheet:
    """Return an open sheet of a round, else 404: what jurors gave is for them to show."""
    one = paper_sheets(round, stage_of(round)).filter(id=sheet_id).first()
    if one is None:
        raise Http404
    return one


def _page(request: HttpRequest, round: Round, one: Sheet, form: ScoreForm) -> HttpResponse:
    found = paper(one, request.user.id)
    names = dict(User.objects.filter(id__in=found.both).values_list("id", "full_name"))
    told = {
        "round": round,
        "sheet": one,
        "form": form,
        "keyed": len(found.keyings),
        "heads": [names.get(by, "") for by in found.both],
        "cells": _side_by_side(form, list(found.both.values()), found.differing),
        "key": request.POST.get("key") or issue(request.user.id),
        **SECTION,
    }
    status = 422 if form.errors else 200
    return render(request, "desk/voting/paper_sheet.html", told, status=status)


def _side_by_side(
    form: ScoreForm, both: list[Points], differing: object
) -> list[tuple[str, list[str], bool]]:
    """Return by box what each of two keyings says, and whether they differ."""
    if not both:
        return []
    cells = [
        (
            box.label,
            [shown(said.parts.get(box.name, said.points.get(box.name))) for said in both],
            box.name in differing,  # type: ignore[operator]
        )
        for box in form.boxes
    ]
    remarks = [said.remark for said in both]
    return [*cells, ("Nhận xét", remarks, remarks[0] != remarks[1])]
