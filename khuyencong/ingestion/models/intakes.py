"""A file that was handed in and is read in the background."""

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Identified
from khuyencong.ingestion.models.documents import Document
from khuyencong.ingestion.states import IntakeState

OPEN = (IntakeState.WAITING, IntakeState.READING)


class Intake(Identified):
    """A file on its way to become a report: kept at once, read when the worker comes to it."""

    custodian = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField("tên tệp", max_length=200)
    size = models.PositiveBigIntegerField("cỡ, byte")
    state = models.CharField(max_length=10, choices=IntakeState, default=IntakeState.WAITING)
    handed_in_at = models.DateTimeField()
    #: How often a worker began to read it: one that dies each time is not tried for ever.
    attempts = models.PositiveSmallIntegerField("số lần đọc", default=0)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    refusal = models.CharField("vì sao không đọc được", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=IntakeState.values), name="intake_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=IntakeState.DONE) | Q(document__isnull=False),
                name="intake_done_has_its_report",
            ),
            models.CheckConstraint(
                condition=~Q(state=IntakeState.REFUSED) | ~Q(refusal=""),
                name="intake_refused_says_why",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, state__in=OPEN)
                | Q(ended_at__isnull=False) & ~Q(state__in=OPEN),
                name="intake_ended_has_its_moment",
            ),
        ]
        indexes = [models.Index(fields=["by", "-handed_in_at"], name="intake_newest")]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.state}"

    @property
    def is_open(self) -> bool:
        """Return whether the file still waits or is being read."""
        return self.state in OPEN

    @property
    def stored_file(self) -> str:
        """Return the name of the waiting file in the file storage, made by us alone."""
        return f"dang-doc/{self.id}"
