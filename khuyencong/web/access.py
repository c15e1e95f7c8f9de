"""Who may open a route: each view says it, deny is the default, a test fails where it is missing.

@public                         anyone
@signed_in                      anybody with an account; what is his own he fetches by himself
@requires(Permission.X)         signed in and permitted; else the sign-in page, or 404
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from khuyencong.accounts.permissions import Permission

View = Callable[..., HttpResponse]
logger = logging.getLogger(__name__)


def public(view: View) -> View:
    """Mark a view that anyone may open; it may only read."""
    view.rule = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Let in whoever has an account, with a role or without: the view fetches what is his own."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.rule = "signed in"  # type: ignore[attr-defined]
    return guarded


def requires(
    permission: Permission, *or_one_of: Permission, otherwise: View | None = None
) -> Callable[[View], View]:
    """Let in only those whose roles of today carry `permission`; a stranger gets 404.

    With `or_one_of`, any of several opens it: what a maker's own people and the office both read.

    With `otherwise`, who is signed in without the permission gets that view instead.

    A refused try is logged by the user's id alone: neither the name nor the address asked for.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not any(request.user.may(one) for one in (permission, *or_one_of)):
                logger.warning("refused %s to user %s", permission, request.user.id)
                if otherwise is None:
                    raise Http404
                return otherwise(request)
            return view(request, *args, **kwargs)

        guarded.rule = permission  # type: ignore[attr-defined]
        return guarded

    return guard
