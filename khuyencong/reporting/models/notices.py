"""Reminders of reports that fall due: once each, seen on the desk."""

from django.db import models

from khuyencong.core.models import Identified
from khuyencong.reporting.models.duties import Duty


class Notice(Identified):
    """One reminder of one due day of a duty, `offset` days from it; seen when delivered."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="notices")
    due_on = models.DateField("hạn gửi")
    offset = models.SmallIntegerField("ngày so với hạn")
    recorded_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "lời nhắc"
        constraints = [
            models.UniqueConstraint(name="notice_once", fields=["duty", "due_on", "offset"]),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.offset:+d}"
