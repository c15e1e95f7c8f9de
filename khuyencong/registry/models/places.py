"""Places over time: own key, dated names, codes and parents, and what became of what."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import In

from khuyencong.core.models import Identified
from khuyencong.registry.models.dated import Dated
from khuyencong.registry.states import Level, LineageKind, NameRole


class Place(Identified, Dated):
    """A territory with its own key for as long as its borders and level were those.

    A merger ends a place and begins another, even under the same name; a rename does not.
    """

    key = models.CharField("khóa", max_length=80, unique=True)
    level = models.CharField("cấp", max_length=10, choices=Level)
    #: The last official name and kind: what a list shows without asking for a day.
    kind = models.CharField("loại", max_length=20, blank=True)
    name = models.CharField("tên", max_length=80)
    verified = models.BooleanField("đã kiểm chứng", default=False)
    source = models.CharField("nguồn", max_length=120, blank=True)

    class Meta(Dated.Meta):
        verbose_name = "địa phương"
        indexes = [models.Index(fields=["level", "valid_until"], name="place_level")]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(name="place_level_known", condition=Q(level__in=Level.values)),
            models.CheckConstraint(
                name="place_has_key_and_name", condition=~Q(key="") & ~Q(name="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}".strip()


class PlaceName(Dated):
    """A name of a place on some days; `folded` is its search form."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="names")
    role = models.CharField(max_length=10, choices=NameRole, default=NameRole.OFFICIAL)
    kind = models.CharField("loại", max_length=20, blank=True)
    name = models.CharField("tên", max_length=80)
    folded = models.CharField(max_length=80, db_index=True)
    verified = models.BooleanField(default=False)

    class Meta(Dated.Meta):
        verbose_name = "tên địa phương"
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="placename_role_known", condition=Q(role__in=NameRole.values)
            ),
            models.CheckConstraint(name="placename_folded", condition=~Q(folded="") & ~Q(name="")),
            models.UniqueConstraint(
                name="placename_one_official_today",
                fields=["place"],
                condition=Q(role=NameRole.OFFICIAL, valid_until__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}".strip()


class PlaceCode(Dated):
    """An official code of a place on some days; on others it may belong to another territory.

    Two digits are a province, three a district, five a commune.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="codes")
    code = models.CharField("mã", max_length=5, db_index=True)
    verified = models.BooleanField(default=False)

    class Meta(Dated.Meta):
        verbose_name = "mã địa phương"
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="placecode_length", condition=In(Length("code"), [2, 3, 5])
            ),
            models.UniqueConstraint(
                name="placecode_one_bearer_today",
                fields=["code"],
                condition=Q(valid_until__isnull=True),
            ),
            models.UniqueConstraint(
                name="placecode_one_bearer_before",
                fields=["code", "valid_until"],
                condition=Q(valid_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class PlaceParent(Dated):
    """What a place belonged to on some days."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="parents")
    parent = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="child_links")

    class Meta(Dated.Meta):
        verbose_name = "trực thuộc"
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(name="placeparent_not_itself", condition=~Q(place=F("parent"))),
            models.UniqueConstraint(
                name="placeparent_one_today",
                fields=["place"],
                condition=Q(valid_until__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} < {self.parent_id}"


class Lineage(models.Model):
    """What became of a place on a day.

    `whole`: all of it went to the successor. Otherwise the successor is one of several candidates,
    and `is_default` marks the likeliest. A removed level has no successor.
    """

    predecessor = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="successor_links")
    successor = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="predecessor_links"
    )
    kind = models.CharField(max_length=14, choices=LineageKind)
    day = models.DateField("ngày")
    whole = models.BooleanField("toàn bộ")
    is_default = models.BooleanField("khả năng nhất")
    verified = models.BooleanField(default=False)
    source = models.CharField("nguồn", max_length=120, blank=True)

    class Meta:
        verbose_name = "diễn biến"
        constraints = [
            models.CheckConstraint(
                name="lineage_kind_known", condition=Q(kind__in=LineageKind.values)
            ),
            models.CheckConstraint(
                name="lineage_ends_only_with_its_level",
                condition=Q(kind=LineageKind.LEVEL_REMOVED, successor__isnull=True)
                | (~Q(kind=LineageKind.LEVEL_REMOVED) & Q(successor__isnull=False)),
            ),
            models.CheckConstraint(
                name="lineage_whole_unless_split",
                condition=Q(kind=LineageKind.SPLIT, whole=False)
                | (~Q(kind=LineageKind.SPLIT) & Q(whole=True, is_default=True)),
            ),
            models.CheckConstraint(
                name="lineage_not_itself",
                condition=Q(successor__isnull=True) | ~Q(predecessor=F("successor")),
            ),
            models.UniqueConstraint(name="lineage_told_once", fields=["predecessor", "successor"]),
            models.UniqueConstraint(
                name="lineage_one_default", fields=["predecessor"], condition=Q(is_default=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} {self.kind} {self.successor_id} {self.day}"
