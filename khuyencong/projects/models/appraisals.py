"""Appraisals: one round at a level, scored by several people apart, concluded by another."""

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Identified
from khuyencong.projects.models.projects import Project
from khuyencong.projects.states import AppraisalLevel, Verdict


class Appraisal(Identified):
    """One round of appraisal; a returned đề án gets another."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="appraisals")
    at = models.CharField("cấp", max_length=10, choices=AppraisalLevel)
    round = models.PositiveSmallIntegerField("lần", default=1)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField("kết luận", max_length=10, choices=Verdict, blank=True)
    words = models.TextField("ý kiến kết luận", blank=True)
    concluded_by = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = "thẩm định"
        constraints = [
            models.UniqueConstraint(fields=["project", "at", "round"], name="appraisal_round_once"),
            models.UniqueConstraint(
                fields=["project", "at"],
                condition=Q(closed_at__isnull=True),
                name="appraisal_one_open",
            ),
            models.CheckConstraint(
                name="appraisal_closed_whole",
                condition=Q(closed_at__isnull=True, verdict="", concluded_by__isnull=True)
                | (Q(closed_at__isnull=False, concluded_by__isnull=False) & ~Q(verdict="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.at} {self.round}"


class AppraisalSheet(Identified):
    """What one appraiser gave, by criterion; who declares a conflict of interest gives nothing."""

    appraisal = models.ForeignKey(Appraisal, on_delete=models.PROTECT, related_name="sheets")
    by = models.UUIDField()
    #: {criterion code: points}; the criteria of the day the round was opened.
    points = models.JSONField(default=dict)
    total = models.PositiveSmallIntegerField("tổng điểm", null=True, blank=True)
    remark = models.CharField("nhận xét", max_length=1000, blank=True)
    conflict = models.CharField("xung đột lợi ích", max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "phiếu thẩm định"
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "by"], name="appraisalsheet_once"),
            models.CheckConstraint(
                name="appraisalsheet_conflict_without_points",
                condition=Q(conflict="", total__isnull=False)
                | (~Q(conflict="") & Q(total__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appraisal_id} {self.by}"
