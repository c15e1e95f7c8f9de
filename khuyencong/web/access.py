"""Who may open a route: each view says it, deny is the default, a test fails where it is missing.

@public                         anyone
@requires(Permission.X)         signed in and permitted; else the sign-in page, or 404
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from khuyencong.accounts.permissions import Permission

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Mark a view that anyone may open; it may only read."""
    view.rule = "public"  # type: ignore[attr-defined]
    return view


def requires(permission: Permission) -> Callable[[View], View]:
    """Let in only those whose roles of today carry `permission`; a stranger gets 404."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.user.may(permission):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.rule = permission  # type: ignore[attr-defined]
        return guarded

    return guard
