"""What is done with an edition by a form: one address, one act a step."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.documents import OnBehalf
from khuyencong.office.actions import SignedAs
from khuyencong.office.forms import ReasonForm, SignForm
from khuyencong.reports import actions
from khuyencong.reports.forms import ChapterForm, CiteForm, SignedPdfForm
from khuyencong.reports.models import Edition
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.address import written_out
from khuyencong.web.desk.editions import preparing
from khuyencong.web.desk.editions.page import shown, visible
from khuyencong.web.desk.editions.view import figure_line

#: What a form of a step is made by, and what is said when the step is done.
STEPS: dict[str, tuple[Callable[..., Form], str]] = {
    "chapter": (ChapterForm, "Đã ghi và lập lại dự thảo."),
    "cite": (CiteForm, "Đã thay số gõ tay bằng số của báo cáo, và lập lại dự thảo."),
    "redraft": (Form, "Đã lập lại từ số liệu hôm nay."),
    "review": (Form, "Đã soát và chốt: từ nay số liệu và lời văn không đổi."),
    "send_back": (ReasonForm, "Đã trả lại để soạn tiếp."),
    "sign": (SignForm, "Đã ký; văn bản chờ văn thư cấp số."),
    "take_back": (ReasonForm, "Đã rút chữ ký."),
    "attach": (SignedPdfForm, "Đã nhận tệp đã ký số; kết quả kiểm tra ở dưới."),
    "sign_here": (Form, "Đã ký số bằng chứng thư thử của máy chủ."),
    "send": (Form, "Đã ghi là đã gửi."),
    "correct": (ReasonForm, "Đã lập bản thay; bản cũ vẫn đọc được."),
}


@require_POST
@requires(Permission.EDITION_READ)
def act(request: HttpRequest, edition_id: UUID, step: str) -> HttpResponse:
    """Take one step with an edition, or show its page with the reason why not."""
    row = visible(request, edition_id)
    if step not in STEPS:
        raise Http404
    make, said = STEPS[step]
    form = make(request.POST, request.FILES)
    if not form.is_valid():
        return shown(request, row, {step: form})

    def do() -> str:
        after = _take(request, row, step, form.cleaned_data)
        return reverse("desk:edition", args=[after.id])

    return done_or_told(
        request,
        f"edition.{step}",
        do,
        form=form,
        again=lambda form: shown(request, row, {step: form}),
        said=said,
    )


def _take(request: HttpRequest, row: Edition, step: str, given: dict[str, Any]) -> Edition:
    told: dict[str, Any] = {"by": request.user, "edition": row, "at": now()}
    reason = given.get("reason", "")
    match step:
        case "chapter" | "cite":
            return _write(told, step, given)
        case "redraft":
            return actions.redraft(**told, prepare=preparing.prepare)
        case "review":
            return actions.review(**told, seen=request.POST.get("hash", ""))
        case "send_back":
            return actions.send_back(**told, reason=reason)
        case "sign":
            return actions.sign(**told, signed_as=_signed_as(given), address=address_of(request))
        case "take_back":
            return actions.take_back(**told, reason=reason)
        case "attach":
            return actions.attach_signed_pdf(**told, data=given["file"].read())
        case "sign_here":
            return actions.sign_here(**told)
        case "send":
            return actions.send(**told)
    return actions.correct(**told, reason=reason, prepare=preparing.prepare)


def _write(told: dict[str, Any], step: str, given: dict[str, Any]) -> Edition:
    if step == "chapter":
        written = {"key": given["chapter"], "text": given["text"], "seen": given["seen"]}
        return actions.write_chapter(**told, **written, prepare=preparing.prepare)
    return actions.cite_number(**told, **_cite(told["edition"], given), prepare=preparing.prepare)


def _cite(edition: Edition, given: dict[str, Any]) -> dict[str, Any]:
    names = ("chapter", "start", "number", "figure")
    found = [one for one in edition.told_figures if one.get("key") == given["figure"]]
    label = figure_line(found[0], given["figure"]).label if found else ""
    cite = actions.Cite(**{name: given[name] for name in names}, label=label)
    return {"cite": cite, "seen": given["seen"]}


def _signed_as(given: dict[str, Any]) -> SignedAs:
    return SignedAs(
        name=given["name"],
        post=given["post"],
        capacity=OnBehalf(given["capacity"]),
        of=given["of"],
    )


def address_of(request: HttpRequest) -> str:
    """Return where a code is looked up, as the paper says it."""
    return written_out(request, reverse("portal:verify"))
