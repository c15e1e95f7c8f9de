"""Fairs with their booths and exhibitors; showrooms with what stands in them."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from khuyencong.competitions.models.entries import Product
from khuyencong.competitions.states import FairKind, FairState, GivenBy
from khuyencong.core.models import Identified
from khuyencong.projects.models import Line
from khuyencong.registry.models import Establishment, Organisation, Place

S = FairState


class Fair(Identified):
    """A fair that a body organises, or leads establishments to."""

    custodian = models.ForeignKey(
        Organisation, verbose_name="đơn vị thực hiện", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField("tên hội chợ", max_length=200)
    kind = models.CharField("loại", max_length=20, choices=FairKind)
    #: Whose programme it counts for: the province; where it is held stands in words.
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    where = models.CharField("tổ chức ở đâu", max_length=200)
    starts_on = models.DateField("từ ngày")
    #: Half-open: the day after the last.
    ends_before = models.DateField("đến trước ngày")
    #: The line of a đề án that pays for it.
    line = models.ForeignKey(
        Line, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=12, choices=FairState, default=S.REGISTERING)
    visitors = models.PositiveIntegerField("lượt khách", null=True, blank=True)
    #: What the draw went by: anybody may draw again and find the same.
    draw_seed = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)
    result_series = models.UUIDField(null=True, blank=True)
    end_reason = models.CharField("lý do", max_length=500, blank=True)
    by = models.UUIDField("người lập", null=True)
    recorded_at = models.DateTimeField()
    is_demonstration = models.BooleanField("dữ liệu mẫu", default=False)

    class Meta:
        verbose_name = "hội chợ"
        indexes = [models.Index(fields=["custodian", "starts_on"], name="fair_listed")]
        constraints = [
            models.CheckConstraint(name="fair_state_known", condition=Q(state__in=S.values)),
            models.CheckConstraint(name="fair_kind_known", condition=Q(kind__in=FairKind.values)),
            models.CheckConstraint(name="fair_has_words", condition=~Q(name="") & ~Q(where="")),
            models.CheckConstraint(
                name="fair_days_in_order", condition=Q(starts_on__lt=F("ends_before"))
            ),
            models.CheckConstraint(
                name="fair_drawn_whole",
                condition=Q(draw_seed="", drawn_at__isnull=True)
                | ~Q(draw_seed="") & Q(drawn_at__isnull=False),
            ),
            models.CheckConstraint(
                name="fair_held_is_counted",
                condition=Q(state=S.HELD, result_series__isnull=False)
                | ~Q(state=S.HELD) & Q(result_series__isnull=True),
            ),
            models.UniqueConstraint(
                name="fair_once",
                fields=["custodian", "name", "starts_on"],
                condition=~Q(state=S.CANCELLED),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def last_day(self) -> date:
        """Return the last day on which it is open."""
        return self.ends_before - timedelta(1)


class Booth(Identified):
    """A booth of a fair."""

    fair = models.ForeignKey(Fair, on_delete=models.PROTECT, related_name="booths")
    code = models.CharField("mã gian", max_length=12)
    note = models.CharField("ghi chú", max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="booth_has_code", condition=~Q(code="")),
            models.UniqueConstraint(name="booth_code_once", fields=["fair", "code"]),
        ]

    def __str__(self) -> str:
        return self.code


class Exhibitor(Identified):
    """An establishment at a fair: its booth, what it brought, what came of it."""

    fair = models.ForeignKey(Fair, on_delete=models.PROTECT, related_name="exhibitors")
    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="+")
    products = models.ManyToManyField(Product, through="Brought", related_name="fairs", blank=True)
    booth = models.OneToOneField(
        Booth, on_delete=models.PROTECT, null=True, blank=True, related_name="exhibitor"
    )
    given_by = models.CharField(max_length=10, choices=GivenBy, blank=True)
    contracts = models.PositiveIntegerField("hợp đồng, ghi nhớ", null=True, blank=True)
    contract_money = models.PositiveBigIntegerField("giá trị ký (đồng)", null=True, blank=True)
    sales_money = models.PositiveBigIntegerField("doanh số bán (đồng)", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    by = models.UUIDField("người ghi", null=True)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "cơ sở tham gia"
        constraints = [
            models.UniqueConstraint(
                name="exhibitor_once",
                fields=["fair", "establishment"],
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="exhibitor_booth_given_somehow",
                condition=Q(booth__isnull=True, given_by="")
                | Q(booth__isnull=False) & ~Q(given_by=""),
            ),
            models.CheckConstraint(
                name="exhibitor_gone_has_no_booth",
                condition=Q(withdrawn_at__isnull=True) | Q(booth__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fair_id} {self.establishment_id}"


class Brought(Identified):
    """A product that an establishment brought to a fair."""

    exhibitor = models.ForeignKey(Exhibitor, on_delete=models.CASCADE, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "sản phẩm mang đến hội chợ"
        constraints = [
            models.UniqueConstraint(name="brought_once", fields=["exhibitor", "product"])
        ]

    def __str__(self) -> str:
        return f"{self.exhibitor_id} {self.product_id}"


class Showroom(Identified):
    """A room where products are shown for longer than a fair."""

    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("tên", max_length=200)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    where = models.CharField("ở đâu", max_length=200)
    opened_on = models.DateField("mở cửa từ")
    closed_on = models.DateField("đóng cửa từ", null=True, blank=True)
    by = models.UUIDField("người ghi", null=True)
    recorded_at = models.DateTimeField()
    is_demonstration = models.BooleanField("dữ liệu mẫu", default=False)

    class Meta:
        verbose_name = "phòng trưng bày"
        constraints = [
            models.CheckConstraint(name="showroom_has_words", condition=~Q(name="") & ~Q(where="")),
            models.CheckConstraint(
                name="showroom_closes_after_it_opens",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gt=F("opened_on")),
            ),
            models.UniqueConstraint(name="showroom_once", fields=["custodian", "name"]),
        ]

    def __str__(self) -> str:
        return self.name


class Display(Identified):
    """A product in a showroom, from a day until before another."""

    showroom = models.ForeignKey(Showroom, on_delete=models.PROTECT, related_name="displays")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="displays")
    shown_from = models.DateField("bày từ")
    shown_until = models.DateField("đến trước", null=True, blank=True)
    by = models.UUIDField("người ghi", null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="display_days_in_order",
                condition=Q(shown_until__isnull=True) | Q(shown_until__gt=F("shown_from")),
            ),
            models.UniqueConstraint(
                name="display_once",
                fields=["showroom", "product"],
                condition=Q(shown_until__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} @ {self.showroom_id}"
