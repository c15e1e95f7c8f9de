"""Papers are kept once under their fingerprint, put to a record, taken off again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Sum

from khuyencong.applications.actions.noting import locked_request, note
from khuyencong.applications.models import Paper, PaperKind, PaperUse, Request
from khuyencong.applications.queries import ABOUT, papers_visible_to
from khuyencong.applications.rules import may_prepare
from khuyencong.applications.rules.permissions import PREPARE
from khuyencong.core import blobs
from khuyencong.core.identity import new_id
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.formats.papers import read_paper
from khuyencong.registry.models import Establishment, Organisation
from khuyencong.registry.queries import members
from khuyencong.values.errors import Unreadable
from khuyencong.values.text import clean

MAY_NOT = "Anh/chị không có quyền thêm hoặc bỏ giấy tờ của hồ sơ này."
NAME = 150
MEGABYTE = 1024 * 1024
#: What one establishment may keep with us, of all its requests.
QUOTA, MOST_PAPERS = 200 * MEGABYTE, 300


@transaction.atomic
def keep_paper(
    *,
    by: Actor,
    custodian: Organisation,
    kind: PaperKind,
    file_name: str,
    data: bytes,
    at: datetime,
    establishment: Establishment | None = None,
    right: str = PREPARE,
    allowed: bool = False,
) -> Paper:
    """Keep a file as a paper of a body; the same file again is the same paper.

    `right` is the permission that the room above asks for; `allowed` says that it asked for more
    than a permission, such as acting for the establishment. Refused says why a file is not taken.
    """
    if not allowed and not by.may(right, of=custodian.id):
        raise Refused(MAY_NOT)
    try:
        read = read_paper(data)
    except Unreadable as refusal:
        raise Refused(str(refusal)) from refusal
    sha256 = blobs.put(read.data)
    told = {
        "file_name": paper_name(file_name),
        "media_type": read.media_type,
        "size": len(read.data),
    }
    paper, is_new = Paper.objects.get_or_create(
        custodian=custodian,
        establishment=establishment,
        kind=kind,
        sha256=sha256,
        defaults=told | {"by": by.id, "recorded_at": at},
    )
    if is_new:
        facts = {"sha256": sha256, "kind": kind.code}
        about = f"paper:{paper.id}"
        note("paper.kept", custodian=custodian.id, about=about, by=by, at=at, facts=facts)
    return paper


@transaction.atomic
def use_paper(
    *,
    by: Actor,
    paper: Paper,
    about_kind: str,
    about: UUID,
    at: datetime,
    right: str = PREPARE,
    allowed: bool = False,
) -> PaperUse:
    """Put a paper to a record; put there already, it stays as it is."""
    if not allowed and not by.may(right, of=paper.custodian_id):
        raise Refused(MAY_NOT)
    use, is_new = PaperUse.objects.get_or_create(
        paper=paper,
        about_kind=about_kind,
        about=about,
        ended_at=None,
        defaults={"by": by.id, "at": at},
    )
    if is_new:
        _note_use("paper.used", use, by, at)
    return use


@transaction.atomic
def end_use(
    *, by: Actor, use: PaperUse, at: datetime, right: str = PREPARE, allowed: bool = False
) -> None:
    """Take a paper off a record; the paper itself stays, and can be used again."""
    if not allowed and not by.may(right, of=use.paper.custodian_id):
        raise Refused(MAY_NOT)
    if PaperUse.objects.filter(id=use.id, ended_at=None).update(ended_at=at):
        _note_use("paper.taken_off", use, by, at)


@transaction.atomic
def add_to_request(
    *, by: Actor, request: Request, kind: PaperKind, file_name: str, data: bytes, at: datetime
) -> PaperUse:
    """Keep a file as a paper of the request's establishment, and put it to the request."""
    request = _editable(by, request)
    _require_room(request, len(data))
    paper = keep_paper(
        by=by,
        custodian=request.custodian,
        establishment=request.establishment,
        kind=kind,
        file_name=file_name,
        data=data,
        at=at,
        allowed=True,
    )
    return _put(request, paper, by, at)


@transaction.atomic
def reuse_for_request(*, by: Actor, request: Request, paper: Paper, at: datetime) -> PaperUse:
    """Put a paper that the establishment handed in before to the request."""
    request = _editable(by, request)
    if paper.establishment_id not in members(request.establishment):
        raise Refused("Giấy tờ này là của cơ sở khác.")
    if not papers_visible_to(by).filter(id=paper.id).exists():
        raise Refused(MAY_NOT)
    return _put(request, paper, by, at)


@transaction.atomic
def take_off_request(*, by: Actor, request: Request, use: PaperUse, at: datetime) -> None:
    """Take a paper off a draft."""
    request = _editable(by, request)
    if (use.about_kind, use.about) != (ABOUT, request.id):
        raise Refused("Giấy tờ này không ở trong đề nghị.")
    end_use(by=by, use=use, at=at, allowed=True)
    _touch(request, by, at)


def _require_room(request: Request, more: int) -> None:
    """Refuse a file beyond what one establishment may keep with us."""
    kept = Paper.objects.filter(establishment=request.establishment_id).aggregate(
        bytes=Sum("size"), count=Count("id")
    )
    if (kept["bytes"] or 0) + more > QUOTA or kept["count"] >= MOST_PAPERS:
        raise Refused(
            f"Cơ sở đã nộp {kept['count']} giấy tờ, hết chỗ dành cho một cơ sở ({QUOTA // MEGABYTE}"
            f" MB, {MOST_PAPERS} giấy). Xin dùng lại giấy đã nộp, hoặc gọi đơn vị tiếp nhận."
        )


def _editable(by: Actor, request: Request) -> Request:
    request = locked_request(request)
    if not may_prepare(by, request):
        raise Refused(MAY_NOT)
    return request


def _put(request: Request, paper: Paper, by: Actor, at: datetime) -> PaperUse:
    use = use_paper(by=by, paper=paper, about_kind=ABOUT, about=request.id, at=at, allowed=True)
    if use.at == at:
        _touch(request, by, at)
    return use


def _touch(request: Request, by: Actor, at: datetime) -> None:
    """Mark the request as changed: who checked it before is told before sending."""
    request.stamp, request.changed_by, request.changed_at = new_id(), by.id, at
    request.save(update_fields=["stamp", "changed_by", "changed_at"])


def paper_name(typed: str) -> str:
    """Return the name of a file as it is shown: no path, nothing invisible, with its ending."""
    bare = clean(typed.replace("\0", "").replace("\\", "/").rsplit("/", 1)[-1])
    bare = "".join(sign for sign in bare if sign.isprintable()) or "khong-ten"
    if len(bare) <= NAME:
        return bare
    stem, dot, ending = bare.rpartition(".")
    if not dot or len(ending) > 8:
        return bare[:NAME]
    return f"{stem[: NAME - len(ending) - 1]}.{ending}"


def _note_use(act: str, use: PaperUse, by: Actor, at: datetime) -> None:
    facts = {"about": f"{use.about_kind}:{use.about}"}
    about = f"paper:{use.paper_id}"
    note(act, custodian=use.paper.custodian_id, about=about, by=by, at=at, facts=facts)
