"""Every list of the desk as a file: the rows that its filter leaves, under the words of the filter.

What also comes by sheet goes out in the columns in which it comes in again. No cell is a formula,
no telephone and no personal number is among them; whoever may see the list may take it along.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.applications.models import Proposal, Request
from khuyencong.core.clock import now, today
from khuyencong.ingestion.queries.lists import exported_columns, exported_rows
from khuyencong.ingestion.sheet_kinds import RESULT, RESULT_KINDS
from khuyencong.plans.queries import plans_visible_to
from khuyencong.plans.queries.pages import listed_plans
from khuyencong.registry.forms.establishments import SearchForm
from khuyencong.registry.queries.staffing import Staffing, staffings
from khuyencong.results.models import Result
from khuyencong.sheets import Column, Type
from khuyencong.sheets.writing import write_list
from khuyencong.values.dates import VIETNAM, format_date
from khuyencong.web.access import requires
from khuyencong.web.desk import bodies as body_pages
from khuyencong.web.desk import establishments as establishment_pages
from khuyencong.web.desk import needs as need_pages
from khuyencong.web.desk import proposals as proposal_pages
from khuyencong.web.desk import requests as request_pages
from khuyencong.web.desk.programmes.asking import asked_in
from khuyencong.web.desk.programmes.pages import visible as visible_programme
from khuyencong.web.desk.programmes.showing import groups_of
from khuyencong.web.desk.projects import listing as project_pages
from khuyencong.web.desk.results import listing as result_pages
from khuyencong.web.desk.sheet_files import sheet_file
from khuyencong.web.templatetags.results import last_day, result_counts

T = Type
CHUNK = 500


@dataclass(frozen=True)
class Listed:
    """What a list shows: its columns, rows as they come, its name, the filter in words."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    said: str = ""


def _column(label: str, kind: Type = T.TEXT) -> Column:
    return Column(code=label, label=label, type=kind)


def said_by(form: Form) -> str:
    """Return what a filter asks, in the words of its fields; Http404 for one that errs."""
    if form.is_bound and not form.is_valid():
        raise Http404
    told = []
    for name, field in form.fields.items():
        value = form.data.get(name, "")
        if not value:
            continue
        choices = {str(code): label for code, label in getattr(field, "choices", ())}
        label = field.label or name
        told.append(f"{label}: {choices.get(str(value), value)}")
    return "; ".join(told)


def _answer(listed: Listed) -> HttpResponse:
    at = now().astimezone(VIETNAM)
    narrowed = f"Lọc theo {listed.said}." if listed.said else "Không lọc."
    said = f"{narrowed} Xuất lúc {at:%H:%M %d/%m/%Y}, trong phạm vi của người xuất."
    data = write_list(listed.columns, listed.rows, title=listed.title, said=said)
    return sheet_file(data, f"{listed.name}-{at:%Y%m%d}.xlsx")


def _file(permission: Permission, listed: Callable[..., Listed]) -> Callable[..., HttpResponse]:
    """Return the view of a list's file; who may read the list may read the file."""

    @require_safe
    @requires(permission)
    def view(request: HttpRequest, **told: UUID) -> HttpResponse:
        return _answer(listed(request, **told))

    view.__doc__ = listed.__doc__
    return view


# --- what comes in again --------------------------------------------------------------------------


def _establishments(request: HttpRequest) -> Listed:
    """The establishments that the search of the address leaves."""
    form = SearchForm(request.GET)
    if not form.is_valid() or form.is_personal:
        raise Http404  # a number that may be somebody's stands in no address
    found = establishment_pages.narrowed(request, form)
    if form.errors:
        raise Http404
    return Listed(
        "co-so",
        "Cơ sở công nghiệp nông thôn",
        exported_columns("establishments"),
        exported_rows("establishments", request.user, today(), found),
        said_by(form),
    )


def _projects(request: HttpRequest) -> Listed:
    """The đề án that the filter of the address leaves."""
    form, found = project_pages.narrowed(request)
    return Listed(
        "de-an",
        "Danh mục đề án",
        exported_columns("past_projects"),
        exported_rows("past_projects", request.user, today(), found),
        said_by(form),
    )


