"""The registration of a year: three parts told, and the list of đề án that goes with it."""

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Identified
from khuyencong.plans.models.plans import Q_YEAR
from khuyencong.projects.models import Project
from khuyencong.projects.states import Level
from khuyencong.registry.models import Organisation


class Registration(Identified):
    """What a body registers for the plan of a year: account of last year, this year, aims.

    TT 36/2013/TT-BCT, Điều 10.1 (amended 2018): a Sở sends it to the Cục, with the list on Mẫu 2.
    """

    registrar = models.ForeignKey(
        Organisation, verbose_name="đơn vị đăng ký", on_delete=models.PROTECT, related_name="+"
    )
    owner = models.ForeignKey(
        Organisation, verbose_name="gửi tới", on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField("năm kế hoạch")
    level = models.CharField("cấp", max_length=10, choices=Level)
    last_year = models.TextField("kết quả năm trước", blank=True)
    this_year = models.TextField("tình hình năm nay", blank=True)
    next_year = models.TextField("mục tiêu năm kế hoạch", blank=True)
    #: Grows with every change: a form tells which one it was made from.
    version = models.PositiveIntegerField(default=1)
    drafted_by = models.UUIDField()
    recorded_at = models.DateTimeField()
    sent_by = models.UUIDField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    letter = models.CharField("số văn bản", max_length=120, blank=True)

    class Meta:
        verbose_name = "đăng ký kế hoạch"
        constraints = [
            models.UniqueConstraint(
                fields=["registrar", "owner", "year", "level"], name="registration_once"
            ),
            models.CheckConstraint(
                name="registration_level_known", condition=Q(level__in=Level.values)
            ),
            models.CheckConstraint(name="registration_year_plausible", condition=Q_YEAR),
            models.CheckConstraint(
                name="registration_sent_whole",
                condition=Q(sent_at__isnull=True, sent_by__isnull=True, letter="")
                | (
                    Q(sent_at__isnull=False, sent_by__isnull=False)
                    & ~Q(letter="")
                    & ~Q(last_year="")
                    & ~Q(this_year="")
                    & ~Q(next_year="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Đăng ký kế hoạch {self.get_level_display().lower()} năm {self.year}"


class RegistrationRow(Identified):
    """A đề án on the list of a registration."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="rows")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField("thứ tự")

    class Meta:
        verbose_name = "dòng đăng ký"
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "project"], name="registrationrow_project_once"
            ),
            models.UniqueConstraint(
                fields=["registration", "position"], name="registrationrow_position_once"
            ),
            models.CheckConstraint(name="registrationrow_counted", condition=Q(position__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.project_id}"
