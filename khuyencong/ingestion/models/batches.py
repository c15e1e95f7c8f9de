"""A spreadsheet on its way into the records: staged, confirmed whole, and what it wrote."""

from django.db import models
from django.db.models import F, Q

from khuyencong.core.blobs import BlobHash
from khuyencong.core.models import Identified
from khuyencong.ingestion.states import BatchState

#: States in which nothing more happens by itself.
SETTLED = (BatchState.DONE, BatchState.UNDONE, BatchState.REFUSED, BatchState.CANCELLED)


class Batch(Identified):
    """One file of rows for one body; nothing of it is written before somebody confirms it."""

    custodian = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    #: None: whoever keeps the server running, on its command line.
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField("loại dữ liệu", max_length=30)
    file_name = models.CharField("tên tệp", max_length=200)
    #: The very bytes, and the one sheet of them as plain cells.
    file = BlobHash("SHA-256 của tệp")
    grid = BlobHash("SHA-256 của tờ đã đọc", blank=True)
    sheet = models.CharField("tờ", max_length=100, blank=True)
    rows = models.PositiveIntegerField("số dòng", default=0)
    #: What the officer answered, by the cell or the word of a remark.
    answers = models.JSONField(default=dict)
    #: How the rows stand against the records: counts, remarks, the rows that a page shows.
    summary = models.JSONField(default=dict)
    #: The mark of all that confirming would write, as it was shown.
    plan_hash = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.WAITING)
    refusal = models.CharField("vì sao không nhập được", max_length=500, blank=True)
    rows_done = models.PositiveIntegerField("đã xét", default=0)
    cancel_asked = models.BooleanField(default=False)
    #: Only the rows that nothing is wrong with were taken.
    only_sound = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    received_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField("người xác nhận", null=True)
    ended_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField("người hoàn tác", null=True)
    undone_at = models.DateTimeField(null=True)
    #: How many totals of the sheet are not the sums of their rows; which years its rows speak of.
    wrong_totals = models.PositiveIntegerField("dòng cộng không khớp", default=0)
    first_year = models.PositiveSmallIntegerField(null=True)
    last_year = models.PositiveSmallIntegerField(null=True)
    #: Why they may stand: until somebody says it, no report of those years is sent.
    totals_reason = models.CharField("giải trình số cộng", max_length=500, blank=True)
    totals_by = models.UUIDField("người giải trình", null=True)
    totals_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "lần nhập bảng tính"
        indexes = [
            models.Index(fields=["custodian", "-received_at"], name="batch_newest"),
            models.Index(fields=["custodian", "kind", "file"], name="batch_of_file"),
            models.Index(
                fields=["custodian"],
                name="batch_unsettled",
                condition=Q(wrong_totals__gt=0, totals_reason="", state=BatchState.DONE),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=BatchState.values), name="batch_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=BatchState.REFUSED) | ~Q(refusal=""),
                name="batch_refused_says_why",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) & ~Q(state__in=SETTLED)
                | Q(ended_at__isnull=False, state__in=SETTLED),
                name="batch_ended_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=BatchState.UNDONE)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="batch_undone_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(totals_reason="", totals_at=None, totals_by=None)
                | ~Q(totals_reason="") & Q(totals_at__isnull=False, wrong_totals__gt=0),
                name="batch_totals_settled_whole",
            ),
            models.CheckConstraint(
                condition=Q(first_year=None, last_year=None)
                | Q(
                    first_year__isnull=False,
                    last_year__isnull=False,
                    last_year__gte=F("first_year"),
                ),
                name="batch_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.state}"

    @property
    def is_open(self) -> bool:
        """Return whether it still waits for the machine or for a person."""
        return self.state not in SETTLED

    @property
    def is_running(self) -> bool:
        """Return whether the machine has still to do with it."""
        return self.state in (BatchState.WAITING, BatchState.READING, BatchState.WRITING)


class BatchPart(Identified):
    """What a confirmed batch wrote, a thousand rows together: row, record, state now and before."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField()
    rows = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="batchpart_once"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.number}"
