"""Addresses that are told, and what became of each telling."""

from django.db.models import Count, Q, QuerySet

from khuyencong.connections.models import Delivery, Hook
from khuyencong.connections.rules import WATCH
from khuyencong.connections.states import DeliveryState
from khuyencong.core.users import Actor


def hooks_visible_to(user: Actor) -> QuerySet[Hook]:
    """Return the addresses that are told of what bodies do whose journal the user reads."""
    bodies = user.custodians(WATCH)
    return Hook.objects.all() if bodies is None else Hook.objects.filter(custodian__in=bodies)


def deliveries_visible_to(user: Actor) -> QuerySet[Delivery]:
    """Return what was told to the addresses that the user sees."""
    return Delivery.objects.filter(hook__in=hooks_visible_to(user).values("id"))


def listed_hooks(rows: QuerySet[Hook]) -> QuerySet[Hook]:
    """Return addresses, those still told first, each with how its tellings stand; one query."""
    undone = Count("deliveries", filter=Q(deliveries__state=DeliveryState.GIVEN_UP))
    waiting = Count(
        "deliveries",
        filter=Q(deliveries__state__in=[DeliveryState.WAITING, DeliveryState.FAILED]),
    )
    counted = rows.annotate(given_up=undone, waiting=waiting)
    return counted.select_related("custodian", "user").order_by("ended_at", "-made_at", "-id")


def listed_deliveries(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Return tellings, the latest first."""
    return rows.order_by("-recorded_at", "-id")
