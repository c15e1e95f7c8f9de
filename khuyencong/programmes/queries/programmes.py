"""Programmes: a public decision of the State, seen by everybody who works at the desk."""

from django.db.models import Count, Q, QuerySet

from khuyencong.core.users import Actor
from khuyencong.programmes.models import Programme


def visible_to(user: Actor | None) -> QuerySet[Programme]:
    """Return the programmes somebody may see: all of them."""
    return Programme.objects.all()


def listed(rows: QuerySet[Programme]) -> QuerySet[Programme]:
    """Return programmes with place, basis and how many targets stand; the nation's first."""
    standing = Count("targets", filter=Q(targets__superseded_at=None))
    return (
        rows.select_related("place", "document", "custodian")
        .annotate(how_many=standing)
        .order_by("level", "-period_start", "name")
    )
