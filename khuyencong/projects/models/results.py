"""What a line came to: its acceptance by a council, and what it did in the years after."""

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Identified
from khuyencong.projects.models.lines import Line
from khuyencong.projects.states import Seat
from khuyencong.registry.models import Organisation


class Acceptance(Identified):
    """The acceptance of a line by a council, with what was counted."""

    line = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="acceptance")
    day = models.DateField("ngày nghiệm thu")
    quantity = models.PositiveIntegerField("số lượng nghiệm thu")
    cost = models.BigIntegerField("chi phí thực tế (đồng)")
    #: {source: đồng} of the State's support that the council accepted.
    accepted = models.JSONField(default=dict)
    words = models.TextField("kết luận")
    jobs = models.PositiveIntegerField("việc làm tạo thêm", null=True, blank=True)
    by = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "nghiệm thu"
        indexes = [models.Index(fields=["day"], name="acceptance_day")]
        constraints = [
            models.CheckConstraint(name="acceptance_concludes", condition=~Q(words="")),
            models.CheckConstraint(name="acceptance_cost_positive", condition=Q(cost__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.day}"


class CouncilMember(Identified):
    """Who sat for which body when a line was accepted."""

    acceptance = models.ForeignKey(Acceptance, on_delete=models.PROTECT, related_name="council")
    body = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    body_name = models.CharField("đại diện cho", max_length=200)
    full_name = models.CharField("họ và tên", max_length=120)
    seat = models.CharField("tư cách", max_length=12, choices=Seat, default=Seat.OTHER)
    title = models.CharField("chức vụ", max_length=120, blank=True)
    chairs = models.BooleanField("chủ trì", default=False)

    class Meta:
        verbose_name = "thành viên hội đồng nghiệm thu"
        constraints = [
            models.UniqueConstraint(
                fields=["acceptance"], condition=Q(chairs=True), name="council_one_chair"
            ),
            models.CheckConstraint(name="council_seat_known", condition=Q(seat__in=Seat.values)),
            models.CheckConstraint(
                name="council_member_named", condition=~Q(full_name="") & ~Q(body_name="")
            ),
        ]

    def __str__(self) -> str:
        return self.body_name


class FollowUp(Identified):
    """What a support did, seen on a day after it was paid; 0 is said only where it was counted."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="follow_ups")
    day = models.DateField("ngày")
    still_used = models.BooleanField("còn sử dụng")
    jobs = models.PositiveIntegerField("lao động tăng thêm", null=True, blank=True)
    monthly_income = models.BigIntegerField("thu nhập tháng (đồng)", null=True, blank=True)
    output_percent = models.SmallIntegerField("sản lượng tăng (%)", null=True, blank=True)
    revenue = models.BigIntegerField("doanh thu năm (đồng)", null=True, blank=True)
    #: Output of a year before the support and now, in whole units of `output_unit`.
    output_before = models.PositiveBigIntegerField("sản lượng trước", null=True, blank=True)
    output_after = models.PositiveBigIntegerField("sản lượng nay", null=True, blank=True)
    output_unit = models.CharField("đơn vị sản lượng", max_length=40, blank=True)
    productivity_percent = models.SmallIntegerField("năng suất tăng (%)", null=True, blank=True)
    told = models.CharField("nhận xét", max_length=1000, blank=True)
    by = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "theo dõi sau hỗ trợ"
        constraints = [
            models.UniqueConstraint(fields=["line", "day"], name="followup_once_a_day"),
            models.CheckConstraint(
                name="followup_output_with_its_unit",
                condition=Q(output_before__isnull=True, output_after__isnull=True)
                | ~Q(output_unit=""),
            ),
            models.CheckConstraint(
                name="followup_money_not_negative",
                condition=(Q(monthly_income__isnull=True) | Q(monthly_income__gte=0))
                & (Q(revenue__isnull=True) | Q(revenue__gte=0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.day}"
