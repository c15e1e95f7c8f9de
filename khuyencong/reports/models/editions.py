"""Editions of a report: what it said at a moment, its rows and hashes, who answers for it."""

import zlib
from typing import Any

from django.db import models
from django.db.models import F, Q

from khuyencong.core.blobs import BlobHash
from khuyencong.core.models import Identified
from khuyencong.documents import Document, restored
from khuyencong.office.models import IssuedDocument
from khuyencong.reports.models.reports import Report
from khuyencong.reports.states import FROZEN, ISSUED, LIVING, EditionState
from khuyencong.values.canonical import told_of

S = EditionState
SHA256 = 64


class Edition(Identified):
    """One edition. Once it is reviewed, what it says never changes: a correction is another.

    `document`, `figures`, `rows` are canonical JSON, each with the SHA-256 of its bytes;
    `content_hash` binds them to the report, the number, the moment and the edition before.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("ấn bản")
    state = models.CharField("bước", max_length=10, choices=EditionState, default=S.DRAFT)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="correction"
    )
    reason = models.CharField("lý do lập bản thay", max_length=1000, blank=True)
    #: Fourteen signs that nobody can guess, printed on the paper.
    code = models.CharField("mã xác minh", max_length=14, unique=True)
    #: How the place was named when it was written.
    name = models.CharField("nơi báo cáo", max_length=200)
    #: The moment whose records it tells.
    as_of = models.DateTimeField("số liệu đến")
    document = models.TextField("văn bản")
    figures = models.TextField("số liệu")
    #: Compressed: every record that the figures rest on.
    rows = models.BinaryField("hồ sơ làm nên số liệu")
    row_count = models.PositiveIntegerField("số hồ sơ")
    #: What officers wrote themselves, by the key of the chapter.
    chapters = models.JSONField("phần tự viết", default=dict)
    document_sha256 = models.CharField(max_length=SHA256)
    figures_sha256 = models.CharField(max_length=SHA256)
    rows_sha256 = models.CharField(max_length=SHA256)
    content_hash = models.CharField("mã băm nội dung", max_length=SHA256)
    drafted_by = models.UUIDField()
    drafted_at = models.DateTimeField()
    reviewed_by = models.UUIDField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.UUIDField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    #: Its signature, number, day and files, as the office keeps them.
    issue = models.OneToOneField(
        IssuedDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: Over the words that the office got: those of the edition, with its code.
    issue_sha256 = models.CharField(max_length=SHA256, blank=True)
    #: Where the code is looked up, as the paper says it.
    address = models.CharField(max_length=200, blank=True)
    signed_pdf = BlobHash("tệp PDF đã ký số", blank=True)
    #: What was found in it when it was handed in.
    signatures = models.JSONField("chữ ký số", default=list)
    sent_by = models.UUIDField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    #: The files as they left the house.
    docx = BlobHash("tệp Word đã gửi", blank=True)
    pdf = BlobHash("tệp PDF đã gửi", blank=True)

    class Meta:
        verbose_name = "ấn bản báo cáo"
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["report"], condition=Q(state__in=LIVING), name="edition_one_living"
            ),
            models.CheckConstraint(name="edition_state_known", condition=Q(state__in=S.values)),
            models.CheckConstraint(
                name="edition_follows_another_for_a_reason",
                condition=Q(number=1, supersedes__isnull=True, reason="")
                | (Q(number__gte=2, supersedes__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="edition_has_hashes",
                condition=~Q(document_sha256="")
                & ~Q(figures_sha256="")
                & ~Q(rows_sha256="")
                & ~Q(content_hash=""),
            ),
            models.CheckConstraint(name="edition_has_a_code", condition=~Q(code="")),
            models.CheckConstraint(
                name="edition_reviewed_as_its_state_says",
                condition=Q(state=S.DRAFT, reviewed_by__isnull=True, reviewed_at__isnull=True)
                | Q(state__in=FROZEN, reviewed_by__isnull=False, reviewed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="edition_signed_as_its_state_says",
                condition=Q(
                    state__in=LIVING,
                    signed_by__isnull=True,
                    signed_at__isnull=True,
                    issue__isnull=True,
                    address="",
                    issue_sha256="",
                    signed_pdf="",
                )
                | (
                    Q(
                        state__in=ISSUED,
                        signed_by__isnull=False,
                        signed_at__isnull=False,
                        issue__isnull=False,
                    )
                    & ~Q(address="")
                    & ~Q(issue_sha256="")
                ),
            ),
            models.CheckConstraint(
                name="edition_sent_as_its_state_says",
                condition=(
                    Q(state__in=[*LIVING, S.SIGNED], sent_by__isnull=True, sent_at__isnull=True)
                    & Q(docx="", pdf="")
                )
                | (
                    Q(state=S.SENT, sent_by__isnull=False, sent_at__isnull=False)
                    & ~Q(docx="")
                    & ~Q(pdf="")
                ),
            ),
            models.CheckConstraint(
                name="edition_steps_in_order",
                condition=(Q(reviewed_at__isnull=True) | Q(reviewed_at__gte=F("drafted_at")))
                & (Q(signed_at__isnull=True) | Q(signed_at__gte=F("reviewed_at")))
                & (Q(sent_at__isnull=True) | Q(sent_at__gte=F("signed_at"))),
            ),
            models.CheckConstraint(
                name="edition_by_three_persons",
                condition=(Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("drafted_by")))
                & (Q(signed_by__isnull=True) | ~Q(signed_by=F("drafted_by")))
                & (Q(signed_by__isnull=True) | ~Q(signed_by=F("reviewed_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, ấn bản {self.number}"

    @property
    def is_frozen(self) -> bool:
        """Return whether nothing of it changes any more."""
        return self.state in FROZEN

    @property
    def words(self) -> Document:
        """Return the document as it was prepared, without signature and number."""
        return restored(told_of(self.document.encode()))

    @property
    def told_figures(self) -> list[dict[str, Any]]:
        """Return the figures in the shape of the contract."""
        told: list[dict[str, Any]] = told_of(self.figures.encode())
        return told

    @property
    def told_rows(self) -> list[dict[str, Any]]:
        """Return the records behind the figures, in the order of their ids."""
        told: list[dict[str, Any]] = told_of(zlib.decompress(self.rows))
        return told


class EditionStep(Identified):
    """One thing that was done to an edition."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="steps")
    name = models.CharField("việc", max_length=20)
    by = models.UUIDField()
    at = models.DateTimeField()
    reason = models.CharField("lý do", max_length=1000, blank=True)
    #: What the edition said when it was done.
    content_hash = models.CharField(max_length=SHA256)

    class Meta:
        verbose_name = "việc đã làm với một ấn bản"
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.edition_id} {self.name}"


class ChapterVersion(Identified):
    """What an officer wrote, one version of it; the last one is in the edition."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="chapter_versions")
    key = models.CharField("phần", max_length=40)
    number = models.PositiveSmallIntegerField("lần")
    text = models.TextField("lời văn", blank=True)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = "phần tự viết"
        ordering = ("key", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "key", "number"], name="chapterversion_number_once"
            ),
            models.CheckConstraint(
                name="chapterversion_counted_from_one", condition=Q(number__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.number}"
