"""The official report of a place and period as it stands now: words, files, figures."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.documents.html import html_of
from khuyencong.projects import queries as projects
from khuyencong.reporting.queries import duties_visible_to
from khuyencong.reports.evidence import Evidence, evidence_of
from khuyencong.reports.figures import Figure, read_asked
from khuyencong.reports.files import WRITERS
from khuyencong.reports.narratives import FORMS
from khuyencong.reports.preparing import Order, Written, write_report
from khuyencong.reports.queries.stated import tallies_of
from khuyencong.reports.states import Borders
from khuyencong.reports.uncited import uncited
from khuyencong.results import queries as results
from khuyencong.values.errors import Unreadable
from khuyencong.values.periods import read_period
from khuyencong.values.text import clean
from khuyencong.web.access import requires

ROWS = 50
#: By the end of the name: how the file is written, and what it is.
FILES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@dataclass(frozen=True)
class Asked:
    """What the address asks for: a place, a period, a form, under which borders."""

    place: str = ""
    period: str = ""
    form: str = ""
    borders: str = Borders.THEN.value
    #: A question told by its word: of a number that the report itself does not cite.
    question: str = ""

    @property
    def query(self) -> str:
        """Return the words of the address that ask the same again."""
        told = {"noi": self.place, "ky": self.period, "mau": self.form}
        told |= {"hoi": self.question}
        told |= {"dia-gioi": self.borders} if self.borders != Borders.THEN.value else {}
        return urlencode({name: value for name, value in told.items() if value})

    def written(self) -> Written:
        """Return the report as it stands. Raises LookupError or Unreadable in words for people."""
        order = Order(self.place, read_period(self.period), self.form, Borders(self.borders))
        return write_report(order, now=now())


def _asked(request: HttpRequest) -> Asked:
    told = {name: clean(request.GET.get(word, "")) for name, word in _WORDS.items()}
    borders = told["borders"] if told["borders"] in set(Borders) else Borders.THEN.value
    return Asked(**{**told, "borders": borders})


_WORDS = {
    "place": "noi",
    "period": "ky",
    "form": "mau",
    "borders": "dia-gioi",
    "question": "hoi",
}


@require_safe
@requires(Permission.REPORT_READ)
def report(request: HttpRequest) -> HttpResponse:
    """Ask for a report, and read it as it stands: each figure of it opens its records."""
    asked = _asked(request)
    told: dict[str, Any] = {"asked": asked, "forms": FORMS.values(), "section": "writing"}
    if asked.place and asked.period:
        try:
            told |= _page(asked, request.user)
        except (LookupError, Unreadable) as refusal:
            told["refusal"] = str(refusal)
    return render(request, "desk/writing/report.html", told)


def _page(asked: Asked, user: Any) -> dict[str, Any]:
    written = asked.written()
    figures = {one.key for one in written.figures}

    def link(key: str) -> str:
        if key not in figures:
            return ""
        return f"{reverse('desk:figure-evidence', args=[key])}?{asked.query}"

    return {
        "written": written,
        "paper": html_of(written.document, link, level=2),
        "counts": {
            "figures": len(written.figures),
            "records": sum(1 for _ in written.asking.own.records.all()),
        },
        "uncited": uncited(written.document, written.figures),
        "files": list(FILES),
        "tallies": tallies_of(written.asking, user),
    }


@require_safe
@requires(Permission.REPORT_READ)
def file(request: HttpRequest, kind: str) -> HttpResponse:
    """The report as a file: Word, PDF, a workbook of its appendices, JSON."""
    if kind not in FILES:
        raise Http404
    asked = _asked(request)
    try:
        data = WRITERS[kind](asked.written())
    except (LookupError, Unreadable) as refusal:
        raise Http404 from refusal
    answer = HttpResponse(data, content_type=FILES[kind])
    answer["Content-Disposition"] = f'attachment; filename="bao-cao-khuyen-cong.{kind}"'
    return answer


@require_safe
@requires(Permission.REPORT_READ)
def figure(request: HttpRequest, key: str) -> HttpResponse:
    """Where one figure of a report comes from: how it is meant, its rows, what old reports say."""
    asked = _asked(request)
    try:
        written = asked.written()
    except (LookupError, Unreadable) as refusal:
        raise Http404 from refusal
    found = _figure(written, key, asked.question)
    evidence: Evidence = evidence_of(written, found)
    page = Paginator(evidence.rows, ROWS).get_page(request.GET.get("trang"))
    told = {
        "asked": asked,
        "written": written,
        "evidence": evidence,
        "page": page,
        "seen": _seen(request, page.object_list),
        "opened": _opened(request, page.object_list),
        "duties": _duties(request, page.object_list),
        "query": f"{asked.query}&",
        "section": "writing",
    }
    return render(request, "desk/writing/figure.html", told)


def _figure(written: Written, key: str, question: str) -> Figure:
    """Return the figure that is cited by `key`, else the answer to a question of that key."""
    cited = next((one for one in written.figures if one.key == key), None)
    if cited:
        return cited
    try:
        wanted = read_asked(question)
    except LookupError as error:
        raise Http404 from error
    if wanted.key != key:
        raise Http404
    return written.asking.answer_to(wanted)


def _seen(request: HttpRequest, rows: Any) -> frozenset[UUID]:
    """Return which of the đề án and results behind a figure the person may open."""
    ids = [row.project for row in rows if row.project]
    found = projects.visible_to(request.user).filter(id__in=ids) if ids else None
    return frozenset(found.values_list("id", flat=True) if found is not None else ())


def _duties(request: HttpRequest, rows: Any) -> frozenset[UUID]:
    """Return which of the reports that were owed the person may open."""
    ids = [row.duty for row in rows if row.duty]
    found = duties_visible_to(request.user).filter(id__in=ids) if ids else None
    return frozenset(found.values_list("id", flat=True) if found is not None else ())


def _opened(request: HttpRequest, rows: Any) -> dict[UUID, UUID]:
    """Return by the series of a result the version that the person may open."""
    series = [row.result for row in rows if row.result]
    if not series:
        return {}
    visible = results.visible_to(request.user).filter(series__in=series, superseded_at=None)
    return dict(visible.values_list("series", "id"))
