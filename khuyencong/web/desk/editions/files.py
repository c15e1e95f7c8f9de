"""The files of an edition: as issued, as signed, as data; and the sheet of A4."""

import json
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core import blobs
from khuyencong.documents import Document, write_docx, write_pdf
from khuyencong.office.rules import previewed
from khuyencong.reports.models import Edition
from khuyencong.reports.queries.editions import force_of
from khuyencong.reports.uncited import known_of, uncited
from khuyencong.values.dates import VIETNAM
from khuyencong.web.access import requires
from khuyencong.web.desk.editions.page import visible
from khuyencong.web.desk.editions.view import paper

PDF = "application/pdf"
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": PDF,
    "da-ky": PDF,
    "json": "application/json",
}
WRITERS = {"docx": write_docx, "pdf": write_pdf}


@require_safe
@requires(Permission.EDITION_READ)
def file(request: HttpRequest, edition_id: UUID, form: str) -> HttpResponse:
    """The file as it was issued or handed in signed; before that, as the edition stands."""
    row = visible(request, edition_id)
    if form not in MEDIA or (form == "da-ky" and not row.signed_pdf):
        raise Http404
    name, kept = _name(row, form), _kept(row, form)
    if kept:
        file = blobs.open(kept)
        media, is_saved = MEDIA[form], form == "docx"
        return FileResponse(file, as_attachment=is_saved, filename=name, content_type=media)
    headers = {"Content-Disposition": content_disposition_header(form == "docx", name)}
    data = _json(row) if form == "json" else WRITERS[form](words_of(row))
    return HttpResponse(data, content_type=MEDIA[form], headers=headers)


@require_safe
@requires(Permission.EDITION_READ)
def sheet(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """The document as sheets of A4, on the screen as on paper."""
    row = visible(request, edition_id)
    told = {"edition": row, "paper": paper(row), "force": force_of(row)}
    return render(request, "desk/editions/sheet.html", told)


def words_of(row: Edition) -> Document:
    """Return the words of an edition, with the signature and number that it has."""
    return previewed(row.issue) if row.issue else row.words


def _kept(row: Edition, form: str) -> str:
    if form == "da-ky":
        return row.signed_pdf
    if row.issue is None or form == "json":
        return ""
    return row.issue.docx if form == "docx" else row.issue.pdf


def _name(row: Edition, form: str) -> str:
    number = row.issue.shown.replace("/", "-") if row.issue and row.issue.number else "du-thao"
    end = "-da-ky.pdf" if form == "da-ky" else f".{form}"
    return f"{number}-ban-{row.number}{end}".replace(" ", "-")


def _json(row: Edition) -> bytes:
    """Return the edition in the shape of the contract, its rows beside."""
    report, issue, figures = row.report, row.issue, row.told_figures
    told: dict[str, Any] = {
        "place": {"key": report.place.key, "name": row.name, "borders": report.borders},
        "period": {"start": f"{report.start}", "end": f"{report.end}"},
        "as_of": row.as_of.astimezone(VIETNAM).isoformat(timespec="seconds"),
        "form": report.form,
        "edition": {
            "id": str(row.id),
            "number": row.number,
            "state": row.state,
            "document": issue.shown if issue and issue.number else None,
            "day": f"{issue.day}" if issue and issue.day else None,
            "supersedes": str(row.supersedes_id) if row.supersedes_id else None,
            "reason": row.reason,
            "hash": row.content_hash,
            "rows_sha256": row.rows_sha256,
            "figures_sha256": row.figures_sha256,
            "document_sha256": row.document_sha256,
        },
        "figures": figures,
        "sections": [],
        "appendices": [],
        "differences": [],
        "uncited_numbers": [one.told() for one in uncited(row.words, known_of(figures))],
        "chapters": row.chapters,
        "rows": row.told_rows,
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
