"""How a đề án goes: progress told by its implementer, inspections and what they found."""

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Identified
from khuyencong.projects.models.lines import Line
from khuyencong.projects.models.projects import Project
from khuyencong.registry.models import Organisation


class Progress(Identified):
    """How far a line has come on a day."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="progress")
    day = models.DateField("ngày")
    percent = models.PositiveSmallIntegerField("khối lượng (%)")
    told = models.CharField("đã làm được", max_length=1000)
    by = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "tiến độ"
        constraints = [
            models.CheckConstraint(name="progress_percent", condition=Q(percent__lte=100)),
            models.CheckConstraint(name="progress_says_what", condition=~Q(told="")),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.percent}"


class Inspection(Identified):
    """One round of inspection, with its minutes."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="inspections")
    day = models.DateField("ngày kiểm tra")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    minutes = models.TextField("biên bản")
    by = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "kiểm tra"
        constraints = [
            models.CheckConstraint(name="inspection_has_minutes", condition=~Q(minutes=""))
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.day}"


class InspectionFinding(Identified):
    """Something to be put right; it stays open until somebody says how it was."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, null=True, blank=True)
    told = models.CharField("kiến nghị", max_length=1000)
    due_on = models.DateField("hạn khắc phục", null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.UUIDField(null=True, blank=True)
    how = models.CharField("đã khắc phục", max_length=1000, blank=True)

    class Meta:
        verbose_name = "kiến nghị kiểm tra"
        constraints = [
            models.CheckConstraint(name="finding_says_what", condition=~Q(told="")),
            models.CheckConstraint(
                name="finding_closed_whole",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, how="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(how="")),
            ),
        ]

    def __str__(self) -> str:
        return self.told
