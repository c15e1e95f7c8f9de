"""Where a kit sends its file to when there is a line: signed by the kit, kept once, never trusted.

A page that was opened from a disk has no origin and no cookie: what lets a file in is its signature
alone, so no token stands against forged requests and any origin may read the answer.
"""

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from khuyencong.core.clock import now
from khuyencong.core.refusal import Refused
from khuyencong.fieldwork.actions import receive
from khuyencong.fieldwork.rules.returns import LARGEST
from khuyencong.web.access import public
from khuyencong.web.limits import try_once

#: Files from one address in ten minutes: a whole commune may share one address.
MOST = 240
TOO_MANY = (
    "Từ mạng này đã có nhiều tệp trong ít phút. Phiếu vẫn trên máy: xin gửi lại sau mười phút."
)
TOO_LARGE = "Tệp lớn quá mức nhận qua mạng. Xin lưu tệp rồi gửi bằng USB hoặc thư điện tử."
logger = logging.getLogger(__name__)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST", "OPTIONS"])
@public
def take(request: HttpRequest) -> HttpResponse:
    """Keep a file; answer with every sheet and revision that is now kept, new or not.

    Who opens the address in a browser is told what it is.

    200: kept. 413, 422: refused, with why. 429: too often. The device keeps all it has until a
    sheet is named in an answer.
    """
    if request.method in ("GET", "HEAD"):
        return render(request, "kit/address.html")
    if request.method == "OPTIONS":
        return _open(HttpResponse(status=204))
    if try_once(request, "kit") > MOST:
        return _answer({"state": "refused", "said": TOO_MANY}, 429)
    try:
        received = receive(data=_body(request), at=now())
    except RequestDataTooBig:
        return _answer({"state": "refused", "said": TOO_LARGE}, 413)
    except Refused as refusal:
        logger.warning("a kit's file was refused: %s", type(refusal).__name__)
        return _answer({"state": "refused", "said": str(refusal)}, 422)
    kept = [[str(key), revision] for key, revision in received.kept]
    return _answer({"state": "repeated" if received.repeated else "kept", "kept": kept})


def _body(request: HttpRequest) -> bytes:
    """Return what was sent; RequestDataTooBig before more of it is read than a file may be."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > LARGEST:
        raise RequestDataTooBig
    return request.body


def _answer(told: dict[str, Any], status: int = 200) -> HttpResponse:
    return _open(JsonResponse(told, status=status))


def _open(response: HttpResponse) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Headers"] = "Content-Type"
    response["Access-Control-Allow-Methods"] = "POST"
    response["Cache-Control"] = "no-store"
    return response
