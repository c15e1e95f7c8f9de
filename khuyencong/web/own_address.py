"""The own address is told, and confirmed by a letter with a link: a button, once and for an hour.

To open the link changes nothing: programs that look into letters open links too.
"""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.actions import change_address, confirm_address, send_address_link
from khuyencong.accounts.forms import OwnAddressForm
from khuyencong.accounts.models import User
from khuyencong.accounts.queries import LinkTo, user_of_link
from khuyencong.core.clock import now
from khuyencong.core.once import StaleForm, issue, once
from khuyencong.core.refusal import Refused
from khuyencong.web.access import public, signed_in
from khuyencong.web.account_links import (
    MOST_LETTERS,
    NOBODY,
    beginning,
    gone,
    link_in,
    opened,
    shown,
)
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.limits import try_of

CONFIRMED = "Đã xác nhận địa chỉ thư."
#: So often in ten minutes somebody who is signed in may type the password of his account here.
MOST_TRIES = 10
TOO_OFTEN = "Đã gõ quá nhiều lần. Xin đợi mười phút."


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: HttpRequest) -> HttpResponse:
    """Tell another address; a letter leaves there, whose link confirms it."""
    user = request.user
    if request.method == "POST" and try_of(user.id, "doi-thu") > MOST_TRIES:
        messages.error(request, TOO_OFTEN)
        typed = {"email": request.POST.get("email", "")[:254]}
        return _change(request, OwnAddressForm(user=user, initial=typed), 429)
    form = OwnAddressForm(request.POST or None, user=user, initial={"email": user.email})
    if request.method != "POST" or not form.is_valid():
        return _change(request, form)

    def do() -> str:
        if change_address(user=user, email=form.cleaned_data["email"], at=now()):
            user.refresh_from_db()
            ask_to_confirm(request, user)
        return reverse("account_own_address")

    return done_or_told(
        request,
        "address.change",
        do,
        form=form,
        again=lambda form: _change(request, form),
        said="Đã ghi. Địa chỉ mới thì mở thư vừa gửi tới đó để xác nhận.",
    )


def _change(request: HttpRequest, form: forms.Form, status: int = 200) -> HttpResponse:
    told = {
        "form": form,
        "key": request.POST.get("key") or issue(request.user.id),
        "send_key": issue(request.user.id),
    }
    return shown(request, "own_address", told, 422 if form.errors else status)


@require_POST
@signed_in
def send(request: HttpRequest) -> HttpResponse:
    """Let a letter leave for the own address; said alike when it left a moment ago."""

    def do() -> str:
        ask_to_confirm(request, request.user)
        return reverse("service:home")

    said = "Thư xác nhận sẽ tới trong vài phút. Không thấy thì xem cả thư rác."
    return done_once(request, "address.send", do, back=reverse("service:home"), said=said)


def ask_to_confirm(request: HttpRequest, user: User) -> None:
    """Send the letter to an address that is not confirmed yet, a few times in ten minutes."""
    if user.has_address_to_confirm and try_of(user.id, "xac-nhan-thu") <= MOST_LETTERS:
        send_address_link(user=user, page=beginning(request, "account_address_link"), at=now())


@require_safe
@public
def open_(request: HttpRequest, link: str) -> HttpResponse:
    """Open the link of a letter."""
    return opened(request, link, LinkTo.ADDRESS, "account_address")


@require_http_methods(["GET", "HEAD", "POST"])
@public
def confirm(request: HttpRequest) -> HttpResponse:
    """Confirm the address of the link that was opened, signed in or not."""
    link = link_in(request, LinkTo.ADDRESS)
    if request.method != "POST":
        if user_of_link(link, LinkTo.ADDRESS) is None:
            return gone(request, LinkTo.ADDRESS)
        return shown(request, "address", {"key": issue(NOBODY)})

    def do() -> str:
        confirm_address(link=link, at=now())
        return reverse("service:home")

    try:
        path = once(NOBODY, request.POST.get("key", ""), "address.confirm", at=now(), do=do)
    except StaleForm as stale:
        return shown(request, "address", {"key": issue(NOBODY), "stale": str(stale)}, 422)
    except Refused:
        return gone(request, LinkTo.ADDRESS)
    messages.success(request, CONFIRMED)
    return redirect(path)
