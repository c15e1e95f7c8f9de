"""The page where an officer hands in a report."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.ingestion import actions, queries
from khuyencong.ingestion.formats import ENDINGS, LARGEST_MB, NotTaken
from khuyencong.ingestion.forms import ReceiveForm
from khuyencong.ingestion.tasks import read_intake
from khuyencong.registry.models import Organisation
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once
from khuyencong.web.desk.custodians import bodies_of

#: After so long the page says that the worker is busy or away.
PATIENCE = timedelta(minutes=2)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REPORT_RECEIVE)
def receive(request: HttpRequest) -> HttpResponse:
    """Show the form; read what is sent, keep it, go to its page."""
    custodians = bodies_of(request.user, Permission.REPORT_RECEIVE)
    if request.method != "POST":
        return _form(request, ReceiveForm(custodians=custodians))
    form = ReceiveForm(request.POST, request.FILES, custodians=custodians)
    if not form.is_valid():
        return _form(request, form)
    name, data = form.incoming()
    if len(data) > settings.READ_AT_ONCE:
        return _hand_in(request, form.cleaned_data["custodian"], name, data)
    try:
        # Read before the form's key is taken: no lock is held while the child works.
        read = actions.read_file(name, data)
    except NotTaken as refusal:
        form.add_error("file" if form.cleaned_data["file"] else "pasted", str(refusal))
        return _form(request, form)
    return _keep(request, form.cleaned_data["custodian"], read)


@require_safe
@requires(Permission.REPORT_READ)
def intake(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    """How far a large file has come: it waits, is being read, became a report, or could not."""
    intakes = queries.intakes_visible_to(request.user).select_related("document", "custodian", "by")
    found = intakes.filter(id=intake_id).first()
    if found is None:
        raise Http404
    is_late = found.is_open and now() - found.handed_in_at > PATIENCE
    told = {"intake": found, "is_late": is_late, "section": "reports"}
    return render(request, "desk/intake.html", told)


def _hand_in(request: HttpRequest, custodian: Organisation, name: str, data: bytes) -> HttpResponse:
    """Keep a large file, let the worker read it, and show how far it has come."""

    def do() -> str:
        handed = actions.hand_in(
            by=request.user, custodian=custodian, file_name=name, data=data, at=now()
        )
        read_intake.enqueue(str(handed.id))
        return reverse("desk:intake", args=[handed.id])

    return done_once(request, "intake.hand_in", do, back=reverse("desk:receive"), said="")


def _keep(request: HttpRequest, custodian: Organisation, read: actions.ReadFile) -> HttpResponse:
    def do() -> str:
        document = actions.keep(by=request.user, custodian=custodian, read=read, at=now())
        return reverse("desk:report", args=[document.id])

    said = "Đã đọc và soát xong. Bản gốc được giữ nguyên."
    back = reverse("desk:receive")
    return done_once(request, "document.receive", do, back=back, said=said)


def _form(request: HttpRequest, form: ReceiveForm) -> HttpResponse:
    told = {
        "form": form,
        "endings": ENDINGS,
        "largest": LARGEST_MB,
        "key": request.POST.get("key") or issue(request.user.id),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/receive.html", {**told, "section": "reports"}, status=status)
