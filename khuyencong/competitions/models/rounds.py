"""Rounds of the vote, and the criteria they are scored by, dated like the law."""

from django.db import models
from django.db.models import Q

from khuyencong.competitions.states import ProductGroup, RoundLevel, RoundState
from khuyencong.core.models import Identified
from khuyencong.law.states import Criterion
from khuyencong.registry.models import Organisation, Place, Region
from khuyencong.registry.models.dated import Dated

R = RoundState


class CriteriaSet(Identified, Dated):
    """A way to score: how many points each criterion may give is the law's; the rest is here.

    One without `custodian` is for all; a province may adopt its own. Marks are in tenths.
    """

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField("tên", max_length=200)
    custodian = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    level = models.CharField("cấp", max_length=10, choices=RoundLevel, blank=True)
    clause = models.CharField("căn cứ", max_length=200, blank=True)
    document_key = models.CharField("văn bản", max_length=80, blank=True)
    verified = models.BooleanField("đã kiểm chứng", default=False)
    #: Criteria by code, in the order that decides where totals are equal; then the rank is shared.
    tie_order = models.JSONField(default=list)
    #: From which mean, in tenths, an entry is scored once more; null: the council chooses.
    second_mark = models.PositiveSmallIntegerField("điểm vào vòng hai", null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta(Dated.Meta):
        verbose_name = "bộ tiêu chí bình chọn"
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(name="criteriaset_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="criteriaset_second_mark_of_hundred",
                condition=Q(second_mark__isnull=True) | Q(second_mark__lte=1000),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SubCriterion(Identified):
    """A part of one criterion, for one group of products or for all."""

    criteria = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="parts")
    group = models.CharField("nhóm", max_length=10, choices=ProductGroup, blank=True)
    criterion = models.CharField("tiêu chí", max_length=10, choices=Criterion)
    position = models.PositiveSmallIntegerField("thứ tự")
    label = models.CharField("nội dung", max_length=300)
    most = models.PositiveSmallIntegerField("điểm tối đa, phần mười")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="subcriterion_says_what", condition=~Q(label="") & Q(most__gte=1)
            ),
            models.CheckConstraint(
                name="subcriterion_criterion_known", condition=Q(criterion__in=Criterion.values)
            ),
            models.UniqueConstraint(
                name="subcriterion_place_once",
                fields=["criteria", "group", "criterion", "position"],
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Round(Identified):
    """One vote of a level in a year, run by one body."""

    custodian = models.ForeignKey(
        Organisation, verbose_name="đơn vị tổ chức", on_delete=models.PROTECT, related_name="+"
    )
    level = models.CharField("cấp", max_length=10, choices=RoundLevel)
    #: The province or district; the country for a nation's and a region's round.
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    year = models.PositiveSmallIntegerField("năm")
    name = models.CharField("tên", max_length=200)
    criteria = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="+")
    #: Dossiers are taken from one day until before another.
    opens_on = models.DateField("nhận hồ sơ từ")
    closes_on = models.DateField("nhận hồ sơ đến trước")
    scored_by = models.DateField("dự kiến chấm xong", null=True, blank=True)
    basis = models.CharField("căn cứ tổ chức", max_length=300, blank=True)
    call = models.TextField("thông báo", blank=True)
    #: Jurors see codes and pictures, not who makes it.
    blind = models.BooleanField("chấm kín", default=True)
    #: A nation's round that also takes titles of provinces, where no region's round was held.
    from_province = models.BooleanField("nhận cả sản phẩm từ cấp tỉnh", default=False)
    #: The đề án that pays for it.
    project_id = models.UUIDField("đề án", null=True, blank=True)
    state = models.CharField(max_length=12, choices=RoundState, default=R.PREPARED)
    #: Numbers of entries, by group: the row is the lock of the next.
    last_numbers = models.JSONField(default=dict)
    published_at = models.DateTimeField("công bố lúc", null=True, blank=True)
    #: The result that the recognised products were counted in.
    result_series = models.UUIDField(null=True, blank=True)
    by = models.UUIDField("người lập", null=True)
    recorded_at = models.DateTimeField()
    is_demonstration = models.BooleanField("dữ liệu mẫu", default=False)

    class Meta:
        verbose_name = "cuộc bình chọn"
        indexes = [models.Index(fields=["custodian", "state"], name="round_listed")]
        constraints = [
            models.CheckConstraint(name="round_state_known", condition=Q(state__in=R.values)),
            models.CheckConstraint(
                name="round_level_known", condition=Q(level__in=RoundLevel.values)
            ),
            models.CheckConstraint(name="round_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="round_days_in_order", condition=Q(opens_on__lt=models.F("closes_on"))
            ),
            models.CheckConstraint(
                name="round_region_of_a_region",
                condition=Q(level=RoundLevel.REGION, region__isnull=False)
                | ~Q(level=RoundLevel.REGION) & Q(region__isnull=True),
            ),
            models.UniqueConstraint(
                name="round_name_once",
                fields=["custodian", "year", "name"],
                condition=~Q(state=R.CANCELLED),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RoundStep(Identified):
    """One step of a round: who took it, when, why."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="steps")
    name = models.CharField(max_length=20)
    before = models.CharField(max_length=12, choices=RoundState)
    after = models.CharField(max_length=12, choices=RoundState)
    by = models.UUIDField("người làm", null=True)
    at = models.DateTimeField()
    reason = models.CharField("lý do", max_length=1000, blank=True)

    class Meta:
        indexes = [models.Index(fields=["round", "at"], name="roundstep_told")]
        constraints = [
            models.CheckConstraint(
                name="roundstep_states_known",
                condition=Q(before__in=R.values, after__in=R.values),
            ),
            models.CheckConstraint(
                name="roundstep_has_reason", condition=~Q(name="cancel") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.name}"
