"""What stands beside the programme's money: other sources, support repaid, support of interest."""

from django.db import models
from django.db.models import F, Q

from khuyencong.core.models import Identified, Recorded
from khuyencong.funds.models.limits import PLAUSIBLE_YEAR, AppendOnly
from khuyencong.funds.states import BESIDE_CHOICES, SOURCE_CHOICES
from khuyencong.registry.models import Organisation
from khuyencong.values.vocabulary import FundingSource

#: Money of another programme is told with its name.
NAMED = (FundingSource.INTEGRATED.value, FundingSource.FOREIGN.value)


class BesideMoney(Recorded):
    """Money of another source for a đề án, with the programme it comes from; in no balance."""

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    spender = models.UUIDField("đề án")
    part = models.UUIDField("dòng hỗ trợ", null=True, blank=True)
    kind = models.CharField("nguồn", max_length=20, choices=BESIDE_CHOICES)
    programme = models.CharField("chương trình, dự án", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("năm")
    amount = models.BigIntegerField("số tiền (đồng)")
    paper = models.CharField("văn bản, chứng từ", max_length=200, blank=True)
    why = models.CharField("ghi chú", max_length=500, blank=True)
    act = models.UUIDField(null=True, blank=True)
    by = models.UUIDField("người ghi")
    withdrawn_because = models.CharField("lý do rút", max_length=500, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = "kinh phí ngoài chương trình"
        indexes = [
            models.Index(
                fields=["spender"],
                name="besidemoney_standing",
                condition=Q(superseded_at__isnull=True),
            )
        ]
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                name="besidemoney_kind_known",
                condition=Q(kind__in=[code for code, _ in BESIDE_CHOICES]),
            ),
            models.CheckConstraint(name="besidemoney_above_zero", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="besidemoney_year_plausible", condition=PLAUSIBLE_YEAR),
            models.CheckConstraint(
                name="besidemoney_names_its_programme",
                condition=~Q(kind__in=NAMED) | ~Q(programme=""),
            ),
            models.CheckConstraint(
                name="besidemoney_withdrawn_for_a_reason",
                condition=Q(superseded_at__isnull=True) | ~Q(withdrawn_because=""),
            ),
        ]

    def __str__(self) -> str:
        return self.programme or self.get_kind_display()


class RepayableSupport(Identified):
    """An agreement by which support is given back in instalments."""

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    spender = models.UUIDField("đề án")
    part = models.UUIDField("dòng hỗ trợ")
    principal = models.BigIntegerField("số tiền hỗ trợ (đồng)")
    repaid = models.BigIntegerField("đã hoàn trả (đồng)", default=0)
    signed_on = models.DateField("ngày ký")
    paper = models.CharField("hợp đồng", max_length=200)
    act = models.UUIDField(null=True, blank=True)
    by = models.UUIDField("người ghi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "hỗ trợ có hoàn trả"
        constraints = [
            models.CheckConstraint(
                name="repayablesupport_repaid_within",
                condition=Q(principal__gt=0, repaid__gte=0, repaid__lte=F("principal")),
            ),
            models.CheckConstraint(name="repayablesupport_has_paper", condition=~Q(paper="")),
            models.UniqueConstraint(name="repayablesupport_once", fields=["part", "paper"]),
        ]

    def __str__(self) -> str:
        return self.paper


class Instalment(AppendOnly):
    """đồng of an agreement that are due by a day."""

    agreement = models.ForeignKey(
        RepayableSupport, on_delete=models.PROTECT, related_name="instalments"
    )
    due = models.DateField("hạn")
    amount = models.BigIntegerField("số tiền (đồng)")

    class Meta:
        verbose_name = "kỳ hoàn trả"
        constraints = [
            models.UniqueConstraint(name="instalment_once_a_day", fields=["agreement", "due"]),
            models.CheckConstraint(name="instalment_above_zero", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.due} {self.amount}"


class Repayment(AppendOnly):
    """đồng of an agreement that came back; one taken back is a row below zero."""

    agreement = models.ForeignKey(
        RepayableSupport, on_delete=models.PROTECT, related_name="repayments"
    )
    day = models.DateField("ngày")
    amount = models.BigIntegerField("số tiền (đồng)")
    paper = models.CharField("chứng từ", max_length=200, blank=True)
    why = models.CharField("lý do", max_length=500, blank=True)
    by = models.UUIDField("người ghi")
    at = models.DateTimeField("lúc")
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )

    class Meta:
        verbose_name = "lần hoàn trả"
        constraints = [
            models.CheckConstraint(
                name="repayment_signed",
                condition=Q(amount__gt=0, reverses__isnull=True)
                | (Q(amount__lt=0, reverses__isnull=False) & ~Q(why="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.amount}"


class InterestClaim(Recorded):
    """Support of the interest of a loan for one period: a rate of the interest a bank certified."""

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    spender = models.UUIDField("đề án")
    part = models.UUIDField("dòng hỗ trợ")
    source = models.CharField("nguồn", max_length=20, choices=SOURCE_CHOICES)
    year = models.PositiveSmallIntegerField("năm ngân sách")
    period_start = models.DateField("từ ngày")
    period_end = models.DateField("đến trước ngày")
    certified = models.BigIntegerField("lãi được xác nhận (đồng)")
    #: An exact fraction in percent: "50", "200/3".
    percent = models.CharField("mức hỗ trợ (%)", max_length=40)
    amount = models.BigIntegerField("số hỗ trợ (đồng)")
    paper = models.CharField("chứng từ", max_length=200)
    act = models.UUIDField(null=True, blank=True)
    by = models.UUIDField("người ghi")
    withdrawn_because = models.CharField("lý do rút", max_length=500, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = "hỗ trợ lãi suất của một kỳ"
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                name="interestclaim_never_above_the_interest",
                condition=Q(amount__gt=0, amount__lte=F("certified")),
            ),
            models.CheckConstraint(
                name="interestclaim_days_in_order", condition=Q(period_end__gt=F("period_start"))
            ),
            models.CheckConstraint(
                name="interestclaim_source_known",
                condition=Q(source__in=[code for code, _ in SOURCE_CHOICES]),
            ),
            models.CheckConstraint(
                name="interestclaim_has_rate_and_paper", condition=~Q(percent="") & ~Q(paper="")
            ),
            models.CheckConstraint(
                name="interestclaim_withdrawn_for_a_reason",
                condition=Q(superseded_at__isnull=True) | ~Q(withdrawn_because=""),
            ),
            models.UniqueConstraint(
                name="interestclaim_once_a_period",
                fields=["part", "period_start"],
                condition=Q(superseded_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_start} – {self.period_end}"
