"""How the sign-in library behaves here: nobody signs up by himself, and failures say little."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from khuyencong.accounts.models import Membership, User
from khuyencong.accounts.rules import OF_ESTABLISHMENTS

logger = logging.getLogger(__name__)

MISMATCH = "Tên đăng nhập hoặc mật khẩu không đúng."
TOO_MANY = "Đã thử sai quá nhiều lần. Xin đợi năm phút rồi thử lại."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator; the public has no form for it."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": MISMATCH,
        "enter_current_password": "Xin gõ mật khẩu đang dùng.",
        "incorrect_password": "Mật khẩu không đúng.",
        "username_password_mismatch": MISMATCH,
        "too_many_login_attempts": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: sign-up is closed."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where somebody begins: at the desk, or in the service where he only asks."""
        of_office = Membership.objects.filter(user=request.user.id).exclude(role=OF_ESTABLISHMENTS)
        begins = settings.LOGIN_REDIRECT_URL if of_office.exists() else settings.APPLICANT_BEGINS
        path: str = reverse(begins)
        return path

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Say nothing: whoever signed in sees where he is, and the library speaks English here."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return who signs in, or None; a closed account fails like a wrong password."""
        user: User | None = super().authenticate(request, **credentials)
        if user is None or not user.is_active:
            # Not what was typed: people type their password into the field of the name.
            logger.warning("sign-in refused")
            return None
        return user

    def login(self, request: HttpRequest, user: User) -> None:
        """Begin a session under a new id, and tell the log whose."""
        super().login(request, user)
        logger.info("sign-in %s", user.id)
