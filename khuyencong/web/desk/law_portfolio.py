"""What a draft of the law would change in the đề án of a year: the page, and the same as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import today
from khuyencong.law import queries
from khuyencong.law.models import LegalDocument
from khuyencong.law.queries.snapshot import loaded
from khuyencong.law.rules import DatedParameter, Finding, Verdict
from khuyencong.law.rules.wording import figure_words
from khuyencong.plans.queries.draft_law import (
    PortfolioDrafted,
    ProjectDrafted,
    live_years,
    portfolio,
)
from khuyencong.plans.rules.draft_law import LineDrafted, is_other
from khuyencong.plans.rules.suggestion import Place
from khuyencong.sheets.model import Column, Type
from khuyencong.sheets.writing import Cell, write_list
from khuyencong.values.dates import format_date
from khuyencong.values.money import format_dong
from khuyencong.values.text import clean
from khuyencong.web.access import requires
from khuyencong.web.desk.law import SECTION
from khuyencong.web.desk.sheet_files import sheet_file

ROWS = 40
PLACES = {Place.IN: "trong hạn mức", Place.RESERVE: "dưới hạn mức", Place.OUT: "không được hỗ trợ"}
_MONEY = ("Mức hiện hành", "Mức theo dự thảo", "Kế hoạch lấy", "Theo dự thảo", "Chênh lệch")
COLUMNS = (
    *("Đề án", "Tên đề án", "Bước", "Chủ kế hoạch", "Cấp", "Việc được hỗ trợ", "Nguồn"),
    *_MONEY,
    *("Chỗ hiện nay", "Chỗ theo dự thảo", "Điều khoản đổi"),
)


@dataclass(frozen=True)
class Drafted:
    """What is set in the place of the law in force, and how it is called."""

    name: str
    address: str
    parameters: tuple[DatedParameter, ...]
    here: str
    file: str


@dataclass(frozen=True)
class Row:
    """A đề án as the page shows it."""

    project: ProjectDrafted

    @property
    def difference(self) -> int:
        return self.project.would_take - self.project.takes

    @property
    def now(self) -> str:
        return PLACES[self.project.now]

    @property
    def then(self) -> str:
        return PLACES[self.project.drafted]

    @property
    def tone(self) -> str:
        if self.project.falls:
            return "error"
        return "ok" if self.project.rises else ""

    @property
    def lines(self) -> list[tuple[LineDrafted, list[tuple[str, str, str]]]]:
        """Return the touched lines, each with its ceilings by source: name, today, drafted."""
        return [(one, list(_ceilings(one))) for one in self.project.lines if one.is_touched]

    @property
    def clauses(self) -> list[tuple[DatedParameter, str]]:
        """Return the drafted parameters with what they say."""
        return [(one, figure_words(one)) for one in self.project.clauses]


@require_safe
@requires(Permission.PROJECT_READ)
def of_document(request: HttpRequest, key: str) -> HttpResponse:
    """The đề án of a year, as if a document were in force."""
    return _page(request, _document(key))


@require_safe
@requires(Permission.PROJECT_READ)
def of_document_file(request: HttpRequest, key: str) -> HttpResponse:
    """The same as a workbook, a line of support in each row."""
    return _file(request, _document(key))


@require_safe
@requires(Permission.PROJECT_READ)
def of_parameter(request: HttpRequest, parameter_id: UUID) -> HttpResponse:
    """The đề án of a year, as if a proposed parameter were in force."""
    return _page(request, _parameter(parameter_id))


@require_safe
@requires(Permission.PROJECT_READ)
def of_parameter_file(request: HttpRequest, parameter_id: UUID) -> HttpResponse:
    """The same as a workbook, a line of support in each row."""
    return _file(request, _parameter(parameter_id))


def _document(key: str) -> Drafted:
    document = LegalDocument.objects.filter(key=key).first()
    if document is None:
        raise Http404
    return Drafted(
        document.name,
        reverse("desk:law-document", args=[key]),
        queries.drafted_by(key, today()),
        reverse("desk:law-portfolio", args=[key]),
        reverse("desk:law-portfolio-file", args=[key]),
    )


def _parameter(parameter_id: UUID) -> Drafted:
    row = loaded().filter(id=parameter_id, superseded_at=None).first()
    if row is None:
        raise Http404
    plain = queries.parameter_on(row, today())
    return Drafted(
        f"{plain.subject_label}, {plain.citation}",
        reverse("desk:law-parameter", args=[row.id]),
        (plain,),
        reverse("desk:law-parameter-portfolio", args=[row.id]),
        reverse("desk:law-parameter-portfolio-file", args=[row.id]),
    )


def _year(request: HttpRequest, years: list[int]) -> int:
    """Return the year asked for; else the next one, or the last that has live đề án."""
    asked = request.GET.get("nam", "")
    if asked.isascii() and asked.isdigit() and int(asked) in years:
        return int(asked)
    following = today().year + 1
    return following if following in years or not years else years[0]


def _found(request: HttpRequest, drafted: Drafted) -> tuple[PortfolioDrafted, list[int]]:
    years = live_years(request.user)
    year = _year(request, years)
    return portfolio(drafted.parameters, year, user=request.user, day=today()), years


def _page(request: HttpRequest, drafted: Drafted) -> HttpResponse:
    found, years = _found(request, drafted)
    shown = sorted((one for plan in found.plans for one in plan.shown), key=_first)
    page: Any = Paginator(shown, ROWS).get_page(request.GET.get("trang"))
    told = {
        "drafted": drafted,
        "parameters": [(one, figure_words(one)) for one in drafted.parameters],
        "found": found,
        "difference": found.would_take - found.takes,
        "plans": [(plan, plan.would_take - plan.takes) for plan in found.changed],
        "same": len(found.plans) - len(found.changed),
        "page": page,
        "rows": [Row(one) for one in page],
        "years": years,
        "day": today(),
        "query": f"nam={found.year}&",
        "page_of": "register",
    }
    return render(request, "desk/law/portfolio.html", told | SECTION)


def _first(one: ProjectDrafted) -> tuple[bool, bool, int, str]:
    """Put first who falls, then who rises, then whom the draft moves most."""
    return not one.falls, not one.rises, -abs(one.would_take - one.takes), one.project.code


def _file(request: HttpRequest, drafted: Drafted) -> HttpResponse:
    found, _ = _found(request, drafted)
    columns = [
        Column(code=label, label=label, type=Type.MONEY if label in _MONEY else Type.TEXT)
        for label in COLUMNS
    ]
    said = (
        f"Năm {found.year}; luật ngày {format_date(today())} so với {clean(drafted.name)}."
        f" Trong phạm vi của người xuất."
    )
    rows = [row for plan in found.plans for one in plan.projects for row in _sheet_rows(one)]
    title = "Danh mục đề án theo dự thảo"
    return sheet_file(
        write_list(columns, rows, title=title, said=said), "danh-muc-theo-du-thao.xlsx"
    )


def _sheet_rows(one: ProjectDrafted) -> Iterator[list[Cell]]:
    """Yield a row for each line and source: their money adds up to that of the page."""
    project = one.project
    for line in one.lines:
        clauses = "; ".join(f"{c.citation}: {figure_words(c)}" for c in line.clauses)
        for source, amount in line.line.amounts.items():
            told = line.replayed.get(source)
            yield [
                project.code,
                project.name,
                project.get_state_display(),
                str(project.owner),
                project.get_level_display(),
                line.line.what,
                source.label,
                told.now.amount if told else None,
                told.drafted.amount if told else None,
                amount,
                line.amounts[source],
                line.amounts[source] - amount,
                PLACES[one.now],
                PLACES[one.drafted],
                clauses,
            ]


def _ceilings(line: LineDrafted) -> Iterator[tuple[str, str, str]]:
    """Yield the ceilings that the draft changes: whose money, today, under the draft."""
    for source, told in line.replayed.items():
        if is_other(told):
            yield source.label, _said(told.now), _said(told.drafted)


def _said(found: Finding) -> str:
    if found.amount is not None:
        more = "" if found.verdict in (Verdict.YES, Verdict.NO) else found.verdict.label.lower()
        said = format_dong(found.amount, nbsp=True)
        return f"{said} ({more})" if more else said
    return "chưa có mức" if found.verdict is Verdict.UNCERTAIN else found.verdict.label.lower()
