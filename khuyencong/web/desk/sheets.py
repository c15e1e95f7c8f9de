"""Spreadsheets on the desk: handed in, looked at as they are, answered, confirmed, undone."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.ingestion import queries, rules
from khuyencong.ingestion.actions import batches
from khuyencong.ingestion.formats import NotTaken
from khuyencong.ingestion.forms.sheets import RESULTS, AnswerForm, SheetForm
from khuyencong.ingestion.models import Batch
from khuyencong.ingestion.queries.totals import difference_told
from khuyencong.ingestion.sheet_kinds import KINDS, RESULT_KINDS
from khuyencong.ingestion.states import BatchState
from khuyencong.ingestion.tasks import work_on_batch
from khuyencong.sheets import KINDS as OWN
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once
from khuyencong.web.desk.custodians import bodies_of
from khuyencong.web.desk.sheet_view import preview

ROWS = 30
IMPORT = Permission.SHEET_IMPORT


@require_http_methods(["GET", "HEAD", "POST"])
@requires(IMPORT)
def sheets(request: HttpRequest) -> HttpResponse:
    """The spreadsheets handed in so far, and the form for the next one."""
    custodians = bodies_of(request.user, IMPORT)
    if request.method != "POST":
        kind = request.GET.get("loai", "")
        first = _first(kind)
        return _list(request, SheetForm(custodians=custodians, initial=first))
    form = SheetForm(request.POST, request.FILES, custodians=custodians)
    if not form.is_valid():
        return _list(request, form)
    name, data = form.incoming()
    kept: list[Batch] = []

    def do() -> str:
        try:
            batch = batches.receive_batch(
                by=request.user,
                custodian=form.cleaned_data["custodian"],
                kind=form.cleaned_data["kind"],
                file_name=name,
                data=data,
                at=now(),
            )
        except NotTaken as refusal:
            raise rules.Refused(str(refusal)) from refusal
        kept.append(batch)
        return reverse("desk:sheet", args=[batch.id])

    answer = done_once(request, "sheet.receive", do, back=reverse("desk:sheets"), said="")
    if kept:
        _go_on(kept[0].id, at_once=len(data) <= settings.READ_AT_ONCE)
    return answer


def _first(kind: str) -> dict[str, str]:
    """Return what the form shows chosen for a kind named in the address."""
    if kind in RESULT_KINDS:
        return {"kind": RESULTS, "result_kind": kind}
    return {"kind": kind} if kind in OWN or kind == RESULTS else {}


def _go_on(batch_id: UUID, *, at_once: bool) -> None:
    """Let the batch be read and held against the records: here, or by the worker."""
    if at_once:
        batches.work_on(batch_id, clock=now)
    else:
        work_on_batch.enqueue(str(batch_id))


def _list(request: HttpRequest, form: SheetForm) -> HttpResponse:
    rows = queries.own_batches(request.user).select_related("custodian", "by")
    told = {
        "form": form,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("trang")),
        "kinds": OWN.values(),
        "result_kinds": RESULT_KINDS.values(),
        "labels": {kind.code: kind.label for kind in KINDS.values()},
        "key": request.POST.get("key") or issue(request.user.id),
        "section": "sheets",
    }
    return render(request, "desk/sheets.html", told, status=422 if form.errors else 200)


@require_safe
@requires(IMPORT)
def sheet(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """One spreadsheet: how far it has come, and all of it before it is entered."""
    batch = visible(request, batch_id)
    told = {
        "batch": batch,
        "kind": KINDS[batch.kind],
        "may_import": rules.may_import(request.user, batch.custodian_id, batch.kind),
        "before": queries.imported_before(batch) if batch.state == BatchState.READY else None,
        "view": preview(batch) if batch.summary else None,
        "names": _names(batch),
        "totals": [difference_told(one) for one in batch.summary.get("differences", [])],
        "keys": [issue(request.user.id) for _ in range(4)],
        "section": "sheets",
    }
    return render(request, "desk/sheet.html", told)


def _names(batch: Batch) -> dict[UUID, str]:
    people = [one for one in (batch.confirmed_by, batch.undone_by, batch.totals_by) if one]
    return dict(User.objects.filter(id__in=people).values_list("id", "full_name"))


@require_POST
@requires(IMPORT)
def answer(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Keep one answer, and look at the sheet anew."""
    batch, form = visible(request, batch_id), AnswerForm(request.POST)

    def do(batch: Batch) -> None:
        if not form.is_valid() or not form.told():
            raise rules.Refused("Chọn một cách, hoặc gõ câu trả lời rồi bấm Nhập.")
        batches.answer(by=request.user, batch=batch, told=form.told(), at=now())

    return _done(request, batch, "sheet.answer", do, again=True)


@require_POST
@requires(IMPORT)
def choose(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take another sheet of the file."""
    batch, wanted = visible(request, batch_id), request.POST.get("sheet", "")[:100]

    def do(batch: Batch) -> None:
        batches.choose_sheet(by=request.user, batch=batch, sheet=wanted, at=now())

    return _done(request, batch, "sheet.choose", do, again=True)


@require_POST
@requires(IMPORT)
def confirm(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Enter what was shown: all of it, or the rows that nothing is wrong with."""
    batch = visible(request, batch_id)
    told = {"seen": request.POST.get("seen", ""), "only_sound": "only_sound" in request.POST}

    def do(batch: Batch) -> None:
        done = batches.confirm_batch(by=request.user, batch=batch, at=now(), **told)
        if done.state == BatchState.WRITING:
            work_on_batch.enqueue(str(batch.id))

    return _done(request, batch, "sheet.confirm", do)


@require_POST
@requires(IMPORT)
def cancel(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Leave a spreadsheet that was not entered."""
    batch = visible(request, batch_id)
    return _done(
        request,
        batch,
        "sheet.cancel",
        lambda batch: batches.cancel(by=request.user, batch=batch, at=now()),
    )


@require_POST
@requires(IMPORT)
def undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take back exactly what a spreadsheet entered."""
    batch = visible(request, batch_id)
    return _done(
        request,
        batch,
        "sheet.undo",
        lambda batch: batches.undo_batch(by=request.user, batch=batch, at=now()),
    )


@require_POST
@requires(IMPORT)
def settle(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Say why totals of an entered sheet differ from the sums of their rows."""
    batch, reason = visible(request, batch_id), request.POST.get("reason", "")
    return _done(
        request,
        batch,
        "sheet.settle",
        lambda batch: batches.settle_totals(by=request.user, batch=batch, reason=reason, at=now()),
    )


def _done(
    request: HttpRequest,
    batch: Batch,
    act: str,
    do: Callable[[Batch], object],
    *,
    again: bool = False,
) -> HttpResponse:
    """Do an act on a batch once; with `again` the sheet is then held against the records anew."""
    path = reverse("desk:sheet", args=[batch.id])
    done: list[bool] = []

    def once() -> str:
        do(batch)
        done.append(True)
        return path

    response = done_once(request, act, once, back=path, said="")
    if done and again:
        _go_on(batch.id, at_once=batch.rows <= batches.ROWS_AT_ONCE)
    return response


def visible(request: HttpRequest, batch_id: UUID) -> Batch:
    """Return the batch if it is of a body for which the user enters records, else 404."""
    rows = queries.own_batches(request.user).select_related("custodian", "by")
    batch = rows.filter(id=batch_id).first()
    if batch is None:
        raise Http404
    return batch
