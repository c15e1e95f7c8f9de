"""What is told of a body over time: missions, branches, premises, money, agreements."""

from django.db import models
from django.db.models import F, Q

from khuyencong.core.models import Recorded
from khuyencong.registry.models.dated import DatedQuerySet
from khuyencong.registry.models.organisations import Organisation
from khuyencong.registry.models.places import Place
from khuyencong.registry.states import BodyFactOf
from khuyencong.values.identifiers import read_email, read_office_phone, shown_phone
from khuyencong.values.vocabulary import FundingSource

#: Years that money of a body may be of.
PLAUSIBLE = Q(year__gte=1990, year__lte=2200)


class OfBody(Recorded):
    """A row told of a body, with where it stands; a correction supersedes it.

    It stays with the body it was told of: who took that one over answers for it, and no more.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="%(class)ss"
    )
    source = models.CharField("căn cứ", max_length=150)
    by = models.UUIDField("người ghi", null=True)
    is_demonstration = models.BooleanField("dữ liệu mẫu", default=False)

    class Meta(Recorded.Meta):
        abstract = True
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(name="%(class)s_has_source", condition=~Q(source="")),
        ]


class Spanned(OfBody):
    """A row that holds from a day until before another."""

    valid_from = models.DateField("từ ngày")
    valid_until = models.DateField("đến trước ngày", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(OfBody.Meta):
        abstract = True
        constraints = [
            *OfBody.Meta.constraints,
            models.CheckConstraint(
                name="%(class)s_days_in_order",
                condition=Q(valid_until__isnull=True) | Q(valid_from__lt=F("valid_until")),
            ),
        ]


class BodyFact(Spanned):
    """A mission, premises, equipment, a telephone or mail of a body itself, from a day on."""

    kind = models.CharField("loại", max_length=10, choices=BodyFactOf)
    told = models.CharField("ghi rõ", max_length=300)
    #: Pieces of equipment, square metres of premises; None where nobody told.
    quantity = models.PositiveBigIntegerField("số lượng hoặc m²", null=True, blank=True)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(Spanned.Meta):
        verbose_name = "điều biết về đơn vị"
        constraints = [
            *Spanned.Meta.constraints,
            models.CheckConstraint(
                name="bodyfact_kind_known", condition=Q(kind__in=BodyFactOf.values)
            ),
            models.CheckConstraint(name="bodyfact_says_something", condition=~Q(told="")),
            models.CheckConstraint(
                name="bodyfact_quantity_of_things",
                condition=Q(quantity__isnull=True)
                | Q(kind__in=[BodyFactOf.PREMISES, BodyFactOf.EQUIPMENT]),
            ),
            models.CheckConstraint(
                name="bodyfact_phone_shape",
                condition=~Q(kind=BodyFactOf.PHONE) | Q(told__regex=r"^[0-9]{8,11}$"),
            ),
            models.CheckConstraint(
                name="bodyfact_email_shape",
                condition=~Q(kind=BodyFactOf.EMAIL) | Q(told__regex=r"^[^@\s]+@[^@\s]+$"),
            ),
        ]

    def __str__(self) -> str:
        return shown_phone(self.told) if self.is_phone else self.told

    @property
    def is_phone(self) -> bool:
        """Return whether it is a number to be called."""
        return self.kind == BodyFactOf.PHONE

    @property
    def href(self) -> str:
        """Return what a browser opens to reach the office; "" for what is no way to."""
        schemes = {BodyFactOf.PHONE: "tel", BodyFactOf.EMAIL: "mailto"}
        scheme = schemes.get(BodyFactOf(self.kind))
        return f"{scheme}:{self.told}" if scheme else ""


def read_fact(kind: str, told: str) -> str:
    """Return what is told of a body as it is kept; Unreadable for a number that is none."""
    readers = {BodyFactOf.PHONE: read_office_phone, BodyFactOf.EMAIL: read_email}
    reader = readers.get(BodyFactOf(kind))
    return reader(told) if reader else told


class BodyRevenue(OfBody):
    """What a body took in during a year from one source, in đồng."""

    year = models.PositiveSmallIntegerField("năm")
    fund = models.CharField(
        "nguồn", max_length=20, choices=[(one.value, one.label) for one in FundingSource]
    )
    amount = models.BigIntegerField("số tiền (đồng)")

    class Meta(OfBody.Meta):
        verbose_name = "nguồn thu của đơn vị"
        constraints = [
            *OfBody.Meta.constraints,
            models.CheckConstraint(name="bodyrevenue_not_negative", condition=Q(amount__gte=0)),
            models.CheckConstraint(name="bodyrevenue_year_plausible", condition=PLAUSIBLE),
            models.CheckConstraint(
                name="bodyrevenue_source_known",
                condition=Q(fund__in=[one.value for one in FundingSource]),
            ),
            models.UniqueConstraint(
                name="bodyrevenue_told_once",
                fields=["organisation", "year", "fund"],
                condition=Q(superseded_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year} {self.fund}"


class Agreement(Spanned):
    """An agreement of a body with another to work together on something."""

    partner = models.CharField("với ai", max_length=200)
    #: Where the partner is a body of the register.
    partner_body = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    subject = models.CharField("về việc gì", max_length=300)

    class Meta(Spanned.Meta):
        verbose_name = "thỏa thuận phối hợp"
        constraints = [
            *Spanned.Meta.constraints,
            models.CheckConstraint(
                name="agreement_whole", condition=~Q(partner="") & ~Q(subject="")
            ),
            models.CheckConstraint(
                name="agreement_not_with_itself",
                condition=Q(partner_body__isnull=True) | ~Q(partner_body=F("organisation")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.subject}"
