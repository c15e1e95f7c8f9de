"""Regions: several ways to group provinces, each with its own days."""

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Identified
from khuyencong.registry.models.dated import Dated
from khuyencong.registry.models.places import Place


class RegionScheme(Identified):
    """One way to divide the country: for statistics, in a report, for voting."""

    key = models.CharField(max_length=40, unique=True)
    name = models.CharField("tên", max_length=120)

    class Meta:
        verbose_name = "cách chia vùng"

    def __str__(self) -> str:
        return self.name


class Region(Identified):
    """A region of one scheme."""

    scheme = models.ForeignKey(RegionScheme, on_delete=models.PROTECT, related_name="regions")
    key = models.CharField(max_length=60)
    name = models.CharField("tên", max_length=80)
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "vùng"
        constraints = [
            models.UniqueConstraint(name="region_key_once", fields=["scheme", "key"]),
            models.CheckConstraint(name="region_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class RegionMembership(Dated):
    """A province in a region on some days."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="memberships")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="region_memberships")
    verified = models.BooleanField(default=False)

    class Meta(Dated.Meta):
        verbose_name = "thuộc vùng"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="regionmembership_once_today",
                fields=["region", "place"],
                condition=Q(valid_until__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} in {self.region_id}"
