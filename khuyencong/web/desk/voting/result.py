"""What came of a round: the council's conclusions, minutes and decision, certificates."""

import logging
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.competitions.actions.recognising import DecisionTold, put_forward, recognise
from khuyencong.competitions.forms.session import DecisionForm
from khuyencong.competitions.models import Certificate, CouncilSession, Round
from khuyencong.competitions.queries import rounds_visible_to
from khuyencong.competitions.queries.documents import DECISION, MINUTES, decision_document
from khuyencong.competitions.queries.session import law_of, sitting_of
from khuyencong.competitions.states import RoundState
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.documents import Document, restored
from khuyencong.office.models import IssuedDocument
from khuyencong.office.queries import in_folder
from khuyencong.office.states import DocumentState
from khuyencong.projects.models import Line
from khuyencong.results.kinds import USUAL
from khuyencong.values.dates import format_date
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.office import FORMS
from khuyencong.web.desk.voting.shown import entry_shown

SECTION = {"section": "certificates"}
KINDS = {MINUTES.code: MINUTES, DECISION.code: DECISION}
CLOSED = (RoundState.DECIDED, RoundState.RECOGNISED)
logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.VOTING_READ)
def result(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The conclusions of a round, and what is to be done with them."""
    return _page(request, _round(request, round_id))


@require_safe
@requires(Permission.VOTING_READ)
def document_file(request: HttpRequest, round_id: UUID, code: str, form: str) -> HttpResponse:
    """The minutes as they were closed, or the decision as it would be printed now."""
    round = _round(request, round_id)
    words = _words(round, code)
    if form not in FORMS or words is None:
        raise Http404
    write, media = FORMS[form]
    disposition = content_disposition_header(form == "docx", f"{code}-{round.year}.{form}")
    headers = {"Content-Disposition": disposition}
    return HttpResponse(write(words), content_type=media, headers=headers)


@require_POST
@requires(Permission.VOTING_READ)
def forward(request: HttpRequest, round_id: UUID, code: str) -> HttpResponse:
    """Put minutes or decision forward to be signed and registered."""
    round = _round(request, round_id)
    if code not in KINDS or not _may_forward(request, round, code):
        raise Http404
    back = reverse("desk:voting-result", args=[round.id])

    def do() -> str:
        row = put_forward(by=request.user, round=round, code=code, at=now())
        return reverse("desk:office-document", args=[row.id])

    return done_once(request, f"round.{code}:{round.id}", do, back=back, said="Đã trình ký.")


@require_POST
@requires(Permission.CERTIFICATE_ISSUE)
def decide(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Write the decision down: certificates are issued."""
    round = _round(request, round_id)
    if not request.user.may(Permission.CERTIFICATE_ISSUE, of=round.custodian_id):
        raise Http404
    lines = _lines(round)
    form = DecisionForm(request.POST, lines=[(str(one.id), _named(one)) for one in lines])
    if not form.is_valid():
        return _page(request, round, form)
    given = form.cleaned_data
    line = next((one for one in lines if str(one.id) == given["line"]), None)

    def do() -> str:
        told = DecisionTold(number=given["number"], day=given["day"], line=line)
        recognise(by=request.user, round=round, told=told, at=now())
        return reverse("desk:voting-result", args=[round.id])

    return done_or_told(
        request,
        f"round.recognise:{round.id}",
        do,
        form=form,
        again=lambda form: _page(request, round, form),
        said="Đã cấp giấy chứng nhận; kết quả được tính vào báo cáo.",
    )


def _page(request: HttpRequest, round: Round, form: Any = None) -> HttpResponse:
    user = request.user
    session = CouncilSession.objects.filter(round=round).first()
    sitting = sitting_of(round, law_of(round, session.held_on if session else today()))
    issued = list(Certificate.objects.filter(entry__round=round).order_by("number"))
    by_entry = {one.entry_id: one for one in issued}
    may_decide = round.state == RoundState.DECIDED and user.may(
        Permission.CERTIFICATE_ISSUE, of=round.custodian_id
    )
    papers = in_folder(round.id) if round.state in CLOSED else []
    if may_decide and form is None:
        lines = [(str(one.id), _named(one)) for one in _lines(round)]
        form = DecisionForm(lines=lines, initial=_first(papers, lines))
    told = {
        "round": round,
        "session": session,
        "sitting": sitting,
        "is_closed": round.state in CLOSED,
        "rows": [
            (entry_shown(one, sitting), by_entry.get(one.entry.id)) for one in sitting.entries
        ],
        "issued": issued,
        "papers": [
            (
                kind,
                [row for row in papers if row.kind == kind.code],
                _may_forward(request, round, code),
            )
            for code, kind in KINDS.items()
        ],
        "form": form if may_decide else None,
        "key": request.POST.get("key") or issue(user.id),
        **SECTION,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "desk/voting/result.html", told, status=status)


def _first(papers: list[IssuedDocument], lines: list[tuple[str, str]]) -> dict[str, str]:
    """Return number and day of a decision that the register holds already."""
    held = (row for row in papers if row.kind == DECISION.code)
    row = next((one for one in held if one.state == DocumentState.NUMBERED), None)
    first = {"line": lines[0][0]} if len(lines) == 1 else {}
    if row is None or row.day is None:
        return first
    return first | {"number": row.shown, "day": format_date(row.day)}


def _lines(round: Round) -> list[Line]:
    """Return the lines of the đề án that pays for the round, where results of a vote stand."""
    if round.project_id is None:
        return []
    rows = Line.objects.filter(project=round.project_id, project__custodian=round.custodian)
    kin = ("project__custodian", "project__owner", "place")
    found = rows.select_related(*kin).order_by("number")
    return [one for one in found if one.counts and USUAL.get(one.item or "", "voting") == "voting"]


def _named(line: Line) -> str:
    return f"{line.project.code}, dòng {line.number}: {line.what}"[:200]


def _words(round: Round, code: str) -> Document | None:
    session = CouncilSession.objects.filter(round=round, closed_at__isnull=False).first()
    if session is None or session.minutes is None or code not in KINDS:
        return None
    if code == MINUTES.code:
        return restored(session.minutes)
    return decision_document(round, session, law_of(round, today()))


def _may_forward(request: HttpRequest, round: Round, code: str) -> bool:
    return round.state in CLOSED and any(
        request.user.may(right, of=round.custodian_id) for right in KINDS[code].drafting
    )


def _round(request: HttpRequest, round_id: UUID) -> Round:
    rows = rounds_visible_to(request.user)
    kin = ("custodian", "place", "region", "criteria")
    round = rows.select_related(*kin).filter(id=round_id).first()
    if round is None:
        logger.warning("no round %s for user %s", round_id, request.user.id)
        raise Http404
    return round
