"""Answers that were not changed, and changes of what was changed meanwhile: ETag, Last-Modified."""

import hashlib
import re
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import http_date, parse_http_date_safe

from khuyencong.core.clock import now
from khuyencong.web.api.problems import Problem

_TAG = re.compile(r'(?:W/)?"([^"]*)"')
#: On a request: the version of the record that its answer shows.
_LOCK = "kc_lock"
#: On a request: when the record that its answer shows was changed last.
_CHANGED = "kc_changed"
#: A date of HTTP has whole seconds: a record that was changed within the last may change again in
#: the same, so its date is not told yet.
_SETTLED = timedelta(seconds=2)


def set_lock(request: HttpRequest, lock: object) -> None:
    """Say which version of a record the answer shows: the first part of its ETag."""
    setattr(request, _LOCK, str(lock))


def set_changed(request: HttpRequest, at: datetime | None) -> None:
    """Say when the record of the answer was changed last: its `Last-Modified`."""
    setattr(request, _CHANGED, at)


def date_answer(request: HttpRequest, answer: HttpResponse) -> None:
    """Let an answer say when its record was changed last, where that is known and over."""
    at: datetime | None = getattr(request, _CHANGED, None)
    if at is not None and at + _SETTLED <= now():
        answer["Last-Modified"] = http_date(int(at.timestamp()))


def tag_of(request: HttpRequest, answer: HttpResponse) -> str:
    """Return the ETag of an answer: the version of its record, where it has one, and its hash."""
    digest = hashlib.sha256(answer.content).hexdigest()[:24]
    lock = getattr(request, _LOCK, "")
    return f'"{lock}.{digest}"' if lock else f'"{digest}"'


def unchanged(
    request: HttpRequest, tag: str, whole: HttpResponse | None = None
) -> HttpResponse | None:
    """Return 304 where the asker has this very answer already.

    `If-Modified-Since` counts only beside no `If-None-Match`, which knows more.
    """
    asked = request.headers.get("If-None-Match")
    if asked is None:
        return _not_modified(tag) if _is_as_old(request, whole) else None
    bare = tag.strip('"')
    return _not_modified(tag) if asked.strip() == "*" or bare in _TAG.findall(asked) else None


def _is_as_old(request: HttpRequest, whole: HttpResponse | None) -> bool:
    told = whole.headers.get("Last-Modified") if whole is not None else None
    known = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    last = parse_http_date_safe(told) if told else None
    return known is not None and last is not None and last <= known


def _not_modified(tag: str) -> HttpResponse:
    answer = HttpResponseNotModified()
    answer["ETag"] = tag
    return answer


def seen_version(request: HttpRequest) -> str:
    """Return the version that the asker changes, as `If-Match` tells; 428 without, 412 for none."""
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise Problem(
            428, "Gửi kèm If-Match là ETag của lần đọc gần nhất, để không ghi đè lên người khác."
        )
    tags: list[str] = _TAG.findall(header)
    lock = tags[0].partition(".")[0] if tags else ""
    if not lock:
        raise changed_meanwhile()
    return lock


def seen_stamp(request: HttpRequest) -> UUID:
    """Return the version as a stamp; 412 for what is none."""
    try:
        return UUID(seen_version(request))
    except ValueError:
        raise changed_meanwhile() from None


def changed_meanwhile() -> Problem:
    """Return the answer for a record that is not the one that was read."""
    return Problem(412, "Hồ sơ đã được người khác thay đổi. Xin đọc lại rồi gửi lại.")
