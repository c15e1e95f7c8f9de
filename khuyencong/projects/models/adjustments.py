"""Requests to change an approved đề án (Điều 11): what was, what shall be, who says so."""

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Identified
from khuyencong.projects.models.projects import Project
from khuyencong.projects.states import AdjustmentState


class Adjustment(Identified):
    """One request; its `before` and `after` hold only what it changes."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="adjustments")
    #: The kinds of change of the law (`law.states.Change`) that it comes to, in its order.
    kinds = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField("lý do", max_length=1000)
    state = models.CharField(max_length=10, choices=AdjustmentState, default=AdjustmentState.ASKED)
    #: `law.states.Authority`, or the body that approves local plans; and the clause that says so.
    authority = models.CharField("thẩm quyền", max_length=20)
    clause = models.CharField("căn cứ", max_length=200, blank=True)
    needs_confirmation = models.BooleanField(default=False)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField("ý kiến", max_length=1000, blank=True)

    class Meta:
        verbose_name = "điều chỉnh đề án"
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(state__in=[AdjustmentState.ASKED, AdjustmentState.CONFIRMED]),
                name="adjustment_one_open",
            ),
            models.CheckConstraint(name="adjustment_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="adjustment_state_known", condition=Q(state__in=AdjustmentState.values)
            ),
            models.CheckConstraint(
                name="adjustment_decided_whole",
                condition=Q(
                    state__in=[AdjustmentState.APPROVED, AdjustmentState.REFUSED],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                | Q(
                    state__in=[
                        AdjustmentState.ASKED,
                        AdjustmentState.CONFIRMED,
                        AdjustmentState.WITHDRAWN,
                    ],
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="adjustment_confirmed_where_needed",
                condition=Q(needs_confirmation=False)
                | ~Q(state=AdjustmentState.APPROVED)
                | Q(confirmed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.state}"
