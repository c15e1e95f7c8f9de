"""A đề án: what it is, whose plan it stands in, who carries it out, where."""

from django.db import models
from django.db.models import F, Q

from khuyencong.core.models import Identified
from khuyencong.projects.states import (
    UNDER_WAY,
    ImplementerMethod,
    Level,
    ProjectKind,
    ProjectState,
)
from khuyencong.registry.models import Organisation, Place
from khuyencong.values.vocabulary import Activity, FundingSource

CONTENTS = [(content.value, content.label) for content in Activity]
SOURCES = [(source.value, source.label) for source in FundingSource]


class Project(Identified):
    """A đề án khuyến công as it stands today; its history are its steps, its money the ledger.

    `owner` is the body in whose plan and budget it stands; `custodian` answers for the record:
    the Sở that registered it, or the owner itself.
    """

    code = models.CharField("mã", max_length=40)
    name = models.CharField("tên đề án", max_length=300)
    folded = models.CharField(max_length=300, db_index=True, editable=False)
    level = models.CharField("cấp", max_length=10, choices=Level)
    kind = models.CharField("loại đề án", max_length=10, choices=ProjectKind)
    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        Organisation, verbose_name="chủ kế hoạch", on_delete=models.PROTECT, related_name="+"
    )
    implementer = models.ForeignKey(
        Organisation,
        verbose_name="đơn vị thực hiện",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    implementer_method = models.CharField(max_length=12, choices=ImplementerMethod, blank=True)
    partner = models.CharField("đơn vị phối hợp", max_length=300, blank=True)
    #: The one content and the one source that counts of đề án go by; a content nobody knows is "".
    content = models.CharField("nội dung chính", max_length=50, choices=CONTENTS, blank=True)
    source = models.CharField("nguồn chính", max_length=20, choices=SOURCES)
    first_year = models.PositiveSmallIntegerField("năm đầu")
    last_year = models.PositiveSmallIntegerField("năm cuối")
    starts_on = models.DateField("bắt đầu", null=True, blank=True)
    ends_on = models.DateField("hoàn thành", null=True, blank=True)
    purpose = models.TextField("sự cần thiết và mục tiêu", blank=True)
    state = models.CharField(
        "bước", max_length=20, choices=ProjectState, default=ProjectState.DRAFT
    )
    state_since = models.DateTimeField()
    #: Grows with every change: a form tells which version it was made from.
    version = models.PositiveIntegerField(default=1)
    drafted_by = models.UUIDField()
    recorded_at = models.DateTimeField()
    is_demonstration = models.BooleanField("dữ liệu mẫu", default=False)

    class Meta:
        verbose_name = "đề án"
        indexes = [
            models.Index(fields=["custodian", "first_year"], name="project_listed"),
            models.Index(fields=["owner", "first_year", "state"], name="project_owned"),
            models.Index(fields=["state", "state_since"], name="project_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["owner", "code"], name="project_code_once"),
            models.CheckConstraint(
                name="project_has_code_and_name", condition=~Q(code="") & ~Q(name="")
            ),
            models.CheckConstraint(name="project_level_known", condition=Q(level__in=Level.values)),
            models.CheckConstraint(
                name="project_kind_known", condition=Q(kind__in=ProjectKind.values)
            ),
            models.CheckConstraint(
                name="project_state_known", condition=Q(state__in=ProjectState.values)
            ),
            models.CheckConstraint(
                name="project_source_fits_level",
                condition=Q(level=Level.NATIONAL, source=FundingSource.NATIONAL)
                | (Q(level=Level.LOCAL) & ~Q(source=FundingSource.NATIONAL)),
            ),
            models.CheckConstraint(
                name="project_years_in_order", condition=Q(last_year__gte=F("first_year"))
            ),
            models.CheckConstraint(
                name="project_days_in_order",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="project_implementer_with_method",
                condition=Q(implementer__isnull=True, implementer_method="")
                | (Q(implementer__isnull=False) & ~Q(implementer_method="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def is_under_way(self) -> bool:
        """Return whether it is approved and neither finished nor ended."""
        return self.state in UNDER_WAY


class ProjectPlace(Identified):
    """A place where the đề án is carried out, as it was named on the day it was told."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="places")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "địa điểm"
        constraints = [
            models.UniqueConstraint(fields=["project", "place"], name="projectplace_once")
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.place_id}"
