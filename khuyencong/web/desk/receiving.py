"""The page where an officer hands in a report."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.ingestion import actions
from khuyencong.ingestion.formats import ENDINGS, LARGEST_MB, NotTaken
from khuyencong.ingestion.forms import ReceiveForm
from khuyencong.registry.models import Organisation
from khuyencong.web.access import requires
from khuyencong.web.desk.acts import done_once
from khuyencong.web.desk.custodians import bodies_of


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
    try:
        # Read before the form's key is taken: no lock is held while the child works.
        read = actions.read_file(*form.incoming())
    except NotTaken as refusal:
        form.add_error("file" if form.cleaned_data["file"] else "pasted", str(refusal))
        return _form(request, form)
    return _keep(request, form.cleaned_data["custodian"], read)


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
