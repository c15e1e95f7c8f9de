"""How often one address may do something; of the address a short-lived mark is kept, no more.

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


def counted(request: HttpRequest, what: str) -> int:
    """Return how often this address did something in the last minutes."""
    return int(cache.get(_mark(request, what), 0))


def count(request: HttpRequest, what: str) -> int:
    """Count one more; return how often it was, this time included."""
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
