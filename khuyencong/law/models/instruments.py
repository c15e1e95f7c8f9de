"""The programme, the regulation and the norms of each province, with their state on any day."""

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Recorded
from khuyencong.law.models.documents import LegalDocument
from khuyencong.law.states import InstrumentKind, InstrumentState
from khuyencong.registry.models import Place
from khuyencong.registry.models.dated import Dated


class ProvincialInstrument(Recorded, Dated):
    """A state of a kind of paper in a province on some days.

    A document that covers several provinces stands in several rows. One row of a province and
    kind is open at a time.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("loại", max_length=12, choices=InstrumentKind)
    state = models.CharField("tình trạng", max_length=12, choices=InstrumentState)
    document = models.ForeignKey(
        LegalDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="instruments"
    )
    note = models.CharField("ghi chú", max_length=199, blank=True)
    verified = models.BooleanField(default=False)
    recorded_by = models.UUIDField("người ghi", null=True)

    class Meta:
        verbose_name = "văn bản của tỉnh"
        constraints = [
            *Recorded.Meta.constraints,
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="instrument_kind_known", condition=Q(kind__in=InstrumentKind.values)
            ),
            models.CheckConstraint(
                name="instrument_state_known", condition=Q(state__in=InstrumentState.values)
            ),
            models.CheckConstraint(
                name="instrument_begins_on_a_day", condition=Q(valid_from__isnull=False)
            ),
            models.CheckConstraint(
                name="instrument_issued_has_its_document",
                condition=~Q(state=InstrumentState.ISSUED)
                | Q(verified=False)
                | Q(document__isnull=False),
            ),
            models.UniqueConstraint(
                name="instrument_one_state_open",
                fields=["place", "kind"],
                condition=Q(valid_until__isnull=True, superseded_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="instrument_one_state_a_day",
                fields=["place", "kind", "valid_from"],
                condition=Q(superseded_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.kind} {self.state}"
