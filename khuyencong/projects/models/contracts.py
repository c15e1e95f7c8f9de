"""Contracts of two tiers, what they promise by line and source, and their annexes."""

from django.db import models
from django.db.models import F, Q

from khuyencong.core.models import Identified
from khuyencong.projects.models.lines import Line
from khuyencong.projects.models.projects import SOURCES, Project
from khuyencong.projects.states import ContractTier


class Contract(Identified):
    """A contract; the first tier covers the đề án, the second one beneficiary's lines."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="contracts")
    tier = models.CharField("cấp hợp đồng", max_length=12, choices=ContractTier)
    number = models.CharField("số hợp đồng", max_length=60)
    signed_on = models.DateField("ngày ký")
    ends_on = models.DateField("thực hiện đến", null=True, blank=True)
    #: The rate of advance written in the contract, for a content whose rate nobody has read.
    advance_percent = models.PositiveSmallIntegerField("mức tạm ứng (%)", null=True, blank=True)
    advance_reason = models.CharField("căn cứ mức tạm ứng", max_length=300, blank=True)
    liquidated_on = models.DateField("ngày thanh lý", null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "hợp đồng"
        constraints = [
            models.UniqueConstraint(
                fields=["project", "tier", "number"], name="contract_number_once"
            ),
            models.CheckConstraint(name="contract_has_number", condition=~Q(number="")),
            models.CheckConstraint(
                name="contract_days_in_order",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("signed_on")),
            ),
            models.CheckConstraint(
                name="contract_rate_with_reason",
                condition=Q(advance_percent__isnull=True)
                | (Q(advance_percent__gte=1, advance_percent__lte=100) & ~Q(advance_reason="")),
            ),
            models.CheckConstraint(
                name="contract_liquidated_after_signed",
                condition=Q(liquidated_on__isnull=True) | Q(liquidated_on__gte=F("signed_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ContractShare(Identified):
    """The support that a contract promises for one line from one source, as amended."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="shares")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="contract_shares")
    source = models.CharField("nguồn", max_length=20, choices=SOURCES)
    amount = models.BigIntegerField("số tiền (đồng)")

    class Meta:
        verbose_name = "kinh phí trong hợp đồng"
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "line", "source"], name="contractshare_once"
            ),
            models.CheckConstraint(name="contractshare_not_negative", condition=Q(amount__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.amount}"


class Annex(Identified):
    """An annex: what it changed of its contract, and by which adjustment."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="annexes")
    number = models.CharField("số phụ lục", max_length=60)
    signed_on = models.DateField("ngày ký")
    told = models.CharField("nội dung", max_length=1000)
    #: {"<line>|<source>": [before, after]} in whole đồng.
    changed = models.JSONField(default=dict)
    adjustment = models.UUIDField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "phụ lục hợp đồng"
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="annex_number_once"),
            models.CheckConstraint(name="annex_says_what", condition=~Q(number="") & ~Q(told="")),
        ]

    def __str__(self) -> str:
        return self.number
