"""Handing a report in: once, by those who may, and only what can be read."""

import hashlib
from collections.abc import Callable
from importlib import resources

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from khuyencong.core import journal
from khuyencong.core.limited import LimitExceeded
from khuyencong.core.models import JournalEntry
from khuyencong.ingestion import actions
from khuyencong.ingestion.actions import ReadFile, receiving
from khuyencong.ingestion.formats import NotTaken
from khuyencong.ingestion.models import Document
from khuyencong.ingestion.queries import original
from khuyencong.ingestion.rules import Refused
from tests.cast import Cast
from tests.formats.hostile import CASES, plain_docx
from tests.formats.small_pdf import Sheet, pdf
from tests.ingestion.conftest import AT

MONEY = "Tổng kinh phí 550 triệu đồng"
MADE: dict[str, Callable[[], bytes]] = {
    "a.docx": plain_docx,
    "a.html": lambda: f"<!doctype html><html><body><p>{MONEY}</p></body></html>".encode(),
    "a.pdf": lambda: pdf([Sheet([(72, 700, MONEY)])]),
}
REPORT = (resources.files("khuyencong.demo") / "reports" / "bac-giang-2016-2020.md").read_bytes()


def stored_files() -> set[str]:
    """Return the names of the originals in the storage."""
    return (
        set(default_storage.listdir("bao-cao")[1]) if default_storage.exists("bao-cao") else set()
    )


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
        {
            "text_sha256": document.text_sha256,
            "file_sha256": document.file_sha256,
            "figures": 4,
            "observations": 4,
        },
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
        ("a.docx", b"PK\x03\x04", "hỏng"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "lưu lại thành .docx"),
        ("a.xlsx", b"PK\x03\x04", "nhập bảng tính"),
        ("a", b"abc", "Chưa đọc được tệp “a”"),
        ("a.txt", b"PK\x03\x04abc", "nội dung là Word"),
        ("a.md", b"%PDF-1.7", "nội dung là PDF"),
        ("a.TXT", b"abc\xff", "UTF-8"),
        ("a.txt", b"", "rỗng"),
        ("a.txt", b"  \n\t", "không có chữ nào"),
        ("a.txt", b"abc\x00def", "nhị phân"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(name: str, data: bytes, told: str) -> None:
    with pytest.raises(NotTaken) as refusal:
        actions.read_file(name, data)
    assert told in str(refusal.value)
    assert "\n" not in str(refusal.value) and "Traceback" not in str(refusal.value)


@pytest.mark.parametrize(("name", "make"), MADE.items())
def test_word_web_and_pdf_files_are_kept_as_they_came(
    name: str, make: Callable[[], bytes], cast: Cast
) -> None:
    data = make()
    document = actions.receive(
        by=cast.owner, custodian=cast.department, file_name=name, data=data, at=AT
    )
    assert "Tổng kinh phí 550 triệu đồng" in document.text
    assert [f.value for f in document.reading.figures] == [550_000_000]
    assert original(document) == data
    assert document.file_sha256 == hashlib.sha256(data).hexdigest()
    assert document.transcript.kind == name.rsplit(".", 1)[1]


def test_a_figure_of_a_pdf_leads_back_to_its_page(cast: Cast) -> None:
    data = pdf([Sheet([(72, 700, "Mở đầu.")]), Sheet([(72, 700, MONEY)])])
    document = actions.receive(
        by=cast.owner, custodian=cast.department, file_name="a.pdf", data=data, at=AT
    )
    again = Document.objects.get()
    assert "trang 2" in again.where(again.reading.figures[0].start)
    assert again.transcript.pages == 2
    assert document.where(0) != again.where(again.reading.figures[0].start)


def test_plain_text_says_its_lines_alone(document: Document) -> None:
    assert document.where(5) == "" and document.transcript.anchors == ()


@pytest.mark.pure
@pytest.mark.parametrize(
    ("name", "make", "told"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_hostile_files_are_refused_in_one_line_and_leave_nothing(
    name: str, make: Callable[[], bytes], told: str, cast: Cast
) -> None:
    before = stored_files()
    with pytest.raises(NotTaken) as refusal:
        actions.receive(
            by=cast.owner, custodian=cast.department, file_name=name, data=make(), at=AT
        )
    assert len(str(refusal.value).splitlines()) == 1
    assert "Traceback" not in str(refusal.value)
    assert not Document.objects.exists() and stored_files() == before


def test_a_file_that_cannot_be_stored_leaves_no_report(
    cast: Cast, read: ReadFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stored_files()

    def full(name: str, content: object) -> None:
        default_storage._save(name, content)
        raise OSError

    monkeypatch.setattr(default_storage, "save", full)
    with pytest.raises(OSError):
        actions.keep(by=cast.owner, custodian=cast.department, read=read, at=AT)
    assert not Document.objects.exists() and stored_files() == before


def test_a_file_beyond_the_limit_is_not_even_opened(settings) -> None:  # type: ignore[no-untyped-def]
    settings.UPLOAD_LIMIT = 10
    with pytest.raises(NotTaken, match="lớn hơn giới hạn"):
        actions.read_file("a.txt", b"x" * 11)


def test_a_report_of_before_files_were_kept_gives_its_text(document: Document) -> None:
    Document.objects.update(file_sha256="")
    assert original(Document.objects.get()).decode() == document.text


def test_a_reading_beyond_its_limits_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_long(*args: object, **kwargs: object) -> bytes:
        raise LimitExceeded

    monkeypatch.setattr(receiving, "run_limited", too_long)
    with pytest.raises(NotTaken, match="quá lớn hoặc quá phức tạp"):
        actions.read_file("a.txt", b"abc")


def test_the_database_keeps_one_text_per_body_and_no_empty_title(document: Document) -> None:
    twin = Document.objects.get()
    twin.pk, twin._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.update(title="")
