"""One report that is owed: its days, each sending, its history, what may be done now."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.core import blobs
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.exchange.queries.sources import tellers
from khuyencong.reporting import actions, queries
from khuyencong.reporting.actions import Sent
from khuyencong.reporting.forms import AcceptForm, DueForm, ReasonForm, SendForm
from khuyencong.reporting.models import Duty
from khuyencong.reporting.queries import DutyPage
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.desk.editions.owed import answering
from khuyencong.web.desk.reporting.calendar import SECTION, visible
from khuyencong.web.desk.reporting.shown import data_days, shown
from khuyencong.web.typed_stamp import stamp_in

#: By the word of an address: the step of the table, and what is said when it is done.
SLUGS = {
    "gui": ("send", "Đã ghi việc gửi báo cáo."),
    "tiep-nhan": ("accept", "Đã tiếp nhận báo cáo."),
    "tra-lai": ("return", "Đã trả lại báo cáo."),
    "han": ("set_due", "Đã ghi hạn gửi."),
    "mien": ("excuse", "Đã ghi: không phải gửi."),
    "yeu-cau-lai": ("ask_again", "Đã yêu cầu gửi."),
}
SLUG_OF = {step: slug for slug, (step, _) in SLUGS.items()}


@require_safe
@requires(Permission.REPORT_READ)
def duty(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """One report that is owed, its history, and what may be done now."""
    return _page(request, visible(request.user, duty_id))


@require_POST
@requires(Permission.REPORT_READ)
def act(request: HttpRequest, duty_id: UUID, slug: str) -> HttpResponse:
    """Take one step, once."""
    one = visible(request.user, duty_id)
    if slug not in SLUGS:
        raise Http404
    name, said = SLUGS[slug]
    page = queries.duty_page(request.user, one, today())
    if name not in {step.name for step in page.steps} and not _may_ever(request.user, one, name):
        raise Http404
    form = _forms(page, request.POST)[name]
    if not form.is_valid():
        return _page(request, one, name, form)

    def do() -> str:
        told = {"by": request.user, "duty": one, "seen": stamp_in(request), "at": now()}
        DOES[name](form.cleaned_data, told)
        return reverse("desk:duty", args=[one.id])

    return done_or_told(
        request,
        f"reporting.{name}",
        do,
        form=form,
        again=lambda form: _page(request, one, name, form),
        said=said,
    )


def _may_ever(user: User, one: Duty, name: str) -> bool:
    """Return whether the person has the right, so that a step not open now is told, not hidden."""
    permission = Permission.REPORTING_SEND if name == "send" else Permission.REPORTING_ACCEPT
    return user.may(permission, of=one.custodian_id if name == "send" else one.receiver_id)


DOES: dict[str, Callable[[dict[str, Any], dict[str, Any]], Any]] = {
    "send": lambda given, told: actions.send(**told, sent=Sent(**given)),
    "accept": lambda given, told: actions.accept(**told, **given),
    "return": lambda given, told: actions.give_back(**told, **given),
    "set_due": lambda given, told: actions.set_due(**told, **given),
    "excuse": lambda given, told: actions.excuse(**told, **given),
    "ask_again": lambda given, told: actions.ask_again(**told, **given),
}


def _forms(page: DutyPage, data: Any = None) -> dict[str, Form]:
    """Return the form of every step; only those that are open now are shown."""
    ids = {name: {"auto_id": f"{slug}_%s"} for name, slug in SLUG_OF.items()}
    return {
        "send": SendForm(data, documents=page.documents, **ids["send"]),
        "accept": AcceptForm(data, **ids["accept"]),
        "return": ReasonForm(data, **ids["return"]),
        "set_due": DueForm(data, **ids["set_due"]),
        "excuse": ReasonForm(data, **ids["excuse"]),
        "ask_again": ReasonForm(data, **ids["ask_again"]),
    }


def _page(
    request: HttpRequest, one: Duty, faulty: str = "", form: Form | None = None
) -> HttpResponse:
    page = queries.duty_page(request.user, one, today())
    forms = _forms(page) | ({faulty: form} if form else {})
    told = {
        "page": page,
        "duty": page.view.duty,
        "view": page.view,
        "state": shown(page.view),
        "days": data_days(page.view.duty),
        "deeds": [
            {
                "label": step.label,
                "slug": SLUG_OF[step.name],
                "form": forms[step.name],
                "key": issue(request.user.id),
                "is_open": step.name == faulty,
            }
            for step in page.steps
        ],
        "faulty_form": form,
        "answering": answering(request.user, one, page.view.debtor),
        "begin_key": issue(request.user.id),
        "may_see_round": _reads(request.user, one.receiver_id),
        "names": _names(page),
        "files_here": [one.file for one in page.view.sendings if blobs.is_kept(one.file)],
        **SECTION,
    }
    return render(request, "desk/reporting/duty.html", told, status=422 if form else 200)


def _names(page: DutyPage) -> dict[UUID, str]:
    """Return who acted by name; who did on another instance by that instance."""
    told = [one.act or one.sending for one in page.history]
    doers = {one.id: one.by for one in told if one and one.by}
    there = tellers(doers)
    names = {doers[record]: f"một người của {name}" for record, name in there.items()}
    return names | dict(User.objects.filter(id__in=page.people()).values_list("id", "full_name"))


@require_safe
@requires(Permission.REPORT_READ)
def file(request: HttpRequest, duty_id: UUID, submission_id: UUID) -> FileResponse:
    """The file of the report that was sent, as a download under its own name."""
    sending = visible(request.user, duty_id).submissions.filter(id=submission_id).first()
    if sending is None or not blobs.is_kept(sending.file):
        raise Http404
    return FileResponse(blobs.open(sending.file), as_attachment=True, filename=sending.file_name)


def _reads(user: User, body: UUID) -> bool:
    return bool(user.may(Permission.REPORT_READ, of=body))
