"""Signing in by an identity from elsewhere, tying it to the own account, taking it off again."""

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter as get_identity_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST, require_safe
from requests import RequestException

from khuyencong.accounts.actions import link_identity, unlink_identity
from khuyencong.accounts.queries import identity_of
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.core.refusal import Refused
from khuyencong.web.access import public, signed_in
from khuyencong.web.acts import done_once
from khuyencong.web.provider import Callback, IdentityAccounts, IdentityAdapter

CONNECT = "connect"
logger = logging.getLogger(__name__)


class PagesOfIdentity(IdentityAccounts):
    """The same, with the pages that a person sees."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Tie the identity where that was asked for; let in only whom it is tied to."""
        if sociallogin.state.get("process") == CONNECT:
            raise ImmediateHttpResponse(_tied(request, sociallogin))
        if not sociallogin.is_existing or not sociallogin.user.is_active:
            raise ImmediateHttpResponse(_told(request, "unknown", 403))

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Show one page, whatever it was that did not hold."""
        super().on_authentication_error(request, *args, **kwargs)
        raise ImmediateHttpResponse(_told(request, "failed", 401))


@require_POST
@public
def leave(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the provider, to sign in or, signed in already, to tie the identity."""
    adapter = _adapter(request, provider_id)
    process = CONNECT if request.user.is_authenticated else "login"
    try:
        answer: HttpResponse = adapter.get_provider().redirect(request, process)
    except (RequestException, ValueError, KeyError):
        return _told(request, "silent", 502)
    except OAuth2Error as fault:
        logger.warning("identity refused: %s", fault)
        return _told(request, "failed", 401)
    return answer


@require_GET
@public
def arrive(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from the provider."""
    view = Callback.adapter_view(_adapter(request, provider_id))
    try:
        answer: HttpResponse = view(request)
    except (ValueError, KeyError):
        # Words that are no answer of a provider at all.
        return _told(request, "failed", 401)
    return answer


@require_safe
@signed_in
def identity(request: HttpRequest) -> HttpResponse:
    """Whether an identity is tied to the own account."""
    if not settings.IDENTITY:
        raise Http404
    tied = identity_of(request.user)
    told = {"tied": tied, "provider_id": _provider_id(), "key": issue(request.user.id)}
    return render(request, "account/identity.html", told)


@require_POST
@signed_in
def untie(request: HttpRequest) -> HttpResponse:
    """Take the identity off the own account."""
    back = reverse("identity")

    def do() -> str:
        unlink_identity(user=request.user, at=now())
        return back

    return done_once(request, "identity.untie", do, back=back, said="Đã gỡ.")


def _tied(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse:
    if not request.user.is_authenticated:
        return _told(request, "failed", 401)
    account = sociallogin.account
    try:
        link_identity(user=request.user, provider=account.provider, subject=account.uid, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã nối. Lần sau đăng nhập bằng {settings.IDENTITY['name']}.")
    return redirect("identity")


def _adapter(request: HttpRequest, provider_id: str) -> IdentityAdapter:
    if not settings.IDENTITY or provider_id != _provider_id():
        raise Http404
    adapter = IdentityAdapter(request, provider_id)
    try:
        get_identity_adapter(request).get_provider(request, provider_id)
    except SocialApp.DoesNotExist as missing:
        raise Http404 from missing
    return adapter


def _provider_id() -> str:
    found: str = settings.IDENTITY["provider_id"]
    return found


def _told(request: HttpRequest, what: str, status: int) -> HttpResponse:
    told = {"what": what, "name": settings.IDENTITY.get("name", "")}
    return render(request, "account/identity_refused.html", told, status=status)
