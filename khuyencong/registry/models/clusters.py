"""Industrial clusters, craft villages and artisans, with what was recognised when."""

from typing import Any

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Identified
from khuyencong.registry.models.dated import Dated
from khuyencong.registry.models.figures import DatedFigure, told_once
from khuyencong.registry.models.organisations import Organisation
from khuyencong.registry.models.places import Place
from khuyencong.registry.states import RecognitionOf
from khuyencong.values.business_names import long_form
from khuyencong.values.text import order_key


class Listed(Identified):
    """A thing of the registry with a name, kept by a body that answers for it."""

    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("tên", max_length=200)
    search = models.CharField(max_length=500, editable=False)
    sorted_name = models.CharField(max_length=200, db_index=True, editable=False)
    recorded_at = models.DateTimeField()
    by = models.UUIDField("người ghi", null=True)
    is_demonstration = models.BooleanField("dữ liệu mẫu", default=False)

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(name="%(class)s_has_name", condition=~Q(name=""))]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the search form and the order beside the name."""
        self.search = f" {long_form(self.name)}"[:500]
        self.sorted_name = order_key(self.name)
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.name


class IndustrialCluster(Listed):
    """An industrial cluster (cụm công nghiệp), set up by a decision on a day."""

    #: The commune of the decision's day; what it became is asked of the lineage.
    commune = models.ForeignKey(
        Place, verbose_name="xã", on_delete=models.PROTECT, related_name="+"
    )
    decision = models.CharField("quyết định thành lập", max_length=120, blank=True)
    founded_on = models.DateField("ngày thành lập", null=True, blank=True)

    class Meta(Listed.Meta):
        verbose_name = "cụm công nghiệp"


class ClusterFigure(DatedFigure):
    """Area and the like of a cluster on a day."""

    cluster = models.ForeignKey(IndustrialCluster, on_delete=models.PROTECT, related_name="figures")

    class Meta(DatedFigure.Meta):
        constraints = [
            *DatedFigure.Meta.constraints,
            told_once("clusterfigure_once", "cluster"),
        ]


class CraftVillage(Listed):
    """A village known for a craft; whether it is recognised is asked for a day."""

    commune = models.ForeignKey(
        Place, verbose_name="xã", on_delete=models.PROTECT, related_name="+"
    )
    craft = models.CharField("nghề", max_length=120)

    class Meta(Listed.Meta):
        verbose_name = "làng nghề"
        constraints = [
            *Listed.Meta.constraints,
            models.CheckConstraint(name="craftvillage_has_craft", condition=~Q(craft="")),
        ]


class CraftVillageFigure(DatedFigure):
    """Households and labour of a craft village on a day."""

    village = models.ForeignKey(CraftVillage, on_delete=models.PROTECT, related_name="figures")

    class Meta(DatedFigure.Meta):
        constraints = [
            *DatedFigure.Meta.constraints,
            told_once("craftvillagefigure_once", "village"),
        ]


class Recognition(Identified, Dated):
    """A decision that recognises something from a day, until the day it is withdrawn."""

    kind = models.CharField("danh hiệu", max_length=30, choices=RecognitionOf)
    decision = models.CharField("quyết định công nhận", max_length=120)
    issuer = models.CharField("cơ quan công nhận", max_length=120)
    recorded_at = models.DateTimeField()
    by = models.UUIDField("người ghi", null=True)

    class Meta(Dated.Meta):
        abstract = True
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="%(class)s_kind_known", condition=Q(kind__in=RecognitionOf.values)
            ),
            models.CheckConstraint(
                name="%(class)s_has_decision_and_day",
                condition=~Q(decision="") & ~Q(issuer="") & Q(valid_from__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.decision}"


class CraftVillageRecognition(Recognition):
    """The provincial decision that recognises a craft village."""

    village = models.ForeignKey(CraftVillage, on_delete=models.PROTECT, related_name="recognitions")

    class Meta(Recognition.Meta):
        constraints = [
            *Recognition.Meta.constraints,
            models.UniqueConstraint(
                name="craftvillagerecognition_once", fields=["village", "kind", "valid_from"]
            ),
        ]


class Artisan(Listed):
    """A person recognised for a craft; the name stands in the published decision."""

    commune = models.ForeignKey(
        Place, verbose_name="xã", on_delete=models.PROTECT, related_name="+"
    )
    craft = models.CharField("nghề", max_length=120)
    village = models.ForeignKey(
        CraftVillage, on_delete=models.PROTECT, null=True, blank=True, related_name="artisans"
    )
    establishment = models.ForeignKey(
        "registry.Establishment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="artisans",
    )

    class Meta(Listed.Meta):
        verbose_name = "nghệ nhân"
        constraints = [
            *Listed.Meta.constraints,
            models.CheckConstraint(name="artisan_has_craft", condition=~Q(craft="")),
        ]


class ArtisanRecognition(Recognition):
    """The decision that names somebody an artisan."""

    artisan = models.ForeignKey(Artisan, on_delete=models.PROTECT, related_name="recognitions")

    class Meta(Recognition.Meta):
        constraints = [
            *Recognition.Meta.constraints,
            models.UniqueConstraint(
                name="artisanrecognition_once", fields=["artisan", "kind", "valid_from"]
            ),
        ]
