"""The ledger: entries and their postings, written once."""

from django.db import models
from django.db.models import Q

from khuyencong.funds.models.budgets import Budget, Fund, Share
from khuyencong.funds.models.limits import AppendOnly
from khuyencong.funds.states import OF_BUDGET, Account, EntryKind
from khuyencong.registry.models import Organisation

WITHOUT_SPENDER = (EntryKind.ALLOT, EntryKind.CARRY_OVER)


class Entry(AppendOnly):
    """One entry: what happened to money, on which day, by which paper, written by whom and why."""

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("việc", max_length=20, choices=EntryKind)
    spender = models.UUIDField("đề án", null=True, blank=True)
    amount = models.BigIntegerField("số tiền (đồng)")
    day = models.DateField("ngày")
    paper = models.CharField("văn bản, chứng từ", max_length=200, blank=True)
    why = models.CharField("lý do", max_length=500, blank=True)
    #: The step of the room above that caused it; the ledger knows no more of it.
    act = models.UUIDField(null=True, blank=True)
    by = models.UUIDField("người ghi")
    at = models.DateTimeField("lúc")
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )

    class Meta:
        verbose_name = "bút toán"
        indexes = [models.Index(fields=["spender", "at"], name="entry_of_spender")]
        constraints = [
            models.CheckConstraint(name="entry_kind_known", condition=Q(kind__in=EntryKind.values)),
            models.CheckConstraint(
                name="entry_of_a_spender_or_of_none",
                condition=Q(kind__in=WITHOUT_SPENDER, spender__isnull=True)
                | (~Q(kind__in=WITHOUT_SPENDER) & Q(spender__isnull=False)),
            ),
            models.CheckConstraint(
                name="entry_amount_signed",
                condition=Q(amount__gt=0)
                | (Q(amount__lt=0) & (Q(kind=EntryKind.ALLOT) | Q(reverses__isnull=False))),
            ),
            models.CheckConstraint(
                name="entry_takes_back_for_a_reason",
                condition=(Q(reverses__isnull=True) & Q(amount__gt=0)) | ~Q(why=""),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Posting(AppendOnly):
    """đồng on one account, signed; those of an entry sum to zero."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings")
    account = models.CharField("tài khoản", max_length=20, choices=Account)
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="postings")
    fund = models.ForeignKey(
        Fund, on_delete=models.PROTECT, null=True, blank=True, related_name="postings"
    )
    share = models.ForeignKey(
        Share, on_delete=models.PROTECT, null=True, blank=True, related_name="postings"
    )
    amount = models.BigIntegerField("số tiền (đồng)")

    class Meta:
        verbose_name = "dòng bút toán"
        constraints = [
            models.CheckConstraint(
                name="posting_account_known", condition=Q(account__in=Account.values)
            ),
            models.CheckConstraint(name="posting_of_an_amount", condition=~Q(amount=0)),
            models.CheckConstraint(
                name="posting_of_a_budget_or_of_a_line",
                condition=Q(account__in=OF_BUDGET, fund__isnull=True, share__isnull=True)
                | (~Q(account__in=OF_BUDGET) & Q(fund__isnull=False) & Q(share__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_account_display()} {self.amount}"


class AdvanceGround(AppendOnly):
    """By what rate an advance was given; where the law was unread, why by that one."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="ground")
    #: An exact fraction in percent: "70", "200/3".
    percent = models.CharField("mức tạm ứng (%)", max_length=40)
    clause = models.CharField("căn cứ", max_length=200)
    verified = models.BooleanField("đã kiểm chứng")
    reason = models.CharField("lý do", max_length=500, blank=True)

    class Meta:
        verbose_name = "căn cứ tạm ứng"
        constraints = [
            models.CheckConstraint(
                name="advanceground_of_a_rate", condition=~Q(percent="") & ~Q(clause="")
            ),
            models.CheckConstraint(
                name="advanceground_unread_for_a_reason", condition=Q(verified=True) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent} %"
