"""How often one address, or one person, may try; of an address a short-lived mark alone is kept.

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


def tried(request: HttpRequest, what: str) -> int:
    """Return how often this address tried in the last minutes."""
    return int(cache.get(_mark(request, what), 0))


def try_once(request: HttpRequest, what: str) -> int:
    """Count one more try of this address; return which it is."""
    return _count(_mark(request, what))


def try_of(person: object, what: str) -> int:
    """Count one more try of a person who is signed in; return which it is."""
    return _count(f"q-{what}:{person}")


def _count(mark: str) -> int:
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
