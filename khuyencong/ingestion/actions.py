"""All that can happen to a report: taken in, its checks decided, undone, asked about."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from khuyencong.core import journal, outbox
from khuyencong.core.limited import ChildFailed, LimitExceeded, Limits, run_limited
from khuyencong.ingestion import letters, rules
from khuyencong.ingestion.formats import TOO_LARGE, NotTaken
from khuyencong.ingestion.models import CheckDecision, Document, Question
from khuyencong.ingestion.queries import already_kept
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.states import Outcome
from khuyencong.ingestion.stored import restored
from khuyencong.reading.model import Check, Reading
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries import key_of_place
from khuyencong.values.text import clean
from khuyencong.values.vocabulary import Severity

if TYPE_CHECKING:
    from khuyencong.accounts.models import User

CHILD = "khuyencong.ingestion.child:read_report"


@dataclass(frozen=True)
class ReadFile:
    """A file that was read in the limited child, not yet kept.

    Without `data` the text itself is what was handed in.
    """

    file_name: str
    text: str
    kept: dict[str, Any]
    source: dict[str, Any] = field(default_factory=dict)
    data: bytes | None = None

    @property
    def text_sha256(self) -> str:
        """Return the SHA-256 of the text, which tells one report from another."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def original(self) -> bytes:
        """Return the very bytes that were handed in."""
        return self.text.encode() if self.data is None else self.data

    @property
    def file_sha256(self) -> str:
        """Return the SHA-256 of the bytes that were handed in."""
        return hashlib.sha256(self.original).hexdigest()


def receive(
    *,
    by: "User",
    custodian: Organisation,
    file_name: str,
    data: bytes,
    at: datetime,
    is_demonstration: bool = False,
) -> Document:
    """Read a file and keep it for `custodian`; the same text again gives the same document.

    Raises NotTaken where the file cannot be read, Refused where `by` may not hand it in.
    """
    read = read_file(file_name, data)
    return keep(by=by, custodian=custodian, read=read, at=at, is_demonstration=is_demonstration)


def read_file(file_name: str, data: bytes) -> ReadFile:
    """Read a report in the limited child process, holding no lock; NotTaken where it cannot be."""
    name = clean(file_name) or "tệp không tên"
    if len(data) > settings.UPLOAD_LIMIT:
        raise NotTaken(TOO_LARGE)
    limits = Limits(settings.READING_SECONDS, settings.READING_MEMORY)
    try:
        answer = json.loads(run_limited(CHILD, data, limits=limits, arguments=(name,)))
    except (ChildFailed, LimitExceeded) as refusal:
        raise NotTaken(str(refusal)) from refusal
    return ReadFile(name, answer["text"], answer["reading"], answer["source"], data)


@transaction.atomic
def keep(
    *,
    by: "User",
    custodian: Organisation,
    read: ReadFile,
    at: datetime,
    is_demonstration: bool = False,
) -> Document:
    """Keep what was read; the same text of the same custodian is kept once."""
    if not rules.may_receive(by, custodian.id):
        raise Refused("Anh/chị không có quyền nộp báo cáo cho đơn vị này.")
    known = already_kept(custodian.id, read.text_sha256)
    if known:
        return known
    reading = restored(read.kept, read.text)
    # get_or_create, for two officers may hand in the same text in the same moment.
    document, is_new = Document.objects.get_or_create(
        custodian=custodian,
        text_sha256=read.text_sha256,
        defaults={
            "recorded_at": at,
            "received_by": by,
            "is_demonstration": is_demonstration,
            "text": read.text,
            "stored_reading": read.kept,
            "source": read.source,
            "file_name": read.file_name[-200:],
            "file_sha256": read.file_sha256,
            **_told(reading, read.file_name),
            **_counted(reading),
        },
    )
    if not is_new:
        return document
    facts = {
        "text_sha256": read.text_sha256,
        "file_sha256": read.file_sha256,
        "figures": document.figures,
    }
    _note("document.received", document, by, at, facts)
    # Last, for a transaction takes back no file.
    _store(document.stored_file, read.original)
    return document


