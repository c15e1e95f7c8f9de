"""A forgotten password: a link by mail, once and for an hour; nobody learns who has an account."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from khuyencong.accounts.actions import reset_password, send_password_link
from khuyencong.accounts.forms import ForgottenForm, NewPasswordForm
from khuyencong.accounts.queries import LinkTo, forgetful, user_of_link
from khuyencong.core.clock import now
from khuyencong.core.once import StaleForm, issue, once
from khuyencong.core.refusal import Refused
from khuyencong.web.access import public
from khuyencong.web.account_links import (
    MOST_ASKED,
    MOST_LETTERS,
    NOBODY,
    beginning,
    gone,
    link_in,
    opened,
    shown,
)
from khuyencong.web.limits import try_of, try_once

TOO_MANY = "Từ mạng này vừa có nhiều lần xin đặt lại mật khẩu. Xin đợi mười phút."


@require_http_methods(["GET", "HEAD", "POST"])
@public
def forgot(request: HttpRequest) -> HttpResponse:
    """Ask for a link; the answer is the same whether or not there is such an account."""
    form = ForgottenForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _forgot(request, form)
    if try_once(request, "quen") > MOST_ASKED:
        form.add_error(None, TOO_MANY)
        return _forgot(request, form, 429)

    def do() -> str:
        page = beginning(request, "account_password_link")
        for user in forgetful(form.cleaned_data["named"]):
            if try_of(user.id, "quen") <= MOST_LETTERS:
                send_password_link(user=user, page=page, at=now())
        return reverse("account_forgot_sent")

    try:
        path = once(NOBODY, request.POST.get("key", ""), "password.forgot", at=now(), do=do)
    except StaleForm as stale:
        form.add_error(None, str(stale))
        return _forgot(request, form)
    return redirect(path)


def _forgot(request: HttpRequest, form: ForgottenForm, status: int = 422) -> HttpResponse:
    told = {"form": form, "key": issue(NOBODY)}
    return shown(request, "forgot", told, status if form.errors else 200)


@require_safe
@public
def sent(request: HttpRequest) -> HttpResponse:
    """What happens now, and to whom to turn without an address."""
    return shown(request, "forgot_sent", {})


@require_safe
@public
def open_(request: HttpRequest, link: str) -> HttpResponse:
    """Open the link of a letter."""
    return opened(request, link, LinkTo.PASSWORD, "account_new_password")


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
@public
def reset(request: HttpRequest) -> HttpResponse:
    """Choose the new password; whoever was signed in with the old one is no longer."""
    form, link = NewPasswordForm(request.POST or None), link_in(request, LinkTo.PASSWORD)
    if request.method != "POST" and user_of_link(link) is None:
        return gone(request, LinkTo.PASSWORD)
    if request.method != "POST" or not form.is_valid():
        return _reset(request, form)

    def do() -> str:
        reset_password(link=link, password=form.cleaned_data["password"], at=now())
        return f"{reverse('account_login')}?moi=1"

    try:
        path = once(NOBODY, request.POST.get("key", ""), "password.reset", at=now(), do=do)
    except ValidationError as weak:
        form.add_error("password", weak)
        return _reset(request, form)
    except (StaleForm, Refused) as refusal:
        form.add_error(None, str(refusal))
        return _reset(request, form)
    return redirect(path)


def _reset(request: HttpRequest, form: NewPasswordForm) -> HttpResponse:
    told = {"form": form, "key": issue(NOBODY)}
    return shown(request, "reset", told, 422 if form.errors else 200)
