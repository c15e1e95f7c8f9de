"""Dated parameters of the law. Rows are added, never changed: an end is a row of its own."""

from django.db import models
from django.db.models import F, Q

from khuyencong.core.models import Recorded
from khuyencong.law.models.documents import IS_ADDRESS, LegalDocument
from khuyencong.law.states import ParameterKind, ShareOf, subject_label
from khuyencong.registry.models import Place
from khuyencong.registry.models.dated import Dated
from khuyencong.values.vocabulary import FundingSource

#: Kinds that speak of money, and so name whose money it is.
MONEY_KINDS = (
    ParameterKind.CEILING,
    ParameterKind.PAID,
    ParameterKind.UPLIFT,
    ParameterKind.ADVANCE,
)
#: The budgets that pay support; all but the first belong to a place.
SOURCES = (
    FundingSource.NATIONAL,
    FundingSource.PROVINCIAL,
    FundingSource.DISTRICT,
    FundingSource.COMMUNE,
)
_ABSENT = Q(amount__isnull=True, percent__isnull=True, factor__isnull=True)


def _in_order(low: str, high: str) -> Q:
    """Return the condition that the lower end stands only beside a higher one."""
    return Q(**{f"{low}__isnull": True}) | Q(**{f"{high}__isnull": False, f"{low}__lt": F(high)})


def _between(field: str, least: int, most: int) -> Q:
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": least, f"{field}__lte": most})


