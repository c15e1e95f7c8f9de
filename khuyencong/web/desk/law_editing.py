"""Two people change a parameter: one proposes or ends it, another confirms; nothing is edited."""

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.law import actions, queries, rules
from khuyencong.law.forms import (
    KINDS_TO_PROPOSE,
    EndForm,
    ProposeForm,
    ReasonForm,
    TextForm,
)
from khuyencong.law.models import Article, Parameter, ParameterEnd
from khuyencong.law.rules import Conflict, DatedParameter, Law
from khuyencong.law.rules.permissions import is_second_person, may_confirm, may_propose
from khuyencong.law.states import ParameterKind
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once
from khuyencong.web.desk import law


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.LAW_PROPOSE)
def propose(request: HttpRequest) -> HttpResponse:
    """Choose a kind, fill in a parameter, send it to a second person."""
    kind = request.GET.get("loai", ParameterKind.CEILING)
    if kind not in dict(KINDS_TO_PROPOSE):
        raise Http404
    form = ProposeForm(request.POST or None, kind=kind, today=today())
    if request.method == "POST" and form.is_valid():
        return _propose(request, form)
    told = {
        "form": form,
        "kind": kind,
        "kind_label": ParameterKind(kind).label,
        "kinds": KINDS_TO_PROPOSE,
        "key": request.POST.get("key") or issue(request.user.id),
        "page": "propose",
    }
    status = 422 if form.errors or request.method == "POST" else 200
    return render(request, "desk/law/propose.html", told | law.SECTION, status=status)


def _propose(request: HttpRequest, form: ProposeForm) -> HttpResponse:
    def do() -> str:
        row = actions.propose_parameter(by=request.user, at=now(), **form.content())
        return address(row)

    back = f"{reverse('desk:law-propose')}?loai={form.kind}"
    said = "Đã ghi đề xuất. Chưa có hiệu lực: chờ người thứ hai xác nhận."
    return done_once(request, "law.propose", do, back=back, said=said)


@require_http_methods(["GET", "HEAD"])
@requires(Permission.DESK_ENTER)
def parameter(request: HttpRequest, parameter_id: UUID) -> HttpResponse:
    """One parameter: what it says, where it stands, its days, who answers for it."""
    return parameter_page(request, _row(parameter_id))


def parameter_page(
    request: HttpRequest,
    row: Parameter,
    *,
    end: EndForm | None = None,
    reason: ReasonForm | None = None,
) -> HttpResponse:
    """Return the page, with a form that was sent and could not be read if there is one."""
    day = max(today(), row.valid_from) if row.valid_from else today()
    plain = queries.parameter_on(row, day)
    of_day = _law_of(row, day)
    custodian = queries.custodian_of(row.place, today())
    told = {
        "row": row,
        "plain": plain,
        "day": day,
        "custodian": custodian,
        "ends": list(row.ends.filter(superseded_at=None)),
        "history": [other for other in queries.history(row) if other.pk != row.pk],
        "conflict": _conflict(of_day, plain),
        "reasons": list(row.reasons.filter(superseded_at=None)),
        "replay": rules.replay(of_day, [plain], rules.trial_cases([plain])),
        "may_see_projects": request.user.may(Permission.PROJECT_READ),
        "names": _names(row),
        "may_propose": may_propose(request.user, custodian.id),
        "may_confirm": may_confirm(request.user, custodian.id),
        "is_second": is_second_person(request.user, row.proposed_by),
        "is_first": row.proposed_by == request.user.id,
        "end_form": end or EndForm(),
        "reason_form": reason or ReasonForm(),
        "keys": [issue(request.user.id) for _ in range(4)],
        "page": "parameter",
    }
    status = 422 if end or reason else 200
    return render(request, "desk/law/parameter.html", told | law.SECTION, status=status)


def _law_of(row: Parameter, day: date) -> Law:
    try:
        return queries.law_on(day, row.place.key if row.place else "")
    except LookupError:
        return queries.law_on(day)


def _conflict(of_day: Law, plain: DatedParameter) -> Conflict | None:
    return rules.conflict_of(of_day, plain)


