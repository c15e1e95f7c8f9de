"""Clusters, craft villages and artisans: whose a person sees, and what was recognised on a day."""

from datetime import date
from typing import TypeVar

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from khuyencong.core.users import Actor
from khuyencong.registry import rules
from khuyencong.registry.models import (
    Artisan,
    ArtisanRecognition,
    ClusterFigure,
    CraftVillage,
    CraftVillageFigure,
    CraftVillageRecognition,
    IndustrialCluster,
    Place,
)
from khuyencong.registry.models.clusters import Listed
from khuyencong.registry.models.dated import on_day
from khuyencong.registry.queries.areas import in_place
from khuyencong.values.business_names import long_form

Row = TypeVar("Row", bound=Listed)


def clusters_visible_to(user: Actor | None) -> QuerySet[IndustrialCluster]:
    """Return the clusters somebody may see: all of them, for they are founded in public."""
    return IndustrialCluster.objects.all()


def craft_villages_visible_to(user: Actor | None) -> QuerySet[CraftVillage]:
    """Return the craft villages somebody may see: all of them, for decisions name them."""
    return CraftVillage.objects.all()


def artisans_visible_to(user: Actor | None) -> QuerySet[Artisan]:
    """Return the artisans whose custodian the user answers for: they are persons."""
    if user is None:
        return Artisan.objects.none()
    custodians = user.custodians(rules.READ)
    every = Artisan.objects.all()
    return every if custodians is None else every.filter(custodian_id__in=custodians)


def recognised_on(day: date) -> QuerySet[CraftVillage]:
    """Return the craft villages that a decision in force on `day` recognises."""
    decisions = CraftVillageRecognition.objects.filter(on_day(day), village=OuterRef("pk"))
    return CraftVillage.objects.filter(Exists(decisions))


def is_recognised(village: CraftVillage, day: date) -> bool:
    """Return whether a decision in force on `day` recognises the village; one query."""
    return recognised_on(day).filter(id=village.id).exists()


def craft_villages_in(place: Place, day: date) -> QuerySet[CraftVillage]:
    """Return the recognised craft villages of a day in the territory of a commune or province."""
    return recognised_on(day).filter(in_place(place, day)).order_by("sorted_name", "id")


def listed_clusters(rows: QuerySet[IndustrialCluster]) -> QuerySet[IndustrialCluster]:
    """Return clusters in Vietnamese order with their standing figures; two queries."""
    return _ordered(rows).prefetch_related(Prefetch("figures", _standing(ClusterFigure)))


def listed_villages(rows: QuerySet[CraftVillage]) -> QuerySet[CraftVillage]:
    """Return craft villages in Vietnamese order with decisions and figures; three queries."""
    decisions = CraftVillageRecognition.objects.order_by("-valid_from")
    figures = _standing(CraftVillageFigure)
    return _ordered(rows).prefetch_related(
        Prefetch("recognitions", decisions), Prefetch("figures", figures)
    )


def listed_artisans(rows: QuerySet[Artisan]) -> QuerySet[Artisan]:
    """Return artisans in Vietnamese order with their decisions; two queries."""
    decisions = ArtisanRecognition.objects.order_by("-valid_from")
    with_kin = _ordered(rows).select_related("village", "establishment")
    return with_kin.prefetch_related(Prefetch("recognitions", decisions))


def named(rows: QuerySet[Row], text: str) -> QuerySet[Row]:
    """Return those whose name holds every word typed, in any spelling."""
    meant = Q()
    for word in long_form(text).split():
        meant &= Q(search__contains=f" {word}")
    return rows.filter(meant)


def _ordered(rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows.select_related("commune", "custodian").order_by("sorted_name", "id")


def _standing(model: type[ClusterFigure] | type[CraftVillageFigure]) -> QuerySet:  # type: ignore[type-arg]
    return model._default_manager.filter(superseded_at=None).order_by("kind", "-day")
