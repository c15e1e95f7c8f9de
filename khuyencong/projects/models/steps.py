"""Every step that was taken: who, when, why, under which clause. Nothing here is ever changed."""

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Identified
from khuyencong.projects.models.lines import Line
from khuyencong.projects.models.projects import Project
from khuyencong.registry.models import Organisation


class StepTaken(Identified):
    """One act in the life of a đề án or of one of its lines.

    An act that changes no state (a score, a progress report) has the same state on both sides.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="steps")
    line = models.ForeignKey(
        Line, on_delete=models.PROTECT, null=True, blank=True, related_name="steps"
    )
    step = models.CharField("việc", max_length=40)
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20)
    by = models.UUIDField()
    #: The body that held the record when the step was taken: the place of the days before it.
    holder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField("lý do", max_length=1000, blank=True)
    clause = models.CharField("căn cứ", max_length=200, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        verbose_name = "việc đã làm"
        indexes = [
            models.Index(fields=["project", "at"], name="steptaken_history"),
            models.Index(fields=["step", "at"], name="steptaken_measured"),
        ]
        constraints = [
            models.CheckConstraint(
                name="steptaken_says_what", condition=~Q(step="") & ~Q(after="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.project_id}"
