"""Publications are drafted, put in public by another person, taken back for a reason."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from khuyencong.competitions.models import Round
from khuyencong.competitions.queries.pictures import Drawn
from khuyencong.competitions.queries.rounds import IN_PUBLIC
from khuyencong.core import blobs, journal
from khuyencong.core.identity import new_id
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.publishing.actions.noting import ChangedMeanwhile, about, changed, words
from khuyencong.publishing.models import Publication, PublicationAct, PublicationVersion
from khuyencong.publishing.rules.lengths import BASIS, LEAD, SAYS, TEXT, TITLE, WHY_TAKEN_BACK
from khuyencong.publishing.rules.permissions import may_publish, may_take_back, may_write
from khuyencong.publishing.states import CallAbout, PublicationKind, PublicationStep
from khuyencong.registry.models import Organisation
from khuyencong.values.text import fold

MAY_NOT_WRITE = "Anh/chị không có quyền soạn tin cho đơn vị này."
MAY_NOT_PUBLISH = "Bài do người khác có quyền đăng đưa lên: người soạn không tự đăng bài của mình."
MAY_NOT_TAKE_BACK = "Anh/chị không có quyền gỡ tin của đơn vị này."
S = PublicationStep


@dataclass(frozen=True, kw_only=True)
class PublicationTold:
    """A publication as it is typed; a call also names what for and its days."""

    title: str
    lead: str
    text: str
    basis: str = ""
    about: str = ""
    opens_on: date | None = None
    closes_on: date | None = None
    round: Round | None = None
    #: A new picture; None keeps the one of the version before, unless it is taken off.
    picture: Drawn | None = None
    picture_says: str = ""
    without_picture: bool = False


@transaction.atomic
def draft(
    *,
    by: Actor,
    custodian: Organisation,
    kind: str,
    told: PublicationTold,
    at: datetime,
    is_demonstration: bool = False,
) -> Publication:
    """Begin a publication of a body with its first version; nobody outside sees it yet."""
    if not may_write(by, custodian.id):
        raise Refused(MAY_NOT_WRITE)
    if kind not in PublicationKind.values:
        raise Refused("Loại bài không có trong danh mục. Xin chọn lại.")
    publication = Publication.objects.create(
        custodian=custodian, kind=kind, by=by.id, recorded_at=at, is_demonstration=is_demonstration
    )
    _save(by, publication, told, at, before=None)
    return publication


@transaction.atomic
def revise(
    *, by: Actor, publication: Publication, seen: UUID, told: PublicationTold, at: datetime
) -> PublicationVersion:
    """Save the next version; what stands in public stays there until this one is published."""
    publication = _locked(publication, seen)
    if not may_write(by, publication.custodian_id):
        raise Refused(MAY_NOT_WRITE)
    before = publication.versions.order_by("-number").first()
    publication.stamp = new_id()
    publication.save(update_fields=["stamp"])
    return _save(by, publication, told, at, before=before)


@transaction.atomic
def publish(*, by: Actor, publication: Publication, seen: UUID, at: datetime) -> PublicationVersion:
    """Put the last version in public, in the place of an earlier one; never one's own."""
    publication = _locked(publication, seen)
    last = publication.versions.order_by("-number").first()
    assert last is not None  # it begins with one
    if publication.shown_id == last.id:
        raise Refused("Bản này đang đăng rồi.")
    if not may_publish(by, publication.custodian_id, last):
        raise Refused(MAY_NOT_PUBLISH)
    last.published_by, last.published_at = by.id, at
    last.save(update_fields=["published_by", "published_at"])
    publication.shown = last
    publication.first_published_at = publication.first_published_at or at
    publication.stamp = new_id()
    publication.save(update_fields=["shown", "first_published_at", "stamp"])
    _note(S.PUBLISH, publication, last, by, at)
    changed()
    return last


@transaction.atomic
def take_back(
    *, by: Actor, publication: Publication, seen: UUID, reason: str, at: datetime
) -> Publication:
    """Take a publication out of the public for a reason; its versions stay."""
    publication = _locked(publication, seen)
    if not may_take_back(by, publication.custodian_id):
        raise Refused(MAY_NOT_TAKE_BACK)
    if publication.shown is None:
        raise Refused("Bài này không còn đăng.")
    reason = line(reason, "Lý do gỡ", WHY_TAKEN_BACK, required=True)
    was, publication.shown = publication.shown, None
    publication.stamp = new_id()
    publication.save(update_fields=["shown", "stamp"])
    _note(S.TAKE_BACK, publication, was, by, at, reason)
    changed()
    return publication


def _locked(publication: Publication, seen: UUID) -> Publication:
    rows = Publication.objects.select_for_update(of=("self",)).select_related("shown")
    row = rows.get(id=publication.id)
    if row.stamp != seen:
        raise ChangedMeanwhile
    return row


def _save(
    by: Actor,
    publication: Publication,
    told: PublicationTold,
    at: datetime,
    before: PublicationVersion | None,
) -> PublicationVersion:
    version = PublicationVersion(
        publication=publication,
        number=before.number + 1 if before else 1,
        title=line(told.title, "Tiêu đề", TITLE, required=True),
        lead=line(told.lead, "Tóm tắt", LEAD, required=True),
        text=words(told.text, "Nội dung", TEXT),
        basis=line(told.basis, "Căn cứ", BASIS),
        by=by.id,
        recorded_at=at,
    )
    version.folded = fold(f"{version.title} {version.lead} {version.text}")
    if publication.kind == PublicationKind.CALL:
        _call(version, told)
    _illustrate(version, told, before)
    version.save(force_insert=True)
    _note(S.DRAFT, publication, version, by, at)
    return version


def _call(version: PublicationVersion, told: PublicationTold) -> None:
    if told.about not in CallAbout.values:
        raise Refused("Chọn kêu gọi việc gì.")
    if told.opens_on is None or told.closes_on is None:
        raise Refused("Ghi ngày bắt đầu nhận và ngày cuối cùng nhận.")
    if told.closes_on <= told.opens_on:
        raise Refused("Ngày cuối cùng nhận phải từ ngày bắt đầu trở đi.")
    if told.round and (told.about != CallAbout.VOTE or told.round.state not in IN_PUBLIC):
        raise Refused("Cuộc bình chọn này chưa phát động, hoặc kêu gọi không về bình chọn.")
    version.about, version.round = told.about, told.round
    version.opens_on, version.closes_on = told.opens_on, told.closes_on


def _illustrate(
    version: PublicationVersion, told: PublicationTold, before: PublicationVersion | None
) -> None:
    if told.picture:
        version.picture = blobs.put(told.picture.public)
        version.thumbnail = blobs.put(told.picture.small)
    elif before and before.picture and not told.without_picture:
        version.picture, version.thumbnail = before.picture, before.thumbnail
    if version.picture:
        says = told.picture_says or (before.picture_says if before else "")
        version.picture_says = line(says, "Ảnh cho thấy gì", SAYS, required=True)


def _note(
    step: PublicationStep,
    publication: Publication,
    version: PublicationVersion,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    PublicationAct.objects.create(
        publication=publication, version=version, step=step, by=by.id, at=at, reason=reason
    )
    journal.record(
        f"publication.{step}",
        custodian=publication.custodian_id,
        about=about("publication", publication.id),
        at=at,
        by=by.id,
        facts={"version": version.number, "kind": str(publication.kind)},
    )
