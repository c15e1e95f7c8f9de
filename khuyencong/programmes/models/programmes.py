"""A programme of years, by whom it was adopted and who answers for it."""

from django.db import models
from django.db.models import F, Q

from khuyencong.core.models import Identified
from khuyencong.law.models import LegalDocument
from khuyencong.programmes.states import ProgrammeLevel
from khuyencong.registry.models import Organisation, Place
from khuyencong.values.periods import Period


class Programme(Identified):
    """A programme for a territory over years, half-open, resting on a document or a citation."""

    key = models.CharField("khóa", max_length=80, unique=True)
    name = models.CharField("tên", max_length=199)
    level = models.CharField("cấp", max_length=12, choices=ProgrammeLevel)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(
        LegalDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    citation = models.CharField("căn cứ", max_length=300, blank=True)
    period_start = models.DateField("từ ngày")
    period_end = models.DateField("đến trước ngày")
    verified = models.BooleanField("đã kiểm chứng", default=False)
    is_demonstration = models.BooleanField("mẫu", default=False)
    #: None: it came with the reference data.
    by = models.UUIDField("người ghi", null=True, blank=True)

    class Meta:
        verbose_name = "chương trình"
        constraints = [
            models.CheckConstraint(
                name="programme_days_in_order", condition=Q(period_end__gt=F("period_start"))
            ),
            models.CheckConstraint(
                name="programme_level_known", condition=Q(level__in=ProgrammeLevel.values)
            ),
            models.CheckConstraint(name="programme_named", condition=~Q(name="") & ~Q(key="")),
            models.CheckConstraint(
                name="programme_rests_on_something",
                condition=Q(document__isnull=False) | ~Q(citation=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def period(self) -> Period:
        """Return its days."""
        return Period(self.period_start, self.period_end)

    @property
    def is_national(self) -> bool:
        """Return whether the State adopted it for the whole country."""
        return self.level == ProgrammeLevel.NATIONAL

    @property
    def basis(self) -> str:
        """Return what it rests on, in words."""
        return self.document.name if self.document else self.citation
