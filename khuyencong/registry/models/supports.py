"""State support that an establishment had elsewhere, and who let a second one pass."""

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Recorded
from khuyencong.registry.models.establishments import Establishment
from khuyencong.registry.models.organisations import Organisation
from khuyencong.registry.states import SupportProgramme


class OtherSupport(Recorded):
    """One support by the State: for whom, out of what, for what, when, how much, by what paper."""

    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    establishment = models.ForeignKey(
        Establishment, on_delete=models.PROTECT, related_name="other_supports"
    )
    programme = models.CharField("chương trình", max_length=30, choices=SupportProgramme)
    item = models.CharField("đã hỗ trợ cho việc gì", max_length=300)
    item_core = models.CharField(max_length=300, editable=False)
    year = models.PositiveSmallIntegerField("năm")
    day = models.DateField("ngày", null=True, blank=True)
    amount = models.BigIntegerField("số tiền (đồng)", null=True, blank=True)
    papers = models.CharField("giấy tờ", max_length=300, blank=True)
    by = models.UUIDField("người ghi", null=True)
    #: Told again, by hand or from a list, the same support is the same row.
    mark = models.CharField(max_length=64, editable=False)
    withdrawn_because = models.CharField("lý do rút", max_length=300, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = "hỗ trợ khác của Nhà nước"
        indexes = [
            models.Index(
                fields=["establishment"],
                name="othersupport_standing",
                condition=Q(superseded_at__isnull=True),
            )
        ]
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                name="othersupport_programme_known",
                condition=Q(programme__in=SupportProgramme.values),
            ),
            models.CheckConstraint(name="othersupport_has_item", condition=~Q(item="")),
            models.CheckConstraint(
                name="othersupport_amount_not_negative",
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
            ),
            models.CheckConstraint(
                name="othersupport_withdrawn_for_a_reason",
                condition=Q(superseded_at__isnull=True) | ~Q(withdrawn_because=""),
            ),
            models.CheckConstraint(
                name="othersupport_year_plausible", condition=Q(year__gte=1990, year__lte=2200)
            ),
            models.UniqueConstraint(
                name="othersupport_told_once",
                fields=["establishment", "mark"],
                condition=Q(superseded_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.item


class DoubleSupportOverride(Recorded):
    """A right-holder's written word that a support is not a second one of the same object."""

    establishment = models.ForeignKey(
        Establishment, on_delete=models.PROTECT, related_name="overrides"
    )
    item = models.CharField("việc xin hỗ trợ", max_length=300)
    item_core = models.CharField(max_length=300, editable=False)
    #: What was seen when the word was given; anything new since is not covered.
    seen = models.JSONField(default=list)
    reason = models.CharField("lý do", max_length=1000)
    by = models.UUIDField("người quyết định")

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                name="doublesupportoverride_has_reason", condition=~Q(reason="") & ~Q(item="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.establishment_id}: {self.item}"
