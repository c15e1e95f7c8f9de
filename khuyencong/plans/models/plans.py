"""A plan of a year, its versions, and the đề án of each version with their money by line."""

from django.db import models
from django.db.models import F, Q

from khuyencong.core.models import Identified
from khuyencong.plans.states import OPEN, Standing, VersionKind, VersionState, Why
from khuyencong.projects.models import Line, Project
from khuyencong.projects.states import STATE_SOURCES, Level
from khuyencong.registry.models import Organisation
from khuyencong.values.dates import YEARS

Q_YEAR = Q(year__gte=YEARS[0], year__lte=YEARS[-1])
SOURCE_CHOICES = [(source.value, source.label) for source in STATE_SOURCES]
DECIDED = [VersionState.APPROVED, VersionState.RETURNED, VersionState.WITHDRAWN]
HASH = 64


class Plan(Identified):
    """The plan of a body for one year; its row is the lock of all that happens to its versions."""

    owner = models.ForeignKey(
        Organisation, verbose_name="chủ kế hoạch", on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField("năm")
    level = models.CharField("cấp", max_length=10, choices=Level)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "kế hoạch năm"
        constraints = [
            models.UniqueConstraint(fields=["owner", "year", "level"], name="plan_once"),
            models.CheckConstraint(name="plan_level_known", condition=Q(level__in=Level.values)),
            models.CheckConstraint(name="plan_year_plausible", condition=Q_YEAR),
        ]

    def __str__(self) -> str:
        return f"Kế hoạch {self.get_level_display().lower()} năm {self.year}"


class PlanVersion(Identified):
    """One version of a plan: what was assigned, then adjusted, then supplemented.

    `content_hash` is the fingerprint of its rows; an approval names the one that was read.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("phiên bản")
    kind = models.CharField("loại", max_length=12, choices=VersionKind)
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    told = models.CharField("nói về", max_length=1000, blank=True)
    content_hash = models.CharField(max_length=HASH)
    #: What who prepares wished of the suggestion: priorities, balance in percent.
    wishes = models.JSONField(default=dict)
    drafted_by = models.UUIDField()
    drafted_at = models.DateTimeField()
    submitted_by = models.UUIDField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField("số quyết định", max_length=120, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)

    class Meta:
        verbose_name = "phiên bản kế hoạch"
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="planversion_number_once"),
            models.UniqueConstraint(
                fields=["plan"],
                name="planversion_one_open",
                condition=Q(state__in=sorted(OPEN)),
            ),
            models.UniqueConstraint(
                fields=["plan"],
                name="planversion_assigned_once",
                condition=Q(kind=VersionKind.ASSIGNED, state=VersionState.APPROVED),
            ),
            models.CheckConstraint(name="planversion_counted", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="planversion_known",
                condition=Q(kind__in=VersionKind.values, state__in=VersionState.values),
            ),
            models.CheckConstraint(
                name="planversion_has_a_fingerprint", condition=~Q(content_hash="")
            ),
            models.CheckConstraint(
                name="planversion_submitted_whole",
                condition=Q(submitted_by__isnull=True, submitted_at__isnull=True)
                | Q(submitted_by__isnull=False, submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="planversion_submitted_before_approved",
                condition=~Q(state__in=[VersionState.SUBMITTED, VersionState.APPROVED])
                | Q(submitted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="planversion_decided_whole",
                condition=Q(state__in=DECIDED, decided_by__isnull=False, decided_at__isnull=False)
                | (Q(decided_by__isnull=True, decided_at__isnull=True) & ~Q(state__in=DECIDED)),
            ),
            models.CheckConstraint(
                name="planversion_approved_by_a_decision",
                condition=~Q(state=VersionState.APPROVED)
                | (Q(decided_on__isnull=False) & ~Q(decision="")),
            ),
            models.CheckConstraint(
                name="planversion_approved_by_another",
                condition=~Q(state=VersionState.APPROVED)
                | (~Q(decided_by=F("drafted_by")) & ~Q(decided_by=F("submitted_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, phiên bản {self.number}"


class PlanRow(Identified):
    """A đề án in a version: its rank, where it stands, and why, in words it may be told."""

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="rows")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="plan_rows")
    rank = models.PositiveIntegerField("thứ tự")
    standing = models.CharField("chỗ", max_length=10, choices=Standing)
    why = models.CharField(max_length=10, choices=Why)
    reason = models.CharField("lý do", max_length=1000)

    class Meta:
        verbose_name = "dòng kế hoạch"
        constraints = [
            models.UniqueConstraint(fields=["version", "project"], name="planrow_project_once"),
            models.UniqueConstraint(fields=["version", "rank"], name="planrow_rank_once"),
            models.CheckConstraint(
                name="planrow_known",
                condition=Q(standing__in=Standing.values, why__in=Why.values, rank__gte=1),
            ),
            models.CheckConstraint(name="planrow_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.project_id}"


class PlanRowShare(Identified):
    """The support of one source for one line in the plan's year, as the version tells it."""

    row = models.ForeignKey(PlanRow, on_delete=models.CASCADE, related_name="shares")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    source = models.CharField("nguồn", max_length=20, choices=SOURCE_CHOICES)
    year = models.PositiveSmallIntegerField("năm")
    amount = models.BigIntegerField("hỗ trợ (đồng)")

    class Meta:
        verbose_name = "kinh phí của dòng kế hoạch"
        constraints = [
            models.UniqueConstraint(
                fields=["row", "line", "source", "year"], name="planrowshare_once"
            ),
            models.CheckConstraint(
                name="planrowshare_of_the_state",
                condition=Q(source__in=[code for code, _ in SOURCE_CHOICES]),
            ),
            models.CheckConstraint(name="planrowshare_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="planrowshare_year_plausible", condition=Q_YEAR),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.amount}"


class PlanAct(Identified):
    """What was done to a version: who, when, why. Nothing here is ever changed."""

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="acts")
    step = models.CharField("việc", max_length=20)
    by = models.UUIDField()
    at = models.DateTimeField()
    reason = models.CharField("lý do", max_length=1000, blank=True)

    class Meta:
        verbose_name = "việc đã làm với kế hoạch"
        indexes = [models.Index(fields=["version", "at"], name="planact_history")]
        constraints = [models.CheckConstraint(name="planact_says_what", condition=~Q(step=""))]

    def __str__(self) -> str:
        return f"{self.step} {self.version_id}"