def decide(
    *,
    by: "User",
    document: Document,
    check_id: str,
    outcome: Outcome,
    at: datetime,
    reason: str = "",
) -> CheckDecision:
    """Accept a check as a fault, or dismiss it for a reason; a later decision replaces this one.

    Raises Refused without the right, for a check that passed, and for a dismissal without reason.
    """
    reason = clean(reason)[:1000]
    if not rules.may_decide(by, document):
        raise Refused("Anh/chị không có quyền kết luận về báo cáo này.")
    if outcome is Outcome.DISMISSED and not reason:
        raise Refused("Cần ghi lý do vì sao không phải lỗi.")
    check = _open_check(document, check_id)
    with transaction.atomic():
        _lock(document)
        _supersede(document, check_id, at)
        decision = CheckDecision.objects.create(
            document=document,
            check_id=check_id,
            severity=check.severity,
            outcome=outcome,
            reason=reason,
            by=by,
            recorded_at=at,
        )
        _note(f"check.{outcome}", document, by, at, {"check": check_id})
    return decision


@transaction.atomic
def undo(*, by: "User", document: Document, check_id: str, at: datetime) -> None:
    """Take back the current decision about a check; it stays on record as superseded."""
    if not rules.may_decide(by, document):
        raise Refused("Anh/chị không có quyền kết luận về báo cáo này.")
    _lock(document)
    if _supersede(document, check_id, at):
        _note("check.undone", document, by, at, {"check": check_id})


@transaction.atomic
def ask_issuer(
    *, by: "User", document: Document, check_id: str, to_address: str, at: datetime
) -> Question:
    """Send the body that wrote the report a letter about one check, through the outbox."""
    if not rules.may_ask(by, document):
        raise Refused("Anh/chị không có quyền gửi câu hỏi về báo cáo này.")
    check = _open_check(document, check_id)
    body = letters.question(document, check)
    question = Question.objects.create(
        document=document,
        check_id=check_id,
        to_address=to_address,
        body=body,
        by=by,
        recorded_at=at,
    )
    letter = {"to": to_address, "subject": letters.subject(document), "body": body}
    outbox.put("mail", letter, at=at)
    _note("check.asked", document, by, at, {"check": check_id, "question": str(question.id)})
    return question


def _open_check(document: Document, check_id: str) -> Check:
    check = document.check_named(check_id)
    if check is None:
        raise Refused("Báo cáo này không có mục soát đó.")
    if not rules.is_open_to_decision(check):
        raise Refused("Mục này đã đạt, không có gì để kết luận hay hỏi.")
    return check


def _store(name: str, data: bytes) -> None:
    """Write the file under the name that we made for it; nothing stays of one half written."""
    try:
        default_storage.save(name, ContentFile(data))
    except OSError:
        default_storage.delete(name)
        raise


def _lock(document: Document) -> None:
    """Let deciders of one report pass one at a time: the second sees what the first did."""
    Document.objects.select_for_update().only("id").get(id=document.id)


def _supersede(document: Document, check_id: str, at: datetime) -> int:
    current = document.decisions.filter(check_id=check_id, superseded_at=None)
    return current.update(superseded_at=at)


def _note(act: str, document: Document, by: "User", at: datetime, facts: dict[str, Any]) -> None:
    journal.record(
        act,
        custodian=document.custodian_id,
        about=f"document:{document.id}",
        at=at,
        by=by.id,
        facts=facts,
    )


def _told(reading: Reading, file_name: str) -> dict[str, str]:
    """Return what the report says of itself, in the shape of the columns."""
    period = reading.period
    place = reading.place or ""
    return {
        "title": clean(reading.title)[:500] or clean(file_name) or "Báo cáo không tên",
        "issuer": clean(reading.issuer or "")[:300],
        "number": clean(reading.number or "")[:80],
        "place": place[:120],
        "place_key": (key_of_place(place, reading) or "")[:80],
        "period_start": str(period.start) if period else "",
        "period_end": str(period.end) if period else "",
    }


def _counted(reading: Reading) -> dict[str, int]:
    found = Counter(check.severity for check in reading.checks)
    return {
        "figures": len(reading.figures),
        "errors": found[Severity.ERROR],
        "warnings": found[Severity.WARNING],
        "notes": found[Severity.NOTE],
        "passed": found[Severity.OK],
    }