def _needs(request: HttpRequest) -> Listed:
    """The needs that the filter of the address leaves."""
    form, _, found = need_pages.narrowed(request)
    return Listed(
        "nhu-cau",
        "Nhu cầu của cơ sở",
        exported_columns("needs"),
        exported_rows("needs", request.user, today(), found),
        said_by(form),
    )


# --- what only goes out ---------------------------------------------------------------------------

REQUESTS = tuple(
    _column(*one)
    for one in (
        ("Số tiếp nhận",), ("Việc",), ("Tên cơ sở",), ("Mã số thuế",), ("Hạng mục",),
        ("Nơi thực hiện",), ("Năm", T.YEAR), ("Đề nghị", T.MONEY), ("Tổng chi phí", T.MONEY),
        ("Bước",),
    )
)  # fmt: skip


def _requests(request: HttpRequest) -> Listed:
    """The requests that the filter of the address leaves."""
    form, _, found = request_pages.narrowed(request)
    rows = (_request(one) for one in found.iterator(CHUNK))
    return Listed("de-nghi", "Đề nghị hỗ trợ", REQUESTS, rows, said_by(form))


def _request(one: Request) -> Sequence[Any]:
    return (
        one.receipt, one.what, one.establishment.name, one.establishment.tax_code,
        one.get_item_display() if one.item else "", str(one.commune or ""), one.year, one.asked,
        one.cost, one.get_state_display(),
    )  # fmt: skip


PLANS = tuple(
    _column(*one)
    for one in (
        ("Năm", T.YEAR), ("Cấp",), ("Chủ kế hoạch",), ("Đề án", T.COUNT), ("Dự phòng", T.COUNT),
        ("Kinh phí", T.MONEY), ("Đang ở đâu",),
    )
)  # fmt: skip


def _plans(request: HttpRequest) -> Listed:
    """The plans that the person sees."""
    found = plans_visible_to(request.user).select_related("owner").order_by("-year", "owner__name")
    rows = (_plan(one) for one in listed_plans(list(found)))
    return Listed("ke-hoach", "Kế hoạch khuyến công", PLANS, rows)


def _plan(one: dict[str, Any]) -> Sequence[Any]:
    plan, force, begun = one["plan"], one.get("force"), one.get("open")
    stands = [f"Đã giao {force.decision}"] if force else []
    if begun:
        stands.append(f"{begun.get_kind_display()}: {begun.get_state_display().lower()}")
    return (
        plan.year, plan.get_level_display(), plan.owner.name, one["count"], one["reserve"],
        one["total"], "; ".join(stands) or "chưa xếp",
    )  # fmt: skip


RESULTS = tuple(
    _column(*one)
    for one in (
        ("Việc đã làm",), ("Loại kết quả",), ("Nội dung",), ("Mã đề án",), ("Nơi",),
        ("Xong ngày", T.DATE), ("Đếm được",), ("Giấy tờ",),
    )
)  # fmt: skip


def _results(request: HttpRequest) -> Listed:
    """The results that the filter of the address leaves."""
    form, found = result_pages.narrowed(request)
    kind = f"{RESULT}{form.data.get('loai', '')}"
    if kind in RESULT_KINDS:
        columns, again = exported_columns(kind), exported_rows(kind, request.user, today(), found)
        return Listed("ket-qua", RESULT_KINDS[kind].label, columns, again, said_by(form))
    rows = (_result(one) for one in found.iterator(CHUNK))
    return Listed("ket-qua", "Kết quả hoạt động khuyến công", RESULTS, rows, said_by(form))


def _result(one: Result) -> Sequence[Any]:
    return (
        one.what, one.declared.name, one.get_content_display() if one.content else "",
        one.line.project.code if one.line else "", str(one.place), last_day(one),
        "; ".join(result_counts(one)), "có" if one.has_evidence else "chưa có",  # type: ignore[attr-defined]
    )  # fmt: skip


