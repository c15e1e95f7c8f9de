"""Reports as handed in, what officers decided about their checks, questions to issuers."""

from functools import cached_property

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Recorded
from khuyencong.formats import Transcript
from khuyencong.ingestion.shown import day
from khuyencong.ingestion.states import LEFT_OUT, Outcome
from khuyencong.ingestion.stored import restored, restored_source
from khuyencong.reading.model import Check, Reading
from khuyencong.values.vocabulary import Severity


class Document(Recorded):
    """A report as it was handed in: the file, the one text of it, and what was read in that."""

    custodian = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="documents"
    )
    file_name = models.CharField("tên tệp", max_length=200)
    file_sha256 = models.CharField("SHA-256 của tệp gốc", max_length=64, blank=True)
    title = models.CharField("tiêu đề", max_length=500)
    issuer = models.CharField("đơn vị soạn", max_length=300, blank=True)
    number = models.CharField("số hiệu", max_length=80, blank=True)
    place = models.CharField("nơi, như báo cáo viết", max_length=120, blank=True)
    place_key = models.CharField("khoá của nơi", max_length=80, blank=True)
    period_start = models.CharField(max_length=10, blank=True)
    period_end = models.CharField(max_length=10, blank=True)
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    #: How the text came out of the file: kind, pages, the way back, what was left out.
    source = models.JSONField(default=dict)
    stored_reading = models.JSONField()
    figures = models.PositiveIntegerField("số liệu đã đọc")
    errors = models.PositiveIntegerField("lỗi")
    warnings = models.PositiveIntegerField("cảnh báo")
    notes = models.PositiveIntegerField("ghi chú")
    passed = models.PositiveIntegerField("đạt")
    #: None: whoever keeps the server running, on its command line.
    received_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    is_demonstration = models.BooleanField(default=False)

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(fields=["custodian", "text_sha256"], name="document_kept_once"),
            models.CheckConstraint(condition=~Q(title=""), name="document_has_a_title"),
        ]
        indexes = [models.Index(fields=["custodian", "-recorded_at"], name="document_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def stored_file(self) -> str:
        """Return the name of the original in the file storage, made by us alone."""
        return f"bao-cao/{self.id}"

    @cached_property
    def transcript(self) -> Transcript:
        """Return the text with the way back to the pages of the file."""
        return restored_source(self.source, self.text)

    def where(self, offset: int) -> str:
        """Return where the file shows what stands at `offset`: "trang 3, đoạn 5"; "" for text."""
        return str(self.transcript.position(offset))

    def left_out(self) -> dict[str, list[str]]:
        """Return what of the file is not in the text, by the reason, repeated words once."""
        told: dict[str, list[str]] = {}
        for out in self.transcript.left_out:
            words = told.setdefault(LEFT_OUT.get(out.why, out.why), [])
            if out.text not in words:
                words.append(out.text)
        return told

    @cached_property
    def reading(self) -> Reading:
        """Return the reading over the document's own text."""
        return restored(self.stored_reading, self.text)

    def check_named(self, check_id: str) -> Check | None:
        """Return the check `check_id` of the reading, or None."""
        return next((c for c in self.reading.checks if c.id == check_id), None)

    @property
    def period(self) -> str:
        """Return the period as a screen shows it: "2016–2020", "1/2024–3/2024" or ""."""
        ends = dict.fromkeys(filter(None, (self.period_start, self.period_end)))
        return "–".join(map(day, ends))


class CheckDecision(Recorded):
    """What an officer decided about one check: a fault indeed, or none, and then why not."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="decisions")
    check_id = models.CharField(max_length=20)
    severity = models.CharField(max_length=10, choices=[(s.value, s.label) for s in Severity])
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.CharField("lý do", max_length=1000, blank=True)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.DISMISSED) | ~Q(reason=""),
                name="dismissal_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="decision_outcome_known"
            ),
            models.UniqueConstraint(
                fields=["document", "check_id"],
                condition=Q(superseded_at__isnull=True),
                name="decision_current_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_id}: {self.outcome}"


class Question(Recorded):
    """A question sent to the body that wrote the report, about one check."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="questions")
    check_id = models.CharField(max_length=20)
    to_address = models.EmailField("nơi nhận")
    body = models.TextField("nội dung")
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.check_id} → {self.to_address}"
