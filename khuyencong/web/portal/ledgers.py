"""The ledger of a vote for everybody: the blinded scores, and the ranking they come to."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.competitions.models import Ledger
from khuyencong.competitions.queries.ledger import (
    ledger_csv,
    published_ledgers,
    ranked_by_ledger,
    told_ledger,
)
from khuyencong.law.states import Criterion
from khuyencong.web.access import public

FILES = {
    "json": ("application/json", lambda ledger: ledger.text.encode()),
    "csv": ("text/csv; charset=utf-8", ledger_csv),
}


@require_safe
@public
def ledger(request: HttpRequest, round_id: UUID, stage: int) -> HttpResponse:
    """The ranking as the published scores make it, with the rule in words."""
    row = _published(round_id, stage)
    said = told_ledger(row)
    told = {
        "ledger": row,
        "round": row.round,
        "standings": ranked_by_ledger(row),
        "ties": [Criterion(code).label for code in said["tie_order"]],
        "sheets": len(said["sheets"]),
        "jurors": len(said["jurors"]),
    }
    return render(request, "portal/ledger.html", told)


@require_safe
@public
def file(request: HttpRequest, round_id: UUID, stage: int, form: str) -> HttpResponse:
    """The ledger itself, byte for byte as its fingerprint was taken; or as a table."""
    row = _published(round_id, stage)
    if form not in FILES:
        raise Http404
    media, write = FILES[form]
    name = f"so-diem-{row.round.year}-vong-{row.stage}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(row), content_type=media, headers=headers)


def _published(round_id: UUID, stage: int) -> Ledger:
    row: Ledger | None = published_ledgers().filter(round=round_id, stage=stage).first()
    if row is None:
        raise Http404
    return row