def _names(row: Parameter) -> dict[UUID, str]:
    """Return the names of who proposed, confirmed, ended and gave reasons; one query."""
    ends = row.ends.all()
    ids: Iterable[UUID | None] = [
        row.proposed_by,
        row.confirmed_by,
        *(end.proposed_by for end in ends),
        *(end.confirmed_by for end in ends),
        *row.reasons.values_list("written_by", flat=True),
    ]
    known = User.objects.filter(id__in=[one for one in ids if one])
    return dict(known.values_list("id", "full_name"))


@require_POST
@requires(Permission.LAW_CONFIRM)
def confirm(request: HttpRequest, parameter_id: UUID) -> HttpResponse:
    """Make what another proposed law."""
    row = _row(parameter_id)

    def do() -> None:
        actions.confirm_parameter(parameter=row, by=request.user, at=now())

    return _act(request, row, "law.confirm", do, "Đã xác nhận. Tham số có hiệu lực từ ngày ghi.")


@require_POST
@requires(Permission.LAW_PROPOSE)
def withdraw(request: HttpRequest, parameter_id: UUID) -> HttpResponse:
    """Take a proposal back."""
    row = _row(parameter_id)

    def do() -> None:
        actions.withdraw_parameter(parameter=row, by=request.user, at=now())

    return _act(request, row, "law.withdraw", do, "Đã rút đề xuất.")


@require_POST
@requires(Permission.LAW_PROPOSE)
def end(request: HttpRequest, parameter_id: UUID) -> HttpResponse:
    """Say from when a parameter holds no longer."""
    row, form = _row(parameter_id), EndForm(request.POST)
    if not form.is_valid():
        return parameter_page(request, row, end=form)

    def do() -> None:
        actions.end_parameter(parameter=row, by=request.user, at=now(), **form.cleaned_data)

    return _act(request, row, "law.end", do, "Đã đề xuất kết thúc; chờ người thứ hai xác nhận.")


@require_POST
@requires(Permission.LAW_CONFIRM)
def confirm_end(request: HttpRequest, end_id: UUID) -> HttpResponse:
    """Confirm the end that another proposed."""
    held = get_object_or_404(ParameterEnd, id=end_id)
    row = _row(held.parameter_id)

    def do() -> None:
        actions.confirm_end(end=held, by=request.user, at=now())

    return _act(request, row, "law.confirm_end", do, "Đã xác nhận ngày kết thúc.")


@require_POST
@requires(Permission.LAW_CONFIRM)
def accept_conflict(request: HttpRequest, parameter_id: UUID) -> HttpResponse:
    """Write why a local ceiling may lie above the national one."""
    row, form = _row(parameter_id), ReasonForm(request.POST)
    if not form.is_valid():
        return parameter_page(request, row, reason=form)

    def do() -> None:
        actions.accept_conflict(
            parameter=row, reason=form.cleaned_data["reason"], by=request.user, at=now()
        )

    return _act(request, row, "law.accept_conflict", do, "Đã ghi lý do.")


@require_POST
@requires(Permission.LAW_ATTACH)
def attach(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Attach the words of an article."""
    article = get_object_or_404(Article.objects.select_related("document"), id=article_id)
    form = TextForm(request.POST)
    if not form.is_valid():
        key = article.document.key
        return law.document_page(request, key, article=str(article.id), text_form=form)
    back = f"{reverse('desk:law-document', args=[article.document.key])}#{article.id}"

    def do() -> str:
        text = form.cleaned_data["text"]
        actions.attach_text(article=article, text=text, by=request.user, at=now())
        return back

    return done_once(request, "law.attach", do, back=back, said="Đã lưu nguyên văn.")


def address(row: Parameter) -> str:
    """Return the page of a parameter."""
    return reverse("desk:law-parameter", args=[row.id])


def _act(
    request: HttpRequest, row: Parameter, act: str, do: Callable[[], None], said: str
) -> HttpResponse:
    back = address(row)

    def once() -> str:
        do()
        return back

    return done_once(request, act, once, back=back, said=said)


def _row(parameter_id: UUID) -> Parameter:
    rows = Parameter.objects.select_related("place", "document").prefetch_related("ends")
    return get_object_or_404(rows, id=parameter_id)
