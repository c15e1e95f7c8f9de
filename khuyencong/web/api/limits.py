"""How often one key, or one address without a key, may ask within a minute.

Of an address a mark is kept in the cache alone, keyed with a secret and the minute: nothing of it
can be read, and it is gone after two minutes.
"""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from khuyencong.connections.queries import Bearer
from khuyencong.core.clock import now
from khuyencong.web.api.problems import Problem

KEPT = 120


def count_request(request: HttpRequest, bearer: Bearer | None) -> None:
    """Count a request; Problem 429 for one too many, with the seconds until the next minute."""
    moment = now()
    if bearer is not None:
        who, most = f"k{bearer.token.id.hex}", settings.API_PER_KEY
    else:
        who, most = f"a{_mark(request)}", settings.API_PER_ADDRESS
    if _add(f"api:{who}:{moment:%H%M}") > most:
        wait = 60 - moment.second
        raise Problem(
            429,
            f"Đã gọi quá {most} lần trong một phút. Xin chờ {wait} giây rồi gọi lại.",
            headers={"Retry-After": str(wait)},
        )


def _add(mark: str) -> int:
    if cache.add(mark, 1, KEPT):
        return 1
    try:
        return int(cache.incr(mark))
    except ValueError:  # gone between the two
        return 1


def _mark(request: HttpRequest) -> str:
    try:
        address = get_adapter(request).get_client_ip(request)
    except PermissionDenied:
        address = ""
    return salted_hmac("khuyencong.api", f"{now():%Y%m%d%H} {address}").hexdigest()[:24]
