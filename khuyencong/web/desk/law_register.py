"""What officers enter into the register: a document, the state of a province's paper."""

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.law import actions
from khuyencong.law.forms import InstrumentForm, RegisterForm
from khuyencong.law.models import LegalDocument
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once
from khuyencong.web.desk import law


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.LAW_PROPOSE)
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a document; a second person verifies it."""
    form = RegisterForm(request.POST or None, today=today())

    def do() -> str:
        document = actions.register_document(by=request.user, at=now(), **form.content())
        return reverse("desk:law-document", args=[document.key])

    said = "Đã ghi vào sổ. Văn bản còn ghi “chưa kiểm chứng” cho tới khi người khác đối chiếu."
    words = {
        "title": "Ghi văn bản vào sổ",
        "lede": "Số và cơ quan ban hành cùng làm nên một văn bản: 26/2014 là hai thông tư.",
        "button": "Ghi vào sổ",
    }
    return _entered(request, form, "law-enter", do, said, words)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.LAW_PROPOSE)
def record(request: HttpRequest) -> HttpResponse:
    """Record how far a province has come with a paper."""
    form = InstrumentForm(request.POST or None, today=today())

    def do() -> str:
        actions.record_instrument(by=request.user, at=now(), **form.content())
        return reverse("desk:law-instruments")

    words = {
        "title": "Ghi tình trạng văn bản của tỉnh",
        "lede": "Tình trạng trước giữ nguyên trong sổ và hết từ ngày ghi ở đây.",
        "button": "Ghi tình trạng",
    }
    return _entered(request, form, "law-record", do, "Đã ghi tình trạng.", words)


@require_POST
@requires(Permission.LAW_CONFIRM)
def verify(request: HttpRequest, key: str) -> HttpResponse:
    """Say that a document stands as it was entered."""
    document = get_object_or_404(LegalDocument, key=key)
    back = reverse("desk:law-document", args=[key])

    def do() -> str:
        actions.verify_document(document=document, by=request.user, at=now())
        return back

    return done_once(request, "law.verify", do, back=back, said="Đã kiểm chứng văn bản.")


def _entered(
    request: HttpRequest,
    form: forms.Form,
    route: str,
    do: Callable[[], str],
    said: str,
    words: dict[str, str],
) -> HttpResponse:
    """Do the act of a form that could be read; else show it, with what was typed."""
    if request.method == "POST" and form.is_valid():
        return done_once(request, route, do, back=reverse(f"desk:{route}"), said=said)
    told = {
        "form": form,
        "words": words,
        "key": request.POST.get("key") or issue(request.user.id),
        "page": "register" if route == "law-enter" else "instruments",
    }
    status = 422 if form.errors or request.method == "POST" else 200
    return render(request, "desk/law/enter.html", told | law.SECTION, status=status)
