"""A report is drafted from the records, written by its officers, drafted again, corrected."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from khuyencong.accounts.permissions import Permission as P
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.registry.models import Organisation, Place
from khuyencong.reports.actions.preparing import Preparer, prepared
from khuyencong.reports.actions.taking import CHANGED, checked, locked, write_down
from khuyencong.reports.models import ChapterVersion, Edition, Report
from khuyencong.reports.narratives import CHAPTERS
from khuyencong.reports.narratives.references import unknown_in, written
from khuyencong.reports.rules.freezing import put_in
from khuyencong.reports.states import Borders, EditionState, ReportKind
from khuyencong.reports.uncited import known_of, uncited_in
from khuyencong.values.periods import Period
from khuyencong.values.shortcode import new_code
from khuyencong.values.text import clean

MAY_NOT = "Anh/chị không có quyền soạn báo cáo của đơn vị này."
EXISTS = "Báo cáo này đã được soạn rồi: mở báo cáo ấy; đã ký thì lập bản thay."
UNKNOWN = "Báo cáo không có phần này."
NUL = "Phần này có ký tự NUL, không phải chữ. Xin gõ lại."
LONG = "Phần này dài {count} ký tự; tối đa {most}. Xin viết gọn lại."
NOT_LAST = "Đã có ấn bản sau ấn bản này: lập bản thay từ ấn bản mới nhất."
NO_NUMBER = "Báo cáo đã ký mà chưa có số: rút chữ ký rồi sửa, không cần lập bản thay."
NO_SUCH = "Báo cáo này không có số được dẫn: {told}. Xin lấy mã của số ở bảng Số liệu của ấn bản."
MOVED = "Số ấy không còn ở chỗ cũ hoặc nay là số khác. Xin tải lại trang rồi chọn lại."
LONGEST = 20_000


@dataclass(frozen=True, kw_only=True)
class Cite:
    """A number typed in a chapter: where it begins, how it is typed, which figure it shall be."""

    chapter: str
    start: int
    number: str
    figure: str
    #: What the figure is called there, for who reads the typed text.
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportTold:
    """Which report: who owes it, of which place, over which days, in which form."""

    custodian: Organisation
    place: Place
    period: Period
    form: ReportKind
    borders: Borders = Borders.THEN


@transaction.atomic
def draft_report(*, by: Actor, told: ReportTold, prepare: Preparer, at: datetime) -> Edition:
    """Begin a report with its first edition; Refused where it was begun before."""
    if not by.may(P.EDITION_DRAFT, of=told.custodian.id):
        raise Refused(MAY_NOT)
    report, is_new = Report.objects.get_or_create(
        custodian=told.custodian,
        place=told.place,
        start=told.period.start,
        end=told.period.end,
        form=told.form,
        borders=told.borders,
        defaults={"opened_by": by.id, "opened_at": at},
    )
    if not is_new:
        raise Refused(EXISTS)
    edition = Edition(report=report, number=1, drafted_by=by.id, drafted_at=at)
    return _begun(edition, "draft", by, prepare, at)


@transaction.atomic
def write_chapter(
    *,
    by: Actor,
    edition: Edition,
    key: str,
    text: str,
    seen: int,
    prepare: Preparer,
    at: datetime,
) -> Edition:
    """Write a chapter anew, over version `seen` of it (0: nothing yet), and draft again with it.

    Refused where somebody wrote it since, and nothing of that is lost.
    """
    row = locked(edition)
    checked(row, "chapter", by=by)
    text = chapter_text(key, text)
    last = row.chapter_versions.filter(key=key).order_by("-number").first()
    number = last.number if last else 0
    if number != seen:
        raise Refused(CHANGED)
    ChapterVersion.objects.create(
        edition=row, key=key, number=number + 1, text=text, by=by.id, at=at
    )
    row.chapters = {k: v for k, v in {**row.chapters, key: text}.items() if v}
    _saved(row, "chapter", by, prepare, at, chapter=key)
    lost = unknown_in(text, {str(one.get("key")) for one in row.told_figures})
    if lost:
        raise Refused(NO_SUCH.format(told=", ".join(lost[:5])))
    return row


@transaction.atomic
def cite_number(
    *,
    by: Actor,
    edition: Edition,
    cite: Cite,
    seen: int,
    prepare: Preparer,
    at: datetime,
) -> Edition:
    """Put a figure of the report in the place of a number that was typed in a chapter.

    Refused where the number no longer stands there or the figure says something else.
    """
    row = locked(edition)
    text = row.chapters.get(cite.chapter, "")
    for one in uncited_in(text, known_of(row.told_figures)):
        if (one.start, one.text) == (cite.start, cite.number) and cite.figure in one.offered:
            text = f"{text[: one.start]}{written(cite.label, cite.figure)}{text[one.end :]}"
            told = {"key": cite.chapter, "text": text, "seen": seen}
            return write_chapter(by=by, edition=row, prepare=prepare, at=at, **told)  # type: ignore[arg-type]
    raise Refused(MOVED)


@transaction.atomic
def redraft(*, by: Actor, edition: Edition, prepare: Preparer, at: datetime) -> Edition:
    """Make the draft anew from the records of `at`; chapters stay as they were written."""
    row = locked(edition)
    checked(row, "redraft", by=by)
    return _saved(row, "redraft", by, prepare, at)


@transaction.atomic
def correct(
    *, by: Actor, edition: Edition, reason: str, prepare: Preparer, at: datetime
) -> Edition:
    """Begin the edition that shall stand in the place of an issued one, which stays as it is."""
    row = locked(edition)
    reason = checked(row, "correct", by=by, reason=reason)
    if row.report.editions.filter(number__gt=row.number).exists():
        raise Refused(NOT_LAST)
    assert row.issue is not None
    if row.issue.number is None:
        raise Refused(NO_NUMBER)
    new = Edition(
        report=row.report,
        number=row.number + 1,
        supersedes=row,
        reason=reason,
        chapters=row.chapters,
        drafted_by=by.id,
        drafted_at=at,
    )
    return _begun(new, "correct", by, prepare, at)


def _begun(new: Edition, name: str, by: Actor, prepare: Preparer, at: datetime) -> Edition:
    new.state, new.code = EditionState.DRAFT, new_code()
    put_in(new, prepared(new.report, new.chapters, prepare, at))
    new.save(force_insert=True)
    for key, text in new.chapters.items():
        ChapterVersion.objects.create(edition=new, key=key, number=1, text=text, by=by.id, at=at)
    write_down(new, name, by=by, at=at, reason=new.reason)
    return new


def _saved(
    row: Edition, name: str, by: Actor, prepare: Preparer, at: datetime, **facts: str
) -> Edition:
    put_in(row, prepared(row.report, row.chapters, prepare, at))
    row.save()
    write_down(row, name, by=by, at=at, **facts)
    return row


def chapter_text(key: str, text: str) -> str:
    """Return a chapter as it is kept. Refused for an unknown one, a NUL, one too long."""
    if key not in CHAPTERS:
        raise Refused(UNKNOWN)
    told = "\n".join(clean(line) for line in text.splitlines()).strip()
    if "\0" in told:
        raise Refused(NUL)
    if len(told) > LONGEST:
        raise Refused(LONG.format(count=len(told), most=LONGEST))
    return told
