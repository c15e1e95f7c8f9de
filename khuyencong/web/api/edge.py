"""What every request goes through before an operation, and every answer after it."""

import logging
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import SENTENCES, Permission
from khuyencong.connections.actions import note_use
from khuyencong.connections.queries import Bearer, bearer_of
from khuyencong.core.clock import today
from khuyencong.web.api.conditional import date_answer, tag_of, unchanged
from khuyencong.web.api.limits import count_request
from khuyencong.web.api.problems import Problem, absent, told

View = Callable[..., HttpResponse]
#: By method: the right that opens it, or None where anybody may.
Rules = Mapping[str, Permission | None]
BODIES = frozenset({"POST", "PATCH", "PUT"})
_BEARER = "kc_bearer"
#: What may be kept on the way of an answer that is the same for everybody, in seconds.
FRESH = 60
logger = logging.getLogger(__name__)


def asker(request: HttpRequest) -> User | None:
    """Return who asks, with the rights that the key lends; None for anybody."""
    bearer = getattr(request, _BEARER, None)
    return bearer.user if bearer is not None else None


def bearer(request: HttpRequest) -> Bearer:
    """Return the key that asks: of an operation that no one enters without."""
    found: Bearer = getattr(request, _BEARER)
    return found


def edged(view: View, rules: Rules, rule: object) -> View:
    """Return a view of the API as it stands at an address: `rules` by method, `rule` as a word."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        try:
            answer = _answer(request, view, rules, args, kwargs)
        except Problem as problem:
            answer = told(problem)
        except Exception:
            logger.exception("the API failed")
            got_request_exception.send(sender=None, request=request)
            answer = told(Problem(500, "Hệ thống gặp lỗi; chưa ghi gì. Xin thử lại sau."))
        finally:
            if is_head:
                request.method = "HEAD"
        patch_vary_headers(answer, ["Authorization"])
        return answer

    guarded.rule = rule  # type: ignore[attr-defined]
    guarded.rules = rules  # type: ignore[attr-defined]
    return guarded


def _answer(
    request: HttpRequest, view: View, rules: Rules, args: Any, kwargs: dict[str, Any]
) -> HttpResponse:
    found = _bearer(request)
    method = request.method or ""
    if not rules:
        raise Problem(404, "Không có địa chỉ này; địa chỉ của API kết thúc bằng dấu /.")
    if method not in rules:
        allowed = ", ".join(sorted({*rules, *({"HEAD"} if "GET" in rules else ())}))
        raise Problem(405, f"Địa chỉ này chỉ nhận {allowed}.", headers={"Allow": allowed})
    _require(found, rules[method])
    _require_words(request)
    if method in BODIES:
        _require_body(request)
    answer = view(request, *args, **kwargs)
    if method == "GET" and answer.status_code == 200:
        tag = tag_of(request, answer)
        answer["ETag"] = tag
        date_answer(request, answer)
        answer = unchanged(request, tag, answer) or answer
    elif answer.status_code < 300:
        answer["ETag"] = tag_of(request, answer)
    if answer.status_code < 400:
        answer["Cache-Control"] = _keeping(found, method)
    return answer


def _keeping(found: Bearer | None, method: str) -> str:
    if method != "GET":
        return "no-store"
    return f"public, max-age={FRESH}" if found is None else "private, no-cache"


def _bearer(request: HttpRequest) -> Bearer | None:
    """Return the key of a request and count it; a session is not looked at."""
    header = request.headers.get("Authorization", "")
    scheme, _, key = header.partition(" ")
    found = bearer_of(key.strip(), today()) if scheme.lower() == "bearer" else None
    count_request(request, found)
    if header and found is None:
        raise _unknown("Mã truy cập không đúng, đã hết hạn, bị thu hồi hoặc chưa được xác nhận.")
    if found is not None:
        note_use(token=found.token, on=today())
    setattr(request, _BEARER, found)
    return found


def _unknown(detail: str) -> Problem:
    return Problem(401, detail, headers={"WWW-Authenticate": 'Bearer realm="khuyencong"'})


def _require(found: Bearer | None, right: Permission | None) -> None:
    if right is None:
        return
    if found is None:
        raise _unknown("Gửi kèm đầu mục Authorization: Bearer và mã truy cập.")
    if not found.user.may(right):
        sentence = SENTENCES[right].rstrip(".")
        raise Problem(403, f"Mã truy cập không có quyền “{sentence}”, hoặc người lập mã đã thôi.")


def _require_words(request: HttpRequest) -> None:
    """Refuse what no database keeps as text: it is never the name of anything."""
    for name, values in request.GET.lists():
        for text in (name, *values):
            if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
                raise Problem(422, "Địa chỉ có ký tự không hợp lệ (NUL).")


def _require_body(request: HttpRequest) -> None:
    if request.content_type != "application/json":
        raise Problem(415, "Gửi nội dung kiểu application/json.")
    try:
        length = int(request.headers.get("Content-Length") or 0)
    except ValueError:
        length = 0
    if length > settings.API_BODY_LIMIT or len(request.body) > settings.API_BODY_LIMIT:
        most = settings.API_BODY_LIMIT // 1024
        raise Problem(413, f"Nội dung lớn hơn {most} KB. Xin chia nhỏ ra.")


def nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    """No address of the API; `edged` without rules says so before it comes here."""
    raise absent()
