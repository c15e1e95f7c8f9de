"""How often one address may guess codes or report fakes; of the address a short-lived mark is kept.

The mark is keyed with a secret and with the hour, stands in the cache alone and is gone after ten
minutes: no address can be read from it.
"""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from khuyencong.core.clock import now

#: Seconds for which a mark is kept.
KEPT = 600
#: Unknown codes, and reports of fakes, from one address in that time. Many share one address.
GUESSES, REPORTS = 60, 10


def guesses_left(request: HttpRequest) -> bool:
    """Return whether this address may still ask for a code that nobody gave out."""
    return _count(request, "ma") < GUESSES


def note_guess(request: HttpRequest) -> None:
    """Count a code that nobody gave out."""
    counted(request, "ma")


def may_report(request: HttpRequest) -> bool:
    """Count a report; return whether it is still one of the first."""
    return counted(request, "gia") <= REPORTS


def _count(request: HttpRequest, what: str) -> int:
    return int(cache.get(_mark(request, what), 0))


def counted(request: HttpRequest, what: str) -> int:
    """Count one more of a kind from this address; return how many it is in ten minutes."""
    mark = _mark(request, what)
    if cache.add(mark, 1, KEPT):
        return 1
    try:
        return int(cache.incr(mark))
    except ValueError:  # gone between the two
        return 1


def _mark(request: HttpRequest, what: str) -> str:
    try:
        address = get_adapter(request).get_client_ip(request)
    except PermissionDenied:
        address = ""
    hour = f"{now():%Y%m%d%H}"
    return f"q-{what}:{salted_hmac('khuyencong.label', f'{hour} {address}').hexdigest()[:24]}"
