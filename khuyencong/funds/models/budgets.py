"""Balances: of a budget, of a đề án within it, of a line within the đề án; years turned over."""

from django.db import models
from django.db.models import F, Q

from khuyencong.core.models import Identified
from khuyencong.funds.models.limits import PLAUSIBLE_YEAR, Kept, limits_of, limits_of_budget
from khuyencong.funds.states import SOURCE_CHOICES, Turn
from khuyencong.registry.models import Organisation

KNOWN_SOURCE = Q(source__in=[code for code, _ in SOURCE_CHOICES])


class Budget(Identified, Kept):
    """What a body has of one source in one year, and how far it has come."""

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="budgets")
    source = models.CharField("nguồn", max_length=20, choices=SOURCE_CHOICES)
    year = models.PositiveSmallIntegerField("năm ngân sách")
    allotted = models.BigIntegerField("được giao", default=0)
    carried_in = models.BigIntegerField("nhận chuyển nguồn", default=0)
    carried_out = models.BigIntegerField("chuyển sang năm sau", default=0)
    closed = models.BooleanField("đã khóa sổ", default=False)

    class Meta:
        verbose_name = "ngân sách năm"
        constraints = [
            models.UniqueConstraint(name="budget_once", fields=["owner", "source", "year"]),
            models.CheckConstraint(name="budget_source_known", condition=KNOWN_SOURCE),
            models.CheckConstraint(name="budget_year_plausible", condition=PLAUSIBLE_YEAR),
            models.CheckConstraint(
                name="budget_closed_with_nothing_outstanding",
                condition=Q(closed=False) | Q(advanced=0, committed=F("paid")),
            ),
            *limits_of("budget"),
            *limits_of_budget(),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()} năm {self.year}"

    @property
    def received(self) -> int:
        """Return what the budget has got: allotted, and carried over from the year before."""
        return self.allotted + self.carried_in

    @property
    def left(self) -> int:
        """Return what may still be given to a đề án."""
        return self.allotted + self.carried_in - self.carried_out - self.committed

    @property
    def spent(self) -> int:
        """Return what has left the treasury: advances outstanding, and payments."""
        return self.advanced + self.paid


class Fund(Identified, Kept):
    """What a đề án has of one source in one year, out of one budget."""

    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="funds")
    spender = models.UUIDField("đề án")
    source = models.CharField("nguồn", max_length=20, choices=SOURCE_CHOICES)
    year = models.PositiveSmallIntegerField("năm ngân sách")

    class Meta:
        verbose_name = "kinh phí của đề án"
        constraints = [
            models.UniqueConstraint(name="fund_once", fields=["spender", "source", "year"]),
            models.CheckConstraint(name="fund_source_known", condition=KNOWN_SOURCE),
            models.CheckConstraint(name="fund_year_plausible", condition=PLAUSIBLE_YEAR),
            *limits_of("fund"),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()} năm {self.year}"


class Share(Identified, Kept):
    """What one line of a đề án has of one source in one year."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="shares")
    part = models.UUIDField("dòng hỗ trợ")
    source = models.CharField("nguồn", max_length=20, choices=SOURCE_CHOICES)
    year = models.PositiveSmallIntegerField("năm ngân sách")

    class Meta:
        verbose_name = "kinh phí của dòng hỗ trợ"
        constraints = [
            models.UniqueConstraint(name="share_once", fields=["part", "source", "year"]),
            models.CheckConstraint(name="share_source_known", condition=KNOWN_SOURCE),
            models.CheckConstraint(name="share_year_plausible", condition=PLAUSIBLE_YEAR),
            *limits_of("share"),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()} năm {self.year}"


class YearTurn(Identified):
    """One closing or reopening of the books of a year; each stays on record."""

    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="turns")
    number = models.PositiveSmallIntegerField("lần")
    turn = models.CharField("việc", max_length=10, choices=Turn)
    reason = models.CharField("lý do", max_length=500, blank=True)
    paper = models.CharField("văn bản", max_length=200, blank=True)
    by = models.UUIDField("người ghi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "khóa, mở sổ"
        constraints = [
            models.UniqueConstraint(name="yearturn_in_order", fields=["budget", "number"]),
            models.CheckConstraint(name="yearturn_known", condition=Q(turn__in=Turn.values)),
            models.CheckConstraint(
                name="yearturn_reopened_for_a_reason",
                condition=Q(turn=Turn.CLOSED) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.get_turn_display()
