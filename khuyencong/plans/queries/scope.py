"""Whose plans and registrations a person sees."""

from django.db.models import Q, QuerySet

from khuyencong.core.users import Actor
from khuyencong.plans.models import Plan, PlanVersion, Registration

READ = "plan.read"


def plans_visible_to(user: Actor) -> QuerySet[Plan]:
    """Return the plans of the bodies whose records the user answers for."""
    bodies = user.custodians(READ)
    return Plan.objects.all() if bodies is None else Plan.objects.filter(owner__in=bodies)


def versions_visible_to(user: Actor) -> QuerySet[PlanVersion]:
    """Return the versions of the plans that the user sees."""
    bodies = user.custodians(READ)
    rows = PlanVersion.objects.all()
    return rows if bodies is None else rows.filter(plan__owner__in=bodies)


def registrations_visible_to(user: Actor) -> QuerySet[Registration]:
    """Return what the user's bodies register, and what was sent to them."""
    bodies = user.custodians(READ)
    rows = Registration.objects.all()
    if bodies is None:
        return rows
    return rows.filter(Q(registrar__in=bodies) | Q(owner__in=bodies, sent_at__isnull=False))
