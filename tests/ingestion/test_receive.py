"""Handing a report in: once, by those who may, and only what can be read."""

from importlib import resources

import pytest
from django.db import IntegrityError, transaction

from khuyencong.core import journal
from khuyencong.core.limited import LimitExceeded
from khuyencong.core.models import JournalEntry
from khuyencong.ingestion import actions
from khuyencong.ingestion.actions import ReadFile
from khuyencong.ingestion.formats import NotTaken
from khuyencong.ingestion.models import Document
from khuyencong.ingestion.rules import Refused
from tests.cast import Cast
from tests.ingestion.conftest import AT

REPORT = (resources.files("khuyencong.demo") / "reports" / "bac-giang-2016-2020.md").read_bytes()


def test_a_file_is_read_in_the_child_and_kept_with_its_counts(cast: Cast) -> None:
    document = actions.receive(
        by=cast.owner, custodian=cast.department, file_name="bg.md", data=REPORT, at=AT
    )
    assert document.text.encode() == REPORT
    assert (document.period, document.place) == ("2016–2020", "Bắc Giang")
    severities = [check.severity for check in document.reading.checks]
    assert document.figures == len(document.reading.figures) > 0
    assert document.errors == severities.count("error")
    assert document.warnings == severities.count("warning")
    assert document.notes + document.passed == len(severities) - document.errors - document.warnings


def test_the_same_text_again_is_the_same_document(cast: Cast, read: ReadFile) -> None:
    keep = {"custodian": cast.department, "read": read, "at": AT}
    first = actions.keep(by=cast.owner, **keep)
    again = actions.keep(by=cast.colleague, **keep)
    assert again == first
    assert JournalEntry.objects.filter(act="document.received").count() == 1


def test_another_body_keeps_its_own_copy(cast: Cast, document: Document, read: ReadFile) -> None:
    other = actions.keep(by=cast.stranger, custodian=cast.other_department, read=read, at=AT)
    assert other != document


def test_the_journal_tells_who_and_the_hash_but_no_text(cast: Cast, document: Document) -> None:
    entry = JournalEntry.objects.get()
    assert (entry.act, entry.by, entry.custodian, entry.about, entry.facts) == (
        "document.received",
        cast.owner.id,
        cast.department.id,
        f"document:{document.id}",
        {"text_sha256": document.text_sha256, "figures": 4},
    )


@pytest.mark.parametrize(
    "who", ["stranger", "chair", "commune", "establishment", "admin", "former"]
)
def test_nobody_else_hands_in_for_the_department(who: str, cast: Cast, read: ReadFile) -> None:
    with pytest.raises(Refused, match="không có quyền nộp"):
        actions.keep(by=getattr(cast, who), custodian=cast.department, read=read, at=AT)
    assert not Document.objects.exists()


def test_what_fails_last_leaves_nothing_behind(
    cast: Cast, read: ReadFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise OSError

    monkeypatch.setattr(journal, "record", broken)
    with pytest.raises(OSError):
        actions.keep(by=cast.owner, custodian=cast.department, read=read, at=AT)
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        (
            "a.docx",
            b"PK\x03\x04",
            "Chưa đọc được tệp “.docx”. Chỉ nhận văn bản thuần .txt hoặc .md",
        ),
        ("a", b"abc", "Chưa đọc được tệp “a”"),
        ("a.txt", b"PK\x03\x04abc", "nội dung là tệp nén hoặc tệp Word"),
        ("a.md", b"%PDF-1.7", "nội dung là tệp PDF"),
        ("a.TXT", b"\xff\xfeabc", "UTF-8"),
        ("a.txt", b"", "rỗng"),
        ("a.txt", b"  \n\t", "rỗng"),
        ("a.txt", b"abc\x00def", "NUL"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(name: str, data: bytes, told: str) -> None:
    with pytest.raises(NotTaken) as refusal:
        actions.read_file(name, data)
    assert told in str(refusal.value)
    assert "\n" not in str(refusal.value) and "Traceback" not in str(refusal.value)


def test_a_reading_beyond_its_limits_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_long(*args: object, **kwargs: object) -> bytes:
        raise LimitExceeded

    monkeypatch.setattr(actions, "run_limited", too_long)
    with pytest.raises(NotTaken, match="quá lớn hoặc quá phức tạp"):
        actions.read_file("a.txt", b"abc")


def test_the_database_keeps_one_text_per_body_and_no_empty_title(document: Document) -> None:
    twin = Document.objects.get()
    twin.pk, twin._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.update(title="")
