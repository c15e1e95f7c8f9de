"""What a newer reader makes of a report already kept; it waits until a person takes it."""

from functools import cached_property

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Recorded
from khuyencong.ingestion.models.documents import Document
from khuyencong.ingestion.states import RereadingState
from khuyencong.ingestion.stored import restored
from khuyencong.reading.model import Reading


class Rereading(Recorded):
    """A second reading of the same text that differs from the one that is kept."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="rereadings")
    stored_reading = models.JSONField()
    #: What it took the place of when it was adopted: no reading is ever lost.
    replaced = models.JSONField(null=True)
    added = models.PositiveIntegerField("số mới thấy")
    changed = models.PositiveIntegerField("số hiểu khác")
    gone = models.PositiveIntegerField("số không còn thấy")
    state = models.CharField(max_length=10, choices=RereadingState, default=RereadingState.WAITING)
    reason = models.CharField("lý do", max_length=1000, blank=True)
    decided_at = models.DateTimeField(null=True)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(superseded_at__isnull=True, state=RereadingState.WAITING),
                name="rereading_one_waits",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RereadingState.values), name="rereading_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=RereadingState.ADOPTED, replaced__isnull=False)
                | ~Q(state=RereadingState.ADOPTED) & Q(replaced__isnull=True),
                name="rereading_adopted_keeps_the_old",
            ),
            models.CheckConstraint(
                condition=Q(state=RereadingState.WAITING, decided_at__isnull=True)
                | ~Q(state=RereadingState.WAITING) & Q(decided_at__isnull=False),
                name="rereading_decided_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=RereadingState.DISMISSED) | ~Q(reason=""),
                name="rereading_dismissed_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}: +{self.added} ~{self.changed} −{self.gone}"

    @cached_property
    def reading(self) -> Reading:
        """Return the new reading over the document's own text."""
        return restored(self.stored_reading, self.document.text)
