"""Who took part in a course or a trip: personal data, in no export."""

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Recorded
from khuyencong.registry.models import Establishment, Place
from khuyencong.results.states import Job, Sex


class Participant(Recorded):
    """One participation of one person; a list that is set right supersedes the one before.

    `key` is the same for the same person within a list, and says nothing outside it: persons are
    counted by it, turns by rows.
    """

    series = models.UUIDField()
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=64)
    session = models.PositiveSmallIntegerField("lớp, đợt", default=1)
    full_name = models.CharField("họ và tên", max_length=120)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    sex = models.CharField("giới tính", max_length=6, choices=Sex, blank=True)
    commune = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    establishment = models.ForeignKey(
        Establishment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    attended = models.PositiveSmallIntegerField("số buổi có mặt", null=True, blank=True)
    job_after = models.CharField("sau đó", max_length=12, choices=Job, blank=True)
    monthly_income = models.BigIntegerField("thu nhập tháng (đồng)", null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = "người tham gia"
        indexes = [models.Index(fields=["series", "position"], name="participant_listed")]
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                name="participant_named", condition=~Q(full_name="") & ~Q(key="")
            ),
            models.UniqueConstraint(
                fields=["series", "session", "key"],
                condition=Q(superseded_at__isnull=True),
                name="participant_once_a_session",
            ),
            models.CheckConstraint(
                name="participant_income_not_negative",
                condition=Q(monthly_income__isnull=True) | Q(monthly_income__gte=0),
            ),
            models.CheckConstraint(
                name="participant_birth_year_plausible",
                condition=Q(birth_year__isnull=True)
                | Q(birth_year__gte=1900, birth_year__lte=2200),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.position}"
