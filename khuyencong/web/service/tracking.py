"""Where a request stands, by the code of its receipt: no account, no name, no sum.

Nobody guesses a code of 78 bits; whoever tries is slowed down, and every wrong code is told alike.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from khuyencong.applications import queries
from khuyencong.core.clock import today
from khuyencong.web.access import public
from khuyencong.web.limits import tried, try_once

#: Wrong codes from one address in ten minutes. Many share one address.
GUESSES = 30
LONGEST = 40
UNKNOWN = "Không có hồ sơ nào mang mã này. Xin xem lại từng chữ trên giấy tiếp nhận."
TOO_MANY = "Từ mạng này vừa có nhiều mã sai. Xin đợi mười phút rồi thử lại."


@require_safe
@public
def typing(request: HttpRequest) -> HttpResponse:
    """The field for the code."""
    typed = request.GET.get("ma", "").strip()[:LONGEST]
    bare = "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum())
    if bare:
        return redirect("service:status", bare)
    return _asked(request)


@require_safe
@public
def status(request: HttpRequest, code: str) -> HttpResponse:
    """Where the request stands: its state, who has it, what is missing, what comes next."""
    if tried(request, "ho-so") >= GUESSES:
        return _asked(request, TOO_MANY, 429)
    found = queries.request_with_code(code)
    if found is None:
        try_once(request, "ho-so")
        return _asked(request, UNKNOWN, 404)
    told = {"standing": queries.standing_of(found, today()), "tab": "track"}
    return _private(render(request, "service/status.html", told))


def _asked(request: HttpRequest, why: str = "", code: int = 200) -> HttpResponse:
    told = {"why": why, "tab": "track"}
    return _private(render(request, "service/track.html", told, status=code))


def _private(answer: HttpResponse) -> HttpResponse:
    """Let nobody on the way keep it, and no search engine list it."""
    answer["Cache-Control"] = "no-store, private"
    answer["X-Robots-Tag"] = "noindex"
    return answer