PROPOSALS = tuple(
    _column(*one)
    for one in (
        ("Kiến nghị",), ("Loại",), ("Ai nêu",), ("Cơ sở, hội nghị",), ("Ngày nêu", T.DATE),
        ("Đang ở",), ("Hạn trả lời", T.DATE), ("Tình trạng",), ("Ngày trả lời", T.DATE),
        ("Văn bản trả lời",), ("Nhãn",),
    )
)  # fmt: skip


def _proposals(request: HttpRequest) -> Listed:
    """The proposals that the filter of the address leaves."""
    form, _, found = proposal_pages.narrowed(request)
    rows = (_proposal(one) for one in found.iterator(CHUNK))
    return Listed("kien-nghi", "Kiến nghị, vướng mắc", PROPOSALS, rows, said_by(form))


def _proposal(one: Proposal) -> Sequence[Any]:
    named = one.establishment.name if one.establishment else one.occasion
    tags = "; ".join(remark.tag.name for remark in one.standing)  # type: ignore[attr-defined]
    return (
        one.what, one.get_kind_display(), one.get_raised_by_display(), named, one.raised_on,
        one.holder.name, one.due_on, one.get_state_display(), one.answered_on, one.answer_paper,
        tags,
    )  # fmt: skip


BODIES = tuple(
    _column(*one)
    for one in (
        ("Đơn vị",), ("Số theo",), ("Tổng số", T.COUNT), ("Biên chế", T.COUNT),
        ("Hợp đồng", T.COUNT), ("Trên đại học", T.COUNT), ("Đại học, cao đẳng", T.COUNT),
        ("Trung cấp, công nhân", T.COUNT), ("Đến cơ sở", T.COUNT),
        ("Cộng tác viên huyện", T.COUNT), ("Cộng tác viên xã", T.COUNT), ("Trụ sở, thiết bị",),
    )
)  # fmt: skip


def _bodies(request: HttpRequest) -> Listed:
    """Who worked at the centres in scope on the day of the address: numbers alone."""
    form, day, found = body_pages.narrowed(request)
    if form.is_bound and form.errors:
        raise Http404
    told = staffings(found, day)
    rows = (_body(told[one.id]) for one in found)
    return Listed("don-vi", "Lao động, cộng tác viên, cơ sở vật chất", BODIES, rows,
                  f"ngày {format_date(day)}")  # fmt: skip


def _body(one: Staffing) -> Sequence[Any]:
    rests = {"persons": "danh sách từng người", "table": "bảng"}.get(one.rests_on, "chưa ai ghi")
    things = "; ".join(fact.told for fact in (*one.premises, *one.equipment))
    return (
        one.body.name, rests, one.total, one.payroll, one.contract, one.postgraduate,
        one.university, one.vocational, one.at_base, one.of_districts, one.of_communes, things,
    )  # fmt: skip


TARGETS = tuple(
    _column(one)
    for one in ("Nhóm", "Chỉ tiêu", "Chi tiết", "Mục tiêu", "Thực hiện", "Số ước", "So mục tiêu",
                "Tiến độ", "Cách tính")
)  # fmt: skip


def _targets(request: HttpRequest, programme_id: UUID) -> Listed:
    """The targets of a programme beside what was done, as the address asks."""
    one = visible_programme(request, programme_id)
    asked = asked_in(request, one, today())
    rows = (
        (group.name, row.name, row.of, row.aim, row.actual, row.estimated, row.percent,
         row.standing, row.method)
        for group in groups_of(asked.answer())
        for row in group.rows
    )  # fmt: skip
    said = f"{asked.period}, số thực hiện {asked.origin.label}"
    return Listed("chi-tieu", one.name, TARGETS, rows, said)


P = Permission
establishments = _file(P.ESTABLISHMENT_READ, _establishments)
projects = _file(P.PROJECT_READ, _projects)
needs = _file(P.NEED_READ, _needs)
requests = _file(P.REQUEST_READ, _requests)
plans = _file(P.PLAN_READ, _plans)
results = _file(P.RESULT_READ, _results)
proposals = _file(P.PROPOSAL_READ, _proposals)
bodies = _file(P.ORGANISATION_READ, _bodies)
targets = _file(P.PROJECT_READ, _targets)
