"""Who holds which role in which body, from when until when."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from khuyencong.accounts.forms import AccountSearchForm
from khuyencong.accounts.models import Membership, User
from khuyencong.accounts.permissions import Permission
from khuyencong.accounts.queries.keeping import (
    bare_accounts,
    bodies_to_keep,
    listed,
    memberships_visible_to,
)
from khuyencong.core.clock import today
from khuyencong.core.once import issue
from khuyencong.web.access import requires

ROWS = 30
SECTION = {"section": "accounts"}
HOME = "desk:accounts"
NAME_TYPED = "Tên người không đặt trong địa chỉ trang: xin gõ vào ô tìm rồi bấm Tìm."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
def accounts(request: HttpRequest) -> HttpResponse:
    """The roles of a reach; a search by name is sent, and turns its pages by sending it again."""
    bodies = bodies_to_keep(request.user, today())
    form = AccountSearchForm(request.POST or request.GET, bodies=bodies)
    if request.method != "POST" and request.GET.get("q"):
        form.add_error("q", NAME_TYPED)
    if request.method == "POST" and form.is_valid() and not form.cleaned_data["q"]:
        return redirect(_address(form))
    return _list(request, form)


def _address(form: AccountSearchForm) -> str:
    asked = urlencode({name: value for name, value in form.cleaned_data.items() if value})
    return f"{reverse(HOME)}?{asked}" if asked else reverse(HOME)


def _list(request: HttpRequest, form: AccountSearchForm) -> HttpResponse:
    rows = Membership.objects.none()
    if form.is_valid():
        rows = listed(memberships_visible_to(request.user), form.wanted, today())
    bare = User.objects.none()
    if form.is_valid() and not (form.wanted.body or form.wanted.role):
        bare = bare_accounts(request.user, form.wanted.text)
    asked = request.POST if request.method == "POST" else request.GET
    kept = {k: v for k, v in form.cleaned_data.items() if v} if form.is_valid() else {}
    told = {
        "form": form,
        "page": Paginator(rows, ROWS).get_page(asked.get("trang")),
        "bare": list(bare[:ROWS]),
        "is_narrowed": bool(kept) or bool(form.errors),
        "key": issue(request.user.id),
        "by_name": bool(kept.get("q")),
        "query": f"{urlencode(kept)}&" if kept and "q" not in kept else "",
        **SECTION,
    }
    return render(request, "desk/accounts/list.html", told, status=422 if form.errors else 200)
