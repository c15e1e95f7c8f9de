"""A report is taken in: read in the limited child, kept with its file and its figures."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from khuyencong.core.limited import ChildFailed, LimitExceeded, Limits, run_limited
from khuyencong.ingestion import rules
from khuyencong.ingestion.actions.files import store
from khuyencong.ingestion.actions.notes import note
from khuyencong.ingestion.actions.observing import observe
from khuyencong.ingestion.formats import TOO_LARGE, NotTaken
from khuyencong.ingestion.models import Document
from khuyencong.ingestion.queries import already_kept
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.stored import restored
from khuyencong.reading.model import Reading
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

    @cached_property
    def reading(self) -> Reading:
        """Return what was read."""
        return restored(self.kept, self.text)

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


def read_file(file_name: str, data: bytes, *, place: str = "", period: str = "") -> ReadFile:
    """Read a report in the limited child process, holding no lock; NotTaken where it cannot be.

    `place` and `period` ("2016-2020") are what is known of the whole report beforehand.
    """
    name = clean(file_name) or "tệp không tên"
    if len(data) > settings.UPLOAD_LIMIT:
        raise NotTaken(TOO_LARGE)
    limits = Limits(settings.READING_SECONDS, settings.READING_MEMORY)
    try:
        answer = json.loads(
            run_limited(CHILD, data, limits=limits, arguments=(name, place, period))
        )
    except (ChildFailed, LimitExceeded) as refusal:
        raise NotTaken(str(refusal)) from refusal
    return ReadFile(name, answer["text"], answer["reading"], answer["source"], data)


@transaction.atomic
def keep(
    *,
    by: "User | None",
    custodian: Organisation,
    read: ReadFile,
    at: datetime,
    is_demonstration: bool = False,
) -> Document:
    """Keep what was read; the same text of the same custodian is kept once.

    Without `by` it is whoever keeps the server running, on its command line.
    """
    if by and not rules.may_receive(by, custodian.id):
        raise Refused("Anh/chị không có quyền nộp báo cáo cho đơn vị này.")
    known = already_kept(custodian.id, read.text_sha256)
    if known:
        return known
    reading = read.reading
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
            **told(reading, read.file_name),
            **counted(reading),
        },
    )
    if not is_new:
        return document
    facts = {
        "text_sha256": read.text_sha256,
        "file_sha256": read.file_sha256,
        "figures": document.figures,
        "observations": observe(document, at=at),
    }
    note("document.received", document, by=by, at=at, facts=facts)
    # Last, for a transaction takes back no file.
    store(document.stored_file, read.original)
    return document


def told(reading: Reading, file_name: str) -> dict[str, str]:
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


def counted(reading: Reading) -> dict[str, int]:
    """Return how many figures and checks of each weight a reading has, by their columns."""
    found = Counter(check.severity for check in reading.checks)
    return {
        "figures": len(reading.figures),
        "errors": found[Severity.ERROR],
        "warnings": found[Severity.WARNING],
        "notes": found[Severity.NOTE],
        "passed": found[Severity.OK],
    }
