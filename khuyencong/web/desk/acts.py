"""A change asked for by a form: done once, its refusal told in words, then a redirect."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from khuyencong.core.clock import now
from khuyencong.core.once import StaleForm, once
from khuyencong.ingestion.rules import Refused
from khuyencong.law.rules import Refused as RefusedByLaw


def done_once(
    request: HttpRequest, act: str, do: Callable[[], str], *, back: str, said: str
) -> HttpResponse:
    """Do `do` unless this form was sent before; go to its path, or `back` where it is refused."""
    try:
        path = once(request.user.id, request.POST.get("key", ""), act, at=now(), do=do)
    except (StaleForm, Refused, RefusedByLaw) as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    messages.success(request, said)
    return redirect(path)
