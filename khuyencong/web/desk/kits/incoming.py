"""What comes back: a file is put in by hand, what waits is taken into the records."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.core.refusal import Refused
from khuyencong.fieldwork import actions
from khuyencong.fieldwork.forms import FileForm
from khuyencong.fieldwork.models import Returned
from khuyencong.fieldwork.rules.permissions import may_take_in
from khuyencong.fieldwork.states import EntryState
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.kits.listing import visible_kit

#: What came of sheets, in the order in which it is told.
SAID = {
    EntryState.APPLIED: "đã vào hồ sơ",
    EntryState.CONFLICT: "chờ quyết định vì hai bên cùng sửa",
    EntryState.HELD: "chưa ghi được, cần người xem",
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KIT_TAKE_IN)
def put_in(request: HttpRequest) -> HttpResponse:
    """Put in a file that came by USB or e-mail; the same one again changes nothing."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)
    data = form.content()

    def do() -> str:
        received = actions.receive(data=data, at=now(), by=request.user)
        one = received.returned
        said = f"Đã nhận tệp: {one.told} phiếu, {one.new} phiếu mới."
        if received.repeated:
            said = "Tệp này đã nhận rồi: không có gì thay đổi, không có gì ghi hai lần."
        messages.success(request, f"{said} Tải biên nhận ở mục Tệp đã về, gửi lại cho xã.")
        return reverse("desk:kit", args=[one.kit_id])

    again = lambda form: _form(request, form)  # noqa: E731
    return done_or_told(request, "kit.receive", do, form=form, again=again, said="", at="file")


@require_safe
@requires(Permission.KIT_TAKE_IN)
def receipt(request: HttpRequest, kit_id: UUID, returned_id: UUID) -> HttpResponse:
    """The signed receipt of a file that came in, for the commune to read into its kit."""
    one = visible_kit(request, kit_id)
    came = Returned.objects.filter(kit=one, id=returned_id).select_related("kit").first()
    if came is None or not may_take_in(request.user, one.custodian_id):
        raise Http404
    try:
        told = actions.signed_receipt(came)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:kit", one.id)
    response = HttpResponse(told, content_type="application/json")
    name = f"bien-nhan-{one.name}-{came.sha256[:8]}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@requires(Permission.KIT_TAKE_IN)
def take_in(request: HttpRequest, kit_id: UUID) -> HttpResponse:
    """Take all that waits of a kit into the records."""
    one = visible_kit(request, kit_id)
    if not may_take_in(request.user, one.custodian_id):
        raise Http404
    back = reverse("desk:kit", args=[one.id])

    def do() -> str:
        came = actions.take_in(by=request.user, kit=one, at=now())
        said = [f"{came[state]} phiếu {words}" for state, words in SAID.items() if state in came]
        messages.success(request, f"{'; '.join(said) or 'Không còn phiếu nào chờ'}.")
        return back

    return done_once(request, "kit.take_in", do, back=back, said="")


def _form(request: HttpRequest, form: FileForm) -> HttpResponse:
    told = {
        "form": form,
        "key": request.POST.get("key") or issue(request.user.id),
        "section": "kits",
    }
    return render(request, "desk/kits/put_in.html", told, status=422 if form.errors else 200)
