"""Answers that were not changed, and changes of what was changed meanwhile: ETag, If-Match."""

import hashlib
import re
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from khuyencong.web.api.problems import Problem

_TAG = re.compile(r'(?:W/)?"([^"]*)"')
#: On a request: the version of the record that its answer shows.
_LOCK = "kc_lock"


def set_lock(request: HttpRequest, lock: object) -> None:
    """Say which version of a record the answer shows: the first part of its ETag."""
    setattr(request, _LOCK, str(lock))


def tag_of(request: HttpRequest, answer: HttpResponse) -> str:
    """Return the ETag of an answer: the version of its record, where it has one, and its hash."""
    digest = hashlib.sha256(answer.content).hexdigest()[:24]
    lock = getattr(request, _LOCK, "")
    return f'"{lock}.{digest}"' if lock else f'"{digest}"'


def unchanged(request: HttpRequest, tag: str) -> HttpResponse | None:
    """Return 304 where the asker has this very answer already."""
    asked = request.headers.get("If-None-Match", "")
    bare = tag.strip('"')
    if asked.strip() == "*" or bare in _TAG.findall(asked):
        answer = HttpResponseNotModified()
        answer["ETag"] = tag
        return answer
    return None


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