class Parameter(Recorded, Dated):
    """One figure, list entry or answer of the law, from a day until before another.

    `verified`: its words were read in the source named, or a second officer confirmed them.
    `days_verified`: so were its days. `proposed_by` None: it came with the reference data. A
    figure that was not read is None, never a guess; `unread` names parts that may exist unread.
    """

    code = models.CharField("mã", max_length=60)
    kind = models.CharField("loại", max_length=14, choices=ParameterKind)
    subject = models.CharField("về", max_length=40)
    #: Kind, subject, source, place and tier in one word: two verified rows never share it on a day.
    slot = models.CharField(max_length=200, db_index=True)
    source = models.CharField(
        "nguồn kinh phí",
        max_length=12,
        blank=True,
        choices=[(source.value, source.label) for source in SOURCES],
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    percent = models.DecimalField("phần trăm", max_digits=6, decimal_places=3, null=True)
    percent_low = models.DecimalField("từ phần trăm", max_digits=6, decimal_places=3, null=True)
    share_of = models.CharField("phần trăm của", max_length=12, blank=True, choices=ShareOf)
    amount = models.BigIntegerField("số tiền (đồng)", null=True)
    amount_low = models.BigIntegerField("từ số tiền (đồng)", null=True)
    factor = models.DecimalField("hệ số", max_digits=6, decimal_places=3, null=True)
    base = models.CharField("hệ số so với", max_length=40, blank=True)
    unit = models.CharField("đơn vị tính", max_length=30, blank=True)
    number = models.IntegerField("số", null=True)
    number_high = models.IntegerField("đến số", null=True)
    month = models.PositiveSmallIntegerField("tháng", null=True)
    day_of_month = models.PositiveSmallIntegerField("ngày trong tháng", null=True)
    answer = models.CharField("trả lời", max_length=20, blank=True)
    condition = models.CharField("chỉ khi", max_length=40, blank=True)
    attribute = models.CharField("tùy theo", max_length=20, blank=True)
    tier_from = models.BigIntegerField("bậc từ", null=True)
    tier_until = models.BigIntegerField("bậc đến trước", null=True)
    per_occasion = models.BooleanField("cho một lần hỗ trợ", null=True)
    unread = models.CharField("phần chưa đọc được", max_length=20, blank=True)

    document = models.ForeignKey(
        LegalDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="parameters"
    )
    basis = models.CharField("căn cứ khác", max_length=160, blank=True)
    clause = models.CharField("điều khoản", max_length=160, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    url = models.CharField("nguồn", max_length=600, blank=True)
    verified = models.BooleanField("đã kiểm chứng", default=False)
    days_verified = models.BooleanField("ngày đã kiểm chứng", default=False)

    proposed_by = models.UUIDField("người đề xuất", null=True)
    confirmed_by = models.UUIDField("người xác nhận", null=True)
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True)

    class Meta:
        verbose_name = "tham số pháp luật"
        indexes = [models.Index(fields=["kind", "subject"], name="parameter_kind_subject")]
        constraints = [
            *Recorded.Meta.constraints,
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="parameter_code_once",
                fields=["code"],
                condition=Q(superseded_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="parameter_one_verified_from_a_day",
                fields=["slot", "valid_from"],
                condition=Q(superseded_at__isnull=True, verified=True, valid_from__isnull=False),
            ),
            models.CheckConstraint(
                name="parameter_kind_known", condition=Q(kind__in=ParameterKind.values)
            ),
            models.CheckConstraint(name="parameter_url_is_a_page", condition=IS_ADDRESS),
            models.CheckConstraint(
                name="parameter_told", condition=~Q(code="") & ~Q(subject="") & ~Q(slot="")
            ),
            models.CheckConstraint(
                name="parameter_money_has_its_source",
                condition=Q(kind__in=MONEY_KINDS, source__in=SOURCES)
                | (~Q(kind__in=MONEY_KINDS) & Q(source="")),
            ),
            models.CheckConstraint(
                name="parameter_local_money_has_its_place",
                condition=Q(source__in=["", FundingSource.NATIONAL]) | Q(place__isnull=False),
            ),
            models.CheckConstraint(
                name="parameter_national_money_has_no_place",
                condition=~Q(source=FundingSource.NATIONAL) | Q(place__isnull=True),
            ),
            models.CheckConstraint(
                name="parameter_only_money_has_amounts",
                condition=Q(kind__in=[*MONEY_KINDS, ParameterKind.SIZE, ParameterKind.NORM])
                | _ABSENT,
            ),
            models.CheckConstraint(
                name="parameter_percent_is_a_share", condition=_between("percent", 0, 100)
            ),
            models.CheckConstraint(
                name="parameter_percents_in_order",
                condition=_in_order("percent_low", "percent") & _between("percent_low", 0, 100),
            ),
            models.CheckConstraint(
                name="parameter_amount_positive",
                condition=Q(amount__isnull=True) | Q(amount__gt=0),
            ),
            models.CheckConstraint(
                name="parameter_amounts_in_order",
                condition=_in_order("amount_low", "amount")
                & (Q(amount_low__isnull=True) | Q(amount_low__gte=0)),
            ),
            models.CheckConstraint(
                name="parameter_factor_multiplies",
                condition=Q(factor__isnull=True) | Q(factor__gt=0),
            ),
            models.CheckConstraint(
                name="parameter_base_has_its_factor",
                condition=Q(base="") | Q(factor__isnull=False),
            ),
            models.CheckConstraint(
                name="parameter_numbers_in_order",
                condition=Q(number_high__isnull=True)
                | Q(number__isnull=False, number__lt=F("number_high")),
            ),
            models.CheckConstraint(
                name="parameter_day_is_in_a_year",
                condition=Q(month__isnull=True, day_of_month__isnull=True)
                | Q(
                    month__isnull=False,
                    day_of_month__isnull=False,
                    month__gte=1,
                    month__lte=12,
                    day_of_month__gte=1,
                    day_of_month__lte=31,
                ),
            ),
            models.CheckConstraint(
                name="parameter_tier_has_its_attribute",
                condition=Q(attribute="", tier_from__isnull=True, tier_until__isnull=True)
                | (~Q(attribute="") & (Q(tier_from__isnull=False) | Q(tier_until__isnull=False))),
            ),
            models.CheckConstraint(
                name="parameter_tier_in_order",
                condition=Q(tier_from__isnull=True)
                | Q(tier_until__isnull=True)
                | Q(tier_from__lt=F("tier_until")),
            ),
            models.CheckConstraint(
                name="parameter_verified_money_has_a_figure",
                condition=Q(verified=False) | ~Q(kind__in=MONEY_KINDS) | ~_ABSENT,
            ),
            models.CheckConstraint(
                name="parameter_verified_names_its_basis",
                condition=Q(verified=False) | Q(document__isnull=False) | ~Q(basis=""),
            ),
            models.CheckConstraint(
                name="parameter_confirmed_whole",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(
                    confirmed_by__isnull=False,
                    confirmed_at__isnull=False,
                    proposed_by__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="parameter_confirmed_by_another",
                condition=Q(confirmed_by__isnull=True)
                | Q(proposed_by__isnull=True)
                | ~Q(confirmed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="parameter_of_officers_verified_by_two",
                condition=Q(proposed_by__isnull=True)
                | Q(verified=False)
                | Q(confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="parameter_of_officers_begins_on_a_day",
                condition=Q(proposed_by__isnull=True) | Q(valid_from__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_waiting(self) -> bool:
        """Return whether an officer proposed it and nobody has confirmed it yet."""
        return (
            self.proposed_by is not None
            and self.confirmed_by is None
            and self.superseded_at is None
        )

    @property
    def subject_label(self) -> str:
        """Return what it speaks of, in Vietnamese."""
        return subject_label(self.kind, self.subject)


def slot_of(parameter: Parameter) -> str:
    """Return the word that two verified parameters never share on one day."""
    return "|".join(
        (
            parameter.kind,
            parameter.subject,
            parameter.source,
            str(parameter.place_id or ""),
            parameter.attribute,
            str(parameter.tier_from or ""),
            str(parameter.tier_until or ""),
        )
    )


class ParameterEnd(Recorded):
    """From `day` a parameter no longer holds: said by one officer, confirmed by another."""

    parameter = models.ForeignKey(Parameter, on_delete=models.PROTECT, related_name="ends")
    day = models.DateField("hết áp dụng từ ngày")
    reason = models.CharField("lý do", max_length=500)
    proposed_by = models.UUIDField("người đề xuất")
    confirmed_by = models.UUIDField("người xác nhận", null=True)
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True)

    class Meta(Recorded.Meta):
        verbose_name = "kết thúc tham số"
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(name="parameterend_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="parameterend_confirmed_whole",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="parameterend_confirmed_by_another",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
            ),
            models.UniqueConstraint(
                name="parameterend_one_stands",
                fields=["parameter"],
                condition=Q(superseded_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parameter_id} until {self.day}"


class ConflictReason(Recorded):
    """Why a local ceiling above the national one may be used all the same, by a second person."""

    parameter = models.ForeignKey(Parameter, on_delete=models.PROTECT, related_name="reasons")
    national = models.ForeignKey(Parameter, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("lý do", max_length=1000)
    written_by = models.UUIDField("người ghi lý do")

    class Meta(Recorded.Meta):
        verbose_name = "lý do vượt mức trung ương"
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(name="conflictreason_told", condition=~Q(reason="")),
            models.CheckConstraint(
                name="conflictreason_of_two", condition=~Q(parameter=F("national"))
            ),
            models.UniqueConstraint(
                name="conflictreason_one_stands",
                fields=["parameter", "national"],
                condition=Q(superseded_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parameter_id} above {self.national_id}"
