"""State support had elsewhere: the list, one by hand, a list with its preview, taking back."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.registry import rules
from khuyencong.registry.actions import establishments as actions
from khuyencong.registry.actions.establishments import SupportTold
from khuyencong.registry.forms.supports import (
    ListForm,
    ListRow,
    OverrideForm,
    SupportForm,
    WithdrawForm,
    read_list,
)
from khuyencong.registry.models import Establishment
from khuyencong.registry.queries import establishments_visible_to, supports_visible_to
from khuyencong.registry.queries.supports import listed_supports
from khuyencong.values.errors import Unreadable
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.establishments import page_of, visible

ROWS = 30


@require_safe
@requires(Permission.ESTABLISHMENT_READ)
def supports(request: HttpRequest) -> HttpResponse:
    """The supports of visible establishments, the latest first."""
    rows = listed_supports(supports_visible_to(request.user))
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    may_record = request.user.may(Permission.SUPPORT_RECORD)
    told = {"page": page, "may_record": may_record, **_section()}
    return render(request, "desk/supports.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SUPPORT_RECORD)
def record(request: HttpRequest, establishment_id: UUID) -> HttpResponse:
    """Write one support of an establishment down."""
    one = _supported(request, establishment_id)
    form = SupportForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _form(request, one, form)
    back = f"{reverse('desk:establishment', args=[one.id])}#ho-tro"

    def do() -> str:
        told = SupportTold(establishment=one, **form.told())
        actions.record_support(by=request.user, told=told, at=now())
        return back

    return done_or_told(
        request,
        "support.record",
        do,
        form=form,
        again=lambda form: _form(request, one, form),
        said="Đã ghi hỗ trợ.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SUPPORT_RECORD)
def preview(request: HttpRequest) -> HttpResponse:
    """Show every line of a list with what is wrong in it; nothing is written."""
    if request.method != "POST":
        return _list(request, ListForm())
    form = ListForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, form)
    text = form.cleaned_data["text"]
    try:
        return _list(request, form, rows=_read(request, text), text=text)
    except Unreadable as refusal:
        form.add_error("file" if form.cleaned_data.get("file") else "pasted", str(refusal))
        return _list(request, form)


@require_POST
@requires(Permission.SUPPORT_RECORD)
def record_list(request: HttpRequest) -> HttpResponse:
    """Write down the list that was shown, whole; a line that became wrong meanwhile stops it."""
    form = ListForm(request.POST)
    if not form.is_valid():
        return _list(request, form)
    text = form.cleaned_data["text"]
    try:
        rows = _read(request, text)
    except Unreadable as refusal:
        form.add_error("pasted", str(refusal))
        return _list(request, form)
    if any(row.errors for row in rows):
        return _list(request, form, rows=rows, text=text)
    told = [SupportTold(**row.told) for row in rows]
    back = reverse("desk:supports")

    def do() -> str:
        actions.record_supports(by=request.user, told=told, at=now())
        return back

    new = sum(not row.is_known for row in rows)
    said = f"Đã ghi {new} dòng mới, {len(rows) - new} dòng đã có từ trước."
    return done_once(request, "support.list", do, back=reverse("desk:support-list"), said=said)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SUPPORT_RECORD)
def withdraw(request: HttpRequest, support_id: UUID) -> HttpResponse:
    """Take back what was written down in error, with a reason."""
    rows = supports_visible_to(request.user).select_related("establishment__commune")
    support = rows.filter(id=support_id).first()
    if support is None or not rules.may_record_support(request.user, support.custodian_id):
        raise Http404
    form = WithdrawForm(request.POST or None)
    back = f"{reverse('desk:establishment', args=[support.establishment_id])}#ho-tro"

    def do() -> str:
        reason = form.cleaned_data["reason"]
        actions.withdraw_support(by=request.user, support=support, reason=reason, at=now())
        return back

    if request.method == "POST" and form.is_valid():
        said = "Đã rút dòng; lý do được giữ lại."
        return done_once(request, "support.withdraw", do, back=back, said=said)
    told = {"form": form, "support": support, "back": back, **_section(), **_key(request)}
    return render(request, "desk/support_withdraw.html", told, status=422 if form.errors else 200)


@require_POST
@requires(Permission.SUPPORT_OVERRIDE)
def override(request: HttpRequest, establishment_id: UUID) -> HttpResponse:
    """Let a likely second support pass, in writing."""
    one = visible(request, establishment_id)
    if not rules.may_override(request.user, one):
        raise Http404
    form = OverrideForm(request.POST)
    if not form.is_valid():
        return page_of(request, one, override=form)
    item = form.cleaned_data["item"]

    def do() -> str:
        reason = form.cleaned_data["reason"]
        actions.override_double_support(
            by=request.user, establishment=one, item=item, day=today(), reason=reason, at=now()
        )
        return f"{reverse('desk:establishment', args=[one.id])}#ho-tro"

    return done_or_told(
        request,
        "support.override",
        do,
        form=form,
        again=lambda form: page_of(request, one, override=form),
        said="Đã ghi lý do cho qua.",
    )


def _read(request: HttpRequest, text: str) -> list[ListRow]:
    known = establishments_visible_to(request.user)
    scope = request.user.custodians(Permission.SUPPORT_RECORD)
    return read_list(text, known if scope is None else known.filter(custodian_id__in=scope))


def _supported(request: HttpRequest, establishment_id: UUID) -> Establishment:
    one = visible(request, establishment_id)
    if not rules.may_record_support(request.user, one.custodian_id):
        raise Http404
    return one


def _form(request: HttpRequest, one: Establishment, form: SupportForm) -> HttpResponse:
    told = {"form": form, "establishment": one, **_section(), **_key(request)}
    return render(request, "desk/support_form.html", told, status=422 if form.errors else 200)


def _list(
    request: HttpRequest, form: ListForm, rows: list[ListRow] | None = None, text: str = ""
) -> HttpResponse:
    states = [row.state for row in rows or []]
    told = {
        "form": form,
        "rows": rows,
        "text": text,
        "counts": {state: states.count(state) for state in ("mới", "đã có", "sai")},
        "wrong": states.count("sai"),
        "new": states.count("mới"),
        **_section(),
        **_key(request),
    }
    return render(request, "desk/support_list.html", told, status=422 if form.errors else 200)


def _section() -> dict[str, str]:
    return {"section": "establishments", "part": "supports"}


def _key(request: HttpRequest) -> dict[str, str]:
    return {"key": request.POST.get("key") or issue(request.user.id)}
