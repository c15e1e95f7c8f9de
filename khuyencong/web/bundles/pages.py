"""What another instance asks: who we are, the next bundle, a piece of one; or brings a piece."""

import hashlib
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.core import blobs
from khuyencong.core.clock import now
from khuyencong.core.refusal import Refused
from khuyencong.exchange import arriving as halves
from khuyencong.exchange.actions import keys
from khuyencong.exchange.actions.importing import take
from khuyencong.exchange.actions.serving import next_bundle
from khuyencong.exchange.models import Bundle, Instance
from khuyencong.exchange.queries.keys import valid_keys
from khuyencong.exchange.queries.partners import asking
from khuyencong.exchange.sealed import MOST_FILE, BadBundle
from khuyencong.exchange.signing import INSTANCE, MOMENT, SIGNATURE, is_signed
from khuyencong.exchange.states import Direction
from khuyencong.web.access import public

#: Bytes of one piece.
MOST_PIECE = 4 * 1024 * 1024
NOT_SIGNED = "Yêu cầu không có chữ ký hợp lệ của một hệ thống đã được xác nhận ở đây."
TOO_LARGE = "Phần gửi lên quá lớn."
_RANGE = re.compile(r"bytes=([0-9]{1,12})-([0-9]{1,12})?")
View = Callable[..., HttpResponse]


def _refused(status: int, why: str, **more: Any) -> HttpResponse:
    return JsonResponse({"error": why, **more}, status=status)


def signed(view: View) -> View:
    """Let in only requests that an active partner signed for us, with this very body.

    The signature stands where a form has its token.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > MOST_PIECE:
            return _refused(413, TOO_LARGE)
        found = asking(request.headers.get(INSTANCE, ""))
        if found is None:
            return _refused(403, NOT_SIGNED)
        mine, partner = found
        said = {
            "own": mine.pk,
            "method": request.method or "",
            "target": request.get_full_path(),
            "body": request.body,
            "moment": request.headers.get(MOMENT, ""),
            "signature": request.headers.get(SIGNATURE, ""),
            "at": now(),
        }
        if not any(is_signed(key, **said) for key in valid_keys(partner, said["at"])):
            return _refused(403, NOT_SIGNED)
        return view(request, partner, *args, **kwargs)

    guarded.rule = "signed"  # type: ignore[attr-defined]
    return guarded


@require_safe
@public
def introduction(request: HttpRequest) -> HttpResponse:
    """Who we are: name and public key, as a partner enters it."""
    mine = Instance.objects.filter(is_own=True).select_related("body").first()
    if mine is None:
        raise Http404
    return HttpResponse(keys.introduction(mine), content_type="application/json; charset=utf-8")


@csrf_exempt
@require_POST
@signed
def following(request: HttpRequest, partner: Instance) -> HttpResponse:
    """Write the next bundle for a partner; it is fetched under its hash."""
    try:
        done = next_bundle(partner=partner, at=now())
    except Refused as refusal:
        return _refused(409, str(refusal))
    told = {"sha256": done.bundle.sha256, "size": len(done.data), "count": done.count}
    return JsonResponse(told | {"left": done.left, "is_new": done.is_new})


@require_safe
@signed
def bundle(request: HttpRequest, partner: Instance, sha256: str) -> HttpResponse:
    """A bundle for this partner, whole or a span of it."""
    row = Bundle.objects.filter(
        partner=partner, direction=Direction.OUT, sha256=sha256, file=sha256
    ).first()
    if row is None or not blobs.is_kept(sha256):
        raise Http404
    begin, end = _span(request.headers.get("Range", ""), row.size)
    if begin >= end:
        return _refused(416, "Khoảng yêu cầu nằm ngoài gói.")
    with blobs.open(sha256) as file:
        file.seek(begin)
        data = file.read(end - begin)
    answer = HttpResponse(data, content_type="application/octet-stream")
    if "Range" in request.headers:
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {begin}-{end - 1}/{row.size}"
    answer["Accept-Ranges"] = "bytes"
    return answer


def _span(asked: str, size: int) -> tuple[int, int]:
    found = _RANGE.fullmatch(asked)
    if not found:
        return (0, size) if not asked else (size, size)
    begin = int(found[1])
    end = int(found[2]) + 1 if found[2] else size
    return begin, min(end, size)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@signed
def arriving(request: HttpRequest, partner: Instance, sha256: str) -> HttpResponse:
    """How much of a bundle is here (GET); one more piece of it (POST `?tu=OFFSET&ca=SIZE`)."""
    if request.method != "POST":
        return JsonResponse({"here": halves.arrived(partner.pk, sha256)})
    offset, size = request.GET.get("tu", ""), request.GET.get("ca", "")
    if not (offset.isdigit() and size.isdigit() and 0 < int(size) <= MOST_FILE):
        return _refused(400, "Thiếu vị trí hoặc cỡ của gói, hoặc gói quá lớn.")
    try:
        here = halves.add(partner.pk, sha256, int(offset), request.body)
    except halves.NotThere as error:
        return _refused(409, "Phần này không nối tiếp phần trước.", here=error.args[0])
    if here < int(size):
        return JsonResponse({"here": here})
    data = halves.whole(partner.pk, sha256)
    halves.forget(partner.pk, sha256)
    if hashlib.sha256(data).hexdigest() != sha256:
        return _refused(422, "Gói nhận được không đúng mã băm: xin gửi lại từ đầu.", here=0)
    try:
        done = take(data=data, at=now())
    except BadBundle as refusal:
        return _refused(422, str(refusal))
    return JsonResponse({"here": here, "taken": True, "changes": done.taken})
