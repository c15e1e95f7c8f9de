"""A change asked for by a form: done once, its refusal told in words, then a redirect."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from khuyencong.core.clock import now
from khuyencong.core.once import StaleForm, once
from khuyencong.core.refusal import Refused

#: What a form may be answered with instead of being done, in words that may be shown.
REFUSALS = (StaleForm, Refused)


def done_once(
    request: HttpRequest,
    act: str,
    do: Callable[[], str],
    *,
    back: str,
    said: str,
) -> HttpResponse:
    """Do `do` unless this form was sent before; go to its path, or `back` where it is refused.

    With `said` empty the page it goes to tells by itself.
    """
    try:
        path = once(request.user.id, request.POST.get("key", ""), act, at=now(), do=do)
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    if said:
        messages.success(request, said)
    return redirect(path)


def done_or_told(
    request: HttpRequest,
    act: str,
    do: Callable[[], str],
    *,
    form: Form,
    again: Callable[[Form], HttpResponse],
    said: str,
    at: str | None = None,
) -> HttpResponse:
    """Do `do` unless this form was sent before; where it is refused, show it as it was typed.

    The refusal stands at the field `at`, that of a stale form above all fields.
    """
    try:
        path = once(request.user.id, request.POST.get("key", ""), act, at=now(), do=do)
    except REFUSALS as refusal:
        form.add_error(None if isinstance(refusal, StaleForm) else at, str(refusal))
        return again(form)
    if said:
        messages.success(request, said)
    return redirect(path)
