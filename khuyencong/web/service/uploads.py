"""A file in pieces, as tus does it: POST begins, HEAD asks how far it came, PATCH goes on.

A small script speaks to these addresses; without it the plain form of the papers does the same.
"""

import logging
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from khuyencong.applications import actions
from khuyencong.applications.actions import FileTold, NotTaken, WrongOffset
from khuyencong.applications.models import PaperKind, Upload
from khuyencong.core.clock import now
from khuyencong.core.refusal import Refused
from khuyencong.web.access import signed_in
from khuyencong.web.service.requests import own

PIECE = "application/offset+octet-stream"
#: In digits: no size or offset of ours is longer.
LONGEST_NUMBER = 12
logger = logging.getLogger(__name__)


@require_POST
@signed_in
def begin(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Begin a file, or go on with it; the answer says where, and how much is there already."""
    one = own(request, request_id)
    kind = PaperKind.objects.filter(code=request.POST.get("kind", "")[:40]).first()
    size = _number(request.POST.get("size", ""))
    sha256 = request.POST.get("sha256", "").lower()
    if kind is None:
        return _told("Chọn giấy này là gì.", 422)
    if size is None or not _is_fingerprint(sha256):
        return _told("Yêu cầu tải lên không đúng dạng.", 400)
    name = request.POST.get("name", "")[:300]
    told = FileTold(kind=kind, file_name=name, size=size, sha256=sha256)
    try:
        upload = actions.begin_upload(by=request.user, request=one, told=told, at=now())
    except Refused as refusal:
        return _told(str(refusal), 422)
    answer = JsonResponse({"done": upload.paper_id is not None}, status=201)
    answer["Location"] = reverse("service:upload", args=[upload.id])
    return _with_offset(answer, upload)


@require_http_methods(["HEAD", "PATCH", "DELETE"])
@signed_in
def piece(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Say how far the file came, take its next piece, or let it go."""
    rows = Upload.objects.select_related("request").filter(id=upload_id, by=request.user.id)
    upload = rows.first()
    if upload is None:
        logger.warning("no upload %s for user %s", upload_id, request.user.id)
        raise Http404
    own(request, upload.request_id)
    if request.method == "HEAD":
        return _with_offset(HttpResponse(), upload)
    if request.method == "DELETE":
        actions.give_up(by=request.user, upload=upload)
        return HttpResponse(status=204)
    return _put(request, upload)


def _put(request: HttpRequest, upload: Upload) -> HttpResponse:
    offset = _number(request.headers.get("Upload-Offset", ""))
    if request.content_type != PIECE or offset is None:
        return _told("Phần gửi lên không đúng dạng.", 400)
    length = _number(request.headers.get("Content-Length", ""))
    if length is None or length > actions.LARGEST_PIECE:
        return _told("Phần gửi lên quá lớn.", 413)
    try:
        upload = actions.put_piece(
            by=request.user, upload=upload, offset=offset, data=request.body, at=now()
        )
    except WrongOffset as wrong:
        answer = _told(str(wrong), 409)
        answer["Upload-Offset"] = str(wrong.at)
        return answer
    except NotTaken as refusal:
        actions.give_up(by=request.user, upload=upload)
        return _told(str(refusal), 422)
    except Refused as refusal:
        return _told(str(refusal), 422)
    return _with_offset(HttpResponse(status=204), upload)


def _with_offset(answer: HttpResponse, upload: Upload) -> HttpResponse:
    answer["Upload-Offset"] = str(upload.received)
    answer["Upload-Length"] = str(upload.size)
    answer["Cache-Control"] = "no-store"
    return answer


def _told(words: str, status: int) -> HttpResponse:
    return JsonResponse({"said": words}, status=status)


def _number(typed: str) -> int | None:
    plain = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER
    return int(typed) if plain else None


def _is_fingerprint(typed: str) -> bool:
    return not typed or (len(typed) == 64 and set(typed) <= set("0123456789abcdef"))
