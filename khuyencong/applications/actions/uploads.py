"""A file comes in pieces over a bad line: each piece once, in order; whole, it is a paper.

As tus does it (https://tus.io): begin with the size, send pieces at an offset, ask how far it came.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Sum

from khuyencong.applications.actions.noting import locked_request
from khuyencong.applications.actions.papers import (
    MAY_NOT,
    add_to_request,
    paper_name,
    reuse_for_request,
)
from khuyencong.applications.models import Paper, PaperKind, Request, Upload, UploadPart
from khuyencong.applications.queries import papers_visible_to
from khuyencong.applications.rules import may_prepare
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.formats.papers import LARGEST, WHAT_IS_TAKEN
from khuyencong.registry.queries import members

#: In bytes: one piece. A browser sends less.
LARGEST_PIECE = 512 * 1024
#: Files under way of one establishment at a time, and their bytes together.
MOST_OPEN, OPEN_BYTES = 8, 40 * 1024 * 1024
#: A file that nobody went on with for so long is given up; a finished one is forgotten.
GIVEN_UP, FORGOTTEN = timedelta(days=2), timedelta(days=30)


class WrongOffset(Refused):
    """The piece does not begin where the last one ended; `at` is where it should."""

    def __init__(self, at: int) -> None:
        super().__init__(f"Máy chủ đã nhận {at} byte: xin gửi tiếp từ đó.")
        self.at = at


class NotTaken(Refused):
    """The file is whole, and is no paper: whoever sent it has to let it go (`give_up`)."""


class BrokenFile(NotTaken):
    """What arrived is not what was sent."""

    def __init__(self) -> None:
        super().__init__("Tệp nhận được không giống tệp đã chọn. Xin tải lên lại từ đầu.")


@dataclass(frozen=True, kw_only=True)
class FileTold:
    """What the sender says of a file before it comes."""

    kind: PaperKind
    file_name: str
    size: int
    sha256: str = ""


@transaction.atomic
def begin_upload(*, by: Actor, request: Request, told: FileTold, at: datetime) -> Upload:
    """Begin a file; the very file begun before goes on where it stopped, one handed in is done."""
    request = _editable(by, request)
    if not 1 <= told.size <= LARGEST:
        raise Refused(WHAT_IS_TAKEN)
    same = Upload.objects.filter(
        request=request, kind=told.kind, size=told.size, sha256=told.sha256, by=by.id
    )
    begun = same.exclude(sha256="").filter(paper=None).order_by("recorded_at").first()
    if begun:
        return begun
    upload = Upload(
        request=request,
        kind=told.kind,
        file_name=paper_name(told.file_name),
        size=told.size,
        sha256=told.sha256,
        by=by.id,
        recorded_at=at,
        changed_at=at,
    )
    known = _handed_in(by, request, told)
    if known:
        upload.paper, upload.received = known, told.size
        reuse_for_request(by=by, request=request, paper=known, at=at)
    else:
        _require_room(request, told.size)
    upload.save(force_insert=True)
    return upload


@transaction.atomic
def put_piece(*, by: Actor, upload: Upload, offset: int, data: bytes, at: datetime) -> Upload:
    """Keep a piece; with the last one the file is a paper of the request.

    WrongOffset where another comes first; sent twice, the second is told so and nothing is lost.
    """
    request = _editable(by, upload.request)
    upload = _locked(by, upload)
    if upload.paper_id or offset != upload.received:
        raise WrongOffset(upload.received)
    if len(data) > LARGEST_PIECE or offset + len(data) > upload.size:
        raise Refused("Phần gửi lên dài hơn phần còn thiếu của tệp.")
    if data:
        UploadPart.objects.create(upload=upload, offset=offset, data=data)
        upload.received, upload.changed_at = offset + len(data), at
        upload.save(update_fields=["received", "changed_at"])
    if upload.received == upload.size:
        _finish(by, request, upload, at)
    return upload


@transaction.atomic
def give_up(*, by: Actor, upload: Upload) -> None:
    """Let go of a file that is not whole."""
    upload = _locked(by, upload)
    if upload.paper_id is None:
        upload.delete()


def sweep_uploads(at: datetime) -> int:
    """Delete files nobody went on with, and what is remembered of old ones; return how many."""
    stale = Upload.objects.filter(paper=None, changed_at__lt=at - GIVEN_UP)
    old = Upload.objects.filter(changed_at__lt=at - FORGOTTEN)
    gone = list((stale | old).values_list("id", flat=True))
    Upload.objects.filter(id__in=gone).delete()
    return len(gone)


def _finish(by: Actor, request: Request, upload: Upload, at: datetime) -> None:
    data = b"".join(bytes(part.data) for part in upload.parts.order_by("offset"))
    if upload.sha256 and hashlib.sha256(data).hexdigest() != upload.sha256:
        raise BrokenFile
    try:
        use = add_to_request(
            by=by,
            request=request,
            kind=upload.kind,
            file_name=upload.file_name,
            data=data,
            at=at,
        )
    except Refused as refusal:
        raise NotTaken(str(refusal)) from refusal
    upload.paper = use.paper
    upload.save(update_fields=["paper"])
    upload.parts.all().delete()


def _handed_in(by: Actor, request: Request, told: FileTold) -> Paper | None:
    """Return the paper of this kind that this very file became, or is, where it was handed in."""
    if not told.sha256:
        return None
    own = members(request.establishment)
    papers = papers_visible_to(by).filter(establishment__in=own, kind=told.kind)
    became = Upload.objects.filter(sha256=told.sha256, size=told.size).exclude(paper=None)
    found = papers.filter(sha256=told.sha256).first()
    return found or papers.filter(id__in=became.values("paper")).first()


def _require_room(request: Request, more: int) -> None:
    under_way = Upload.objects.filter(
        request__establishment_id=request.establishment_id, paper=None
    )
    waiting = under_way.aggregate(bytes=Sum("size"))["bytes"] or 0
    if under_way.count() >= MOST_OPEN or waiting + more > OPEN_BYTES:
        raise Refused("Đang có nhiều tệp gửi dở. Xin gửi xong, hoặc bỏ bớt ở trang Giấy tờ.")


def _locked(by: Actor, upload: Upload) -> Upload:
    rows = Upload.objects.select_for_update(of=("self",)).select_related("kind")
    found = rows.filter(id=upload.id, by=by.id).first()
    if found is None:
        raise Refused("Tệp gửi dở này không còn. Xin chọn lại tệp.")
    return found


def _editable(by: Actor, request: Request) -> Request:
    # Begun by the establishment too: the row of the request is the lock of its files.
    request = locked_request(request)
    if not may_prepare(by, request):
        raise Refused(MAY_NOT)
    return request
