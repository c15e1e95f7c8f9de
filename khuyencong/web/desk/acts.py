"""A change asked for by a form: done once, its refusal told in words, then a redirect."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from khuyencong.core.clock import now
from khuyencong.core.once import StaleForm, once
from khuyencong.ingestion.rules import Refused


def done_once(
    request: HttpRequest,
    act: str,
    do: Callable[[], str],
    *,
    back: str,
    said: str,
    refusing: bool = True,
) -> HttpResponse:
    """Do `do` unless this form was sent before; go to its path, or `back` where it is refused.

    With `said` empty the page it goes to tells by itself. Without `refusing` a Refused is the
    caller's, who has a form to show it at.
    """
    try:
        path = once(request.user.id, request.POST.get("key", ""), act, at=now(), do=do)
    except (StaleForm, Refused) as refusal:
        if isinstance(refusal, Refused) and not refusing:
            raise
        messages.error(request, str(refusal))
        return redirect(back)
    if said:
        messages.success(request, said)
    return redirect(path)
