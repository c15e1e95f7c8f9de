"""What officers may change at run time: papers needed, deadlines, criteria of appraisal.

Each row is dated, names its clause, and says whether anybody has read it in the text.
"""

from django.db import models
from django.db.models import F, Q

from khuyencong.core.models import Identified
from khuyencong.projects.states import AppraisalLevel, Level, Seat


class Norm(Identified):
    """A dated row with its basis."""

    level = models.CharField("cấp", max_length=10, choices=Level)
    clause = models.CharField("căn cứ", max_length=200, blank=True)
    verified = models.BooleanField("đã kiểm chứng", default=False)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_until = models.DateField("đến trước ngày", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ends_after_it_begins",
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="%(class)s_verified_has_clause", condition=Q(verified=False) | ~Q(clause="")
            ),
        ]


class StepPaper(Norm):
    """A paper that a step asks for."""

    step = models.CharField("việc", max_length=40)
    paper = models.CharField("loại giấy tờ", max_length=40)
    label = models.CharField("tên giấy tờ", max_length=200)
    #: "" for every item; else only for lines of this item.
    item = models.CharField(max_length=40, blank=True)
    required = models.BooleanField("bắt buộc", default=True)

    class Meta(Norm.Meta):
        verbose_name = "giấy tờ cần có"
        constraints = [
            *Norm.Meta.constraints,
            models.UniqueConstraint(
                fields=["level", "step", "paper", "item", "valid_from"], name="steppaper_once"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class StepDeadline(Norm):
    """How many days a state may last before the next step is overdue."""

    state = models.CharField("bước", max_length=20)
    days = models.PositiveSmallIntegerField("số ngày")
    working = models.BooleanField("ngày làm việc", default=True)

    class Meta(Norm.Meta):
        verbose_name = "thời hạn"
        constraints = [
            *Norm.Meta.constraints,
            models.UniqueConstraint(
                fields=["level", "state", "valid_from"], name="stepdeadline_once"
            ),
            models.CheckConstraint(name="stepdeadline_some_days", condition=Q(days__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.days}"


class AppraisalCriterion(Norm):
    """One line of the scored form of appraisal."""

    at = models.CharField("cấp thẩm định", max_length=10, choices=AppraisalLevel)
    code = models.CharField(max_length=40)
    label = models.CharField("tiêu chí", max_length=200)
    most = models.PositiveSmallIntegerField("điểm tối đa")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(Norm.Meta):
        verbose_name = "tiêu chí thẩm định"
        constraints = [
            *Norm.Meta.constraints,
            models.UniqueConstraint(
                fields=["level", "at", "code", "valid_from"], name="appraisalcriterion_once"
            ),
            models.CheckConstraint(name="appraisalcriterion_some_points", condition=Q(most__gte=1)),
        ]

    def __str__(self) -> str:
        return self.label


class AppraisalQuorum(Norm):
    """How many sheets without conflict a conclusion needs."""

    at = models.CharField("cấp thẩm định", max_length=10, choices=AppraisalLevel)
    sheets = models.PositiveSmallIntegerField("số phiếu ít nhất")

    class Meta(Norm.Meta):
        verbose_name = "số phiếu thẩm định"
        constraints = [
            *Norm.Meta.constraints,
            models.UniqueConstraint(
                fields=["level", "at", "valid_from"], name="appraisalquorum_once"
            ),
            models.CheckConstraint(name="appraisalquorum_some", condition=Q(sheets__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.at} {self.sheets}"


class CouncilSeat(Norm):
    """For whom somebody should sit when a line is accepted."""

    seat = models.CharField("đại diện", max_length=12, choices=Seat)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(Norm.Meta):
        verbose_name = "thành phần nghiệm thu"
        constraints = [
            *Norm.Meta.constraints,
            models.UniqueConstraint(
                fields=["level", "seat", "valid_from"], name="councilseat_once"
            ),
            models.CheckConstraint(name="councilseat_known", condition=Q(seat__in=Seat.values)),
        ]

    def __str__(self) -> str:
        return self.get_seat_display()
